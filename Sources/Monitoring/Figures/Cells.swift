public import Metrics
import Synchronization

/// A number that grows.
public final class CounterCell: CounterHandler, FloatingPointCounterHandler {
    private let value = Mutex(0.0)

    init() {}

    public func increment(by amount: Double) {
        // A counter that went back would look like a restart.
        guard amount > 0, amount.isFinite else { return }
        value.withLock { $0 += amount }
    }

    public func increment(by amount: Int64) { increment(by: Double(amount)) }

    public func increment() { increment(by: 1.0) }

    public func reset() { value.withLock { $0 = 0 } }

    var current: Double { value.withLock { $0 } }
}

/// A number that goes up and down.
public final class GaugeCell: MeterHandler, RecorderHandler {
    private let value = Mutex(0.0)

    init() {}

    public func set(_ new: Double) { value.withLock { $0 = new } }
    public func set(_ new: Int64) { set(Double(new)) }
    public func increment(by amount: Double) { value.withLock { $0 += amount } }
    public func decrement(by amount: Double) { value.withLock { $0 -= amount } }
    public func record(_ new: Double) { set(new) }
    public func record(_ new: Int64) { set(Double(new)) }

    var current: Double { value.withLock { $0 } }
}

/// Values counted in buckets.
public final class HistogramCell: TimerHandler, RecorderHandler {
    struct Content: Sendable, Hashable {
        /// By bucket, the one without a bound last; not yet summed up.
        var counts: [Int]
        var sum = 0.0
    }

    let bounds: [Double]
    private let content: Mutex<Content>

    init(bounds: [Double]) {
        self.bounds = bounds
        content = Mutex(Content(counts: Array(repeating: 0, count: bounds.count + 1)))
    }

    public func record(_ value: Double) {
        guard !value.isNaN else { return }
        let bucket = bounds.firstIndex { value <= $0 } ?? bounds.count
        content.withLock { content in
            content.counts[bucket] += 1
            content.sum += value
        }
    }

    public func record(_ value: Int64) { record(Double(value)) }

    public func record(_ duration: Duration) {
        let parts = duration.components
        record(Double(parts.seconds) + Double(parts.attoseconds) / 1e18)
    }

    public func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }

    var current: Content { content.withLock { $0 } }
}
