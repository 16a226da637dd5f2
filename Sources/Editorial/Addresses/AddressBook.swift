public import Storage

/// Who has which path of the site. A path that once led somewhere never leads to anything else: the thing that had
/// it is found under its current address, for ever.
public enum AddressBook {
    /// What a path stands for.
    public enum Target: Sendable, Hashable {
        case story(Story.ID)
        case section(Section.ID)
        case topic(Topic.ID)
        case author(Person.ID)
        /// A redirect to somewhere that the paper keeps no record of: another site, or a fixed page of this one.
        case elsewhere(String)
    }

    /// What readers get at a path.
    public enum Answer: Sendable, Hashable {
        case story(Story.ID)
        case section(Section.ID)
        case topic(Topic.ID)
        case author(Person.ID)
        /// An old path: redirect (301) to the current one.
        case moved(AddressPath)
        /// Redirect (301) to an address outside the paper's own records.
        case elsewhere(String)
        /// Gone (410); ``WithdrawnStory/read(_:from:)`` gives the notice.
        case withdrawn(Story.ID)
    }

    /// What stands at a path.
    /// - Returns: `nil` where nothing does, or nothing that readers may know of (404).
    public static func answer(at path: AddressPath, from connection: any Connection) throws(StorageError) -> Answer? {
        // One statement for every kind: a request for an unknown path costs as little as one for a story.
        let row = try connection.row("\(answers) WHERE address.path = \(path)")
        return try row.flatMap { row throws(StorageError) in try answer(row, at: path) }
    }

    /// What stands at every path that leads readers anywhere, ordered by path.
    public static func answers(
        from connection: any Connection
    ) throws(StorageError) -> [(path: AddressPath, answer: Answer)] {
        var found: [(path: AddressPath, answer: Answer)] = []
        for row in try connection.rows(answers) {
            let path: AddressPath = try row.get("path")
            if let answer = try answer(row, at: path) { found.append((path, answer)) }
        }
        // Not by the engines, which order text each in its own way.
        return found.sorted { $0.path.description.utf8.lexicographicallyPrecedes($1.path.description.utf8) }
    }

    private static let answers: SQL = """
        SELECT address.path, address.kind, address.target, address.location, story.state AS story_state,
            story.address AS story_address, section.slug AS section_slug, topic.slug AS topic_slug,
            person.slug AS person_slug
        FROM address
        LEFT JOIN story ON address.kind = 'story' AND story.id = address.target
        LEFT JOIN section ON address.kind = 'section' AND section.id = address.target
        LEFT JOIN topic ON address.kind = 'topic' AND topic.id = address.target
        LEFT JOIN person ON address.kind = 'author' AND person.id = address.target
        """

    private static func answer(_ row: Row, at path: AddressPath) throws(StorageError) -> Answer? {
        switch try target(row) {
        case .elsewhere(let location): return .elsewhere(location)
        case .section(let id):
            let current = Section.address(of: try row.get("section_slug"))
            return current == path ? .section(id) : .moved(current)
        case .topic(let id):
            let current = Topic.address(of: try row.get("topic_slug"))
            return current == path ? .topic(id) : .moved(current)
        case .author(let id):
            let current = Person.address(of: try row.get("person_slug"))
            return current == path ? .author(id) : .moved(current)
        case .story(let id):
            guard let current: AddressPath = try row.optional("story_address") else { return nil }
            switch try row.get("story_state", as: StoryState.self) {
            case .published: return current == path ? .story(id) : .moved(current)
            case .withdrawn: return .withdrawn(id)
            case .draft, .inReview, .approved, .scheduled: return nil
            }
        }
    }

    /// Who has a path, whether readers may know or not.
    public static func target(of path: AddressPath, from connection: any Connection) throws(StorageError) -> Target? {
        let row = try connection.row("SELECT kind, target, location FROM address WHERE path = \(path)")
        return try row.map { row throws(StorageError) in try target(row) }
    }

    /// Gives a path to a target; giving the same again changes nothing.
    /// - Throws: ``AddressError/taken(_:)`` where the path stands for something else, ``AddressError/siteOwn(_:)``.
    public static func give(_ path: AddressPath, to target: Target, in connection: any Connection) throws {
        if let refusal = try claim(path, for: target, connection: connection) { throw refusal }
    }

    /// Lets a path lead to another: to whatever has the other now, wherever that moves later.
    ///
    /// A chain is never stored: where `destination` is itself a redirect, its end is taken; redirects that ended at
    /// `path` end at `destination`.
    /// - Parameter destination: A path of this site, or an absolute address.
    /// - Throws: ``AddressError``
    public static func redirect(
        _ path: AddressPath, to destination: String, in connection: any Connection
    ) throws {
        var end = Target.elsewhere(destination)
        if let inner = AddressPath(destination) {
            guard inner != path else { throw AddressError.loop(path) }
            end = try target(of: inner, from: connection) ?? .elsewhere(inner.description)
        }
        guard end != .elsewhere(path.description) else { throw AddressError.loop(path) }
        try give(path, to: end, in: connection)
        try connection.run(
            """
            UPDATE address SET kind = \(end.kind), target = \(end.identifier), location = \(end.location)
            WHERE location = \(path.description)
            """)
    }

    /// Takes a path for a target.
    /// - Returns: Why the target can't have it; `nil` where it has it now.
    static func claim(
        _ path: AddressPath, for target: Target, connection: any Connection
    ) throws(StorageError) -> AddressError? {
        guard !path.isSiteOwn else { return .siteOwn(path) }
        let taken = try connection.run(
            """
            INSERT INTO address (path, kind, target, location)
            VALUES (\(path), \(target.kind), \(target.identifier), \(target.location))
            ON CONFLICT (path) DO NOTHING
            """)
        if taken == 1 { return nil }
        return try Self.target(of: path, from: connection) == target ? nil : .taken(path)
    }

    private static func target(_ row: Row) throws(StorageError) -> Target {
        switch try row.get("kind", as: String.self) {
        case "story": .story(try row.get("target"))
        case "section": .section(try row.get("target"))
        case "topic": .topic(try row.get("target"))
        case "author": .author(try row.get("target"))
        default: .elsewhere(try row.get("location"))
        }
    }
}

extension AddressBook.Target {
    var kind: String {
        switch self {
        case .story: "story"
        case .section: "section"
        case .topic: "topic"
        case .author: "author"
        case .elsewhere: "elsewhere"
        }
    }

    var identifier: SQLValue {
        switch self {
        case .story(let id): id.sqlValue
        case .section(let id): id.sqlValue
        case .topic(let id): id.sqlValue
        case .author(let id): id.sqlValue
        case .elsewhere: .null
        }
    }

    var location: String? {
        if case .elsewhere(let location) = self { location } else { nil }
    }
}
