public import Storage

/// A connection of ``PostgreSQLStore``, inside one read or write.
public final class PostgreSQLConnection: Connection {
    public let dialect = Dialect.postgreSQL

    private let session: Session
    private let isWriting: Bool
    private(set) var announced = AnnouncedKeys()
    /// The error that ended this read or write, if one has (see ``Connection``).
    private(set) var failure: ServerError?
    private var cursors = 0

    init(_ session: Session, isWriting: Bool) {
        self.session = session
        self.isWriting = isWriting
    }

    public func rows(_ query: SQL) throws(StorageError) -> [Row] {
        let result = try execute { session throws in try session.run(query) }
        var rows: [Row] = []
        rows.reserveCapacity(result.count)
        do {
            try result.forEachRow { rows.append($0) }
        } catch let error as StorageError {
            throw error
        } catch {
            throw .statement("\(error)", sql: "")
        }
        return rows
    }

    public func forEachRow(_ query: SQL, _ visit: (Row) throws -> Void) throws {
        // A cursor rather than libpq's single-row mode, which leaves no way to run another statement inside
        // `visit`, or to stop early, before the last row has come.
        cursors += 1
        let cursor = "standfirst_cursor_\(cursors)"
        let rendered = try query.rendered(for: .postgreSQL)
        try runOnce(
            RenderedSQL(text: "DECLARE \(cursor) NO SCROLL CURSOR FOR \(rendered.text)", values: rendered.values))
        var batch = FetchBatch()
        do {
            while true {
                let rows = try runOnce(RenderedSQL(text: "FETCH \(batch.rows) FROM \(cursor)"))
                try rows.forEachRow(visit)
                if rows.count < batch.rows { break }
                batch.adapt(toBytes: rows.size)
            }
        } catch {
            if failure == nil { _ = try? runOnce(RenderedSQL(text: "CLOSE \(cursor)")) }
            throw error
        }
        try runOnce(RenderedSQL(text: "CLOSE \(cursor)"))
    }

    @discardableResult
    public func run(_ statement: SQL) throws(StorageError) -> Int {
        try execute { session throws in try session.run(statement) }.changed
    }

    public func announce(_ keys: [String]) throws(StorageError) {
        guard isWriting else { throw .statement("a read can't announce", sql: "") }
        try announced.add(keys)
    }

    @discardableResult
    private func runOnce(_ statement: RenderedSQL) throws(StorageError) -> Result {
        try execute { session throws in try session.runOnce(statement) }
    }

    private func execute(_ work: (Session) throws -> Result) throws(StorageError) -> Result {
        if let failure { throw failure.storageError }
        do {
            return try work(session)
        } catch let error as ServerError {
            failure = error
            throw error.storageError
        } catch let error as StorageError {
            throw error
        } catch {
            throw .statement("\(error)", sql: "")
        }
    }
}

/// How many rows to fetch at once: many small ones, or one large one.
struct FetchBatch {
    private static let wantedBytes = 256 * 1024
    private(set) var rows = 1

    mutating func adapt(toBytes bytes: Int) {
        let fitting = Self.wantedBytes / max(1, bytes / rows)
        rows = max(1, min(fitting, rows * 4, 256))
    }
}
