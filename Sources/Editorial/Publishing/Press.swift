import Markup
import Storage

/// Puts in front of readers what the desk decided: keeps `published_story`, the listings, the search index and the
/// announcements in step with stories.
struct Press {
    let connection: any Connection
    let sections: SectionTree
    let calendar: PublicationCalendar

    init(_ connection: any Connection, sections: SectionTree, calendar: PublicationCalendar) {
        self.connection = connection
        self.sections = sections
        self.calendar = calendar
    }

    init(_ connection: any Connection, sections: SectionTree) throws {
        self.init(connection, sections: sections, calendar: try Publication.read(from: connection).check())
    }

    init(_ connection: any Connection, calendar: PublicationCalendar) throws(StorageError) {
        self.init(connection, sections: try SectionTree.read(from: connection), calendar: calendar)
    }

    /// Makes what readers see of a story what it should be now, and announces what changed.
    func print(_ story: Story, _ content: StoryContent) throws {
        let old = try PublishedRow.find(story.id, from: connection)
        let text = content.body.plainText
        let new = PublishedRow(story, content, wordCount: text.wordCount)
        try replace(old, by: new)
        if let new {
            try StoryIndex.save(new, content, text, in: connection)
        } else {
            try StoryIndex.remove(story.id, in: connection)
        }
        let sources = try sources(of: [old?.revision, new?.revision].compactMap { $0 })
        try connection.announce(keys(of: old).union(keys(of: new)).union(sources).union([.story(story.id)]))
    }

    /// The pages of the sources that revisions quote: they name the stories that do.
    private func sources(of revisions: [Revision.ID]) throws(StorageError) -> Set<CacheKey> {
        let rows = try connection.rows(
            "SELECT DISTINCT source FROM quotation WHERE revision IN (\(list: revisions)) AND source IS NOT NULL")
        var keys: Set<CacheKey> = []
        for row in rows { keys.insert(.source(try row.get("source"))) }
        return keys
    }

    /// As ``print(_:_:)`` for a story that was never published before: nothing is read, and announcing, counting
    /// (``ListingTable/count(_:in:)``, ``SitemapFiles``) and indexing are left to the caller.
    /// - Returns: The listings that the story stands in now; `nil` for a story that readers can't see.
    func printFirst(_ story: Story, _ content: StoryContent, wordCount: Int) throws -> Set<ListingEntry>? {
        guard let row = PublishedRow(story, content, wordCount: wordCount) else { return nil }
        try row.insert(in: connection)
        let listings = row.listings(in: sections, calendar)
        try ListingTable.insert(listings, in: connection)
        return listings
    }

    /// Takes a story from readers.
    func pull(_ story: Story.ID) throws {
        let old = try PublishedRow.find(story, from: connection)
        try replace(old, by: nil)
        try StoryIndex.remove(story, in: connection)
        let sources = try sources(of: [old?.revision].compactMap { $0 })
        try connection.announce(
            keys(of: old).union(sources).union([.story(story), .quotations, .gone(.story(story))]))
    }

    /// Moves a section's stories between the lists of the sections above it, after the section was moved.
    /// - Parameter before: The sections as they were.
    func regroup(storiesOf section: Section.ID, from before: SectionTree) throws {
        try regroup(
            where: """
                story IN (
                    SELECT story FROM listing WHERE kind = 'section' AND list_key = \(section)
                )
                """
        ) { row in row.listings(in: before, calendar) }
    }

    /// Moves every story to its month, after the time zone was changed.
    /// - Parameter before: The calendar as it was.
    func regroupAll(from before: PublicationCalendar) throws {
        try regroup(where: "kind <> 'page'") { row in row.listings(in: sections, before) }
        try connection.announce([CacheKey.site])
    }

    private func regroup(where condition: SQL, _ old: (PublishedRow) -> Set<ListingEntry>) throws {
        let rows = try connection.rows("SELECT \(PublishedRow.columns) FROM published_story WHERE \(condition)")
        for row in rows {
            let row = try PublishedRow(row)
            try ListingTable.change(from: old(row), to: row.listings(in: sections, calendar), in: connection)
        }
    }

    private func replace(_ old: PublishedRow?, by new: PublishedRow?) throws {
        // A listing's rows stand on the story's: it comes first and goes last.
        if let new, new != old {
            if old == nil { try new.insert(in: connection) } else { try new.save(in: connection) }
        }
        try ListingTable.change(
            from: old?.listings(in: sections, calendar) ?? [], to: new?.listings(in: sections, calendar) ?? [],
            in: connection)
        if let row = new ?? old {
            let growth = (new == nil ? 0 : 1) - (old == nil ? 0 : 1)
            try SitemapFiles(connection).change([.init(story: row.story, changedAt: row.changedAt, growth: growth)])
        }
        if let old, new == nil {
            try connection.run("DELETE FROM front_slot WHERE story = \(old.story)")
            try PublishedRow.delete(old.story, in: connection)
        }
    }

    /// What a story's coming, going or changing shows on: its own page, its lists, the front.
    func keys(of row: PublishedRow?) -> Set<CacheKey> {
        guard let row else { return [] }
        var keys: Set<CacheKey> = [.story(row.story), .front]
        if !row.kind.isDated { keys.insert(.site) }
        for entry in row.listings(in: sections, calendar) {
            switch entry.listing {
            case .all, .kind: break
            case .section(let id): keys.insert(.section(id))
            case .topic(let id): keys.insert(.topic(id))
            case .author(let id): keys.insert(.author(id))
            case .month(let month): keys.insert(.archive(month))
            }
        }
        return keys
    }
}
