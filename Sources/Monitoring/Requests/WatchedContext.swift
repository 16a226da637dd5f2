public import Hummingbird
public import NIOCore

/// What a request carries through the program: its logger, with its id, and who is at the other end.
public struct WatchedContext: RequestContext {
    public var coreContext: CoreRequestContextStorage
    /// The other end of the connection: a reader, or the proxy in front.
    public let peer: SocketAddress?

    public init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        peer = source.channel.remoteAddress
    }
}

/// A context that knows who is at the other end of its connection.
public protocol PeerContext: RequestContext {
    var peer: SocketAddress? { get }
}

extension WatchedContext: PeerContext {}

extension SocketAddress {
    /// Whether the other end is on this machine.
    var isLocal: Bool {
        switch self {
        case .unixDomainSocket: true
        case .v4, .v6:
            if let address = ipAddress {
                address == "::1" || address.hasPrefix("127.") || address.hasPrefix("::ffff:127.")
            } else {
                false
            }
        }
    }
}
