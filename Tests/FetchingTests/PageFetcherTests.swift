import Compression
import Editorial
import Markup
import Testing

@testable import Fetching

@Suite("Fetching a page")
struct PageFetcherTests {
    private static let html = "<!DOCTYPE html><title>Minutes</title><p>We will not close the hospital.</p>"

    private func fetch(
        _ path: String, bounds: PageFetcher.Bounds = PageFetcher.Bounds(),
        _ scripts: @escaping @Sendable (_ target: String, _ origin: String) -> ScriptedServer.Script
    ) async throws -> [WebExchange] {
        var exchanges: [WebExchange] = []
        try await ScriptedServer.run(scripts) { server in
            let address = try #require(SafeURL(parsing: server.origin + path))
            exchanges = try await PageFetcher.web(allowsPrivateAddresses: true, bounds: bounds).fetch(address)
        }
        return exchanges
    }

    private func fault(
        _ path: String, bounds: PageFetcher.Bounds = PageFetcher.Bounds(),
        _ scripts: @escaping @Sendable (_ target: String, _ origin: String) -> ScriptedServer.Script
    ) async throws -> FetchFault? {
        await #expect(throws: FetchFault.self) { try await fetch(path, bounds: bounds, scripts) }
    }

    @Test("what was sent and what came is kept as it went over the wire")
    func exchange() async throws {
        let exchanges = try await fetch("/minutes?year=2026#item-3") { _, _ in .page(Self.html) }
        let exchange = try #require(exchanges.first)
        #expect(exchanges.count == 1)
        #expect(exchange.address.string.hasSuffix("/minutes?year=2026"))
        #expect(exchange.hostAddress == "127.0.0.1")
        #expect(exchange.status == 200 && exchange.reason == "OK")
        #expect(exchange.field("content-type") == "text/html; charset=utf-8")
        #expect(exchange.body == Array(Self.html.utf8))
        #expect(exchange.requestFields.first?.name == "Host")
        #expect(exchange.requestFields.first.map { "http://\($0.value)" }.map { exchange.address.string.hasPrefix($0) } == true)
    }

    @Test("a compressed answer stays compressed")
    func compressed() async throws {
        let body = GzipCompressor().compress(Array(Self.html.utf8))
        let exchanges = try await fetch("/") { _, _ in
            .answer(["Content-Type: text/html", "Content-Encoding: gzip"], body: body)
        }
        #expect(exchanges.first?.body == body)
    }

    @Test("redirects are followed, each an exchange of its own", arguments: ["301 Moved", "302 Found", "303 See", "307 Temporary", "308 Permanent"])
    func redirects(status: String) async throws {
        let exchanges = try await fetch("/old") { target, origin in
            switch target {
            case "/old": .redirect(to: "/newer?a=b", status)
            case "/newer?a=b": .redirect(to: "\(origin)/newest#part", status)
            default: .page(Self.html)
            }
        }
        #expect(exchanges.map { $0.address.path } == ["/old", "/newer", "/newest"])
        #expect(exchanges.map(\.status).last == 200)
    }

    @Test("a loop of redirects ends")
    func loops() async throws {
        let fault = try await fault("/a", bounds: .init(redirects: 4)) { target, _ in .redirect(to: target == "/a" ? "/b" : "/a") }
        #expect(fault == .tooManyRedirects(limit: 4))
    }

    @Test("a redirect to what is no web address is refused", arguments: ["ftp://example.org/a", "mailto:desk@example.org"])
    func otherSchemes(location: String) async throws {
        let exchanges = try? await fetch("/") { _, _ in .redirect(to: location) }
        // What can't be followed is the end, and its status says that it is no page.
        #expect(exchanges == nil || exchanges?.last?.status == 302)
    }

    @Test("a body larger than the bound is refused before it is whole")
    func huge() async throws {
        let head = Array("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n".utf8)
        let fault = try await fault("/", bounds: .init(bytes: 1 << 20)) { _, _ in .endless(head) }
        #expect(fault == .tooLarge(limit: 1 << 20))
    }

    @Test("a body that never comes is not waited for longer than is allowed")
    func slow() async throws {
        let head = Array("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 10\r\n\r\nabc".utf8)
        let fault = try await fault("/", bounds: .init(seconds: 1)) { _, _ in .stalling(head) }
        #expect(fault != nil)
        let silent = try await self.fault("/", bounds: .init(seconds: 1)) { _, _ in .stalling([]) }
        #expect(silent != nil)
    }

    @Test("a body shorter than it was said to be is no page")
    func cutOff() async throws {
        let fault = try await fault("/") { _, _ in
            .bytes(Array("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000\r\n\r\n<p>Half".utf8))
        }
        guard case .failed = fault else { return #expect(Bool(false), "\(String(describing: fault))") }
    }

    @Test("what is not HTTP is a fault and nothing worse", arguments: ["", "SSH-2.0-x\r\n", "HTTP/1.1 abc\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: -4\r\n\r\n"])
    func nonsense(bytes: String) async throws {
        #expect(try await fault("/") { _, _ in .bytes(Array(bytes.utf8)) } != nil)
    }

    @Test("chunks are put together")
    func chunked() async throws {
        let exchanges = try await fetch("/") { _, _ in
            .bytes(
                Array("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n".utf8))
        }
        #expect(exchanges.first?.body == Array("abcde".utf8))
    }

    @Test(
        "private and special addresses are refused before a byte is sent",
        arguments: [
            "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
            "255.255.255.255", "198.18.0.1", "[::1]", "[::]", "[fe80::1]", "[fc00::1]", "[ff02::1]", "[::ffff:127.0.0.1]",
            "[::ffff:169.254.169.254]", "[64:ff9b::a00:1]", "[2002:7f00:1::]", "[3fff::1]", "2130706433", "0x7f.1", "127.1",
            "localhost",
        ])
    func privateAddresses(host: String) async throws {
        let address = try #require(SafeURL(parsing: "http://\(host)/x"))
        let fault = await #expect(throws: FetchFault.self) { try await PageFetcher.web().fetch(address) }
        guard case .privateAddress = fault else { return #expect(Bool(false), "\(String(describing: fault))") }
    }

    @Test(
        "a redirect into a private network is refused at that hop",
        arguments: ["http://169.254.169.254/latest/meta-data/", "http://[::1]:80/", "//10.0.0.1/", "http://0.0.0.0:1/"])
    func redirectInside(location: String) async throws {
        // Of all addresses that are not public, the test's own server alone is let pass.
        let client = GuardedClient(seconds: 10) { $0.isPublic || $0.description == "127.0.0.1" }
        try await ScriptedServer.run({ target, _ in target == "/" ? .redirect(to: "/on") : .redirect(to: location) }) { server in
            let address = try #require(SafeURL(parsing: server.origin))
            let fault = await #expect(throws: FetchFault.self) { try await PageFetcher.web(client).fetch(address) }
            guard case .privateAddress = fault else { return #expect(Bool(false), "\(String(describing: fault))") }
        }
    }

    @Test("public addresses are known as such", arguments: ["1.1.1.1", "172.32.0.1", "192.0.1.1", "2606:4700::1111", "::ffff:8.8.8.8"])
    func publicAddresses(host: String) async throws {
        let addresses = try await HostAddress.resolve(host)
        #expect(!addresses.isEmpty)
        for address in addresses { #expect(address.isPublic, "\(address)") }
    }
}
