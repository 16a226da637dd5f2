/// A piece of work that can wait or fail: a row that is written in the transaction that wants the work done.
///
/// It may be run more than once (its worker may die after the work and before saying so), so that its handler
/// must be idempotent.
public struct Job: Sendable, Hashable {
    public typealias ID = Identifier<Job>

    public let id: ID
    /// What work it is: the name that its handler is found by.
    public let kind: String
    /// What the handler needs to know.
    public let payload: [UInt8]
    /// Which try this is; the first is 1.
    public let attempt: Int
    /// Who holds the lease of this try.
    public let worker: String
}

/// A job that was given up, kept with its last error until somebody looks at it.
public struct DeadJob: Sendable, Hashable {
    public let id: Job.ID
    public let kind: String
    public let payload: [UInt8]
    public let attempts: Int
    public let diedAt: Timestamp
    public let error: String
}

/// Thrown by a handler whose work can never succeed, so that it is not tried again.
public struct JobCannotSucceed: Error, Sendable, Hashable, CustomStringConvertible {
    public let description: String

    public init(_ reason: String) {
        description = reason
    }
}
