import Markup
import Storage

/// Keeps what readers can see in the search index, by the story's identifier.
enum StoryIndex {
    /// Puts a story into the index, or replaces it there.
    static func save(
        _ row: PublishedRow, _ content: StoryContent, _ text: PlainText, in connection: any Connection
    ) throws(StorageError) {
        let people = try PersonLink.read(Set(content.bylines.map(\.person)), from: connection)
        let fields = SearchFields(content, text, names: people.mapValues(\.name))
        try connection.replaceSearchDocument(key: row.story, fields: fields, moment: row.publishedAt)
    }

    /// Puts a person's stories into the index anew, with the name that they have now.
    static func refresh(storiesBy person: Person.ID, in connection: any Connection) throws {
        let listing = Listing.author(person)
        let rows = try connection.rows(
            "SELECT story FROM listing WHERE kind = \(listing.storedKind) AND list_key = \(listing.storedKey)")
        // One at a time: a long career is more text than should be in memory at once.
        for row in rows {
            guard let published = try PublishedRow.find(try row.get("story"), from: connection),
                let revision = try Revision.find(published.revision, from: connection)
            else { continue }
            try save(published, revision.content, revision.content.body.plainText, in: connection)
        }
    }

    static func remove(_ story: Story.ID, in connection: any Connection) throws(StorageError) {
        try connection.removeSearchDocument(key: story)
    }
}

extension SearchFields {
    /// - Parameters:
    ///   - text: The text of the story's body.
    ///   - names: Of the people of its bylines.
    init(_ content: StoryContent, _ text: PlainText, names: [Person.ID: String]) {
        self.init(
            headline: content.headline, standfirst: content.standfirst ?? "", body: text.string,
            byline: content.bylines.compactMap { names[$0.person] }.joined(separator: ", "))
    }
}
