public import Storage

extension Sitemap {
    /// A source's page and when it last changed.
    public struct SourceEntry: Sendable, Hashable {
        public let source: Source.ID
        public let changedAt: Timestamp
    }

    /// The public sources that published stories quote, newest first.
    public static func sources(
        limit: Int = 1, from connection: any Connection
    ) throws(StorageError) -> [SourceEntry] {
        let rows = try connection.rows(
            """
            SELECT source.id, (
                SELECT MAX(captured_at) FROM source_version WHERE source_version.source = source.id
            ) AS changed_at
            FROM source
            WHERE source.visibility = 'public' AND EXISTS (
                SELECT 1 FROM quotation JOIN published_story ON published_story.revision = quotation.revision
                WHERE quotation.source = source.id AND quotation.standing = 'passes'
            )
            ORDER BY source.id DESC
            LIMIT \(limit)
            """)
        return try rows.map { row throws(StorageError) in
            SourceEntry(source: try row.get("id"), changedAt: try row.get("changed_at"))
        }
    }
}
