public import HummingbirdCore
import Logging
public import NIOCore

/// A kind of connection with a guard before it.
struct GuardedChannel<Base: ServerChildChannel>: ServerChildChannel {
    let watch: Watch
    let census: ConnectionCensus
    /// Made anew for each connection, so that it has the limits that hold then.
    let makeBase: @Sendable (HTTP1Channel.Configuration) -> Base

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Base.Value> {
        do {
            try channel.pipeline.syncOperations.addHandler(ConnectionGuard(watch.limits, census: census))
            return makeBase(.guarded(watch.limits)).setup(channel: channel, logger: logger)
        } catch {
            return channel.eventLoop.makeFailedFuture(error)
        }
    }

    func handle(value: Base.Value, logger: Logger) async {
        await makeBase(.guarded(watch.limits)).handle(value: value, logger: logger)
    }
}

extension HTTPServerBuilder {
    /// Connections of some kind behind a guard.
    /// - Parameter base: Makes what stands behind the guard, given what HTTP/1.1 must be configured with.
    public static func guarded<Base: ServerChildChannel>(
        _ watch: Watch, census: ConnectionCensus,
        base: @escaping @Sendable (@escaping HTTPChannelHandler.Responder, HTTP1Channel.Configuration) -> Base
    ) -> HTTPServerBuilder {
        HTTPServerBuilder { responder in
            GuardedChannel(watch: watch, census: census) { base(responder, $0) }
        }
    }

    /// HTTP/1.1 on guarded connections.
    public static func guarded(_ watch: Watch, census: ConnectionCensus) -> HTTPServerBuilder {
        guarded(watch, census: census) { HTTP1Channel(responder: $0, configuration: $1) }
    }
}

extension HTTP1Channel.Configuration {
    /// What the codec lets pass, and what stands behind it.
    static func guarded(_ limits: ConnectionLimits) -> HTTP1Channel.Configuration {
        HTTP1Channel.Configuration(
            additionalChannelHandlers: [RequestGuard(mostBytes: limits.bodyBytes)],
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: limits.headBytes, maxHeaderListSize: limits.headBytes,
                maxHeaderFieldCount: limits.headFields))
    }
}
