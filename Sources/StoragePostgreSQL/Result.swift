import CLibPQ
import Storage

/// The result of a statement, whose memory it owns.
struct Result: ~Copyable {
    private let result: OpaquePointer?
    let count: Int

    init(_ result: OpaquePointer?) {
        self.result = result
        count = Int(PQntuples(result))
    }

    deinit {
        PQclear(result)
    }

    /// The count of rows that the statement changed; none for a query.
    var changed: Int {
        let status = String(cString: PQcmdStatus(result))
        guard ["INSERT", "UPDATE", "DELETE", "MERGE"].contains(where: status.hasPrefix) else { return 0 }
        return Int(String(cString: PQcmdTuples(result))) ?? 0
    }

    /// The bytes that the rows take.
    var size: Int { Int(PQresultMemorySize(result)) }

    /// Calls `visit` with each row.
    func forEachRow(_ visit: (Row) throws -> Void) throws {
        let width = PQnfields(result)
        let columns = Row.Columns((0..<width).map { String(cString: PQfname(result, $0)) })
        let types = (0..<width).map { PQftype(result, $0) }
        for row in 0..<Int32(clamping: count) {
            var values: [SQLValue] = []
            values.reserveCapacity(Int(width))
            for column in 0..<width {
                if PQgetisnull(result, row, column) == 1 {
                    values.append(.null)
                } else {
                    let bytes = UnsafeRawBufferPointer(
                        start: PQgetvalue(result, row, column), count: Int(PQgetlength(result, row, column)))
                    values.append(
                        try BinaryFormat.value(bytes, type: types[Int(column)]) {
                            String(cString: PQfname(result, column))
                        })
                }
            }
            try visit(Row(columns: columns, values: values))
        }
    }
}
