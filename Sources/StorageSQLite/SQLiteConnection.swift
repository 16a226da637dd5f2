import GRDB
public import Storage

/// A connection of ``SQLiteStore``, inside one read or write.
public final class SQLiteConnection: Connection {
    public let dialect = Dialect.sqlite

    private let database: Database
    private let path: String
    private let columns: ResultColumns
    private let isWriting: Bool
    private(set) var announced = AnnouncedKeys()
    /// The error that ended this read or write, if one has (see ``Connection``).
    private(set) var failure: StorageError?

    init(_ database: Database, path: String, columns: ResultColumns, isWriting: Bool) {
        self.database = database
        self.path = path
        self.columns = columns
        self.isWriting = isWriting
    }

    public func rows(_ query: Storage.SQL) throws(StorageError) -> [Storage.Row] {
        let rendered = try query.rendered(for: .sqlite)
        return try running { () throws -> [Storage.Row] in
            let statement = try database.cachedStatement(sql: rendered.text)
            var rows: [Storage.Row] = []
            try forEachRow(of: statement, rendered) { rows.append($0) }
            return rows
        }
    }

    public func forEachRow(_ query: Storage.SQL, _ visit: (Storage.Row) throws -> Void) throws {
        let rendered = try query.rendered(for: .sqlite)
        if let failure { throw failure }
        do {
            // Not a cached statement: `visit` may run the same query again before this one is done.
            let statement = try database.makeStatement(sql: rendered.text)
            try forEachRow(of: statement, rendered, visit)
        } catch let error as DatabaseError {
            throw noted(error)
        }
    }

    @discardableResult
    public func run(_ statement: Storage.SQL) throws(StorageError) -> Int {
        let rendered = try statement.rendered(for: .sqlite)
        return try running { () throws -> Int in
            // SQLite keeps the last count when a statement changes no rows by its nature, such as CREATE TABLE.
            let total = database.totalChangesCount
            try database.cachedStatement(sql: rendered.text).execute(arguments: Self.arguments(rendered.values))
            return database.totalChangesCount == total ? 0 : database.changesCount
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

    private func forEachRow(
        of statement: Statement, _ rendered: RenderedSQL, _ visit: (Storage.Row) throws -> Void
    ) throws {
        let columns = columns.of(statement, text: rendered.text)
        let cursor = try GRDB.Row.fetchCursor(statement, arguments: Self.arguments(rendered.values))
        while let row = try cursor.next() {
            let values = try (0..<row.count).map { try row.decode(ColumnValue?.self, atIndex: $0)?.value ?? .null }
            try visit(Storage.Row(columns: columns, values: values))
        }
    }

    private static func arguments(_ values: [SQLValue]) -> StatementArguments {
        StatementArguments(values.lazy.map { ColumnValue(value: $0) as (any DatabaseValueConvertible)? })
    }
}
