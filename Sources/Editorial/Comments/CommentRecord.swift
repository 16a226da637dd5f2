import Markup
public import Storage

extension Comment {
    static let tables: [SQL] = [
        """
        CREATE TABLE comment (
            id \(type: .bytes) NOT NULL PRIMARY KEY,
            story \(type: .bytes) NOT NULL REFERENCES story (id),
            parent \(type: .bytes),
            kind \(type: .text) NOT NULL,
            state \(type: .text) NOT NULL,
            author_name \(type: .text) NOT NULL,
            author_url \(type: .text),
            author_email \(type: .text),
            created_at \(type: .integer) NOT NULL,
            body \(type: .text) NOT NULL
        ) \(table: .strict)
        """,
        // Serves `Comment.approved(of:)` and `Comment.all(of:)`.
        "CREATE INDEX comment_by_story ON comment (story, state, created_at)",
    ]

    /// A story's approved comments, oldest first; ``CommentThread/threads(of:deepestLevel:)`` puts them in threads.
    public static func approved(
        of story: Story.ID, from connection: any Connection
    ) throws(StorageError) -> [Comment] {
        try comments("story = \(story) AND state = \(State.approved)", from: connection)
    }

    /// A story's comments in every state, oldest first, for the newsroom.
    public static func all(of story: Story.ID, from connection: any Connection) throws(StorageError) -> [Comment] {
        try comments("story = \(story)", from: connection)
    }

    /// Saves comments; one that is there already (by its identifier) is left as it is. Announces their stories.
    /// - Returns: How many were new.
    @discardableResult
    public static func save(_ comments: [Comment], in connection: any Connection) throws(StorageError) -> Int {
        var saved = 0
        for comment in comments {
            saved += try connection.run(
                """
                INSERT INTO comment (
                    id, story, parent, kind, state, author_name, author_url, author_email, created_at, body
                ) VALUES (
                    \(comment.id), \(comment.story), \(comment.parent), \(comment.kind), \(comment.state),
                    \(comment.authorName), \(comment.authorURL), \(comment.authorEmail), \(comment.createdAt),
                    \(comment.body)
                )
                ON CONFLICT (id) DO NOTHING
                """)
        }
        try connection.announce(Set(comments.map { CacheKey.story($0.story) }))
        return saved
    }

    /// Approves a comment, or takes it from readers.
    public static func setState(_ state: State, of id: ID, in connection: any Connection) throws {
        guard let story: Story.ID = try connection.value("SELECT story FROM comment WHERE id = \(id)") else {
            throw CommentError.notFound(id)
        }
        try connection.run("UPDATE comment SET state = \(state) WHERE id = \(id)")
        try connection.announce([state == .approved ? CacheKey.story(story) : .gone(.story(story))])
    }

    private static func comments(
        _ condition: SQL, from connection: any Connection
    ) throws(StorageError) -> [Comment] {
        let rows = try connection.rows(
            """
            SELECT id, story, parent, kind, state, author_name, author_url, author_email, created_at, body
            FROM comment
            WHERE \(condition)
            ORDER BY created_at, id
            """)
        return try rows.map { row throws(StorageError) in
            Comment(
                id: try row.get("id"), story: try row.get("story"), parent: try row.optional("parent"),
                kind: try row.get("kind"), state: try row.get("state"), authorName: try row.get("author_name"),
                authorURL: try row.optional("author_url"), authorEmail: try row.optional("author_email"),
                createdAt: try row.get("created_at"), body: try row.get("body"))
        }
    }
}

/// Why something can't be done to a comment.
public enum CommentError: Error, Sendable, Hashable, CustomStringConvertible {
    case notFound(Comment.ID)

    public var description: String {
        switch self {
        case .notFound(let id): "There is no comment \(id)."
        }
    }
}
