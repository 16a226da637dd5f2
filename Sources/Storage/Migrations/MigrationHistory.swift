/// Decides which migrations a database still needs, or why it must not be touched.
struct MigrationHistory {
    /// A migration that a database has had.
    struct Applied: Hashable {
        let number: Int
        let name: String
        let fingerprint: Int64
    }

    let applied: [Applied]

    /// The migrations to run, in order.
    /// - Throws: ``StorageError/newerDatabase(found:known:)`` or ``StorageError/history(_:)``.
    func pending(of known: [Migration]) throws(StorageError) -> ArraySlice<Migration> {
        try Self.checkNumbers(known)
        let found = applied.map(\.number).max() ?? 0
        guard found <= known.count else { throw .newerDatabase(found: found, known: known.count) }
        guard applied.map(\.number).sorted() == Array(1..<(found + 1)) else {
            throw .history("it has had migration \(found), but not each one before it")
        }
        for applied in applied {
            let migration = known[applied.number - 1]
            guard migration.fingerprint == applied.fingerprint else {
                throw .history(
                    "migration \(applied.number) (\(applied.name)) was run with other statements than those known now")
            }
        }
        return known[found...]
    }

    static func checkNumbers(_ migrations: [Migration]) throws(StorageError) {
        for (index, migration) in migrations.enumerated() where migration.number != index + 1 {
            throw .history("the program's migration \(migration.number) (\(migration.name)) stands where \(index + 1) must")
        }
    }
}
