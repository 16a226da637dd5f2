/// A database: the one seam behind which SQLite and PostgreSQL stand.
///
/// The closures run on the engine's own threads and may block; they are given a connection that is
/// theirs until they return. A write is one transaction: it is committed when the closure returns and
/// rolled back when it throws. A write may be run more than once, because a serialisation failure
/// retries it: it must have no effect but on the database and its result.
public protocol Store: Sendable {
    var dialect: Dialect { get }

    /// Runs a read in one consistent snapshot.
    ///
    /// A read may be run once more, on a fresh connection, where its connection was lost.
    /// - Throws: ``StorageError``, or what the closure throws.
    func read<Value: Sendable>(_ work: @escaping @Sendable (any Connection) throws -> Value) async throws -> Value

    /// Runs several reads side by side, all of one and the same state: for work that is worth every core.
    ///
    /// Unlike ``read(_:)``, none is run again. One call at a time: two could wait for each other's connections.
    /// - Parameters:
    ///   - count: How many; no more are run than the store has connections for.
    ///   - work: Is given the number of its read, from 0.
    /// - Returns: What each gave, in their order.
    /// - Throws: ``StorageError``, or what the first closure to fail throws.
    func read<Value: Sendable>(
        sideBySide count: Int, _ work: @escaping @Sendable (_ connection: any Connection, _ number: Int) throws -> Value
    ) async throws -> [Value]

    /// Runs a write as one serialisable transaction.
    /// - Parameter durability: ``Durability/full`` for what publishes or carries money.
    /// - Throws: ``StorageError``, or what the closure throws.
    @discardableResult
    func write<Value: Sendable>(
        durability: Durability, _ work: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value

    /// The keys announced by committed writes on any node (see ``Connection/announce(_:)``), from the call on.
    ///
    /// After a lost connection the stream gives ``Announcement/missedSome``: whoever keeps something by key
    /// must then let go of all of it.
    func announcements() -> AsyncStream<Announcement>

    /// Calls `heed` with each announcement, for as long as what is returned is held.
    ///
    /// What this store's own writes announce is heeded after the commit and before ``write(durability:_:)`` returns: whoever
    /// reads after a write finds that everything kept by its keys has been let go. `heed` runs on the engine's thread and
    /// must be quick; it may be called from several threads at once.
    func heedAnnouncements(_ heed: @escaping @Sendable (Announcement) -> Void) -> AnnouncementHeeding

    /// Ends every connection, waiting for those in use.
    func close() async
}

extension Store {
    /// Runs a write that is flushed to the disk before it returns.
    @discardableResult
    public func write<Value: Sendable>(
        _ work: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value {
        try await write(durability: .full, work)
    }
}

/// How soon a committed write must survive a power failure.
public enum Durability: Sendable {
    /// Flushed before the write returns: what publishes or carries money.
    case full
    /// A power failure may lose the last moments, never consistency: imports, counters.
    case relaxed
}

/// What a store tells of writes.
public enum Announcement: Sendable, Hashable {
    /// These keys changed.
    case changed([String])
    /// The connection that carries announcements was lost: what others announce is not heard until ``missedSome``.
    case interrupted
    /// What was announced for a while was not heard, and now is again: anything may have changed.
    case missedSome
}

/// A connection inside a read or a write, used by one closure on one thread.
///
/// A statement that the engine refuses ends the read or write that it stands in: nothing after it is run, and
/// the write is rolled back even where the closure catches the error. To let a row be refused, say so in
/// the statement (`ON CONFLICT … DO NOTHING`).
public protocol Connection: AnyObject {
    var dialect: Dialect { get }

    /// The rows that a query gives.
    func rows(_ query: SQL) throws(StorageError) -> [Row]

    /// Calls `visit` with each row of a `SELECT`, holding one at a time (a few small ones on PostgreSQL).
    ///
    /// Other statements may be run from inside `visit`, but none that changes the tables that are being read.
    func forEachRow(_ query: SQL, _ visit: (Row) throws -> Void) throws

    /// Runs a statement and gives the count of rows that it changed.
    @discardableResult
    func run(_ statement: SQL) throws(StorageError) -> Int

    /// Tells every node's ``Store/announcements()`` of these keys once the write is committed.
    func announce(_ keys: [String]) throws(StorageError)
}

extension Connection {
    /// The first row that a query gives, if any.
    public func row(_ query: SQL) throws(StorageError) -> Row? {
        try rows(query).first
    }

    /// The first column of the first row, if there is one and it is not NULL.
    public func value<Value: SQLReadable>(_ query: SQL, as type: Value.Type = Value.self) throws(StorageError) -> Value? {
        guard let row = try row(query) else { return nil }
        return try row.optional(at: 0)
    }
}
