/// The order in which the program stops: decisions without I/O.
///
/// At the first signal it says that it is not ready, and waits for load balancers to hear of it. Then it listens no
/// more, and requests and jobs under way have until the bound. What is left is cut. A second signal ends it at once.
public struct StopSequence: Sendable, Hashable {
    public enum Event: Sendable, Hashable {
        case signal
        /// A wait that an action asked for is over.
        case waited
    }

    public enum Action: Sendable, Hashable {
        /// Say at `/readyz` that others should be asked.
        case refuseReadiness
        case wait(seconds: Int)
        /// Listen no more, begin no more jobs, let what is under way end.
        case drain
        /// Cut the connections that are left, and put unfinished jobs back.
        case cut
        /// End now, whatever is under way.
        case abandon
    }

    private enum Phase: Hashable {
        case serving, delaying, draining, cutting, abandoned
    }

    private let delay: Int
    private let bound: Int
    private var phase = Phase.serving

    /// How long what is left has to notice that it was cut, in seconds.
    public static let grace = 5

    /// - Parameters:
    ///   - delay: From the signal to the drain, in seconds.
    ///   - bound: From the drain to the cut, in seconds.
    public init(delay: Int, bound: Int) {
        self.delay = delay
        self.bound = bound
    }

    public mutating func take(_ event: Event) -> [Action] {
        switch (phase, event) {
        case (.serving, .signal):
            phase = .delaying
            return [.refuseReadiness, .wait(seconds: delay)]
        case (.delaying, .waited):
            phase = .draining
            return [.drain, .wait(seconds: bound)]
        case (.draining, .waited):
            phase = .cutting
            return [.cut, .wait(seconds: Self.grace)]
        case (.cutting, .waited), (.delaying, .signal), (.draining, .signal), (.cutting, .signal):
            phase = .abandoned
            return [.abandon]
        case (.serving, .waited), (.abandoned, _):
            return []
        }
    }
}
