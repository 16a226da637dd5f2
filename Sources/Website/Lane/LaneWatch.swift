import NIOCore
import NIOHTTP1

/// Stands behind the HTTP codec and tells the lane in front of it what the codec read and wrote.
final class LaneWatch: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private let lane: LaneHandler

    init(_ lane: LaneHandler) {
        self.lane = lane
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head: lane.codecReadHead()
        case .body: lane.codecReadPart()
        case .end: lane.codecReadEnd()
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .end = unwrapOutboundIn(data) else { return context.write(data, promise: promise) }
        // First the end, then the turn: what the lane answers next must come after it.
        context.write(data, promise: promise)
        lane.codecWroteEnd()
    }
}
