/// The engines that one SQL text serves.
public enum Dialect: String, Sendable, Hashable, CaseIterable {
    case sqlite
    case postgreSQL = "postgresql"
}

/// A column type that both engines have under different names.
public enum ColumnType: Sendable, Hashable {
    /// A 64-bit signed integer: counts, booleans (0 and 1), ``Timestamp``, minor units of money.
    case integer
    /// A 64-bit floating point number.
    case real
    /// Unicode text without NUL, compared by its bytes.
    case text
    /// Bytes, compared as such; an ``Identifier`` is sixteen.
    case bytes
}

/// What stands after a table's columns.
public enum TableOptions: Sendable, Hashable {
    /// Types are enforced (they always are on PostgreSQL).
    case strict
    /// As ``strict``, and the rows are kept in the primary key's own tree where the engine can.
    case strictKeyed
}

/// Text that depends on the engine.
public enum DialectText: Sendable, Hashable {
    case columnType(ColumnType)
    case tableOptions(TableOptions)
}

extension DialectText {
    /// The text for an engine.
    public func text(for dialect: Dialect) -> String {
        switch (self, dialect) {
        case (.columnType(.integer), .sqlite): "INTEGER"
        case (.columnType(.integer), .postgreSQL): "BIGINT"
        case (.columnType(.real), .sqlite): "REAL"
        case (.columnType(.real), .postgreSQL): "DOUBLE PRECISION"
        case (.columnType(.text), .sqlite): "TEXT"
        case (.columnType(.text), .postgreSQL): "TEXT COLLATE \"C\""
        case (.columnType(.bytes), .sqlite): "BLOB"
        case (.columnType(.bytes), .postgreSQL): "BYTEA"
        case (.tableOptions(.strict), .sqlite): "STRICT"
        case (.tableOptions(.strictKeyed), .sqlite): "STRICT, WITHOUT ROWID"
        case (.tableOptions, .postgreSQL): ""
        }
    }
}
