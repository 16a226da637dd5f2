import QuotationCheck
public import Storage

/// Who speaks in a quotation, as a person has confirmed it: a subject, tied to the quotation whatever else of its story
/// changes.
public struct QuotationSpeaker: Sendable, Hashable {
    public let quotation: QuotationKey
    public let subject: Subject

    /// The tables, after those of quotations and subjects.
    public static let migrations: [Migration] = [
        Migration(number: 181, name: "speakers of quotations", statements: tables)
    ]

    private static let tables: [SQL] = [
        // Text of any length is no part of a key that PostgreSQL can index, so a story's ties are read together.
        """
        CREATE TABLE quotation_subject (
            story \(type: .bytes) NOT NULL REFERENCES story (id),
            words \(type: .text) NOT NULL,
            occurrence \(type: .integer) NOT NULL,
            subject \(type: .bytes) NOT NULL REFERENCES subject (id),
            tied_at \(type: .integer) NOT NULL,
            tied_by \(type: .text) NOT NULL
        ) \(table: .strict)
        """,
        "CREATE INDEX quotation_subject_by_story ON quotation_subject (story)",
        "CREATE INDEX quotation_subject_by_subject ON quotation_subject (subject)",
    ]

    /// Of a story's quotations, by their keys.
    public static func list(
        of story: Story.ID, from connection: any Connection
    ) throws -> [QuotationKey: Subject] {
        let rows = try connection.rows(
            "SELECT words, occurrence, subject FROM quotation_subject WHERE story = \(story)")
        let ties = try rows.map { row in
            (
                key: QuotationKey(words: try row.get("words"), occurrence: try row.get("occurrence")),
                subject: try row.get("subject", as: Subject.ID.self)
            )
        }
        let subjects = Dictionary(
            try Subject.read(ties.map(\.subject), from: connection).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return Dictionary(
            ties.compactMap { tie in subjects[tie.subject].map { (tie.key, $0) } }, uniquingKeysWith: { _, last in last })
    }
}

extension QuotationDesk {
    /// Says who speaks in a quotation of a story's newest revision; `nil` for nobody that is known. Whether that is the
    /// one who speaks in the source is for the check to say, which is asked for.
    /// - Parameter name: The quotation's name in the findings, `q3`.
    /// - Throws: ``QuotationRefusal``, ``SubjectError/notFound(_:)``
    public func tie(_ name: String, of story: Story.ID, to subject: Subject.ID?) throws {
        let story = try Story.find(story, from: connection)
        guard let check = try RevisionCheck.read(story.currentRevision, from: connection), check.checkedAt != nil else {
            throw QuotationRefusal.notChecked
        }
        guard let key = check.findings.first(where: { $0.checked.id == name })?.key else {
            throw QuotationRefusal.noSuchQuotation(name)
        }
        if let subject { _ = try Subject.find(subject, from: connection) }
        try connection.run(
            """
            DELETE FROM quotation_subject
            WHERE story = \(story.id) AND words = \(key.words) AND occurrence = \(key.occurrence)
            """)
        if let subject {
            try connection.run(
                """
                INSERT INTO quotation_subject (story, words, occurrence, subject, tied_at, tied_by)
                VALUES (\(story.id), \(key.words), \(key.occurrence), \(subject), \(now), \(actor))
                """)
        }
        try QuotationChecking.enqueue(check.revision, now, in: connection)
    }
}
