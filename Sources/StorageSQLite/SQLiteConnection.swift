import GRDB
import GRDBSQLite
public import Storage

/// A connection of ``SQLiteStore``, inside one read or write.
public final class SQLiteConnection: Connection {
    public let dialect = Dialect.sqlite

    private let database: Database
    private let handle: OpaquePointer
    private let path: String
    private let statements: StatementCache
    private let isWriting: Bool
    private(set) var announced = AnnouncedKeys()
    /// The error that ended this read or write, if one has (see ``Connection``).
    private(set) var failure: StorageError?

    /// - Throws: ``StorageError/unavailable(_:)`` where the connection was closed.
    init(_ database: Database, path: String, caches: StatementCaches, isWriting: Bool) throws {
        guard let handle = database.sqliteConnection else { throw StorageError.unavailable("the store is closed") }
        self.database = database
        self.handle = handle
        self.path = path
        self.isWriting = isWriting
        statements = caches.of(handle)
    }

    public func rows(_ query: Storage.SQL) throws(StorageError) -> [Storage.Row] {
        try running { () throws -> [Storage.Row] in
            var rows: [Storage.Row] = []
            try forEach(query) { rows.append($0) }
            return rows
        }
    }

    public func forEachRow(_ query: Storage.SQL, _ visit: (Storage.Row) throws -> Void) throws {
        if let failure { throw failure }
        do {
            try forEach(query, visit)
        } catch let error as DatabaseError {
            throw noted(error)
        }
    }

    @discardableResult
    public func run(_ statement: Storage.SQL) throws(StorageError) -> Int {
        try running { () throws -> Int in
            // SQLite keeps the last count when a statement changes no rows by its nature, such as CREATE TABLE.
            let total = sqlite3_total_changes(handle)
            try with(statement) { prepared, run in
                while try run.step() {}
            }
            return sqlite3_total_changes(handle) == total ? 0 : Int(sqlite3_changes(handle))
        }
    }

    public func announce(_ keys: [String]) throws(StorageError) {
        guard isWriting else { throw .statement("a read can't announce", sql: "") }
        try announced.add(keys)
    }

    private func running<Value>(_ work: () throws -> Value) throws(StorageError) -> Value {
        if let failure { throw failure }
        do {
            return try work()
        } catch let error as DatabaseError {
            throw noted(error)
        } catch let error as StorageError {
            throw error
        } catch {
            throw .statement("\(error)", sql: "")
        }
    }

    private func noted(_ error: DatabaseError) -> StorageError {
        let failure = SQLiteFailure.storageError(error, path: path)
        self.failure = failure
        return failure
    }

    private func forEach(_ query: Storage.SQL, _ visit: (Storage.Row) throws -> Void) throws {
        try with(query) { prepared, run in
            guard try run.step() else { return }
            // After the first step, which prepares the statement anew where the schema has changed.
            let columns = prepared.columns ?? run.columns
            repeat {
                try visit(Storage.Row(columns: columns, values: run.values))
            } while try run.step()
        }
    }

    /// Runs `work` with a statement whose values are bound.
    private func with(
        _ sql: Storage.SQL, _ work: (StatementCache.Prepared, StatementRun) throws -> Void
    ) throws {
        guard let (shape, values) = sql.shaped(for: .sqlite) else {
            let rendered = try sql.rendered(for: .sqlite)
            return try run(prepare(rendered.text), rendered.values, work)
        }
        let prepared = try statements.statement(shape) { try prepare(sql.rendered(for: .sqlite).text) }
        do {
            try run(prepared, values, work)
        } catch let error as DatabaseError {
            statements.remove(shape)
            throw error
        }
    }

    private func run(
        _ prepared: StatementCache.Prepared, _ values: [SQLValue],
        _ work: (StatementCache.Prepared, StatementRun) throws -> Void
    ) throws {
        let run = StatementRun(connection: handle, statement: prepared.statement.sqliteStatement)
        defer { run.reset() }
        try run.bind(values)
        try work(prepared, run)
    }

    private func prepare(_ text: String) throws -> StatementCache.Prepared {
        let statement = try database.makeStatement(sql: text)
        let run = StatementRun(connection: handle, statement: statement.sqliteStatement)
        // What a star stands for may change with the schema.
        let isStable = statement.columnCount > 0 && !text.utf8.contains(UInt8(ascii: "*"))
        return StatementCache.Prepared(statement: statement, columns: isStable ? run.columns : nil)
    }
}
