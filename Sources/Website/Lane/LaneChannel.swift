public import HummingbirdCore
public import Logging
public import NIOCore
import NIOHTTP1

/// A reader's connection: HTTP/1.1 as Hummingbird serves it, with the lane in front that answers what the page cache has ready.
public struct LaneChannel: ServerChildChannel {
    public typealias Value = HTTP1Channel.Value

    private let http1: HTTP1Channel
    private let cache: PageCache?
    private let idleTime: TimeAmount?

    /// - Parameters:
    ///   - cache: `nil` for a connection without the lane: where each request is to be logged, none may pass by unseen.
    ///   - idleTime: After how long a connection is closed on which nothing happens (it may be twice as long); `nil` where
    ///     somebody else sees to that. Hummingbird can't: it sees none of the requests that the lane answers.
    ///   - configuration: The codec's, and what stands behind it.
    public init(
        cache: PageCache?, idleTime: TimeAmount?, configuration: HTTP1Channel.Configuration = .init(),
        responder: @escaping HTTPChannelHandler.Responder
    ) {
        http1 = HTTP1Channel(responder: responder, configuration: configuration)
        self.cache = cache
        self.idleTime = idleTime
    }

    public func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        guard let cache else { return http1.setup(channel: channel, logger: logger) }
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

    public func handle(value: Value, logger: Logger) async {
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
