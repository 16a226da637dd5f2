public import Metrics
import Synchronization

/// Every metric of the program, and the text that Prometheus reads.
///
/// Rooms that measure something take a cell by its family and labels, and keep it; libraries come by `swift-metrics`,
/// whose factory this is. How many series a family has is bounded: those beyond get a cell that nobody reads, and are
/// counted, so that no input can fill the memory.
public final class Registry: MetricsFactory {
    /// The most series of one family.
    public static let mostSeries = 400

    enum Cell: Sendable {
        case counter(CounterCell)
        case gauge(GaugeCell)
        case histogram(HistogramCell)
    }

    /// A value that is looked up when it is asked for.
    public struct Reading: Sendable {
        public let labels: Labels
        public let value: Double

        public init(_ labels: Labels = [:], _ value: Double) {
            self.labels = labels
            self.value = value
        }
    }

    private struct Shelf {
        let family: Family
        var series: [Labels: Cell] = [:]
        var read: (@Sendable () async -> [Reading])?
    }

    private static let dropped = Family(
        "standfirst_metrics_dropped_total", "Series that were not kept because their family had too many.", .counter)

    private let shelves = Mutex<[String: Shelf]>([:])

    public init() {
        _ = counter(Self.dropped)
    }

    public func counter(_ family: Family, _ labels: Labels = [:]) -> CounterCell {
        if case .counter(let cell) = cell(family, labels) { cell } else { CounterCell() }
    }

    public func gauge(_ family: Family, _ labels: Labels = [:]) -> GaugeCell {
        if case .gauge(let cell) = cell(family, labels) { cell } else { GaugeCell() }
    }

    public func histogram(_ family: Family, _ labels: Labels = [:]) -> HistogramCell {
        if case .histogram(let cell) = cell(family, labels) { return cell }
        return HistogramCell(bounds: [])
    }

    /// A family of counters or gauges whose values are looked up each time that somebody asks.
    public func read(_ family: Family, _ read: @escaping @Sendable () async -> [Reading]) {
        shelves.withLock { $0[family.name] = Shelf(family: family, read: read) }
    }

    private func cell(_ family: Family, _ labels: Labels) -> Cell? {
        let found: Cell? = shelves.withLock { shelves in
            var shelf = shelves[family.name] ?? Shelf(family: family)
            // The first to name a family says what it is.
            guard shelf.family.kind == family.kind, shelf.read == nil else { return nil }
            if let cell = shelf.series[labels] { return cell }
            guard shelf.series.count < Self.mostSeries else { return nil }
            let cell: Cell =
                switch family.kind {
                case .counter: .counter(CounterCell())
                case .gauge: .gauge(GaugeCell())
                case .histogram(let bounds): .histogram(HistogramCell(bounds: bounds))
                }
            shelf.series[labels] = cell
            shelves[family.name] = shelf
            return cell
        }
        if found == nil, family.name != Self.dropped.name { counter(Self.dropped).increment() }
        return found
    }

    /// All of it in Prometheus's text format 0.0.4.
    public func text() async -> String {
        let shelves = shelves.withLock { $0.values.sorted { $0.family.name < $1.family.name } }
        var text = PrometheusText()
        for shelf in shelves {
            if let read = shelf.read {
                text.write(shelf.family, readings: await read())
            } else {
                text.write(shelf.family, series: shelf.series)
            }
        }
        return text.string
    }

    // What follows is swift-metrics's side.

    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        counter(Family(Self.counterName(label), Self.unknown, .counter), Labels(dimensions))
    }

    public func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        counter(Family(Self.counterName(label), Self.unknown, .counter), Labels(dimensions))
    }

    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        gauge(Family(label, Self.unknown, .gauge), Labels(dimensions))
    }

    public func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        guard aggregate else { return gauge(Family(label, Self.unknown, .gauge), Labels(dimensions)) }
        let bounds = (0..<8).map { Double(1 << (4 * $0)) }
        return histogram(Family(label, Self.unknown, .histogram(bounds)), Labels(dimensions))
    }

    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        let name = label.hasSuffix("_seconds") ? label : label + "_seconds"
        return histogram(Family(name, Self.unknown, .histogram(Family.durations)), Labels(dimensions))
    }

    // A series stays once it was seen: one that went away and came back would look like a restart.
    public func destroyCounter(_ handler: any CounterHandler) {}
    public func destroyMeter(_ handler: any MeterHandler) {}
    public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    public func destroyRecorder(_ handler: any RecorderHandler) {}
    public func destroyTimer(_ handler: any TimerHandler) {}

    private static let unknown = "Measured by a library."

    private static func counterName(_ label: String) -> String {
        label.hasSuffix("_total") ? label : label + "_total"
    }
}
