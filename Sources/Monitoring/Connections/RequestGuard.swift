import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// Stands behind the HTTP codec: tells the ``ConnectionGuard`` where a request stands, bounds its body, and answers what
/// the codec could not read with the status that says why (RFC 9110, RFC 6585).
final class RequestGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let mostBytes: Int
    private weak var connection: ConnectionGuard?
    private var bodyBytes = 0
    /// Requests whose answer is not written whole.
    private var underWay = 0
    /// Whether the connection was given up: nothing more is read or written but its end.
    private var isOver = false

    init(mostBytes: Int) {
        self.mostBytes = mostBytes
    }

    func handlerAdded(context: ChannelHandlerContext) {
        connection = try? context.pipeline.syncOperations.handler(type: ConnectionGuard.self)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isOver else { return }
        switch unwrapInboundIn(data) {
        case .head(let head):
            connection?.headCame()
            bodyBytes = 0
            if let text = head.headerFields[.contentLength], let length = Int(text), length > mostBytes {
                // Nothing was read of it yet, and nobody was asked.
                refuse(.contentTooLarge, context)
                return
            }
            underWay += 1
        case .body(let bytes):
            bodyBytes += bytes.readableBytes
            if bodyBytes > mostBytes {
                // Its answer may have begun: all that can be said is the end.
                isOver = true
                context.close(promise: nil)
                return
            }
        case .end:
            connection?.bodyEnded()
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard !isOver || underWay > 0 else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        if case .end = unwrapOutboundIn(data) {
            underWay -= 1
            context.write(data, promise: promise)
            if underWay == 0, let guardContext = try? context.pipeline.syncOperations.context(handlerType: ConnectionGuard.self) {
                connection?.answerEnded(guardContext)
            }
        } else {
            context.write(data, promise: promise)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard !isOver, underWay == 0, let error = error as? HTTPParserError else {
            context.fireErrorCaught(error)
            return
        }
        switch error {
        case .headerOverflow: refuse(.requestHeaderFieldsTooLarge, context)
        default: refuse(.badRequest, context)
        }
    }

    private func refuse(_ status: HTTPResponse.Status, _ context: ChannelHandlerContext) {
        guard underWay == 0 else {
            isOver = true
            context.close(promise: nil)
            return
        }
        isOver = true
        let text = "\(status.code) \(status.reasonPhrase)\n"
        let head = HTTPResponse(
            status: status,
            headerFields: [
                .connection: "close", .cacheControl: "no-store", .contentType: "text/plain; charset=utf-8",
                .contentLength: String(text.utf8.count),
            ])
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(ByteBuffer(string: text))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        // What still comes in is read and dropped for a moment: closing at once would take the answer away again.
        context.close(mode: .output, promise: nil)
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        context.eventLoop.scheduleTask(in: .seconds(2)) { bound.value.close(promise: nil) }
    }
}

@available(*, unavailable)
extension RequestGuard: Sendable {}
