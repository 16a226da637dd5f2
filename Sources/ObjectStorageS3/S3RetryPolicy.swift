/// When a request that failed is sent again: what may pass is tried a few times, with growing pauses, in bounded time.
struct S3RetryPolicy: Sendable, Hashable {
    var attempts = 4
    var firstPause = Duration.milliseconds(200)
    var longestPause = Duration.seconds(5)
    /// No try begins later than this after the first.
    var patience = Duration.seconds(20)

    enum Decision: Hashable {
        case again(after: Duration)
        case giveUp
    }

    /// - Parameters:
    ///   - attempt: Which try failed; the first is 1.
    ///   - elapsed: Since the first try began.
    ///   - jitter: From 0 to 1: nodes that failed together must not come back together.
    func decision(after failure: S3Failure, attempt: Int, elapsed: Duration, jitter: Double) -> Decision {
        guard attempt < attempts, Self.mayPass(failure) else { return .giveUp }
        let grown = firstPause * (1 << min(attempt - 1, 20))
        let pause = min(grown, longestPause) * (0.5 + jitter / 2)
        return elapsed + pause <= patience ? .again(after: pause) : .giveUp
    }

    private static func mayPass(_ failure: S3Failure) -> Bool {
        switch failure {
        case .transport: true
        case .answered(let refusal):
            switch (refusal.status, refusal.code) {
            case (408, _), (429, _), (500, _), (502, _), (503, _), (504, _): true
            case (_, "SlowDown"), (_, "InternalError"), (_, "RequestTimeout"), (_, "OperationAborted"),
                (_, "ConditionalRequestConflict"):
                true
            default: false
            }
        }
    }
}
