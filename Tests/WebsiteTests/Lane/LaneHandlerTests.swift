import Editorial
import NIOCore
import NIOEmbedded
import NIOHTTP1
import PropertyTesting
import Storage
import Testing

@testable import Website

@Suite("The lane in front of the codec")
struct LaneHandlerTests {
    /// A cache that holds `/a`, as it is and in gzip, and `/b`, as it is.
    private static func filledCache() async throws -> PageCache {
        let cache = PageCache(bytes: 1 << 20, clock: .fixed(Timestamp(seconds: 1_773_133_200)))
        for (address, text) in [("/a", String(repeating: "a page, again. ", count: 400)), ("/b", "short")] {
            let served = try #require(
                try await cache.page(at: address) {
                    FinishedPage(
                        Answer(mediaType: "text/html", content: .bytes(Array(text.utf8)), keeping: .page, keys: [.front]),
                        Array(text.utf8))
                })
            if address == "/a" { _ = await cache.variant(of: served, AcceptedCodings("gzip")) }
        }
        return cache
    }

    private struct Connection {
        let channel: EmbeddedChannel
        let server: TestServer

        init(_ cache: PageCache, hasLane: Bool) throws {
            let server = TestServer(cache)
            let channel = EmbeddedChannel()
            let pipeline = channel.pipeline.syncOperations
            let lane = LaneHandler(cache: cache, idleTime: hasLane ? .seconds(60) : nil)
            if hasLane { try pipeline.addHandler(lane) }
            try pipeline.addHandler(HTTPResponseEncoder())
            try pipeline.addHandler(ByteToMessageHandler(HTTPRequestDecoder()))
            if hasLane { try pipeline.addHandler(LaneWatch(lane)) }
            try pipeline.addHandler(server)
            channel.connect(to: try SocketAddress(ipAddress: "127.0.0.1", port: 1), promise: nil)
            self.channel = channel
            self.server = server
        }

        func send(_ bytes: some Sequence<UInt8>) {
            guard channel.isActive else { return }
            _ = try? channel.writeInbound(ByteBuffer(bytes: bytes))
        }

        func send(_ text: String) { send(text.utf8) }

        func end() {
            if channel.isActive { channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed) }
            channel.embeddedEventLoop.run()
            server.answerAll()
        }

        /// Everything that was sent since the last call.
        func sent() -> String {
            var text = ""
            while let part = try? channel.readOutbound(as: IOData.self) {
                if case .byteBuffer(let buffer) = part { text += String(decoding: buffer.readableBytesView, as: UTF8.self) }
            }
            return text
        }

        func close() { _ = try? channel.finish(acceptAlreadyClosed: true) }
    }

    private static func get(_ target: String, _ fields: String = "") -> String {
        "GET \(target) HTTP/1.1\r\nHost: a\r\n\(fields)\r\n"
    }

    @Test("a plain request for what is ready never reaches the codec, and others do")
    func ready() async throws {
        let cache = try await Self.filledCache()
        let connection = try Connection(cache, hasLane: true)
        connection.send(Self.get("/a"))
        #expect(connection.sent().hasPrefix("HTTP/1.1 200 OK\r\n"))
        connection.send(Self.get("/a", "Accept-Encoding: gzip\r\n"))
        #expect(connection.sent().contains("Content-Encoding: gzip\r\n"))
        #expect(connection.server.count == 0 && cache.statistics.counts.laneAnswers == 2)
        for request in [Self.get("/a", "Accept-Encoding: br\r\n"), Self.get("/c"), Self.get("/a", "Range: bytes=0-1\r\n")] {
            connection.send(request)
            connection.server.answerAll()
            #expect(!connection.sent().isEmpty)
        }
        #expect(connection.server.count == 3)
        connection.send(Self.get("/b"))
        #expect(connection.sent().hasSuffix("short"))
        #expect(connection.server.count == 3, "the lane has its turn again after a response has ended")
        connection.close()
    }

    @Test("a reader who has the page is told so")
    func notModified() async throws {
        let cache = try await Self.filledCache()
        let connection = try Connection(cache, hasLane: true)
        connection.send(Self.get("/b"))
        let tag = try #require(connection.sent().firstMatch(of: /ETag: ("[^"]+")\r\n/)).1
        connection.send(Self.get("/b", "If-None-Match: \"x\", \(tag)\r\n"))
        let answer = connection.sent()
        #expect(answer.hasPrefix("HTTP/1.1 304 Not Modified\r\n") && answer.hasSuffix("\r\n\r\n"))
        #expect(connection.server.count == 0)
        connection.close()
    }

    @Test("what is asked behind a request that waits for its response is answered after it")
    func order() async throws {
        let connection = try Connection(try await Self.filledCache(), hasLane: true)
        connection.send(Self.get("/c") + Self.get("/a") + Self.get("/b"))
        #expect(connection.sent().isEmpty)
        connection.server.answerAll()
        let sent = connection.sent()
        #expect(sent.hasPrefix("HTTP/1.1 404") && sent.hasSuffix("short"))
        #expect(connection.server.count == 3)
        connection.close()
    }

    @Test("a head that comes in pieces is put together")
    func pieces() async throws {
        let connection = try Connection(try await Self.filledCache(), hasLane: true)
        for byte in Self.get("/b").utf8 { connection.send([byte]) }
        #expect(connection.sent().hasSuffix("short") && connection.server.count == 0)
        connection.close()
    }

    @Test("nothing is answered while the reader doesn't take what was written")
    func backpressure() async throws {
        let cache = try await Self.filledCache()
        let connection = try Connection(cache, hasLane: true)
        connection.channel.isWritable = false
        connection.send(Self.get("/a") + Self.get("/b"))
        #expect(connection.sent().isEmpty && cache.statistics.counts.laneAnswers == 0)
        connection.channel.isWritable = true
        connection.channel.pipeline.fireChannelWritabilityChanged()
        #expect(connection.sent().hasSuffix("short") && cache.statistics.counts.laneAnswers == 2)
        connection.close()
    }

    @Test("a connection on which nothing happens is closed, and half a request is nothing")
    func idle() async throws {
        let connection = try Connection(try await Self.filledCache(), hasLane: true)
        let loop = connection.channel.embeddedEventLoop
        for _ in 0..<5 {
            connection.send(Self.get("/b"))
            loop.advanceTime(by: .seconds(59))
        }
        #expect(connection.channel.isActive)
        connection.send("GET / HT")
        loop.advanceTime(by: .seconds(59))
        connection.send("TP/1.1")
        loop.advanceTime(by: .seconds(121))
        #expect(!connection.channel.isActive)
        connection.close()
    }

    @Test("a connection on which a response is being made is not idle")
    func working() async throws {
        let connection = try Connection(try await Self.filledCache(), hasLane: true)
        connection.send(Self.get("/c"))
        connection.channel.embeddedEventLoop.advanceTime(by: .seconds(600))
        #expect(connection.channel.isActive)
        connection.server.answerAll()
        #expect(connection.sent().hasPrefix("HTTP/1.1 404"))
        connection.close()
    }

    @Test("with and without the lane the same bytes give the same responses", arguments: 0..<12)
    func same(round: Int) async throws {
        let cache = try await Self.filledCache()
        var random = SeededGenerator(seed: UInt64(round) &* 15_485_863 &+ 3)
        for _ in 0..<60 {
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 1..<6, using: &random) {
                let isMutated = Int.random(in: 0..<4, using: &random) == 0
                bytes += isMutated ? RequestMaker.mutated(&random) : Array(RequestMaker.request(&random).utf8)
            }
            var pieces: [ArraySlice<UInt8>] = []
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = Bool.random(using: &random) ? rest.count : Int.random(in: 1...rest.count, using: &random)
                pieces.append(rest.prefix(count))
                rest = rest.dropFirst(count)
            }
            let with = try Connection(cache, hasLane: true)
            let without = try Connection(cache, hasLane: false)
            for piece in pieces {
                let isAnswered = Bool.random(using: &random)
                for connection in [with, without] {
                    connection.send(piece)
                    if isAnswered { connection.server.answerAll() }
                }
            }
            for connection in [with, without] { connection.end() }
            let text = String(decoding: bytes, as: UTF8.self).debugDescription
            #expect(with.sent() == without.sent(), "\(random): \(text)")
            for connection in [with, without] { connection.close() }
        }
    }
}

/// Answers what the codec reads, in order and when it is told to; from the same cache, so that the lane's responses must be
/// the same to the byte.
private final class TestServer: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let cache: PageCache
    private var waiting: [HTTPRequestHead?] = []
    private var head: HTTPRequestHead?
    private var context: ChannelHandlerContext?
    private(set) var count = 0

    init(_ cache: PageCache) {
        self.cache = cache
    }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }
    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): self.head = head
        case .body: break
        case .end:
            waiting.append(head)
            count += 1
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { waiting.append(nil) }

    func answerAll() {
        let heads = waiting
        waiting = []
        for head in heads {
            guard let context, context.channel.isActive else { return }
            answer(head, context)
        }
    }

    private func answer(_ head: HTTPRequestHead?, _ context: ChannelHandlerContext) {
        guard let head else {
            write(HTTPResponseHead(version: .http1_1, status: .badRequest, headers: ["Connection": "close", "Content-Length": "0"]), nil, context)
            context.close(promise: nil)
            return
        }
        let accepted = AcceptedCodings(head.headers["Accept-Encoding"].joined(separator: ","))
        let known = head.headers["If-None-Match"].joined(separator: ",")
        if let ready = cache.readyResponse(to: head.uri, accepted, ifNoneMatch: known.isEmpty ? nil : known) {
            let lines = String(buffer: ready.head).split(separator: "\r\n")
            var headers = HTTPHeaders()
            for line in lines.dropFirst() {
                let parts = line.split(separator: ":", maxSplits: 1)
                headers.add(name: String(parts[0]), value: String(parts[1].dropFirst()))
            }
            let isNotModified = lines[0].contains("304")
            write(
                HTTPResponseHead(version: .http1_1, status: isNotModified ? .notModified : .ok, headers: headers),
                head.method == .HEAD ? nil : ready.body, context)
        } else {
            write(HTTPResponseHead(version: .http1_1, status: .notFound, headers: ["Content-Length": "0"]), nil, context)
        }
        if !head.isKeepAlive { context.close(promise: nil) }
    }

    private func write(_ head: HTTPResponseHead, _ body: ByteBuffer?, _ context: ChannelHandlerContext) {
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        if let body { context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil) }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
}
