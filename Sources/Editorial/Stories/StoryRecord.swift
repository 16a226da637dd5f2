public import Markup
public import Storage

extension Story {
    static let columns: SQL = """
        story.id, story.kind, story.state, story.visibility, story.slug, story.address, story.current_revision,
        story.published_revision, story.created_at, story.first_published_at, story.updated_at, story.scheduled_for,
        story.embargoed_until, story.is_pinned, story.comments_open, story.parent, story.position,
        story.withdrawal_notice
        """

    init(_ row: Row) throws(StorageError) {
        self.init(
            id: try row.get("id"), kind: try row.get("kind"), state: try row.get("state"),
            visibility: try row.get("visibility"), slug: try row.get("slug"), address: try row.optional("address"),
            currentRevision: try row.get("current_revision"), publishedRevision: try row.optional("published_revision"),
            createdAt: try row.get("created_at"), firstPublishedAt: try row.optional("first_published_at"),
            updatedAt: try row.optional("updated_at"), scheduledFor: try row.optional("scheduled_for"),
            embargoedUntil: try row.optional("embargoed_until"), isPinned: try row.get("is_pinned"),
            commentsOpen: try row.get("comments_open"), parent: try row.optional("parent"),
            position: try row.get("position"), withdrawalNotice: try row.optional("withdrawal_notice"))
    }

    /// A story, whatever its state.
    /// - Throws: ``StoryError/notFound(_:)``.
    public static func find(_ id: ID, from connection: any Connection) throws -> Story {
        guard let row = try connection.row("SELECT \(columns) FROM story WHERE id = \(id)") else {
            throw StoryError.notFound(id)
        }
        return try Story(row)
    }

    /// The story that has, or once had, a slug.
    public static func find(
        slug: Slug, in space: SlugSpace = .stories, from connection: any Connection
    ) throws(StorageError) -> Story? {
        let row = try connection.row(
            """
            SELECT \(columns)
            FROM story_slug JOIN story ON story.id = story_slug.story
            WHERE story_slug.space = \(space) AND story_slug.slug = \(slug)
            """)
        return try row.map { row throws(StorageError) in try Story(row) }
    }

    /// Stories in a state, newest first, for the newsroom.
    /// - Parameter before: The moment of creation of the last story of the page before.
    public static func list(
        in state: StoryState, before: Timestamp? = nil, limit: Int = 50, from connection: any Connection
    ) throws(StorageError) -> [Story] {
        let rows = try connection.rows(
            """
            SELECT \(columns)
            FROM story
            WHERE state = \(state) AND created_at < \(before ?? Timestamp(milliseconds: .max))
            ORDER BY created_at DESC
            LIMIT \(limit)
            """)
        return try rows.map { row throws(StorageError) in try Story(row) }
    }

    func insert(in connection: any Connection) throws(StorageError) {
        try connection.run(
            """
            INSERT INTO story (
                id, kind, state, visibility, slug, address, current_revision, published_revision, created_at,
                first_published_at, updated_at, scheduled_for, embargoed_until, is_pinned, comments_open, parent,
                position, withdrawal_notice
            ) VALUES (
                \(id), \(kind), \(state), \(visibility), \(slug), \(address), \(currentRevision), \(publishedRevision),
                \(createdAt), \(firstPublishedAt), \(updatedAt), \(scheduledFor), \(embargoedUntil), \(isPinned),
                \(commentsOpen), \(parent), \(position), \(withdrawalNotice)
            )
            """)
    }

    func save(in connection: any Connection) throws(StorageError) {
        try connection.run(
            """
            UPDATE story
            SET kind = \(kind), state = \(state), visibility = \(visibility), slug = \(slug), address = \(address),
                current_revision = \(currentRevision), published_revision = \(publishedRevision),
                first_published_at = \(firstPublishedAt), updated_at = \(updatedAt), scheduled_for = \(scheduledFor),
                embargoed_until = \(embargoedUntil), is_pinned = \(isPinned), comments_open = \(commentsOpen),
                parent = \(parent), position = \(position), withdrawal_notice = \(withdrawalNotice)
            WHERE id = \(id)
            """)
    }
}
