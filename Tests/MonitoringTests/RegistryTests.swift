import Metrics
import PropertyTesting
import Storage
import StorageTesting
import Testing

@testable import Monitoring

@Suite("The metrics")
struct RegistryTests {
    @Test("are written as Prometheus reads them")
    func text() async {
        let registry = Registry()
        registry.counter(Family("a_total", "Counts\nwith a \\.", .counter), ["kind": "x\"y\\\n", "status": "2xx"]).increment(by: 3 as Int64)
        registry.gauge(Family("b", "B.", .gauge)).set(-1.5)
        let histogram = registry.histogram(Family("c_seconds", "C.", .histogram([0.5, 1])), ["k": "v"])
        for value in [0.5, 0.75, 7] { histogram.record(value) }
        registry.read(Family("d", "D.", .gauge)) { [.init(["x": "y"], .infinity)] }
        #expect(
            await registry.text() == #"""
                # HELP a_total Counts\nwith a \\.
                # TYPE a_total counter
                a_total{kind="x\"y\\\n",status="2xx"} 3
                # HELP b B.
                # TYPE b gauge
                b -1.5
                # HELP c_seconds C.
                # TYPE c_seconds histogram
                c_seconds_bucket{k="v",le="0.5"} 1
                c_seconds_bucket{k="v",le="1"} 2
                c_seconds_bucket{k="v",le="+Inf"} 3
                c_seconds_sum{k="v"} 8.25
                c_seconds_count{k="v"} 3
                # HELP d D.
                # TYPE d gauge
                d{x="y"} +Inf
                # HELP standfirst_metrics_dropped_total Series that were not kept because their family had too many.
                # TYPE standfirst_metrics_dropped_total counter
                standfirst_metrics_dropped_total 0

                """#)
    }

    @Test("keep no more series of a family than are allowed, whatever comes in")
    func bound() async {
        let registry = Registry()
        let family = Family("paths_total", "P.", .counter)
        for number in 0..<(Registry.mostSeries + 50) {
            registry.counter(family, ["path": "/\(number)"]).increment()
        }
        let lines = await registry.text().split(separator: "\n")
        #expect(lines.filter { $0.hasPrefix("paths_total{") }.count == Registry.mostSeries)
        #expect(lines.contains("standfirst_metrics_dropped_total 50"))
    }

    @Test("take what libraries measure by swift-metrics, under valid names")
    func factory() async {
        let registry = Registry()
        Counter(label: "my.requests", dimensions: [("some-kind", "a")], factory: registry).increment(by: 2)
        Timer(label: "took", dimensions: [], factory: registry).recordMilliseconds(3)
        Metrics.Gauge(label: "level", dimensions: [], factory: registry).record(4)
        let lines = await registry.text().split(separator: "\n")
        #expect(lines.contains(#"my_requests_total{some_kind="a"} 2"#))
        #expect(lines.contains(#"took_seconds_bucket{le="0.005"} 1"#) && lines.contains(#"took_seconds_bucket{le="0.0025"} 0"#))
        #expect(lines.contains("level 4"))
    }

    @Test("never let a counter go back")
    func counters() {
        let cell = Registry().counter(Family("x_total", "X.", .counter))
        for amount in [1.0, -5, .nan, .infinity, 2] { cell.increment(by: amount) }
        #expect(cell.current == 3)
    }

    @Test("count a store's reads, writes and errors", arguments: TestEngine.available)
    func store(engine: TestEngine) async throws {
        try await engine.withStore([]) { store in
            let registry = Registry()
            let measured = MeasuredStore(store, registry: registry)
            _ = try await measured.read { try $0.rows("SELECT 1 AS one") }
            _ = try await measured.write { try $0.rows("SELECT 1 AS one") }
            await #expect(throws: StorageError.self) { _ = try await measured.read { try $0.rows("SELECT nothing") } }
            let lines = await registry.text().split(separator: "\n")
            #expect(lines.contains(#"standfirst_database_duration_seconds_count{operation="read"} 2"#))
            #expect(lines.contains(#"standfirst_database_duration_seconds_count{operation="write"} 1"#))
            #expect(lines.contains(#"standfirst_database_errors_total{error="statement",operation="read"} 1"#))
        }
    }
}
