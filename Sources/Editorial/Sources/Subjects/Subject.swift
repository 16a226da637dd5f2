public import Storage

/// A person or a body that speaks in sources and is written about.
public struct Subject: Sendable, Hashable, Identifiable {
    public typealias ID = Identifier<Subject>

    public enum Kind: String, Sendable, Hashable, CaseIterable, Codable, SQLBindable, SQLReadable {
        case person
        /// A council, a company, a trust: anything that makes statements.
        case body
    }

    public let id: ID
    public var kind: Kind
    /// As the publication writes it.
    public var name: String
    /// Other names that sources and stories use: a maiden name, an abbreviation, a spelling.
    public var aliases: [String]
    public var titles: [SubjectTitle]

    public init(id: ID, kind: Kind, name: String, aliases: [String] = [], titles: [SubjectTitle] = []) {
        self.id = id
        self.kind = kind
        self.name = name
        self.aliases = aliases
        self.titles = titles
    }

    /// What the subject was on a day, newest first: `chair of the harbour commissioners`.
    public func titles(on day: CivilDay) -> [SubjectTitle] {
        titles.filter { $0.holds(on: day) }.sorted { Self.isLater($0, $1) }
    }

    private static func isLater(_ one: SubjectTitle, _ other: SubjectTitle) -> Bool {
        guard let first = one.since else { return false }
        guard let second = other.since else { return true }
        return first > second
    }
}

/// What a subject is or was, from a day until a day.
public struct SubjectTitle: Sendable, Hashable {
    public var title: String
    /// The first day; `nil` where it is unknown.
    public var since: CivilDay?
    /// The last day; `nil` where it is held still.
    public var until: CivilDay?

    public init(_ title: String, since: CivilDay? = nil, until: CivilDay? = nil) {
        self.title = title
        self.since = since
        self.until = until
    }

    public func holds(on day: CivilDay) -> Bool {
        (since.map { $0 <= day } ?? true) && (until.map { day <= $0 } ?? true)
    }
}
