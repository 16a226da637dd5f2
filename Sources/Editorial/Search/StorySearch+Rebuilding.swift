import Markup
public import Storage

extension StorySearch {
    /// Makes the search index of what is published, from nothing: after tables were carried from another database,
    /// whose engine keeps another index. The index must be empty.
    public static func rebuild(in connection: any Connection) throws {
        // The oldest first, as SQLite's index likes it; the rows alone are held, and one text at a time.
        let rows = try connection.rows("SELECT story FROM published_story ORDER BY published_at, story")
        for row in rows {
            guard let published = try PublishedRow.find(try row.get("story"), from: connection),
                let revision = try Revision.find(published.revision, from: connection)
            else { continue }
            try StoryIndex.save(published, revision.content, revision.content.body.plainText, in: connection)
        }
    }
}
