public import Storage

/// Something that was done with a source: who did it, when, and why. Events never change and are never deleted.
public struct SourceEvent: Sendable, Hashable {
    public enum Verb: String, Sendable, Hashable, CaseIterable, Codable, SQLBindable, SQLReadable {
        case capture
        /// Looked at again, and byte for byte the same.
        case foundUnchanged = "found-unchanged"
        case attach
        case detach
        case changeVisibility = "change-visibility"
    }

    public let source: Source.ID
    /// Counts from 1 within the source.
    public let number: Int
    public let verb: Verb
    public let happenedAt: Timestamp
    public let actor: String
    /// The version that was captured or attached.
    public let version: SourceVersion.ID?
    /// The story that it was attached to, or no longer is.
    public let story: Story.ID?
    public let note: String?

    /// A source's history, oldest first.
    public static func history(of source: Source.ID, from connection: any Connection) throws(StorageError) -> [SourceEvent] {
        let rows = try connection.rows(
            """
            SELECT source, number, verb, happened_at, actor, version, story, note
            FROM source_event WHERE source = \(source) ORDER BY number
            """)
        return try rows.map { row throws(StorageError) in
            SourceEvent(
                source: try row.get("source"), number: try row.get("number"), verb: try row.get("verb"),
                happenedAt: try row.get("happened_at"), actor: try row.get("actor"), version: try row.optional("version"),
                story: try row.optional("story"), note: try row.optional("note"))
        }
    }
}
