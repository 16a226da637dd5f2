extension Connection {
    /// Inserts rows of one table, in the quickest way of the engine.
    ///
    /// PostgreSQL gets one statement, for one round trip. SQLite gets one a row: before every statement of many rows
    /// FTS5 writes out what it has gathered, so that in a write of many documents each became a part of the search
    /// index to be merged with the others, and took three times as long.
    /// - Parameters:
    ///   - opening: As in `INSERT INTO listing (kind, story)`.
    ///   - rows: As in `(\(kind), \(story))`.
    ///   - closing: What stands after the rows, as in `ON CONFLICT … DO NOTHING`.
    public func insert(_ opening: SQL, rows: [SQL], closing: SQL = "") throws(StorageError) {
        switch dialect {
        case .sqlite:
            for row in rows { try run("\(opening) VALUES \(row) \(closing)") }
        case .postgreSQL:
            guard !rows.isEmpty else { return }
            try run("\(opening) VALUES \(SQL.joined(rows)) \(closing)")
        }
    }
}
