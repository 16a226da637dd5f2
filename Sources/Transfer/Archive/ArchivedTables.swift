public import Storage

/// Which tables an archive carries: every table that the database has but for a few that are named here, so that one
/// that comes later can't be forgotten.
public enum ArchivedTables {
    /// What is left out, and why.
    public static let leftOut: [String: String] = [
        "storage_migration": "the archive names the last migration, and the new database runs its own",
        "storage_search": "each engine has its own index, made again of the published stories",
        "rendition": "renditions are made again of the originals when a reader asks",
    ]

    /// The columns that name objects, by table.
    static let objectColumns: [String: Set<String>] = [
        "media": ["original"],
        "source_version": ["original_object", "text_object"],
    ]

    /// The columns that have the size, in bytes, of what another column names.
    static let sizeColumns: [String: String] = [
        "original": "byte_count", "original_object": "original_bytes", "text_object": "text_bytes",
    ]

    /// The tables to carry, each behind those that its rows refer to, otherwise by name.
    /// - Throws: `StorageError`
    public static func shapes(from connection: any Connection) throws(StorageError) -> [TableShape] {
        var waiting: [TableShape] = []
        for name in try TableShape.names(from: connection) where !isLeftOut(name) {
            let shape = try TableShape.read(name, from: connection)
            waiting.append(name == JobQueue.table ? shape.leavingOut(JobQueue.notCarried) : shape)
        }
        var ordered: [TableShape] = []
        while !waiting.isEmpty {
            let names = Set(waiting.map(\.name))
            guard let next = waiting.firstIndex(where: { table in
                table.references.allSatisfy { $0.table == table.name || !names.contains($0.table) }
            }) else { throw .history("the tables \(names.sorted().joined(separator: ", ")) refer to one another in a circle") }
            ordered.append(waiting.remove(at: next))
        }
        return ordered
    }

    /// The rows of a table that are carried.
    static func condition(of table: TableShape) -> SQL {
        table.name == JobQueue.table ? JobQueue.carried : "1 = 1"
    }

    private static func isLeftOut(_ name: String) -> Bool {
        // SQLite's index of words keeps tables of its own, named after it.
        leftOut[name] != nil || name.hasPrefix("storage_search_")
    }
}
