import Markup
public import Storage

extension StorySearch {
    /// How many stories that match are looked at: the newest with a match in the headline, and as many of the newest
    /// with a match anywhere. They are ranked; older ones are left for a narrower search.
    public static let candidates = 100

    /// A page of what is found, the best first.
    ///
    /// Any text gives a page: one that only leaves words out, or a range of days that ends before it begins, an empty
    /// one. Without any text there are the newest stories of the section, the author and the days, if one was asked
    /// for. A number beyond the last page gives the last.
    /// - Parameters:
    ///   - number: From 1.
    ///   - now: For the small advantage that fresh stories have.
    ///   - calendar: Of the publication.
    public func page(
        _ number: Int = 1, size: Int = 20, at now: Timestamp, _ calendar: PublicationCalendar,
        from connection: any Connection
    ) throws(StorageError) -> SearchPage {
        let query = SearchQuery(parsing: text)
        let found = try found(query, calendar, from: connection)
        let pageCount = max(1, (found.count + size - 1) / size)
        let number = min(max(1, number), pageCount)
        let best = try order(found, query, upTo: number * size, at: now, from: connection)
        return SearchPage(
            hits: try hits(query, Array(best.dropFirst((number - 1) * size)), from: connection),
            number: number, pageCount: pageCount, total: found.count, isMore: found.isMore)
    }

    /// What a search looks at.
    private struct Found {
        /// Where there are words to rank them by.
        var documents: [FoundDocument] = []
        /// Where there are none: the newest first.
        var stories: [Story.ID] = []
        /// Whether there are others, older ones.
        var isMore = false

        var count: Int { documents.count + stories.count }
    }

    private func found(
        _ query: SearchQuery, _ calendar: PublicationCalendar, from connection: any Connection
    ) throws(StorageError) -> Found {
        var found = Found()
        if query.clauses.isEmpty, let list = narrowest {
            let newest = try newest(Self.candidates + 1, of: list, calendar, from: connection)
            found.stories = Array(newest.prefix(Self.candidates))
            found.isMore = newest.count > found.stories.count
        } else if !query.isEmpty {
            let searched = searched(calendar)
            // One more than both kinds together can be tells whether there are others.
            let everywhere = try connection.newestDocuments(query, of: searched, limit: 2 * Self.candidates + 1)
            found.documents = Array(everywhere.prefix(Self.candidates))
            // What is found in a headline is among what is found everywhere.
            if everywhere.count > found.documents.count {
                let known = Set(found.documents.map(\.key))
                found.documents += try connection.newestDocuments(
                    query, in: .headline, of: searched, limit: Self.candidates
                ).filter { !known.contains($0.key) }
            }
            found.isMore = everywhere.count > found.documents.count
        }
        return found
    }

    /// The first of what was found: the best, or without words the newest.
    private func order(
        _ found: Found, _ query: SearchQuery, upTo count: Int, at now: Timestamp, from connection: any Connection
    ) throws(StorageError) -> [Story.ID] {
        if query.isEmpty { return Array(found.stories.prefix(count)) }
        return try connection.bestDocuments(query, of: found.documents, at: now, count: count).compactMap {
            Story.ID(bytes: $0.key)
        }
    }

    /// The list in which everything stands that the filters let through; `nil` where nothing narrows the search.
    private var narrowest: Listing? {
        if let author { return .author(author) }
        if let section { return .section(section) }
        return from == nil && to == nil ? nil : .all
    }

    /// The newest stories that the filters let through.
    private func newest(
        _ limit: Int, of list: Listing, _ calendar: PublicationCalendar, from connection: any Connection
    ) throws(StorageError) -> [Story.ID] {
        var conditions = days(calendar, moment: "listing.published_at")
        if let section, list != .section(section) {
            conditions.append("listing.story IN (\(Self.stories(of: .section(section))))")
        }
        return try list.newestStories(limit, where: conditions, from: connection)
    }

    /// What narrows the search, if anything does: every document is of a published story.
    private func searched(_ calendar: PublicationCalendar) -> SQL.Searched? {
        var conditions = days(calendar, moment: "published_story.published_at")
        for listing in [section.map(Listing.section), author.map(Listing.author)].compactMap({ $0 }) {
            conditions.append("published_story.story IN (\(Self.stories(of: listing)))")
        }
        if conditions.isEmpty { return nil }
        return SQL.Searched(table: "published_story", key: "published_story.story", conditions: conditions)
    }

    private func days(_ calendar: PublicationCalendar, moment: SQL) -> [SQL] {
        var conditions: [SQL] = []
        if let from { conditions.append("\(moment) >= \(calendar.start(of: from))") }
        if let to { conditions.append("\(moment) < \(calendar.start(of: to.next))") }
        return conditions
    }

    private static func stories(of listing: Listing) -> SQL {
        "SELECT story FROM listing WHERE kind = \(listing.storedKind) AND list_key = \(listing.storedKey)"
    }

    private func hits(
        _ query: SearchQuery, _ stories: [Story.ID], from connection: any Connection
    ) throws(StorageError) -> [SearchPage.Hit] {
        let teasers = try Teaser.read(stories, from: connection)
        let rows = try connection.rows(
            """
            SELECT story.id, revision.body
            FROM story JOIN revision ON revision.id = story.published_revision
            WHERE story.id IN (\(list: stories))
            """)
        var bodies: [Story.ID: Body] = [:]
        for row in rows { bodies[try row.get("id")] = try row.get("body", as: Body.self) }
        return teasers.map { teaser in
            SearchPage.Hit(
                teaser: teaser, headlineMatches: query.marks(in: teaser.headline),
                snippet: SearchPage.Snippet(of: bodies[teaser.story]?.plainText.string ?? "", teaser.standfirst, query))
        }
    }
}

extension SearchPage.Snippet {
    /// The passage of the body that shows most of what was searched for; of the standfirst where the body shows nothing.
    fileprivate init(of body: String, _ standfirst: String?, _ query: SearchQuery) {
        let passage = query.passage(of: body)
        if passage.marks.isEmpty, let standfirst {
            let other = query.passage(of: standfirst)
            if !other.marks.isEmpty {
                self.init(other, of: standfirst)
                return
            }
        }
        self.init(passage, of: body)
    }

    private init(_ passage: SearchPassage, of whole: String) {
        let cut = String(whole[passage.range])
        let start = whole.utf8.distance(from: whole.startIndex, to: passage.range.lowerBound)
        func moved(_ index: String.Index) -> String.Index {
            cut.utf8.index(cut.startIndex, offsetBy: whole.utf8.distance(from: whole.startIndex, to: index) - start)
        }
        text = cut
        matches = passage.marks.map { moved($0.lowerBound)..<moved($0.upperBound) }
        isCutAtStart = passage.startsLate(in: whole)
        isCutAtEnd = passage.endsEarly(in: whole)
    }
}
