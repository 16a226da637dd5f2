extension Connection {
    /// How many rows of a table there are.
    /// - Parameter matching: A condition on its columns, as after `WHERE`.
    public func count(of table: TableShape, matching condition: SQL = "1 = 1") throws(StorageError) -> Int {
        try value("SELECT COUNT(*) FROM \(.name(table.name)) WHERE \(condition)") ?? 0
    }

    /// Calls `visit` with each row of a table, in the order of its primary key: the same on every engine, since all
    /// compare bytes.
    public func forEachRow(
        of table: TableShape, matching condition: SQL = "1 = 1", _ visit: (Row) throws -> Void
    ) throws {
        let columns = SQL.joined(table.columns.map { .name($0.name) })
        let order = SQL.joined(table.key.map { .name($0) })
        try forEachRow(
            "SELECT \(columns) FROM \(.name(table.name)) WHERE \(condition) ORDER BY \(order)", visit)
    }

    /// Inserts rows, each with a value for every column of the shape in its order.
    /// - Throws: ``StorageError/constraint(_:)`` where one of them can't stand.
    public func insert(_ rows: [[SQLValue]], into table: TableShape) throws(StorageError) {
        guard !rows.isEmpty else { return }
        let columns = SQL.joined(table.columns.map { .name($0.name) })
        let values = rows.map { row in "(\(SQL.joined(row.map { "\($0)" })))" as SQL }
        try run("INSERT INTO \(.name(table.name)) (\(columns)) VALUES \(SQL.joined(values))")
    }

    /// Sets columns of the row with a key.
    public func set(
        _ values: [(column: String, value: SQLValue)], of table: TableShape, where key: [SQLValue]
    ) throws(StorageError) {
        let assignments = SQL.joined(values.map { "\(.name($0.column)) = \($0.value)" })
        let condition = SQL.joined(zip(table.key, key).map { "\(.name($0)) = \($1)" }, separator: " AND ")
        try run("UPDATE \(.name(table.name)) SET \(assignments) WHERE \(condition)")
    }
}

extension SQL {
    /// The name of a table or column, as the database's own catalogue gave it.
    fileprivate static func name(_ name: String) -> SQL {
        let parts = name.split(separator: "\"", omittingEmptySubsequences: false)
        return SQL(fragments: [.text("\"\(parts.joined(separator: "\"\""))\"")])
    }
}
