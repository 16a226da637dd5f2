import Markup
public import Storage

/// Within what a story's slug is unique.
public enum SlugSpace: String, Sendable, Hashable, CaseIterable, SQLBindable, SQLReadable {
    case stories
    case pages

    public init(_ kind: StoryKind) {
        self = kind.isDated ? .stories : .pages
    }
}

/// Who has which slug. One that readers have seen is never given to another story.
enum SlugRegister {
    /// Takes a slug for a story, which may have had it before.
    /// - Returns: Whether the story has it now.
    static func take(
        _ slug: Slug, in space: SlugSpace, for story: Story.ID, connection: any Connection
    ) throws(StorageError) -> Bool {
        let taken = try connection.run(
            """
            INSERT INTO story_slug (space, slug, story)
            VALUES (\(space), \(slug), \(story))
            ON CONFLICT (space, slug) DO NOTHING
            """)
        if taken == 1 { return true }
        let owner: Story.ID? = try connection.value(
            "SELECT story FROM story_slug WHERE space = \(space) AND slug = \(slug)")
        return owner == story
    }

    /// Takes the slug, or the first free one of `slug-2`, `slug-3` ….
    static func takeNearest(
        to slug: Slug, in space: SlugSpace, for story: Story.ID, connection: any Connection
    ) throws -> Slug {
        var candidate = slug
        var number = 2
        while try !take(candidate, in: space, for: story, connection: connection) {
            candidate = slug.numbered(number)
            number += 1
        }
        return candidate
    }

    /// Gives back a slug that readers never saw.
    static func free(_ slug: Slug, in space: SlugSpace, connection: any Connection) throws(StorageError) {
        try connection.run("DELETE FROM story_slug WHERE space = \(space) AND slug = \(slug)")
    }
}
