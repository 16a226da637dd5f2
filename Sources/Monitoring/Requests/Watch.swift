import Synchronization

/// What the parts that watch read at every request and connection, and SIGHUP may change.
public final class Watch: Sendable {
    /// How requests are noted and told from one another.
    public struct Requests: Sendable, Hashable {
        /// Whether every request gets a line at the level info; they have one at debug otherwise.
        public var logsAccess: Bool
        /// Whether a proxy in front sets `X-Request-Id`, so that it is believed from any peer.
        public var proxyIsTrusted: Bool
        /// What lets others than this machine read `/metrics`.
        public var metricsToken: String?

        public init(logsAccess: Bool = false, proxyIsTrusted: Bool = false, metricsToken: String? = nil) {
            self.logsAccess = logsAccess
            self.proxyIsTrusted = proxyIsTrusted
            self.metricsToken = metricsToken
        }
    }

    private struct State {
        var requests: Requests
        var limits: ConnectionLimits
        var isStopping = false
    }

    private let state: Mutex<State>

    public init(requests: Requests = Requests(), limits: ConnectionLimits = ConnectionLimits()) {
        state = Mutex(State(requests: requests, limits: limits))
    }

    public var requests: Requests {
        get { state.withLock { $0.requests } }
        set { state.withLock { $0.requests = newValue } }
    }

    /// What new connections get; those that are open keep theirs.
    public var limits: ConnectionLimits {
        get { state.withLock { $0.limits } }
        set { state.withLock { $0.limits = newValue } }
    }

    /// Whether the program is about to end: it answers still, and asks load balancers to go elsewhere.
    public var isStopping: Bool { state.withLock { $0.isStopping } }

    public func beginStopping() {
        state.withLock { $0.isStopping = true }
    }
}
