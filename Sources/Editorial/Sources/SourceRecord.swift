import QuotationCheck
public import Storage

extension Source {
    static let columns: SQL = "source.id, source.kind, source.visibility, source.created_at, source.created_by"

    init(_ row: Row) throws(StorageError) {
        self.init(
            id: try row.get("id"), kind: try row.get("kind"), visibility: try row.get("visibility"),
            createdAt: try row.get("created_at"), createdBy: try row.get("created_by"))
    }

    /// - Throws: ``SourceError/notFound(_:)``
    public static func find(_ id: ID, from connection: any Connection) throws -> Source {
        guard let row = try connection.row("SELECT \(columns) FROM source WHERE id = \(id)") else {
            throw SourceError.notFound(id)
        }
        return try Source(row)
    }

    /// Sources by their identifiers, in the order given, each once.
    public static func read(_ ids: [ID], from connection: any Connection) throws(StorageError) -> [Source] {
        guard !ids.isEmpty else { return [] }
        let rows = try connection.rows("SELECT \(columns) FROM source WHERE id IN (\(list: ids))")
        let sources = try rows.map { row throws(StorageError) in try Source(row) }
        var byIdentifier = Dictionary(sources.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return ids.compactMap { byIdentifier.removeValue(forKey: $0) }
    }

    /// Sources, newest first, for the newsroom.
    /// - Parameters:
    ///   - visibility: Only those; all where `nil`.
    ///   - before: The last source of the page before.
    public static func list(
        _ visibility: SourceVisibility? = nil, before: ID? = nil, limit: Int = 50, from connection: any Connection
    ) throws(StorageError) -> [Source] {
        let only: SQL = visibility.map { "AND visibility = \($0)" } ?? ""
        let earlier: SQL = before.map { "AND id < \($0)" } ?? ""
        let rows = try connection.rows(
            """
            SELECT \(columns) FROM source WHERE 1 = 1 \(only) \(earlier) ORDER BY id DESC LIMIT \(limit)
            """)
        return try rows.map { row throws(StorageError) in try Source(row) }
    }

    /// The stories that a source is attached to, in the order of their making.
    public static func stories(attaching source: ID, from connection: any Connection) throws(StorageError) -> [Story.ID] {
        let rows = try connection.rows("SELECT story FROM story_source WHERE source = \(source) ORDER BY story")
        return try rows.map { row throws(StorageError) in try row.get("story") }
    }

    func insert(in connection: any Connection) throws(StorageError) {
        try connection.run(
            """
            INSERT INTO source (id, kind, visibility, created_at, created_by)
            VALUES (\(id), \(kind), \(visibility), \(createdAt), \(createdBy))
            """)
    }
}

extension SourceAttachment {
    /// A story's sources, in the order in which they were attached.
    public static func list(of story: Story.ID, from connection: any Connection) throws(StorageError) -> [SourceAttachment] {
        let rows = try connection.rows(
            """
            SELECT story, source, version, attached_at, attached_by
            FROM story_source WHERE story = \(story) ORDER BY attached_at, source
            """)
        var attachments: [SourceAttachment] = []
        for row in rows {
            let source: Source.ID = try row.get("source")
            let version: SourceVersion.ID = try row.get("version")
            // Foreign keys hold both rows in place.
            guard let sourceRow = try connection.row("SELECT \(Source.columns) FROM source WHERE id = \(source)"),
                let versionRow = try connection.row(
                    "SELECT \(SourceVersion.columns) FROM source_version WHERE id = \(version)")
            else { continue }
            attachments.append(
                SourceAttachment(
                    story: try row.get("story"), source: try Source(sourceRow), version: try SourceVersion(versionRow),
                    attachedAt: try row.get("attached_at"), attachedBy: try row.get("attached_by")))
        }
        return attachments
    }
}

extension SourceTurn {
    /// A version's turns, in the order of its text, with the subjects that they are tied to. A sealed version has none
    /// here; ``SourceArchive`` opens them.
    public static func list(of version: SourceVersion.ID, from connection: any Connection) throws(StorageError) -> [SourceTurn] {
        let rows = try connection.rows(
            """
            SELECT source_turn.number, source_turn.speaker, source_turn.start_at, source_turn.end_at, turn_subject.subject
            FROM source_turn
            LEFT JOIN turn_subject
                ON turn_subject.version = source_turn.version AND turn_subject.number = source_turn.number
            WHERE source_turn.version = \(version)
            ORDER BY source_turn.number
            """)
        return try rows.map { row throws(StorageError) in
            SourceTurn(
                number: try row.get("number"), speaker: try row.get("speaker"),
                range: .init(start: try row.get("start_at"), end: try row.get("end_at")),
                subject: try row.optional("subject"))
        }
    }
}
