public import Storage

extension Listing {
    /// A numbered page.
    /// - Parameters:
    ///   - number: From 1; a number below is taken as 1.
    ///   - size: Stories a page.
    /// - Returns: `nil` where the list has no such page (404). Page 1 always is, be it empty.
    public func page(
        _ number: Int = 1, size: Int = 20, from connection: any Connection
    ) throws(StorageError) -> ListingPage? {
        let total = try count(from: connection)
        let pageCount = max(1, (total + size - 1) / size)
        let number = max(1, number)
        guard number <= pageCount else { return nil }
        let teasers = try teasers(
            limit: size, offset: (number - 1) * size, from: connection)
        return ListingPage(teasers: teasers, number: number, pageCount: pageCount, total: total)
    }

    /// The stories after a place in the list; with none, from its head. Costs the same however far down.
    public func teasers(
        after position: ListingPosition? = nil, limit: Int = 20, from connection: any Connection
    ) throws(StorageError) -> [Teaser] {
        guard let position else { return try teasers(limit: limit, offset: 0, from: connection) }
        let rows = try connection.rows(
            """
            SELECT \(TeaserRow.columns)
            FROM listing JOIN published_story ON published_story.story = listing.story
            WHERE listing.kind = \(storedKind) AND listing.list_key = \(storedKey)
                AND (listing.is_pinned, listing.published_at, listing.story)
                    < (\(position.isPinned), \(position.publishedAt), \(position.story))
            ORDER BY listing.is_pinned DESC, listing.published_at DESC, listing.story DESC
            LIMIT \(limit)
            """)
        return try Teaser.complete(rows, from: connection)
    }

    /// The newest stories by time alone: a pinned one has no place of its own.
    public func newest(_ limit: Int, from connection: any Connection) throws(StorageError) -> [Teaser] {
        try newest(limit, where: [], from: connection)
    }

    /// As ``newest(_:from:)``, of those that meet conditions on rows of `listing`.
    func newest(
        _ limit: Int, where conditions: [SQL], from connection: any Connection
    ) throws(StorageError) -> [Teaser] {
        let stories = try newestStories(limit, where: conditions, from: connection)
        return try Teaser.read(stories, from: connection)
    }

    /// How many stories the list has.
    public func count(from connection: any Connection) throws(StorageError) -> Int {
        try connection.value(
            "SELECT stories FROM listing_count WHERE kind = \(storedKind) AND list_key = \(storedKey)") ?? 0
    }

    /// How many stories each list has that has any.
    public static func counts(from connection: any Connection) throws(StorageError) -> [Listing: Int] {
        var counts: [Listing: Int] = [:]
        for row in try connection.rows("SELECT kind, list_key, stories FROM listing_count WHERE stories > 0") {
            guard let listing = Listing(storedKind: try row.get("kind"), storedKey: try row.get("list_key")) else {
                continue
            }
            counts[listing] = try row.get("stories")
        }
        return counts
    }

    /// The stories at the head of the list, in its order: rows of the index alone.
    func stories(limit: Int, from connection: any Connection) throws(StorageError) -> [Story.ID] {
        try Self.stories(of: [self], limit: limit, from: connection)[0]
    }

    /// As ``stories(limit:from:)``, of several lists in one statement.
    /// - Returns: As many lists of stories.
    static func stories(
        of listings: [Listing], limit: Int, from connection: any Connection
    ) throws(StorageError) -> [[Story.ID]] {
        var stories: [[Story.ID]] = Array(repeating: [], count: listings.count)
        for start in stride(from: 0, to: listings.count, by: mostInStatement) {
            let numbers = start..<min(start + mostInStatement, listings.count)
            try read(numbers, of: listings, limit, into: &stories, from: connection)
        }
        return stories
    }

    /// SQLite takes a union of five hundred at most.
    private static let mostInStatement = 100

    private static func read(
        _ numbers: Range<Int>, of listings: [Listing], _ limit: Int, into stories: inout [[Story.ID]],
        from connection: any Connection
    ) throws(StorageError) {
        let heads = numbers.map { number -> SQL in
            let listing = listings[number]
            return """
                SELECT number, story, is_pinned, published_at FROM (
                    SELECT CAST(\(number) AS BIGINT) AS number, story, is_pinned, published_at
                    FROM listing
                    WHERE kind = \(listing.storedKind) AND list_key = \(listing.storedKey)
                    ORDER BY is_pinned DESC, published_at DESC, story DESC
                    LIMIT \(limit)
                ) AS head
                """
        }
        let rows = try connection.rows(
            """
            SELECT number, story FROM (\(SQL.joined(heads, separator: " UNION ALL "))) AS heads
            ORDER BY number, is_pinned DESC, published_at DESC, story DESC
            """)
        for row in rows { stories[try row.get("number")].append(try row.get("story")) }
    }

    /// - Parameter conditions: On rows of `listing`.
    func newestStories(
        _ limit: Int, where conditions: [SQL] = [], from connection: any Connection
    ) throws(StorageError) -> [Story.ID] {
        // Two walks down the index, one for each value of `is_pinned`, rather than a sort of the whole list.
        let rows = try connection.rows(
            """
            SELECT story, published_at FROM (\(newestStories(pinned: true, limit, conditions))) AS pinned
            UNION ALL
            SELECT story, published_at FROM (\(newestStories(pinned: false, limit, conditions))) AS others
            ORDER BY published_at DESC, story DESC
            LIMIT \(limit)
            """)
        return try rows.map { row throws(StorageError) in try row.get("story") }
    }

    private func newestStories(pinned: Bool, _ limit: Int, _ conditions: [SQL]) -> SQL {
        """
        SELECT story, published_at
        FROM listing
        WHERE kind = \(storedKind) AND list_key = \(storedKey) AND is_pinned = \(pinned)
            \(SQL.joined(conditions.map { "AND \($0)" }, separator: " "))
        ORDER BY published_at DESC, story DESC
        LIMIT \(limit)
        """
    }

    private func teasers(
        limit: Int, offset: Int, from connection: any Connection
    ) throws(StorageError) -> [Teaser] {
        // The rows that OFFSET passes over are rows of the index alone; only a page's own stories are fetched.
        let rows = try connection.rows(
            """
            SELECT \(TeaserRow.columns)
            FROM (
                SELECT story, is_pinned, published_at
                FROM listing
                WHERE kind = \(storedKind) AND list_key = \(storedKey)
                ORDER BY is_pinned DESC, published_at DESC, story DESC
                LIMIT \(limit) OFFSET \(offset)
            ) AS page
            JOIN published_story ON published_story.story = page.story
            ORDER BY page.is_pinned DESC, page.published_at DESC, page.story DESC
            """)
        return try Teaser.complete(rows, from: connection)
    }
}
