public import Storage

/// What search engines are told of: every published story and page.
public enum Sitemap {
    /// An address and when it last changed.
    public struct Entry: Sendable, Hashable {
        public let story: Story.ID
        public let address: AddressPath
        public let changedAt: Timestamp
    }

    /// One file of the sitemap index: the stories from one identifier up to another.
    public struct Chunk: Sendable, Hashable {
        /// Not after the first story.
        public let start: Story.ID
        /// The next chunk's start; `nil` for the last.
        public let end: Story.ID?
        public let count: Int
        public let changedAt: Timestamp
    }

    /// The chunks, oldest stories first. Identifiers sort by time, so that the last chunk alone grows, mostly.
    public static func chunks(from connection: any Connection) throws(StorageError) -> [Chunk] {
        let rows = try connection.rows(
            "SELECT first, stories, changed_at FROM sitemap_file WHERE stories > 0 ORDER BY first")
        let starts = try rows.map { row throws(StorageError) in try row.get("first", as: Story.ID.self) }
        var chunks: [Chunk] = []
        for (index, row) in rows.enumerated() {
            chunks.append(
                Chunk(
                    start: starts[index], end: index + 1 < starts.count ? starts[index + 1] : nil,
                    count: try row.get("stories"), changedAt: try row.get("changed_at")))
        }
        return chunks
    }

    /// The addresses of a chunk.
    public static func entries(of chunk: Chunk, from connection: any Connection) throws(StorageError) -> [Entry] {
        let end: SQL = if let end = chunk.end { "AND story < \(end)" } else { "" }
        let rows = try connection.rows(
            """
            SELECT story, address, COALESCE(updated_at, published_at) AS changed_at
            FROM published_story
            WHERE story >= \(chunk.start) \(end)
            ORDER BY story
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
        return try Listing.all.newest(limit, where: ["published_at >= \(since)"], from: connection)
    }
}
