import Foundation
import GRDB
import GRDBSQLite
import Storage

/// A value of the seam as GRDB binds it and reads it from a row.
///
/// Read straight from the statement: GRDB's own values would take each identifier through Foundation's `Data`.
struct ColumnValue: DatabaseValueConvertible, StatementColumnConvertible {
    let value: SQLValue

    init(value: SQLValue) {
        self.value = value
    }

    init(sqliteStatement statement: SQLiteStatement, index: CInt) {
        switch sqlite3_column_type(statement, index) {
        case SQLITE_INTEGER:
            value = .integer(sqlite3_column_int64(statement, index))
        case SQLITE_FLOAT:
            value = .real(sqlite3_column_double(statement, index))
        case SQLITE_TEXT:
            // The text before its length: asking for it may convert it.
            let start = sqlite3_column_text(statement, index)
            let count = Int(sqlite3_column_bytes(statement, index))
            value = .text(String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self))
        case SQLITE_BLOB:
            let start = sqlite3_column_blob(statement, index)
            let count = Int(sqlite3_column_bytes(statement, index))
            value = .bytes([UInt8](UnsafeRawBufferPointer(start: start, count: count)))
        default:
            value = .null
        }
    }

    static func fromDatabaseValue(_ stored: DatabaseValue) -> ColumnValue? {
        switch stored.storage {
        case .null: ColumnValue(value: .null)
        case .int64(let integer): ColumnValue(value: .integer(integer))
        case .double(let real): ColumnValue(value: .real(real))
        case .string(let text): ColumnValue(value: .text(text))
        case .blob(let data): ColumnValue(value: .bytes([UInt8](data)))
        }
    }

    var databaseValue: DatabaseValue {
        switch value {
        case .null: .null
        case .integer(let integer): integer.databaseValue
        case .real(let real): real.databaseValue
        case .text(let text): text.databaseValue
        case .bytes(let bytes): Data(bytes).databaseValue
        }
    }
}
