import Markup
import Storage

/// Keeps what readers can see in the search index, by the story's identifier.
enum StoryIndex {
    /// Puts a story into the index, or replaces it there.
    static func save(
        _ story: Story.ID, _ content: StoryContent, names: [Person.ID: String], in connection: any Connection
    ) throws(StorageError) {
        let fields = SearchFields(
            headline: content.headline, standfirst: content.standfirst ?? "", body: content.body.plainText.string,
            byline: content.bylines.compactMap { names[$0.person] }.joined(separator: ", "))
        try connection.replaceSearchDocument(key: story, fields: fields)
    }

    /// As ``save(_:_:names:in:)``, looking the names up.
    static func save(_ story: Story.ID, _ content: StoryContent, in connection: any Connection) throws(StorageError) {
        let people = try PersonLink.read(Set(content.bylines.map(\.person)), from: connection)
        try save(story, content, names: people.mapValues(\.name), in: connection)
    }

    static func remove(_ story: Story.ID, in connection: any Connection) throws(StorageError) {
        try connection.removeSearchDocument(key: story)
    }
}
