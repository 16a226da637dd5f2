import NIOCore
import NIOEmbedded
import NIOHTTP1
import PropertyTesting
import Testing

@testable import Website

@Suite("What the lane reads of a request")
struct LaneRequestTests {
    private static func read(_ text: String) -> LaneRequest.Reading {
        Array(text.utf8).withUnsafeBytes(LaneRequest.read)
    }

    private static func isForeign(_ text: String) -> Bool { read(text) == .foreign }

    @Test("a plain request is read with its end")
    func plain() throws {
        let text = """
            GET /2026/03/sea-wall?p=1 HTTP/1.1\r\nHost: lantern.example\r\nAccept-Encoding: gzip, br\r\nCookie: a=b\r\n\
            if-none-match: "x"\r\nConnection: Keep-Alive\r\n\r\n
            """
        guard case .request(let request) = Self.read(text + "GET /next") else { throw Unread() }
        #expect(request.length == text.utf8.count)
        #expect(request.target == "/2026/03/sea-wall?p=1" && request.isPlain)
        #expect(request.accepted.gzip && request.accepted.brotli && request.known == "\"x\"")
    }

    @Test("as long as nothing is foreign in it, a head that has not ended is waited for")
    func incomplete() {
        let text = "GET / HTTP/1.1\r\nHost: lantern.example\r\nAccept: */*\r\n\r\n"
        for length in 1..<text.utf8.count {
            #expect(Array(text.utf8.prefix(length)).withUnsafeBytes(LaneRequest.read) == .incomplete, "\(length)")
        }
        #expect(Self.isForeign("GET /" + String(repeating: "a", count: 9000)))
        #expect(Self.isForeign("GET / HTTP/1.1\r\n" + String(repeating: "A: b\r\n", count: 70)))
    }

    @Test("what could be longer than its head, or be read in two ways, is the codec's", arguments: [
        "POST / HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.0\r\nHost: a\r\n\r\n", "GET / HTTP/1.1\nHost: a\n\n",
        "GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n", "GET * HTTP/1.1\r\nHost: a\r\n\r\n", "get / HTTP/1.1\r\nHost: a\r\n\r\n",
        "\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", " GET / HTTP/1.1\r\nHost: a\r\n\r\n", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /  HTTP/1.1\r\nHost: a\r\n\r\n", "GET /\t HTTP/1.1\r\nHost: a\r\n\r\n", "GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\ncontent-length: 4\r\n\r\nGET ",
        "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "GET / HTTP/1.1\r\nHost : a\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\n\tfolded\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nA: b\nContent-Length: 4\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nA: b\rc\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nA: \0\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nA\u{e9}: b\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: h2c\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, upgrade\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nA: b\r\n\rX", "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", "GET /# HTTP/1.1\r\nHost: a\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "\u{16}\u{3}\u{1}", "GET / HTTP/1.1 \r\nHost: a\r\n\r\n", "GETX / HTTP/1.1\r\nHost: a\r\n\r\n",
    ])
    func foreign(text: String) {
        #expect(Self.isForeign(text))
    }

    @Test("what the lane can tell the end of and must not answer is not plain", arguments: [
        "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nRange: bytes=0-1\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nIf-Match: \"a\"\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nIf-None-Match: \"a\"\r\nIf-None-Match: \"b\"\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\nAccept-Encoding: br\r\n\r\n",
    ])
    func notPlain(text: String) throws {
        guard case .request(let request) = Self.read(text) else { throw Unread() }
        #expect(!request.isPlain && request.length == text.utf8.count)
    }

    @Test("whatever the lane takes, the codec reads as that one request with that end", arguments: 0..<8)
    func agreement(round: Int) throws {
        var random = SeededGenerator(seed: UInt64(round) &* 104_729 &+ 5)
        var taken = 0
        for _ in 0..<600 {
            let bytes = RequestMaker.mutated(&random)
            guard case .request(let request) = bytes.withUnsafeBytes(LaneRequest.read) else { continue }
            taken += 1
            let parts = CodecReading(Array(bytes.prefix(request.length)) + Array("GET /next HTTP/1.1\r\nHost: a\r\n\r\n".utf8))
            let text = String(decoding: bytes, as: UTF8.self).debugDescription
            #expect(parts.error == nil, "\(random): \(text)")
            #expect(parts.targets == [request.target, "/next"], "\(random): \(text)")
            #expect(parts.bodyBytes == 0 && parts.ends == 2, "\(random): \(text)")
            if request.isPlain {
                #expect(parts.heads.first?.method == .GET && parts.heads.first?.headers["host"].count == 1, "\(random): \(text)")
                #expect(parts.heads.first?.isKeepAlive == true, "\(random): \(text)")
            }
        }
        #expect(taken > 20, "the mutations leave enough to compare")
    }
}

private struct Unread: Error {}

/// What NIO's codec makes of bytes, with the limits that the server has.
private struct CodecReading {
    var heads: [HTTPRequestHead] = []
    var ends = 0
    var bodyBytes = 0
    var error: (any Error)?

    var targets: [String] { heads.map(\.uri) }

    init(_ bytes: [UInt8]) {
        let channel = EmbeddedChannel(handler: ByteToMessageHandler(HTTPRequestDecoder()))
        do {
            try channel.writeInbound(ByteBuffer(bytes: bytes))
        } catch {
            self.error = error
        }
        while let part = try? channel.readInbound(as: HTTPServerRequestPart.self) {
            switch part {
            case .head(let head): heads.append(head)
            case .body(let body): bodyBytes += body.readableBytes
            case .end: ends += 1
            }
        }
        _ = try? channel.finish(acceptAlreadyClosed: true)
    }
}

/// Makes requests that are almost right.
enum RequestMaker {
    private static let fields = [
        "Host: a\r\n", "Host: lantern.example:8080\r\n", "Accept: text/html\r\n", "Accept-Encoding: gzip, br\r\n",
        "Accept-Encoding: identity\r\n", "User-Agent: Mozilla/5.0 (X11; Linux)\r\n", "Cookie: a=b; c=d\r\n",
        "If-None-Match: \"other\"\r\n", "If-None-Match: *\r\n", "Connection: keep-alive\r\n", "X:\r\n", "X:   spaced\t \r\n", "Range: bytes=0-9\r\n",
        "Te: trailers\r\n", "Keep-Alive: timeout=5\r\n",
    ]

    private static let splinters = [
        "\r\n", "\n", "\r", "\0", " ", "\t", ":", ": ", "Content-Length: 5\r\n", "Content-Length: 0\r\n", "Transfer-Encoding: chunked\r\n",
        "Transfer-Encoding : chunked\r\n", "Connection: close\r\n", "Upgrade: websocket\r\n", " folded\r\n", "\r\n\r\n", "é", "\u{7f}", "0\r\n\r\n",
        "GET / HTTP/1.1\r\n", "HTTP/1.0", "http://a/", "#", "%00", "//", "Expect: 100-continue\r\n",
    ]

    static let targets = ["/", "/a", "/b", "/c?x=1", "/nothing", "/a?", "/%61", "//a"]

    static func request(_ random: inout SeededGenerator) -> String {
        let method = Int.random(in: 0..<8, using: &random) == 0 ? "HEAD" : "GET"
        var text = "\(method) \(random.pick(targets)) HTTP/1.1\r\nHost: a\r\n"
        for _ in 0..<Int.random(in: 0..<5, using: &random) {
            text += fields.dropFirst(2).randomElement(using: &random) ?? ""
        }
        return text + "\r\n"
    }

    static func mutated(_ random: inout SeededGenerator) -> [UInt8] {
        var bytes = Array(request(&random).utf8)
        for _ in 0..<Int.random(in: 0..<3, using: &random) {
            let place = Int.random(in: 0...bytes.count, using: &random)
            switch Int.random(in: 0..<5, using: &random) {
            case 0: bytes.insert(contentsOf: Array(random.pick(splinters).utf8), at: place)
            case 1: bytes.insert(contentsOf: Array(random.pick(fields).utf8), at: lineStart(bytes, place))
            case 2: bytes.insert(contentsOf: Array(random.pick(splinters).utf8), at: lineStart(bytes, place))
            case 3: if place < bytes.count { bytes[place] = UInt8.random(in: 0...255, using: &random) }
            default: if place < bytes.count { bytes.remove(at: place) }
            }
        }
        return bytes
    }

    private static func lineStart(_ bytes: [UInt8], _ place: Int) -> Int {
        (bytes[..<place].lastIndex(of: 0x0A) ?? -1) + 1
    }
}
