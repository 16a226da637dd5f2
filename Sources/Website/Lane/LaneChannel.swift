public import HummingbirdCore
import Logging
public import NIOCore
import NIOHTTP1

/// A reader's connection: HTTP/1.1 as Hummingbird serves it, with the lane in front that answers what the page cache has ready.
struct LaneChannel: ServerChildChannel {
    typealias Value = HTTP1Channel.Value

    private let http1: HTTP1Channel
    private let cache: PageCache
    private let idleTime: TimeAmount?

    init(cache: PageCache, idleTime: TimeAmount?, responder: @escaping HTTPChannelHandler.Responder) {
        // The lane looks after idle connections itself: Hummingbird sees none of the requests that the lane answers.
        http1 = HTTP1Channel(responder: responder)
        self.cache = cache
        self.idleTime = idleTime
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        do {
            let pipeline = channel.pipeline.syncOperations
            let lane = LaneHandler(cache: cache, idleTime: idleTime)
            try pipeline.addHandler(lane)
            let value = http1.setup(channel: channel, logger: logger)
            let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
            try pipeline.addHandler(LaneWatch(lane), position: .after(decoder))
            return value
        } catch {
            return channel.eventLoop.makeFailedFuture(error)
        }
    }

    func handle(value: Value, logger: Logger) async {
        await http1.handle(value: value, logger: logger)
    }
}

extension HTTPServerBuilder {
    /// HTTP/1.1 with a lane in front of the codec that answers plain `GET`s from a page cache.
    /// - Parameter idleTime: After how long a connection is closed on which nothing happens; it may be twice as long.
    public static func lane(_ cache: PageCache, idleTime: TimeAmount? = .seconds(75)) -> HTTPServerBuilder {
        HTTPServerBuilder { responder in LaneChannel(cache: cache, idleTime: idleTime, responder: responder) }
    }
}
