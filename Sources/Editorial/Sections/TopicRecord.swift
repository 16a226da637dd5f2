public import Markup
public import Storage

extension Topic {
    static let tables: [SQL] = [
        """
        CREATE TABLE topic (
            id \(type: .bytes) NOT NULL PRIMARY KEY,
            slug \(type: .text) NOT NULL UNIQUE,
            name \(type: .text) NOT NULL,
            summary \(type: .text),
            kind \(type: .text) NOT NULL
        ) \(table: .strict)
        """,
        // Serves `Topic.list`.
        "CREATE INDEX topic_by_name ON topic (name, id)",
    ]

    private static let columns: SQL = "topic.id, topic.slug, topic.name, topic.summary, topic.kind"

    private init(_ row: Row) throws(StorageError) {
        self.init(
            id: try row.get("id"), slug: try row.get("slug"), name: try row.get("name"),
            summary: try row.optional("summary"), kind: try row.get("kind"))
    }

    /// - Throws: ``TopicError/notFound(_:)``.
    public static func find(_ id: ID, from connection: any Connection) throws -> Topic {
        guard let topic = try read([id], from: connection).first else { throw TopicError.notFound(id) }
        return topic
    }

    public static func find(slug: Slug, from connection: any Connection) throws(StorageError) -> Topic? {
        let row = try connection.row("SELECT \(columns) FROM topic WHERE slug = \(slug)")
        return try row.map { row throws(StorageError) in try Topic(row) }
    }

    /// Topics by their identifiers, in the order given.
    public static func read(_ ids: [ID], from connection: any Connection) throws(StorageError) -> [Topic] {
        guard !ids.isEmpty else { return [] }
        let rows = try connection.rows("SELECT \(columns) FROM topic WHERE id IN (\(list: ids))")
        let topics = try rows.map { row throws(StorageError) in try Topic(row) }
        let byIdentifier = Dictionary(topics.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return ids.compactMap { byIdentifier[$0] }
    }

    /// Topics by name.
    /// - Parameter after: The last topic of the page before.
    public static func list(
        after: Topic? = nil, limit: Int = 100, from connection: any Connection
    ) throws(StorageError) -> [Topic] {
        let condition: SQL = after.map { "WHERE (name, id) > (\($0.name), \($0.id))" } ?? ""
        let rows = try connection.rows("SELECT \(columns) FROM topic \(condition) ORDER BY name, id LIMIT \(limit)")
        return try rows.map { row throws(StorageError) in try Topic(row) }
    }

    /// The topics that most published stories are about, with the number of them.
    public static func busiest(
        _ limit: Int, from connection: any Connection
    ) throws(StorageError) -> [(topic: Topic, stories: Int)] {
        let rows = try connection.rows(
            """
            SELECT \(columns), listing_count.stories
            FROM listing_count JOIN topic ON topic.id = listing_count.list_key
            WHERE listing_count.kind = 'topic' AND listing_count.stories > 0
            ORDER BY listing_count.stories DESC, topic.name
            LIMIT \(limit)
            """)
        return try rows.map { row throws(StorageError) in (try Topic(row), try row.get("stories")) }
    }

    /// Adds a topic.
    /// - Throws: ``TopicError``; ``AddressError/taken(_:)`` where another topic has, or had, the slug.
    public static func create(_ topic: Topic, in connection: any Connection) throws {
        guard !topic.name.isBlank else { throw TopicError.emptyName }
        try AddressBook.give(topic.address, to: .topic(topic.id), in: connection)
        try connection.run(
            """
            INSERT INTO topic (id, slug, name, summary, kind)
            VALUES (\(topic.id), \(topic.slug), \(topic.name), \(topic.summary), \(topic.kind))
            """)
        try connection.announce([CacheKey.topic(topic.id)])
    }

    /// Changes a topic; after a change of slug the old address redirects.
    /// - Throws: As ``create(_:in:)``.
    public static func update(_ topic: Topic, in connection: any Connection) throws {
        let old = try find(topic.id, from: connection)
        guard !topic.name.isBlank else { throw TopicError.emptyName }
        if topic.slug != old.slug { try AddressBook.give(topic.address, to: .topic(topic.id), in: connection) }
        try connection.run(
            """
            UPDATE topic
            SET slug = \(topic.slug), name = \(topic.name), summary = \(topic.summary), kind = \(topic.kind)
            WHERE id = \(topic.id)
            """)
        try connection.announce([CacheKey.topic(topic.id)])
    }
}

/// Why something can't be done to a topic.
public enum TopicError: Error, Sendable, Hashable, CustomStringConvertible {
    case notFound(Topic.ID)
    case emptyName

    public var description: String {
        switch self {
        case .notFound(let id): "There is no topic \(id)."
        case .emptyName: "A topic needs a name."
        }
    }
}
