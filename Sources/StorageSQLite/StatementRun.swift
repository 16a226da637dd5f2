import GRDB
import GRDBSQLite
import Storage

/// Binds and steps a prepared statement.
///
/// By SQLite's own functions: GRDB would take every value through an existential and every blob through Foundation's
/// `Data`, which together took longer than SQLite does for most of our statements.
struct StatementRun {
    let connection: OpaquePointer
    let statement: OpaquePointer

    /// Binds the values in order.
    func bind(_ values: [SQLValue]) throws {
        for (index, value) in values.enumerated() {
            try value.checkStorable()
            let code = bind(value, at: CInt(index + 1))
            guard code == SQLITE_OK else { throw failure(code) }
        }
    }

    /// - Returns: Whether there is a row.
    func step() throws -> Bool {
        switch sqlite3_step(statement) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code: throw failure(code)
        }
    }

    /// The columns of the results, as the schema is now.
    var columns: Storage.Row.Columns {
        Storage.Row.Columns(
            (0..<sqlite3_column_count(statement)).map { index in
                sqlite3_column_name(statement, index).map { String(cString: $0) } ?? ""
            })
    }

    /// The row that was stepped to.
    var values: [SQLValue] {
        let width = Int(sqlite3_column_count(statement))
        return [SQLValue](unsafeUninitializedCapacity: width) { values, count in
            for index in 0..<width { values.initializeElement(at: index, to: value(at: CInt(index))) }
            count = width
        }
    }

    /// Makes the statement ready to be run again.
    func reset() {
        sqlite3_reset(statement)
        sqlite3_clear_bindings(statement)
    }

    private func value(at index: CInt) -> SQLValue {
        switch sqlite3_column_type(statement, index) {
        case SQLITE_INTEGER:
            return .integer(sqlite3_column_int64(statement, index))
        case SQLITE_FLOAT:
            return .real(sqlite3_column_double(statement, index))
        case SQLITE_TEXT:
            // The text before its length: asking for it may convert it.
            let start = sqlite3_column_text(statement, index)
            let count = Int(sqlite3_column_bytes(statement, index))
            return .text(String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self))
        case SQLITE_BLOB:
            let start = sqlite3_column_blob(statement, index)
            let count = Int(sqlite3_column_bytes(statement, index))
            return .bytes([UInt8](UnsafeRawBufferPointer(start: start, count: count)))
        default:
            return .null
        }
    }

    private func bind(_ value: SQLValue, at index: CInt) -> CInt {
        // Has SQLite copy what it is given: the addresses hold for the call alone.
        let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        switch value {
        case .null:
            return sqlite3_bind_null(statement, index)
        case .integer(let integer):
            return sqlite3_bind_int64(statement, index, integer)
        case .real(let real):
            return sqlite3_bind_double(statement, index, real)
        case .text(var text):
            return text.withUTF8 { bytes in
                guard let start = bytes.baseAddress else { return sqlite3_bind_text(statement, index, "", 0, copied) }
                return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) { start in
                    sqlite3_bind_text64(statement, index, start, UInt64(bytes.count), copied, UInt8(SQLITE_UTF8))
                }
            }
        case .bytes(let bytes):
            return bytes.withUnsafeBytes { bytes in
                guard let start = bytes.baseAddress, bytes.count > 0 else {
                    return sqlite3_bind_zeroblob(statement, index, 0)
                }
                return sqlite3_bind_blob64(statement, index, start, UInt64(bytes.count), copied)
            }
        }
    }

    private func failure(_ code: CInt) -> DatabaseError {
        DatabaseError(
            resultCode: ResultCode(rawValue: code), message: String(cString: sqlite3_errmsg(connection)),
            sql: sqlite3_sql(statement).map { String(cString: $0) })
    }
}
