import Storage

/// Keeps the division of the sitemap into files in step with what readers can see.
///
/// A file holds the stories from its first identifier up to the next file's. Identifiers sort by time, so that what is
/// published goes into the last one mostly; when a file has its fill it is divided in two, of which the first stays as
/// it is. The files are read at each request for the index, and only one file's stories at a request for that.
struct SitemapFiles {
    /// A file with as many is divided. The protocol allows 50,000, but a crawler that looks for what is new has to read
    /// the whole of the last one.
    static let mostStories = 1000

    let connection: any Connection
    private let most: Int

    init(_ connection: any Connection, most: Int = mostStories) {
        self.connection = connection
        self.most = max(2, most)
    }

    /// A story that readers can see now, or a change of one.
    struct Change: Sendable {
        let story: Story.ID
        let changedAt: Timestamp
        /// How many stories the file has more: 1, 0 or -1.
        let growth: Int
    }

    static let tables: [SQL] = [
        """
        CREATE TABLE sitemap_file (
            first \(type: .bytes) NOT NULL PRIMARY KEY,
            stories \(type: .integer) NOT NULL,
            changed_at \(type: .integer) NOT NULL
        ) \(table: .strictKeyed)
        """,
        // The stories that were published before there was the table. The first file begins before every story.
        """
        INSERT INTO sitemap_file (first, stories, changed_at)
        WITH numbered AS (
            SELECT story, COALESCE(updated_at, published_at) AS changed_at,
                ROW_NUMBER() OVER (ORDER BY story) - 1 AS number
            FROM published_story
        ), files AS (
            SELECT MIN(number) AS number, COUNT(*) AS stories, MAX(changed_at) AS changed_at
            FROM numbered
            GROUP BY number / \(mostStories / 2)
        )
        SELECT CASE WHEN files.number = 0 THEN \(beginning) ELSE numbered.story END, files.stories, files.changed_at
        FROM files JOIN numbered ON numbered.number = files.number
        """,
    ]

    /// Less than every story's identifier.
    private static let beginning = [UInt8](repeating: 0, count: 16)

    /// Puts changes into the files that they belong to; the rows of `published_story` were written before.
    func change(_ changes: [Change]) throws(StorageError) {
        guard let first = changes.map(\.story).min(), let last = changes.map(\.story).max() else { return }
        var files = try files(from: first, to: last)
        if files.isEmpty { files = [File(first: Self.beginning, stories: 0, changedAt: Timestamp(milliseconds: 0))] }
        for change in changes {
            let key = change.story.bytes
            // Before the first that begins after it; the first of all begins before every story.
            let next = files.firstIndex { key.lexicographicallyPrecedes($0.first) } ?? files.endIndex
            files[max(0, next - 1)].take(change)
        }
        for file in files where file.isChanged { try save(file) }
    }

    private struct File {
        let first: [UInt8]
        var stories: Int
        var changedAt: Timestamp
        var isChanged = false

        mutating func take(_ change: Change) {
            stories += change.growth
            changedAt = max(changedAt, change.changedAt)
            isChanged = true
        }
    }

    /// The files that the stories of a stretch belong to.
    private func files(from first: Story.ID, to last: Story.ID) throws(StorageError) -> [File] {
        let rows = try connection.rows(
            """
            SELECT first, stories, changed_at
            FROM sitemap_file
            WHERE first <= \(last)
                AND first >= (SELECT first FROM sitemap_file WHERE first <= \(first) ORDER BY first DESC LIMIT 1)
            ORDER BY first
            """)
        return try rows.map { row throws(StorageError) in
            File(first: try row.get("first"), stories: try row.get("stories"), changedAt: try row.get("changed_at"))
        }
    }

    private func save(_ changed: File) throws(StorageError) {
        var file = changed
        while file.stories >= most, let next = try story(after: most / 2, in: file) {
            let rest = file.stories - most / 2
            file.stories = most / 2
            try write(file)
            file = File(first: next, stories: rest, changedAt: file.changedAt)
        }
        try write(file)
    }

    private func story(after count: Int, in file: File) throws(StorageError) -> [UInt8]? {
        try connection.value(
            "SELECT story FROM published_story WHERE story >= \(file.first) ORDER BY story LIMIT 1 OFFSET \(count)")
    }

    private func write(_ file: File) throws(StorageError) {
        try connection.run(
            """
            INSERT INTO sitemap_file (first, stories, changed_at)
            VALUES (\(file.first), \(file.stories), \(file.changedAt))
            ON CONFLICT (first) DO UPDATE SET stories = excluded.stories, changed_at = excluded.changed_at
            """)
    }
}

extension PublishedRow {
    /// When readers last got another text.
    var changedAt: Timestamp { updatedAt ?? publishedAt }
}
