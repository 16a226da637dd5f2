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
        let rendered = try query.rendered(for: .postgreSQL)
        let result = try run(rendered)
        var rows: [Row] = []
        rows.reserveCapacity(result.count)
        do {
            try result.forEachRow { rows.append($0) }
        } catch let error as StorageError {
            throw error
        } catch {
            throw .statement("\(error)", sql: rendered.text)
        }
        return rows
    }

    public func forEachRow(_ query: SQL, _ visit: (Row) throws -> Void) throws {
        // A cursor rather than libpq's single-row mode, which leaves no way to run another statement inside
        // `visit`, or to stop early, before the last row has come.
        cursors += 1
        let cursor = "standfirst_cursor_\(cursors)"
        let rendered = try query.rendered(for: .postgreSQL)
        _ = try run(
            RenderedSQL(text: "DECLARE \(cursor) NO SCROLL CURSOR FOR \(rendered.text)", values: rendered.values),
            keeping: false)
        var batch = FetchBatch()
        do {
            while true {
                let rows = try run(RenderedSQL(text: "FETCH \(batch.rows) FROM \(cursor)"), keeping: false)
                try rows.forEachRow(visit)
                if rows.count < batch.rows { break }
                batch.adapt(toBytes: rows.size)
            }
        } catch {
            if failure == nil { _ = try? run(RenderedSQL(text: "CLOSE \(cursor)"), keeping: false) }
            throw error
        }
        _ = try run(RenderedSQL(text: "CLOSE \(cursor)"), keeping: false)
    }

    @discardableResult
    public func run(_ statement: SQL) throws(StorageError) -> Int {
        try run(try statement.rendered(for: .postgreSQL)).changed
    }

    public func announce(_ keys: [String]) throws(StorageError) {
        guard isWriting else { throw .statement("a read can't announce", sql: "") }
        try announced.add(keys)
    }

    private func run(_ statement: RenderedSQL, keeping: Bool = true) throws(StorageError) -> Result {
        if let failure { throw failure.storageError }
        do {
            return keeping ? try session.run(statement) : try session.runOnce(statement)
        } catch {
            failure = error
            throw error.storageError
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
