public import Storage

/// What search engines are told of: every published story and page.
public enum Sitemap {
    /// An address and when it last changed.
    public struct Entry: Sendable, Hashable {
        public let story: Story.ID
        public let address: AddressPath
        public let changedAt: Timestamp
    }

    /// One file of the sitemap index, named by its first story.
    public struct Chunk: Sendable, Hashable {
        public let first: Story.ID
        public let count: Int
        public let changedAt: Timestamp
    }

    /// The most addresses in a chunk; the protocol allows 50,000.
    public static let chunkSize = 10_000

    /// The chunks, oldest stories first. Identifiers sort by time, so that only the last chunk grows.
    public static func chunks(
        of size: Int = chunkSize, from connection: any Connection
    ) throws(StorageError) -> [Chunk] {
        let rows = try connection.rows(
            """
            WITH numbered AS (
                SELECT story, COALESCE(updated_at, published_at) AS changed_at,
                    ROW_NUMBER() OVER (ORDER BY story) AS number
                FROM published_story
            ), divided AS (
                SELECT number, changed_at, (number - 1) / \(size) AS chunk FROM numbered
            ), chunks AS (
                SELECT MIN(number) AS number, COUNT(*) AS count, MAX(changed_at) AS changed_at
                FROM divided
                GROUP BY chunk
            )
            SELECT numbered.story AS first, chunks.count, chunks.changed_at
            FROM chunks JOIN numbered ON numbered.number = chunks.number
            ORDER BY chunks.number
            """)
        return try rows.map { row throws(StorageError) in
            Chunk(first: try row.get("first"), count: try row.get("count"), changedAt: try row.get("changed_at"))
        }
    }

    /// The addresses of a chunk, from its first story on.
    public static func entries(
        from first: Story.ID, limit: Int = chunkSize, from connection: any Connection
    ) throws(StorageError) -> [Entry] {
        let rows = try connection.rows(
            """
            SELECT story, address, COALESCE(updated_at, published_at) AS changed_at
            FROM published_story
            WHERE story >= \(first)
            ORDER BY story
            LIMIT \(limit)
            """)
        return try rows.map { row throws(StorageError) in
            Entry(story: try row.get("story"), address: try row.get("address"), changedAt: try row.get("changed_at"))
        }
    }

    /// How long a story stands in the news sitemap, in milliseconds.
    public static let newsPeriod: Int64 = 48 * 3_600_000

    /// The stories first published in the 48 hours before `now`, the newest first: what a news sitemap may list.
    public static func news(
        at now: Timestamp, limit: Int = 1000, from connection: any Connection
    ) throws(StorageError) -> [Teaser] {
        let since = Timestamp(milliseconds: now.milliseconds - newsPeriod)
        return try Listing.all.newest(limit, from: connection).filter { $0.publishedAt >= since }
    }
}
