import QuotationCheck
public import Storage

extension Subject {
    /// - Throws: ``SubjectError/notFound(_:)``
    public static func find(_ id: ID, from connection: any Connection) throws -> Subject {
        guard let subject = try read([id], from: connection).first else { throw SubjectError.notFound(id) }
        return subject
    }

    /// Subjects by their identifiers, in the order given, each once.
    public static func read(_ ids: [ID], from connection: any Connection) throws -> [Subject] {
        guard !ids.isEmpty else { return [] }
        let rows = try connection.rows("SELECT id, kind, name FROM subject WHERE id IN (\(list: ids))")
        let subjects = try filled(rows, from: connection)
        var byIdentifier = Dictionary(subjects.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return ids.compactMap { byIdentifier.removeValue(forKey: $0) }
    }

    /// Subjects by name.
    /// - Parameter after: The last subject of the page before.
    public static func list(
        after: Subject? = nil, limit: Int = 100, from connection: any Connection
    ) throws -> [Subject] {
        let beyond: SQL = after.map { "WHERE (name, id) > (\($0.name), \($0.id))" } ?? ""
        let rows = try connection.rows("SELECT id, kind, name FROM subject \(beyond) ORDER BY name, id LIMIT \(limit)")
        return try filled(rows, from: connection)
    }

    /// The subjects that a name in a story or a transcript may mean, those with just that name first. Several are for a
    /// person to choose from.
    ///
    /// `Cllr Doe`, `JANE DOE` and `J. Doe` may all be Jane Doe; a title or an article before the name counts for nothing.
    public static func matching(_ name: String, from connection: any Connection) throws -> [Subject] {
        let wanted = SpeakerName(name)
        guard let last = wanted.words.last else { return [] }
        let rows = try connection.rows(
            "SELECT subject, name FROM subject_name WHERE last_word = \(last) ORDER BY subject, number")
        var same: [ID] = []
        var possible: [ID] = []
        for row in rows {
            let known = SpeakerName(try row.get("name"))
            if known.words == wanted.words {
                same.append(try row.get("subject"))
            } else if known.mayBe(wanted) {
                possible.append(try row.get("subject"))
            }
        }
        var seen = Set<ID>()
        return try read((same + possible).filter { seen.insert($0).inserted }, from: connection)
    }

    private static func filled(_ rows: [Row], from connection: any Connection) throws -> [Subject] {
        var subjects = try rows.map { row in
            Subject(id: try row.get("id"), kind: try row.get("kind"), name: try row.get("name"))
        }
        let places = Dictionary(uniqueKeysWithValues: subjects.enumerated().map { ($1.id, $0) })
        let names = try connection.rows(
            """
            SELECT subject, name FROM subject_name
            WHERE subject IN (\(list: subjects.map(\.id))) AND number > 0 ORDER BY subject, number
            """)
        for row in names {
            guard let place = places[try row.get("subject")] else { continue }
            subjects[place].aliases.append(try row.get("name"))
        }
        let titles = try connection.rows(
            """
            SELECT subject, title, since, until FROM subject_title
            WHERE subject IN (\(list: subjects.map(\.id))) ORDER BY subject, number
            """)
        for row in titles {
            guard let place = places[try row.get("subject")] else { continue }
            subjects[place].titles.append(
                SubjectTitle(try row.get("title"), since: try row.optional("since"), until: try row.optional("until")))
        }
        return subjects
    }
}

extension SourceDesk {
    /// Adds a person or a body that speaks.
    /// - Throws: ``SubjectError/emptyName``, ``SubjectError/turned(_:)``
    @discardableResult
    public func add(
        _ kind: Subject.Kind, named name: String, aliases: [String] = [], titles: [SubjectTitle] = []
    ) throws -> Subject {
        let subject = Subject(id: Subject.ID(at: now), kind: kind, name: name, aliases: aliases, titles: titles)
        try check(subject)
        try connection.run(
            """
            INSERT INTO subject (id, kind, name, created_at, created_by)
            VALUES (\(subject.id), \(kind), \(name), \(now), \(actor))
            """)
        try insertNames(of: subject)
        return subject
    }

    /// Changes a subject's kind, name, aliases and titles.
    public func update(_ subject: Subject) throws {
        _ = try Subject.find(subject.id, from: connection)
        try check(subject)
        try connection.run("UPDATE subject SET kind = \(subject.kind), name = \(subject.name) WHERE id = \(subject.id)")
        try connection.run("DELETE FROM subject_name WHERE subject = \(subject.id)")
        try connection.run("DELETE FROM subject_title WHERE subject = \(subject.id)")
        try insertNames(of: subject)
    }

    private func check(_ subject: Subject) throws(SubjectError) {
        guard ([subject.name] + subject.aliases).allSatisfy({ !SubjectName($0).words.isEmpty }) else { throw .emptyName }
        for title in subject.titles {
            if let since = title.since, let until = title.until, until < since { throw .turned(title.title) }
        }
    }

    private func insertNames(of subject: Subject) throws(StorageError) {
        let names = [subject.name] + subject.aliases
        try connection.insert(
            "INSERT INTO subject_name (subject, number, name, last_word)",
            rows: names.enumerated().map { "(\(subject.id), \($0), \($1), \(SubjectName($1).lastWord))" })
        try connection.insert(
            "INSERT INTO subject_title (subject, number, title, since, until)",
            rows: subject.titles.enumerated().map { "(\(subject.id), \($0), \($1.title), \($1.since), \($1.until))" })
    }
}

extension CivilDay: SQLBindable, SQLReadable {
    public var sqlValue: SQLValue { .text(description) }

    public init?(sqlValue: SQLValue) {
        guard case .text(let text) = sqlValue else { return nil }
        self.init(text)
    }
}

/// Why something can't be done to a subject.
public enum SubjectError: Error, Sendable, Hashable, CustomStringConvertible {
    case notFound(Subject.ID)
    case emptyName
    /// A title that ends before it begins.
    case turned(String)

    public var description: String {
        switch self {
        case .notFound(let id): "There is nobody \(id) among the subjects; `standfirst source subject list` names them."
        case .emptyName: "A person or body needs a name, beyond a title: “Verity Crome”."
        case .turned(let title): "“\(title)” would end before it begins: give its first day before its last."
        }
    }
}
