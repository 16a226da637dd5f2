public import Storage

extension SourceVersion {
    static let columns: SQL = """
        source_version.id, source_version.source, source_version.number, source_version.captured_at,
        source_version.captured_by, source_version.method, source_version.format, source_version.language,
        source_version.turns, source_version.title, source_version.author, source_version.publisher,
        source_version.published, source_version.address, source_version.final_address, source_version.file_name,
        source_version.speaker, source_version.original_object, source_version.original_hash,
        source_version.original_bytes, source_version.text_object, source_version.text_hash, source_version.text_bytes,
        source_version.length, source_version.sealed_with
        """

    init(_ row: Row) throws(StorageError) {
        id = try row.get("id")
        source = try row.get("source")
        number = try row.get("number")
        capturedAt = try row.get("captured_at")
        capturedBy = try row.get("captured_by")
        method = try row.get("method")
        format = try row.get("format")
        language = try row.optional("language")
        turns = try row.get("turns")
        details = SourceDetails(
            title: try row.get("title"), author: try row.optional("author"), publisher: try row.optional("publisher"),
            published: try row.optional("published"), address: try row.optional("address"),
            finalAddress: try row.optional("final_address"), fileName: try row.optional("file_name"),
            speaker: try row.optional("speaker"))
        original = ArchivedObject(
            object: try row.get("original_object"), hash: try row.optional("original_hash"),
            byteCount: try row.get("original_bytes"))
        text = ArchivedObject(
            object: try row.get("text_object"), hash: try row.optional("text_hash"), byteCount: try row.get("text_bytes"))
        length = try row.get("length")
        sealedWith = try row.optional("sealed_with")
    }

    /// - Throws: ``SourceError/versionNotFound(_:)``
    public static func find(_ id: ID, from connection: any Connection) throws -> SourceVersion {
        guard let row = try connection.row("SELECT \(columns) FROM source_version WHERE id = \(id)") else {
            throw SourceError.versionNotFound(id)
        }
        return try SourceVersion(row)
    }

    /// The newest version of a source.
    /// - Throws: ``SourceError/notFound(_:)``
    public static func newest(of source: Source.ID, from connection: any Connection) throws -> SourceVersion {
        let row = try connection.row(
            """
            SELECT \(columns) FROM source_version WHERE source = \(source) ORDER BY number DESC LIMIT 1
            """)
        guard let row else { throw SourceError.notFound(source) }
        return try SourceVersion(row)
    }

    /// A source's versions, oldest first.
    public static func list(of source: Source.ID, from connection: any Connection) throws(StorageError) -> [SourceVersion] {
        try versions(
            "SELECT \(columns) FROM source_version WHERE source = \(source) ORDER BY number", from: connection)
    }

    /// The newest version of every source, oldest source first.
    /// - Parameters:
    ///   - after: The last source of the page before.
    ///   - includingConfidential: Also those that readers must know nothing of.
    public static func newest(
        after: Source.ID? = nil, includingConfidential: Bool = false, limit: Int = .max, from connection: any Connection
    ) throws(StorageError) -> [SourceVersion] {
        let beyond: SQL = after.map { "AND source_version.source > \($0)" } ?? ""
        let open: SQL = includingConfidential ? "" : "AND source_version.sealed_with IS NULL"
        return try versions(
            """
            SELECT \(columns)
            FROM source_version
            WHERE NOT EXISTS (
                SELECT 1 FROM source_version AS later
                WHERE later.source = source_version.source AND later.number > source_version.number
            ) \(beyond) \(open)
            ORDER BY source_version.source
            LIMIT \(limit)
            """, from: connection)
    }

    /// The versions that were captured from an address, newest first.
    public static func captured(
        from address: String, from connection: any Connection
    ) throws(StorageError) -> [SourceVersion] {
        try versions(
            """
            SELECT \(columns) FROM source_version WHERE address = \(address) ORDER BY captured_at DESC, id DESC
            """, from: connection)
    }

    /// The versions, not sealed, whose original has a hash.
    public static func holding(
        original hash: ContentHash, from connection: any Connection
    ) throws(StorageError) -> [SourceVersion] {
        try versions(
            "SELECT \(columns) FROM source_version WHERE original_hash = \(hash) ORDER BY id", from: connection)
    }

    private static func versions(_ query: SQL, from connection: any Connection) throws(StorageError) -> [SourceVersion] {
        try connection.rows(query).map { row throws(StorageError) in try SourceVersion(row) }
    }

    /// What is sealed beside the bytes, as it is stored.
    static func sealedDetails(of id: ID, from connection: any Connection) throws(StorageError) -> [UInt8]? {
        try connection.value("SELECT sealed FROM source_version WHERE id = \(id)")
    }

    func insert(sealed: [UInt8]?, in connection: any Connection) throws(StorageError) {
        let details = isSealed ? SourceDetails.sealed : details
        try connection.run(
            """
            INSERT INTO source_version (
                id, source, number, captured_at, captured_by, method, format, language, turns, title, author, publisher,
                published, address, final_address, file_name, speaker, original_object, original_hash, original_bytes,
                text_object, text_hash, text_bytes, length, sealed_with, sealed
            ) VALUES (
                \(id), \(source), \(number), \(capturedAt), \(capturedBy), \(method), \(format), \(language), \(turns),
                \(details.title), \(details.author), \(details.publisher), \(details.published), \(details.address),
                \(details.finalAddress), \(details.fileName), \(details.speaker), \(original.object),
                \(isSealed ? nil : original.hash), \(original.byteCount), \(text.object), \(isSealed ? nil : text.hash),
                \(text.byteCount), \(length), \(sealedWith), \(sealed)
            )
            """)
    }
}
