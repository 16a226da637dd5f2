/// How long a job is leased, how often it is tried, and how long it waits between tries: decisions without I/O.
public struct JobPolicy: Sendable, Hashable {
    /// How long a worker holds a job without a sign of life, in milliseconds.
    public var lease: Int64
    /// After how many tries a job is given up.
    public var mostAttempts: Int
    /// The wait after the first failure, in milliseconds; doubled with each one more.
    public var firstDelay: Int64
    /// The longest wait, in milliseconds.
    public var longestDelay: Int64

    public init(
        lease: Int64 = 60_000, mostAttempts: Int = 12, firstDelay: Int64 = 10_000, longestDelay: Int64 = 6 * 3_600_000
    ) {
        self.lease = lease
        self.mostAttempts = mostAttempts
        self.firstDelay = firstDelay
        self.longestDelay = longestDelay
    }

    /// What becomes of a job.
    public enum Fate: Sendable, Hashable {
        case retry(at: Timestamp)
        case dead
    }

    /// What becomes of a job that failed.
    /// - Parameter jitter: 0 to 1, so that jobs that failed together don't come back together; it takes away up
    ///   to a quarter of the wait.
    public func fate(attempt: Int, canSucceed: Bool, now: Timestamp, jitter: Double) -> Fate {
        guard canSucceed, attempt < mostAttempts else { return .dead }
        var delay = max(1, firstDelay)
        for _ in 1..<max(1, attempt) where delay < longestDelay { delay *= 2 }
        delay = min(delay, longestDelay)
        delay -= Int64(Double(delay) * min(max(jitter, 0), 1) / 4)
        return .retry(at: Timestamp(milliseconds: now.milliseconds + delay))
    }

    /// Whether a job that is due may be run, having been begun so often: not where each try took its worker with it.
    public func mayBegin(afterAttempts attempts: Int) -> Bool {
        attempts < mostAttempts
    }

    /// When a lease taken or renewed now ends.
    public func leaseEnd(now: Timestamp) -> Timestamp {
        Timestamp(milliseconds: now.milliseconds + lease)
    }
}
