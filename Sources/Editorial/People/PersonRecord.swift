public import Markup
public import Storage

extension Person {
    static let tables: [SQL] = [
        """
        CREATE TABLE person (
            id \(type: .bytes) NOT NULL PRIMARY KEY,
            slug \(type: .text) NOT NULL UNIQUE,
            name \(type: .text) NOT NULL,
            job_title \(type: .text),
            biography \(type: .text) NOT NULL,
            portrait \(type: .bytes),
            email \(type: .text),
            links \(type: .text) NOT NULL
        ) \(table: .strict)
        """,
        // Serves `Person.list`.
        "CREATE INDEX person_by_name ON person (name, id)",
    ]

    private static let columns: SQL = "id, slug, name, job_title, biography, portrait, email, links"

    private init(_ row: Row) throws(StorageError) {
        self.init(
            id: try row.get("id"), slug: try row.get("slug"), name: try row.get("name"),
            jobTitle: try row.optional("job_title"), biography: try row.get("biography"),
            portrait: try row.optional("portrait"), email: try row.optional("email"),
            links: try row.get("links", as: LineList.self).lines.compactMap { SafeURL(parsing: $0) })
    }

    /// - Throws: ``PersonError/notFound(_:)``.
    public static func find(_ id: ID, from connection: any Connection) throws -> Person {
        guard let person = try read([id], from: connection).first else { throw PersonError.notFound(id) }
        return person
    }

    public static func find(slug: Slug, from connection: any Connection) throws(StorageError) -> Person? {
        let row = try connection.row("SELECT \(columns) FROM person WHERE slug = \(slug)")
        return try row.map { row throws(StorageError) in try Person(row) }
    }

    /// People by their identifiers, in the order given, each once.
    public static func read(_ ids: [ID], from connection: any Connection) throws(StorageError) -> [Person] {
        guard !ids.isEmpty else { return [] }
        let rows = try connection.rows("SELECT \(columns) FROM person WHERE id IN (\(list: ids))")
        let people = try rows.map { row throws(StorageError) in try Person(row) }
        var byIdentifier = Dictionary(people.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return ids.compactMap { byIdentifier.removeValue(forKey: $0) }
    }

    /// People by name.
    /// - Parameter after: The last person of the page before.
    public static func list(
        after: Person? = nil, limit: Int = 100, from connection: any Connection
    ) throws(StorageError) -> [Person] {
        let condition: SQL = after.map { "WHERE (name, id) > (\($0.name), \($0.id))" } ?? ""
        let rows = try connection.rows("SELECT \(columns) FROM person \(condition) ORDER BY name, id LIMIT \(limit)")
        return try rows.map { row throws(StorageError) in try Person(row) }
    }

    /// Adds a person.
    /// - Throws: ``PersonError``; ``AddressError/taken(_:)`` where somebody else has, or had, the slug.
    public static func create(_ person: Person, in connection: any Connection) throws {
        guard !person.name.isBlank else { throw PersonError.emptyName }
        try AddressBook.give(person.address, to: .author(person.id), in: connection)
        try connection.run(
            """
            INSERT INTO person (id, slug, name, job_title, biography, portrait, email, links)
            VALUES (
                \(person.id), \(person.slug), \(person.name), \(person.jobTitle), \(person.biography),
                \(person.portrait), \(person.email), \(LineList(person.links.map(\.string)))
            )
            """)
        try connection.announce([CacheKey.author(person.id)])
    }

    /// Changes a person; after a change of slug the old address redirects, and after one of name search finds it in
    /// everything that they have published.
    /// - Throws: As ``create(_:in:)``.
    public static func update(_ person: Person, in connection: any Connection) throws {
        let old = try find(person.id, from: connection)
        guard !person.name.isBlank else { throw PersonError.emptyName }
        if person.slug != old.slug { try AddressBook.give(person.address, to: .author(person.id), in: connection) }
        try connection.run(
            """
            UPDATE person
            SET slug = \(person.slug), name = \(person.name), job_title = \(person.jobTitle),
                biography = \(person.biography), portrait = \(person.portrait), email = \(person.email),
                links = \(LineList(person.links.map(\.string)))
            WHERE id = \(person.id)
            """)
        if person.name != old.name { try StoryIndex.refresh(storiesBy: person.id, in: connection) }
        try connection.announce([CacheKey.author(person.id)])
    }
}

/// Why something can't be done to a person.
public enum PersonError: Error, Sendable, Hashable, CustomStringConvertible {
    case notFound(Person.ID)
    case emptyName

    public var description: String {
        switch self {
        case .notFound(let id): "There is nobody \(id)."
        case .emptyName: "A person needs a name."
        }
    }
}
