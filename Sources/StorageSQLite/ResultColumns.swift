import GRDB
import Storage
import Synchronization

/// The columns of the results of statements, worked out once for each text of a statement.
final class ResultColumns: Sendable {
    /// More than the program has texts; lists in `IN (…)` make more of them.
    private static let most = 1024

    private let known = Mutex<[String: Storage.Row.Columns]>([:])

    func of(_ statement: Statement, text: String) -> Storage.Row.Columns {
        if let columns = known.withLock({ $0[text] }) { return columns }
        let columns = Storage.Row.Columns(statement.columnNames)
        // What a star stands for may change with the schema.
        guard !text.utf8.contains(UInt8(ascii: "*")) else { return columns }
        known.withLock { known in
            if known.count >= Self.most { known.removeAll() }
            known[text] = columns
        }
        return columns
    }
}
