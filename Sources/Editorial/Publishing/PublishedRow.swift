import Markup
import Storage

/// What readers see of a story in lists, as its row in `published_story` holds it; computed from the story and its
/// published revision alone, so that it can be computed again.
struct PublishedRow: Sendable, Hashable {
    let story: Story.ID
    let revision: Revision.ID
    let address: AddressPath
    let kind: StoryKind
    let kicker: String?
    let headline: String
    let standfirst: String?
    let leadMedia: Media.ID?
    let leadAlt: String?
    let bylines: [Byline]
    let sections: [Section.ID]
    let topics: [Topic.ID]
    let publishedAt: Timestamp
    let updatedAt: Timestamp?
    let wordCount: Int
    let isPinned: Bool
    let language: LanguageTag?

    /// - Returns: `nil` for a story that readers can't see.
    init?(_ story: Story, _ content: StoryContent, wordCount: Int) {
        guard story.state == .published, let revision = story.publishedRevision, let address = story.address,
            let publishedAt = story.firstPublishedAt
        else { return nil }
        self.story = story.id
        self.revision = revision
        self.address = address
        kind = story.kind
        kicker = content.kicker
        headline = content.headline
        standfirst = content.standfirst
        leadMedia = content.leadImage?.media
        leadAlt = content.leadImage?.alt
        bylines = content.bylines
        sections = content.sections
        topics = content.topics
        self.publishedAt = publishedAt
        updatedAt = story.updatedAt
        self.wordCount = wordCount
        isPinned = story.isPinned
        language = content.language
    }

    static let columns: SQL = """
        published_story.story, published_story.revision, published_story.address, published_story.kind,
        published_story.kicker, published_story.headline, published_story.standfirst, published_story.lead_media,
        published_story.lead_alt, published_story.bylines, published_story.sections, published_story.topics,
        published_story.published_at, published_story.updated_at, published_story.word_count,
        published_story.is_pinned, published_story.language
        """

    init(_ row: Row) throws(StorageError) {
        story = try row.get("story")
        revision = try row.get("revision")
        address = try row.get("address")
        kind = try row.get("kind")
        kicker = try row.optional("kicker")
        headline = try row.get("headline")
        standfirst = try row.optional("standfirst")
        leadMedia = try row.optional("lead_media")
        leadAlt = try row.optional("lead_alt")
        bylines = try row.get("bylines", as: BylineList.self).bylines
        sections = try row.get("sections", as: IdentifierList<Section>.self).identifiers
        topics = try row.get("topics", as: IdentifierList<Topic>.self).identifiers
        publishedAt = try row.get("published_at")
        updatedAt = try row.optional("updated_at")
        wordCount = try row.get("word_count")
        isPinned = try row.get("is_pinned")
        language = try row.optional("language")
    }

    static func find(_ story: Story.ID, from connection: any Connection) throws(StorageError) -> PublishedRow? {
        let row = try connection.row("SELECT \(columns) FROM published_story WHERE story = \(story)")
        return try row.map { row throws(StorageError) in try PublishedRow(row) }
    }

    /// Puts in the row of a story that has none.
    func insert(in connection: any Connection) throws(StorageError) {
        try connection.run(insertion)
    }

    /// Puts the row in, or in place of the story's.
    func save(in connection: any Connection) throws(StorageError) {
        try connection.run(
            """
            \(insertion)
            ON CONFLICT (story) DO UPDATE SET
                revision = excluded.revision, address = excluded.address, kind = excluded.kind,
                kicker = excluded.kicker, headline = excluded.headline, standfirst = excluded.standfirst,
                lead_media = excluded.lead_media, lead_alt = excluded.lead_alt, bylines = excluded.bylines,
                section = excluded.section, sections = excluded.sections, topics = excluded.topics,
                published_at = excluded.published_at, updated_at = excluded.updated_at,
                word_count = excluded.word_count, is_pinned = excluded.is_pinned, language = excluded.language
            """)
    }

    private var insertion: SQL {
        """
        INSERT INTO published_story (
            story, revision, address, kind, kicker, headline, standfirst, lead_media, lead_alt, bylines, section,
            sections, topics, published_at, updated_at, word_count, is_pinned, language
        ) VALUES (
            \(story), \(revision), \(address), \(kind), \(kicker), \(headline), \(standfirst), \(leadMedia),
            \(leadAlt), \(BylineList(bylines)), \(sections.first), \(IdentifierList(sections)),
            \(IdentifierList(topics)), \(publishedAt), \(updatedAt), \(wordCount), \(isPinned), \(language)
        )
        """
    }

    static func delete(_ story: Story.ID, in connection: any Connection) throws(StorageError) {
        try connection.run("DELETE FROM published_story WHERE story = \(story)")
    }
}
