import Markup
import Storage

/// Keeps what readers can see in the search index, by the story's identifier.
enum StoryIndex {
    /// Puts a story into the index that was never there.
    /// - Parameters:
    ///   - text: The text of the story's body.
    ///   - names: Of the people of its bylines.
    static func add(
        _ row: PublishedRow, _ content: StoryContent, _ text: PlainText, names: [Person.ID: String],
        in connection: any Connection
    ) throws(StorageError) {
        let fields = SearchFields(content, text, names: names)
        try connection.addSearchDocument(key: row.story, fields: fields, moment: row.publishedAt)
    }

    /// Puts a story into the index, or replaces it there.
    static func save(
        _ row: PublishedRow, _ content: StoryContent, _ text: PlainText, in connection: any Connection
    ) throws(StorageError) {
        let people = try PersonLink.read(Set(content.bylines.map(\.person)), from: connection)
        let fields = SearchFields(content, text, names: people.mapValues(\.name))
        try connection.replaceSearchDocument(key: row.story, fields: fields, moment: row.publishedAt)
    }

    static func remove(_ story: Story.ID, in connection: any Connection) throws(StorageError) {
        try connection.removeSearchDocument(key: story)
    }
}

extension SearchFields {
    fileprivate init(_ content: StoryContent, _ text: PlainText, names: [Person.ID: String]) {
        self.init(
            headline: content.headline, standfirst: content.standfirst ?? "", body: text.string,
            byline: content.bylines.compactMap { names[$0.person] }.joined(separator: ", "))
    }
}
