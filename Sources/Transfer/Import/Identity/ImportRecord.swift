import Storage

/// That something was imported: from where, what it was called there, and a digest of how it stood.
///
/// It is written in the same write as the thing itself.
struct ImportRecord: Sendable, Hashable {
    enum Kind: String, Sendable, Hashable, SQLBindable {
        case story
        case media
        case person
        case section
        case topic
        case comment
        case source
        /// That a page was put under its parent.
        case place
        /// That the addresses of an attachment lead to what shows it.
        case attachmentPage = "attachment-page"
        /// Settings, comments and the front of a folder.
        case settings
    }

    var kind: Kind
    var original: String
    var digest: String

    static let tables: [SQL] = [
        """
        CREATE TABLE import_record (
            source \(type: .text) NOT NULL,
            kind \(type: .text) NOT NULL,
            original \(type: .text) NOT NULL,
            digest \(type: .text) NOT NULL,
            PRIMARY KEY (source, kind, original)
        ) \(table: .strictKeyed)
        """,
    ]

    /// The digests of those of `originals` that were imported before.
    static func digests(
        _ kind: Kind, of originals: [String], from source: ImportSource, in connection: any Connection
    ) throws(StorageError) -> [String: String] {
        guard !originals.isEmpty else { return [:] }
        let rows = try connection.rows(
            """
            SELECT original, digest
            FROM import_record
            WHERE source = \(source.name) AND kind = \(kind) AND original IN (\(list: originals))
            """)
        var digests: [String: String] = [:]
        for row in rows { digests[try row.get(at: 0)] = try row.get(at: 1) }
        return digests
    }

    /// Whether anything was imported from a source before.
    static func knows(_ source: ImportSource, in connection: any Connection) throws(StorageError) -> Bool {
        try connection.row("SELECT original FROM import_record WHERE source = \(source.name) LIMIT 1") != nil
    }

    /// Keeps records; those that are there get the new digest.
    static func keep(
        _ records: [ImportRecord], from source: ImportSource, in connection: any Connection
    ) throws(StorageError) {
        // Few enough values for any engine's limit on a statement.
        for start in stride(from: 0, to: records.count, by: 200) {
            let rows: [SQL] = records[start..<min(start + 200, records.count)].map { record in
                "(\(source.name), \(record.kind), \(record.original), \(record.digest))"
            }
            try connection.run(
                """
                INSERT INTO import_record (source, kind, original, digest)
                VALUES \(SQL.joined(rows))
                ON CONFLICT (source, kind, original) DO UPDATE SET digest = excluded.digest
                """)
        }
    }
}
