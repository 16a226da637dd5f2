/// A table as the database itself describes it, the same on every engine: for what must carry every table there is,
/// those that come later too.
public struct TableShape: Sendable, Hashable {
    public struct Column: Sendable, Hashable {
        public let name: String
        public let type: ColumnType
        /// Never of a column of the primary key.
        public let isNullable: Bool

        public init(name: String, type: ColumnType, isNullable: Bool) {
            self.name = name
            self.type = type
            self.isNullable = isNullable
        }
    }

    /// A foreign key.
    public struct Reference: Sendable, Hashable {
        public let columns: [String]
        /// The table that it leads to.
        public let table: String

        public init(columns: [String], table: String) {
            self.columns = columns
            self.table = table
        }
    }

    public let name: String
    /// In the order in which the migrations made them.
    public let columns: [Column]
    /// The columns of the primary key, in its order.
    public let key: [String]
    public let references: Set<Reference>

    public init(name: String, columns: [Column], key: [String], references: Set<Reference> = []) {
        self.name = name
        self.columns = columns
        self.key = key
        self.references = references
    }

    /// The table without some of its columns.
    public func leavingOut(_ names: Set<String>) -> TableShape {
        TableShape(
            name: name, columns: columns.filter { !names.contains($0.name) }, key: key, references: references)
    }

    /// The names of the database's tables, in order: not those that an index keeps for itself.
    public static func names(from connection: any Connection) throws(StorageError) -> [String] {
        let rows = try connection.rows(
            .perDialect(
                sqlite: """
                    SELECT name FROM pragma_table_list
                    WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'
                    """,
                postgreSQL: """
                    SELECT relname AS name FROM pg_class
                    WHERE relnamespace = CAST(current_schema() AS regnamespace) AND relkind IN ('r', 'p')
                        AND NOT EXISTS (
                            SELECT 1 FROM pg_depend WHERE classid = CAST('pg_class' AS regclass) AND objid = pg_class.oid
                                AND deptype = 'e'
                        )
                    """))
        return try rows.map { row throws(StorageError) in try row.get("name", as: String.self) }.sorted()
    }

    /// Reads a table's shape from the database.
    /// - Throws: ``StorageError/column(_:_:)`` for a column of a type that the seam doesn't have.
    public static func read(_ name: String, from connection: any Connection) throws(StorageError) -> TableShape {
        let key = try readKey(of: name, from: connection)
        var columns: [Column] = []
        for row in try connection.rows(columnQuery(name)) {
            let column: String = try row.get("name")
            let type: String = try row.get("type")
            guard let type = ColumnType(declared: type, in: connection.dialect) else {
                throw .column("\(name).\(column)", "is of the type \(type), which the storage seam doesn't have")
            }
            let isNullable = try !row.get("not_null", as: Bool.self) && !key.contains(column)
            columns.append(Column(name: column, type: type, isNullable: isNullable))
        }
        return TableShape(
            name: name, columns: columns, key: key, references: try readReferences(of: name, from: connection))
    }

    private static func columnQuery(_ name: String) -> SQL {
        .perDialect(
            sqlite: """
                SELECT name, type, "notnull" AS not_null FROM pragma_table_info(\(name)) ORDER BY cid
                """,
            postgreSQL: """
                SELECT attname AS name, format_type(atttypid, NULL) AS type, attnotnull AS not_null
                FROM pg_attribute
                WHERE attrelid = CAST(\(name) AS regclass) AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
                ORDER BY attnum
                """)
    }

    private static func readKey(of name: String, from connection: any Connection) throws(StorageError) -> [String] {
        let rows = try connection.rows(
            .perDialect(
                sqlite: "SELECT name FROM pragma_table_info(\(name)) WHERE pk > 0 ORDER BY pk",
                postgreSQL: """
                    SELECT attname AS name
                    FROM pg_index CROSS JOIN LATERAL unnest(indkey) WITH ORDINALITY AS part (number, place)
                        JOIN pg_attribute ON attrelid = indrelid AND attnum = part.number
                    WHERE indrelid = CAST(\(name) AS regclass) AND indisprimary
                    ORDER BY part.place
                    """))
        return try rows.map { row throws(StorageError) in try row.get("name") }
    }

    private static func readReferences(
        of name: String, from connection: any Connection
    ) throws(StorageError) -> Set<Reference> {
        let rows = try connection.rows(
            .perDialect(
                sqlite: """
                    SELECT CAST(id AS TEXT) AS id, "table" AS target, "from" AS name
                    FROM pragma_foreign_key_list(\(name)) ORDER BY id, seq
                    """,
                postgreSQL: """
                    SELECT CAST(pg_constraint.oid AS text) AS id, relname AS target, attname AS name
                    FROM pg_constraint JOIN pg_class ON pg_class.oid = confrelid
                        CROSS JOIN LATERAL unnest(conkey) WITH ORDINALITY AS part (number, place)
                        JOIN pg_attribute ON attrelid = conrelid AND attnum = part.number
                    WHERE contype = 'f' AND conrelid = CAST(\(name) AS regclass)
                    ORDER BY pg_constraint.oid, part.place
                    """))
        var references: [String: Reference] = [:]
        for row in rows {
            let id: String = try row.get("id")
            let before = references[id]?.columns ?? []
            references[id] = Reference(columns: before + [try row.get("name")], table: try row.get("target"))
        }
        return Set(references.values)
    }
}

extension ColumnType {
    /// - Parameter declared: The type's name as the engine's catalogue gives it.
    fileprivate init?(declared: String, in dialect: Dialect) {
        switch (declared, dialect) {
        case ("INTEGER", .sqlite), ("bigint", .postgreSQL): self = .integer
        case ("REAL", .sqlite), ("double precision", .postgreSQL): self = .real
        case ("TEXT", .sqlite), ("text", .postgreSQL): self = .text
        case ("BLOB", .sqlite), ("bytea", .postgreSQL): self = .bytes
        default: return nil
        }
    }
}
