import Markup
public import Storage

extension Revision {
    static let columns: SQL = """
        revision.id AS revision_id, revision.story AS revision_story, revision.number AS revision_number,
        revision.created_at AS revision_created_at, revision.created_by, revision.note, revision.kicker,
        revision.headline, revision.standfirst, revision.dateline, revision.language, revision.bylines,
        revision.sections, revision.topics, revision.related, revision.lead_media, revision.lead_alt,
        revision.lead_caption, revision.lead_credit, revision.search_title, revision.search_description, revision.body
        """

    init(_ row: Row) throws(StorageError) {
        self.init(
            id: try row.get("revision_id"), story: try row.get("revision_story"), number: try row.get("revision_number"),
            createdAt: try row.get("revision_created_at"), createdBy: try row.get("created_by"),
            note: try row.optional("note"), content: try StoryContent(row))
    }

    /// A revision.
    public static func find(_ id: ID, from connection: any Connection) throws(StorageError) -> Revision? {
        let row = try connection.row("SELECT \(columns) FROM revision WHERE id = \(id)")
        return try row.map { row throws(StorageError) in try Revision(row) }
    }

    /// The headlines of many revisions, for lists.
    public static func headlines(
        of revisions: [ID], from connection: any Connection
    ) throws(StorageError) -> [ID: String] {
        var headlines: [ID: String] = [:]
        // An engine binds some ten thousand values at most.
        for start in stride(from: 0, to: revisions.count, by: 1000) {
            let batch = revisions[start..<min(start + 1000, revisions.count)]
            for row in try connection.rows("SELECT id, headline FROM revision WHERE id IN (\(list: batch))") {
                headlines[try row.get("id")] = try row.get("headline", as: String.self)
            }
        }
        return headlines
    }

    /// Every revision of a story, the newest first.
    public static func history(of story: Story.ID, from connection: any Connection) throws(StorageError) -> [Revision] {
        let rows = try connection.rows(
            "SELECT \(columns) FROM revision WHERE story = \(story) ORDER BY number DESC")
        return try rows.map { row throws(StorageError) in try Revision(row) }
    }

    /// - Parameter html: The body as canonical HTML, where it was printed before.
    func insert(html: String? = nil, in connection: any Connection) throws(StorageError) {
        try connection.run(
            """
            INSERT INTO revision (
                id, story, number, created_at, created_by, note, kicker, headline, standfirst, dateline, language,
                bylines, sections, topics, related, lead_media, lead_alt, lead_caption, lead_credit, search_title,
                search_description, body
            ) VALUES (
                \(id), \(story), \(number), \(createdAt), \(createdBy), \(note), \(content.kicker), \(content.headline),
                \(content.standfirst), \(content.dateline), \(content.language), \(BylineList(content.bylines)),
                \(IdentifierList(content.sections)), \(IdentifierList(content.topics)),
                \(IdentifierList(content.related)), \(content.leadImage?.media), \(content.leadImage?.alt),
                \(content.leadImage?.caption), \(content.leadImage?.credit), \(content.searchTitle),
                \(content.searchDescription), \(html ?? content.body.html)
            )
            """)
    }
}

extension StoryContent {
    init(_ row: Row) throws(StorageError) {
        var leadImage: LeadImage?
        if let media: Media.ID = try row.optional("lead_media") {
            leadImage = LeadImage(
                media: media, alt: try row.optional("lead_alt") ?? "", caption: try row.optional("lead_caption"),
                credit: try row.optional("lead_credit"))
        }
        self.init(
            kicker: try row.optional("kicker"), headline: try row.get("headline"),
            standfirst: try row.optional("standfirst"), dateline: try row.optional("dateline"),
            body: try row.get("body"), language: try row.optional("language"),
            bylines: try row.get("bylines", as: BylineList.self).bylines,
            sections: try row.get("sections", as: IdentifierList<Section>.self).identifiers,
            topics: try row.get("topics", as: IdentifierList<Topic>.self).identifiers, leadImage: leadImage,
            related: try row.get("related", as: IdentifierList<Story>.self).identifiers,
            searchTitle: try row.optional("search_title"), searchDescription: try row.optional("search_description"))
    }
}
