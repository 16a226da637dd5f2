import Synchronization

/// Counts requests by the kind of address and the class of status, never by path or reader: so their number is bounded,
/// and they tell nothing of anybody.
final class RequestFigures: Sendable {
    private struct Key: Hashable {
        let kind: String
        let status: Int
    }

    private struct Cells {
        let count: CounterCell
        let duration: HistogramCell
        let bytes: CounterCell
    }

    private let registry: Registry
    private let cells = Mutex<[Key: Cells]>([:])
    let underWay: GaugeCell

    private static let requests = Family(
        "standfirst_http_requests_total", "Requests answered, by kind of address and class of status.", .counter)
    private static let durations = Family(
        "standfirst_http_request_duration_seconds", "From a request's head to the head of its answer.",
        .histogram(Family.durations))
    private static let bytes = Family(
        "standfirst_http_response_bytes_total", "Bytes of answers' bodies, by kind of address.", .counter)

    init(registry: Registry) {
        self.registry = registry
        underWay = registry.gauge(
            Family("standfirst_http_requests_under_way", "Requests whose answer has not begun.", .gauge))
    }

    func count(kind: String, status: Int, bytes: Int, duration: Duration) {
        let key = Key(kind: kind, status: status / 100)
        let found = cells.withLock { cells in
            if let found = cells[key] { return found }
            let made = Cells(
                count: registry.counter(Self.requests, ["kind": kind, "status": "\(key.status)xx"]),
                duration: registry.histogram(Self.durations, ["kind": kind]),
                bytes: registry.counter(Self.bytes, ["kind": kind]))
            cells[key] = made
            return made
        }
        found.count.increment()
        found.duration.record(duration)
        found.bytes.increment(by: Double(bytes))
    }
}
