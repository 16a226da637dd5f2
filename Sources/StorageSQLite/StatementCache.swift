import GRDB
import GRDBSQLite
import Storage
import Synchronization

/// The statements that one connection has prepared, each once; the one unused longest goes when there are too many.
///
/// GRDB keeps every text that it ever saw. A cache is used by one thread at a time, as its connection is.
final class StatementCache {
    /// A prepared statement, and the columns of its results.
    struct Prepared {
        let statement: Statement
        /// `nil` where it gives none, or where they are to be asked for each time.
        let columns: Storage.Row.Columns?
    }

    private struct Entry {
        let prepared: Prepared
        var used: UInt64
    }

    private let capacity: Int
    private var entries: [SQLShape: Entry] = [:]
    private var clock: UInt64 = 0

    init(capacity: Int) {
        self.capacity = capacity
    }

    /// How many statements are kept.
    var count: Int { entries.count }

    /// The statement of a shape: one that was prepared before, or `prepare`'s.
    func statement(_ shape: SQLShape, prepare: () throws -> Prepared) rethrows -> Prepared {
        clock += 1
        if let prepared = entries[shape]?.prepared, sqlite3_stmt_busy(prepared.statement.sqliteStatement) == 0 {
            entries[shape]?.used = clock
            return prepared
        }
        let prepared = try prepare()
        // One that is being read further out, by the same text, keeps its place.
        guard entries[shape] == nil, capacity > 0 else { return prepared }
        if entries.count >= capacity, let oldest = entries.min(by: { $0.value.used < $1.value.used })?.key {
            entries[oldest] = nil
        }
        entries[shape] = Entry(prepared: prepared, used: clock)
        return prepared
    }

    /// Lets go of a statement that failed: it can't always be run again.
    func remove(_ shape: SQLShape) {
        entries[shape] = nil
    }

    func removeAll() {
        entries = [:]
    }
}

/// The statement caches of a store's connections.
final class StatementCaches: Sendable {
    /// As many as the reader's pages have, and some of the newsroom's: a statement takes some ten kilobytes.
    static let capacity = 192

    /// A cache is handed to whoever has its connection, which is one thread at a time.
    private struct Shared: @unchecked Sendable {
        let cache: StatementCache
    }

    private struct State {
        /// By the connection's address.
        var caches: [UInt: Shared] = [:]
        var isClosing = false
    }

    private let state = Mutex(State())

    /// The cache of a connection: one that keeps nothing, once the store is being closed.
    func of(_ connection: OpaquePointer) -> StatementCache {
        let address = UInt(bitPattern: connection)
        return state.withLock { state -> Shared in
            if state.isClosing { return Shared(cache: StatementCache(capacity: 0)) }
            // A connection lives for as long as its statements do, so that no other can have its address meanwhile.
            if let known = state.caches[address] { return known }
            let made = Shared(cache: StatementCache(capacity: Self.capacity))
            state.caches[address] = made
            return made
        }.cache
    }

    /// How many statements the connection with the most of them keeps; only while none is in use.
    var mostKept: Int {
        state.withLock { state in state.caches.values.map(\.cache.count).max() ?? 0 }
    }

    /// Nothing is kept from now on.
    func beginClosing() {
        state.withLock { $0.isClosing = true }
    }

    /// Lets go of every statement; only while no connection is in use.
    func removeAll() {
        state.withLock { state in
            for shared in state.caches.values { shared.cache.removeAll() }
            state.caches = [:]
        }
    }
}
