public import Markup
public import Storage

extension Section {
    static let tables: [SQL] = [
        """
        CREATE TABLE section (
            id \(type: .bytes) NOT NULL PRIMARY KEY,
            slug \(type: .text) NOT NULL UNIQUE,
            name \(type: .text) NOT NULL,
            summary \(type: .text),
            parent \(type: .bytes) REFERENCES section (id),
            position \(type: .integer) NOT NULL,
            is_in_navigation \(type: .integer) NOT NULL
        ) \(table: .strict)
        """,
    ]

    static let columns: SQL = "id, slug, name, summary, parent, position, is_in_navigation"

    init(_ row: Row) throws(StorageError) {
        self.init(
            id: try row.get("id"), slug: try row.get("slug"), name: try row.get("name"),
            summary: try row.optional("summary"), parent: try row.optional("parent"), position: try row.get("position"),
            isInNavigation: try row.get("is_in_navigation"))
    }

    /// - Throws: ``SectionError/notFound(_:)``.
    public static func find(_ id: ID, from connection: any Connection) throws -> Section {
        guard let row = try connection.row("SELECT \(columns) FROM section WHERE id = \(id)") else {
            throw SectionError.notFound(id)
        }
        return try Section(row)
    }

    public static func find(slug: Slug, from connection: any Connection) throws(StorageError) -> Section? {
        let row = try connection.row("SELECT \(columns) FROM section WHERE slug = \(slug)")
        return try row.map { row throws(StorageError) in try Section(row) }
    }

    /// Adds a section.
    /// - Throws: ``SectionError``; ``AddressError/taken(_:)`` where another section has, or had, the slug.
    public static func create(_ section: Section, in connection: any Connection) throws {
        try section.check(in: try SectionTree.read(from: connection))
        try AddressBook.give(section.address, to: .section(section.id), in: connection)
        try connection.run(
            """
            INSERT INTO section (id, slug, name, summary, parent, position, is_in_navigation)
            VALUES (
                \(section.id), \(section.slug), \(section.name), \(section.summary), \(section.parent),
                \(section.position), \(section.isInNavigation)
            )
            """)
        try connection.announce([CacheKey.section(section.id), .site])
    }

    /// Changes a section: its name, its place, its slug (the old address redirects). Moving it moves its stories
    /// between the lists of the sections above.
    /// - Throws: ``SectionError``; ``AddressError/taken(_:)``; ``StorageError``.
    public static func update(_ section: Section, in connection: any Connection) throws {
        let before = try SectionTree.read(from: connection)
        guard let old = before[section.id] else { throw SectionError.notFound(section.id) }
        try section.check(in: before)
        if section.slug != old.slug {
            try AddressBook.give(section.address, to: .section(section.id), in: connection)
        }
        try connection.run(
            """
            UPDATE section
            SET slug = \(section.slug), name = \(section.name), summary = \(section.summary),
                parent = \(section.parent), position = \(section.position),
                is_in_navigation = \(section.isInNavigation)
            WHERE id = \(section.id)
            """)
        let after = try SectionTree.read(from: connection)
        if section.parent != old.parent {
            try Press(connection, sections: after).regroup(storiesOf: section.id, from: before)
        }
        let touched = before.path(to: section.id) + after.path(to: section.id)
        try connection.announce(Set(touched.map { CacheKey.section($0.id) } + [.site]))
    }

    private func check(in tree: SectionTree) throws(SectionError) {
        guard !name.isBlank else { throw .emptyName }
        guard let parent else { return }
        guard tree[parent] != nil else { throw .notFound(parent) }
        guard !tree.path(to: parent).contains(where: { $0.id == id }) else { throw .underItself(name) }
    }
}

/// Why something can't be done to a section.
public enum SectionError: Error, Sendable, Hashable, CustomStringConvertible {
    case notFound(Section.ID)
    case emptyName
    /// It would stand under itself or one of its own subsections.
    case underItself(String)

    public var description: String {
        switch self {
        case .notFound(let id): "There is no section \(id)."
        case .emptyName: "A section needs a name."
        case .underItself(let name): "“\(name)” would stand under itself: choose a section outside it."
        }
    }
}
