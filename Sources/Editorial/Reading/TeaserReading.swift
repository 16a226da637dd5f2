import Markup
public import Storage

extension Teaser {
    /// Teasers of those of the stories that readers can see, in the order given.
    public static func read(_ stories: [Story.ID], from connection: any Connection) throws(StorageError) -> [Teaser] {
        let teasers = try byStory(stories, from: connection)
        return stories.compactMap { teasers[$0] }
    }

    /// As ``read(_:from:)``, to be picked from.
    static func byStory(
        _ stories: some Collection<Story.ID>, from connection: any Connection
    ) throws(StorageError) -> [Story.ID: Teaser] {
        var names = TeaserNames()
        return try byStory(stories, &names, from: connection)
    }

    static func byStory(
        _ stories: some Collection<Story.ID>, _ names: inout TeaserNames, from connection: any Connection
    ) throws(StorageError) -> [Story.ID: Teaser] {
        guard !stories.isEmpty else { return [:] }
        let rows = try connection.rows(
            "SELECT \(TeaserRow.columns) FROM published_story WHERE story IN (\(list: stories))")
        let teasers = try complete(
            try rows.map { row throws(StorageError) in try TeaserRow(row) }, &names, from: connection)
        return Dictionary(teasers.map { ($0.story, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Teasers of rows of `published_story`, with the names that stand on them: two more statements for however many.
    static func complete(_ rows: [Row], from connection: any Connection) throws(StorageError) -> [Teaser] {
        var names = TeaserNames()
        return try complete(
            try rows.map { row throws(StorageError) in try TeaserRow(row) }, &names, from: connection)
    }

    static func complete(
        _ rows: [TeaserRow], _ names: inout TeaserNames, from connection: any Connection
    ) throws(StorageError) -> [Teaser] {
        try names.add(of: rows, from: connection)
        return rows.map { Teaser($0.facts(names)) }
    }
}

/// A row of `published_story` as teasers need it: with the identifiers of those who are named.
struct TeaserRow {
    let story: Story.ID
    let bylines: [Byline]
    let section: Section.ID?
    private let address: AddressPath
    private let kind: StoryKind
    private let kicker: String?
    private let headline: String
    private let standfirst: String?
    private let picture: Teaser.Picture?
    private let publishedAt: Timestamp
    private let updatedAt: Timestamp?
    private let wordCount: Int
    private let isPinned: Bool
    private let language: LanguageTag?

    static let columns: SQL = """
        published_story.story, published_story.address, published_story.kind, published_story.kicker,
        published_story.headline, published_story.standfirst, published_story.lead_media, published_story.lead_alt,
        published_story.bylines, published_story.section, published_story.published_at, published_story.updated_at,
        published_story.word_count, published_story.is_pinned, published_story.language
        """

    /// By the places of ``columns``: a front has fifty of them, and looking for names took a tenth of their time.
    init(_ row: Row) throws(StorageError) {
        story = try row.get(at: 0)
        address = try row.get(at: 1)
        kind = try row.get(at: 2)
        kicker = try row.optional(at: 3)
        headline = try row.get(at: 4)
        standfirst = try row.optional(at: 5)
        let media: Media.ID? = try row.optional(at: 6)
        let alt: String? = try row.optional(at: 7)
        picture = media.map { Teaser.Picture(media: $0, alt: alt ?? "") }
        bylines = try row.get(at: 8, as: BylineList.self).bylines
        section = try row.optional(at: 9)
        publishedAt = try row.get(at: 10)
        updatedAt = try row.optional(at: 11)
        wordCount = try row.get(at: 12)
        isPinned = try row.get(at: 13)
        language = try row.optional(at: 14)
    }

    static func find(_ story: Story.ID, from connection: any Connection) throws(StorageError) -> TeaserRow? {
        let row = try connection.row("SELECT \(columns) FROM published_story WHERE story = \(story)")
        return try row.map { row throws(StorageError) in try TeaserRow(row) }
    }

    func facts(_ names: TeaserNames) -> Teaser.Facts {
        Teaser.Facts(
            story: story, address: address, kind: kind, kicker: kicker, headline: headline, standfirst: standfirst,
            picture: picture,
            bylines: bylines.compactMap { byline in
                names.people[byline.person].map { NamedByline(person: $0, role: byline.role) }
            },
            section: section.flatMap { names.sections[$0] }, publishedAt: publishedAt, updatedAt: updatedAt,
            wordCount: wordCount, isPinned: isPinned, language: language)
    }
}

/// The people and sections that stand on teasers, each read once within a read of the database.
struct TeaserNames {
    private(set) var people: [Person.ID: PersonLink] = [:]
    private(set) var sections: [Section.ID: SectionLink] = [:]

    init() {}

    /// - Parameter sections: Those that are known already.
    init(_ sections: SectionTree, _ people: [Person] = []) {
        for section in sections.sections { self.sections[section.id] = SectionLink(section) }
        for person in people { self.people[person.id] = PersonLink(person) }
    }

    /// Reads those that are not known yet.
    mutating func add(of rows: [TeaserRow], from connection: any Connection) throws(StorageError) {
        var unknownPeople: Set<Person.ID> = []
        var unknownSections: Set<Section.ID> = []
        for row in rows {
            for byline in row.bylines where people[byline.person] == nil { unknownPeople.insert(byline.person) }
            if let section = row.section, sections[section] == nil { unknownSections.insert(section) }
        }
        people.merge(try PersonLink.read(unknownPeople, from: connection)) { first, _ in first }
        sections.merge(try SectionLink.read(unknownSections, from: connection)) { first, _ in first }
    }
}

extension PersonLink {
    init(_ person: Person) {
        self.init(id: person.id, slug: person.slug, name: person.name, portrait: person.portrait)
    }

    /// Everybody who has a published story, by name: what the search offers to narrow by.
    public static func writers(limit: Int = 1000, from connection: any Connection) throws(StorageError) -> [PersonLink] {
        let rows = try connection.rows(
            """
            SELECT person.id, person.slug, person.name, person.portrait
            FROM listing_count JOIN person ON person.id = listing_count.list_key
            WHERE listing_count.kind = 'author' AND listing_count.stories > 0
            ORDER BY person.name, person.id
            LIMIT \(limit)
            """)
        return try rows.map { row throws(StorageError) in try PersonLink(row) }
    }

    private init(_ row: Row) throws(StorageError) {
        self.init(
            id: try row.get("id"), slug: try row.get("slug"), name: try row.get("name"),
            portrait: try row.optional("portrait"))
    }

    static func read(
        _ people: Set<Person.ID>, from connection: any Connection
    ) throws(StorageError) -> [Person.ID: PersonLink] {
        guard !people.isEmpty else { return [:] }
        let rows = try connection.rows(
            "SELECT id, slug, name, portrait FROM person WHERE id IN (\(list: people.sorted()))")
        var links: [Person.ID: PersonLink] = [:]
        for row in rows {
            let link = try PersonLink(row)
            links[link.id] = link
        }
        return links
    }
}

extension SectionLink {
    static func read(
        _ sections: Set<Section.ID>, from connection: any Connection
    ) throws(StorageError) -> [Section.ID: SectionLink] {
        guard !sections.isEmpty else { return [:] }
        let rows = try connection.rows("SELECT id, slug, name FROM section WHERE id IN (\(list: sections.sorted()))")
        var links: [Section.ID: SectionLink] = [:]
        for row in rows {
            let id: Section.ID = try row.get("id")
            links[id] = SectionLink(id: id, slug: try row.get("slug"), name: try row.get("name"))
        }
        return links
    }
}
