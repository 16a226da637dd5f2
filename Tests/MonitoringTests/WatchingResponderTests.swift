import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import Storage
import Synchronization
import Testing

@testable import Monitoring

/// A context whose other end the test chooses, by a field of its own.
private struct TestContext: PeerContext {
    var coreContext: CoreRequestContextStorage
    let peer: SocketAddress?

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        peer = Self.next
    }

    @TaskLocal static var next: SocketAddress?
}

private struct Page: HTTPResponder {
    func respond(to request: Request, context: TestContext) async throws -> Response {
        context.logger.info("inside")
        return Response(status: request.uri.path == "/none" ? .notFound : .ok, body: ResponseBody(byteBuffer: ByteBuffer(string: "page")))
    }
}

/// Keeps what a body writes.
private final class Collector: ResponseBodyWriter, Sendable {
    private let bytes = Mutex(ByteBuffer())

    var text: String { bytes.withLock { String(buffer: $0) } }

    func write(_ buffer: ByteBuffer) async throws {
        bytes.withLock { _ = $0.writeImmutableBuffer(buffer) }
    }

    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}

@Suite("Watching requests")
struct WatchingResponderTests {
    private let registry = Registry()
    private static let requestID = HTTPField.Name("X-Request-Id")!

    private func ask(
        _ path: String, _ headers: HTTPFields = [:], peer: String = "127.0.0.1", watch: Watch = Watch(), host: String = "localhost:8080"
    ) async throws -> (HTTPResponse.Status, HTTPFields, String) {
        let responder = WatchingResponder(Page(), registry: registry, watch: watch) { $0 == "/" ? "front" : "story" }
        let address = try SocketAddress(ipAddress: peer, port: 4000)
        return try await TestContext.$next.withValue(address) {
            let request = Request(
                head: HTTPRequest(method: .get, scheme: "http", authority: host, path: path, headerFields: headers),
                body: RequestBody(buffer: ByteBuffer()))
            var logger = LogOutput(descriptor: -1, settings: .init(level: .error), time: .fixed(Timestamp(seconds: 0))).logger("test")
            logger[metadataKey: "hb.request.id"] = "made"
            let context = TestContext(
                source: ApplicationRequestContextSource(channel: NIOAsyncTestingChannel(), logger: logger))
            let response = try await responder.respond(to: request, context: context)
            let collector = Collector()
            try await response.body.write(collector)
            return (response.status, response.headers, collector.text)
        }
    }

    @Test("believes an id from this machine or from a proxy that is trusted, and makes one otherwise")
    func ids() async throws {
        let given: HTTPFields = [Self.requestID: "abc-123"]
        #expect(try await ask("/", given).1[Self.requestID] == "abc-123")
        #expect(try await ask("/", given, peer: "192.0.2.1").1[Self.requestID] == "made")
        let trusting = Watch(requests: .init(proxyIsTrusted: true))
        #expect(try await ask("/", given, peer: "192.0.2.1", watch: trusting).1[Self.requestID] == "abc-123")
        for wrong in ["", "a b", "a\u{7F}", String(repeating: "a", count: 129), "ä", "a\"b"] {
            #expect(RequestIdentity.choose(given: wrong, isTrusted: true, made: "made") == "made", "\(wrong)")
        }
    }

    @Test("counts by kind and class of status")
    func counting() async throws {
        _ = try await ask("/")
        _ = try await ask("/?q=1")
        _ = try await ask("/none")
        let lines = await registry.text().split(separator: "\n")
        #expect(lines.contains(#"standfirst_http_requests_total{kind="front",status="2xx"} 2"#))
        #expect(lines.contains(#"standfirst_http_requests_total{kind="story",status="4xx"} 1"#))
        #expect(lines.contains(#"standfirst_http_response_bytes_total{kind="front"} 8"#))
        #expect(lines.contains("standfirst_http_requests_under_way 0"))
    }

    @Test("shows the metrics to a program on this machine that asks for nobody else")
    func metricsHere() async throws {
        #expect(try await ask("/metrics").2.contains("# TYPE standfirst_"))
        #expect(try await ask("/metrics", host: "[::1]:80").2.contains("# TYPE"))
        #expect(try await ask("/metrics", peer: "192.0.2.1").2 == "page")
        #expect(try await ask("/metrics", [HTTPField.Name("X-Forwarded-For")!: "192.0.2.1"]).2 == "page")
        #expect(try await ask("/metrics", [HTTPField.Name("Forwarded")!: "for=x"]).2 == "page")
        #expect(try await ask("/metrics", host: "lantern.example").2 == "page")
    }

    @Test("shows the metrics to whoever has the token, where there is one, and to nobody else")
    func metricsByToken() async throws {
        let watch = Watch(requests: .init(metricsToken: "0123456789abcdef"))
        #expect(try await ask("/metrics", [.authorization: "Bearer 0123456789abcdef"], peer: "192.0.2.1", watch: watch).2.contains("# TYPE"))
        #expect(try await ask("/metrics", [.authorization: "Bearer 0123456789abcdeF"], watch: watch).2 == "page")
        #expect(try await ask("/metrics", [.authorization: "Basic 0123456789abcdef"], watch: watch).2 == "page")
        #expect(try await ask("/metrics", watch: watch).2 == "page")
    }

    @Test("says that it is not ready once it stops, and keeps no connection")
    func stopping() async throws {
        let watch = Watch()
        #expect(try await ask("/readyz", watch: watch).0 == .ok)
        watch.beginStopping()
        #expect(try await ask("/readyz", watch: watch).0 == .serviceUnavailable)
        let (status, headers, _) = try await ask("/", watch: watch)
        #expect(status == .ok && headers[.connection] == "close")
    }
}
