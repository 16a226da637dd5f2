import NIOCore
import NIOPosix

/// An HTTP server on this machine that sends just the bytes that a test wants sent.
struct ScriptedServer {
    /// What is sent for a request line's target.
    enum Script: Sendable {
        /// As it stands; then the connection ends.
        case bytes([UInt8])
        /// These bytes, and then nothing, for ever.
        case stalling([UInt8])
        /// These bytes, and then megabytes without end.
        case endless([UInt8])

        static func answer(
            _ status: String = "200 OK", _ fields: [String] = ["Content-Type: text/html; charset=utf-8"], _ body: [UInt8] = []
        ) -> Script {
            let head = (["HTTP/1.1 \(status)"] + fields + ["Content-Length: \(body.count)", "Connection: close"])
            return .bytes(Array((head.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body)
        }

        static func page(_ html: String) -> Script { answer(body: Array(html.utf8)) }

        static func answer(_ fields: [String] = ["Content-Type: text/html; charset=utf-8"], body: [UInt8]) -> Script {
            answer("200 OK", fields, body)
        }

        static func redirect(to location: String, _ status: String = "302 Found") -> Script {
            answer(status, ["Location: \(location)"])
        }
    }

    let origin: String

    /// Serves for as long as the body runs.
    static func run(
        _ scripts: @escaping @Sendable (_ target: String, _ origin: String) -> Script,
        _ body: (ScriptedServer) async throws -> Void
    ) async throws {
        let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Answering(scripts: scripts))
                }
            }
        let channel = try await bootstrap.bind(host: "127.0.0.1", port: 0).get()
        let server = ScriptedServer(origin: "http://127.0.0.1:\(channel.localAddress?.port ?? 0)")
        do {
            try await body(server)
        } catch {
            try? await channel.close()
            throw error
        }
        try await channel.close()
    }
}

/// Reads a request to its empty line and plays its script.
private final class Answering: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let scripts: @Sendable (String, String) -> ScriptedServer.Script
    private var request = ""

    init(scripts: @escaping @Sendable (String, String) -> ScriptedServer.Script) {
        self.scripts = scripts
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        request += String(buffer: unwrapInboundIn(data))
        guard request.contains("\r\n\r\n") else { return }
        let target = request.split(separator: " ", maxSplits: 2).dropFirst().first.map(String.init) ?? "/"
        request = ""
        switch scripts(target, "http://127.0.0.1:\(context.localAddress?.port ?? 0)") {
        case .bytes(let bytes):
            let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes))).whenComplete { _ in
                bound.value.close(promise: nil)
            }
        case .stalling(let bytes): context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
        case .endless(let bytes):
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
            goOn(context)
        }
    }

    private func goOn(_ context: ChannelHandlerContext) {
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        let piece = wrapOutboundOut(ByteBuffer(repeating: UInt8(ascii: "a"), count: 1 << 16))
        context.writeAndFlush(piece).whenSuccess {
            let (handler, context) = bound.value
            handler.goOn(context)
        }
    }
}
