import Foundation
public import QuotationCheck
public import Storage

/// What is known of one revision's quotations.
public struct RevisionCheck: Sendable, Hashable {
    /// How much of the archive was looked at.
    public enum Reach: String, Sendable, Hashable, Codable, SQLBindable, SQLReadable {
        case attached
        case archive
    }

    public let revision: Revision.ID
    public let story: Story.ID
    /// How many quotations it prints.
    public let quotations: Int
    /// `nil` while it waits.
    public let checkedAt: Timestamp?
    public let reach: Reach?
    /// In the order of the story.
    public let findings: [QuotationFinding]
    public let copied: [CopiedPassage]

    var phase: QuotationGate.Phase { checkedAt == nil ? .unchecked(quotations) : .checked(findings) }

    /// - Returns: `nil` for a revision that was never to be checked: one that was printed elsewhere.
    public static func read(_ revision: Revision.ID, from connection: any Connection) throws -> RevisionCheck? {
        guard let row = try connection.row(
            "SELECT story, quotations, checked_at, reach, copied FROM quotation_check WHERE revision = \(revision)")
        else { return nil }
        let copied: String? = try row.optional("copied")
        let findings: [String] = try connection.rows(
            "SELECT finding FROM quotation WHERE revision = \(revision) ORDER BY number"
        ).map { try $0.get("finding") }
        return RevisionCheck(
            revision: revision, story: try row.get("story"), quotations: try row.get("quotations"),
            checkedAt: try row.optional("checked_at"), reach: try row.optional("reach"),
            findings: try findings.map { try StoredJSON.value($0) }, copied: try copied.map { try StoredJSON.value($0) } ?? [])
    }

    /// Notes that a revision was saved with so many quotations.
    static func ask(
        _ revision: Revision.ID, of story: Story.ID, quotations: Int, at now: Timestamp, in connection: any Connection
    ) throws(StorageError) {
        try connection.run(
            """
            INSERT INTO quotation_check (revision, story, quotations, asked_at)
            VALUES (\(revision), \(story), \(quotations), \(now))
            ON CONFLICT (revision) DO UPDATE SET asked_at = excluded.asked_at
            """)
    }

    /// Keeps a check in place of the one before.
    static func keep(
        _ findings: [QuotationFinding], copied: [CopiedPassage], reach: Reach, rules: QuotationRules, gate: QuotationGate,
        of revision: Revision.ID, at now: Timestamp, in connection: any Connection
    ) throws {
        try connection.run(
            """
            UPDATE quotation_check
            SET checked_at = \(now), reach = \(reach), quotations = \(findings.count),
                rules = \(try StoredJSON.text(rules)), copied = \(try StoredJSON.text(copied))
            WHERE revision = \(revision)
            """)
        try connection.run("DELETE FROM quotation WHERE revision = \(revision)")
        try connection.insert(
            """
            INSERT INTO quotation (
                revision, number, words, occurrence, verdict, ruling, standing, source, version, start_at, end_at, finding
            )
            """,
            rows: try findings.enumerated().map { index, finding in
                let ruling = gate.decision(on: finding)?.ruling
                return """
                    (\(revision), \(index + 1), \(finding.key.words), \(finding.key.occurrence),
                    \(finding.checked.verdict.rawValue), \(ruling?.rawValue), \(gate.standing(of: finding)),
                    \(finding.place?.source), \(finding.place?.version), \(finding.place?.range.start),
                    \(finding.place?.range.end), \(try StoredJSON.text(finding)))
                    """
            })
    }

    /// Keeps how the quotations stand after a decision.
    func settle(_ gate: QuotationGate, in connection: any Connection) throws(StorageError) {
        for (index, finding) in findings.enumerated() {
            try connection.run(
                """
                UPDATE quotation
                SET standing = \(gate.standing(of: finding)), ruling = \(gate.decision(on: finding)?.ruling?.rawValue)
                WHERE revision = \(revision) AND number = \(index + 1)
                """)
        }
    }
}

extension QuotationDecision {
    /// Every decision on a story's quotations, oldest first.
    public static func history(of story: Story.ID, from connection: any Connection) throws(StorageError) -> [QuotationDecision] {
        let rows = try connection.rows(
            """
            SELECT id, story, revision, words, occurrence, kind, verdict, person, reason, version, start_at, end_at,
                decided_at, decided_by
            FROM quotation_decision WHERE story = \(story) ORDER BY id
            """)
        return try rows.map { row throws(StorageError) in try QuotationDecision(row) }
    }

    private init(_ row: Row) throws(StorageError) {
        let verdict: String = try row.get("verdict")
        id = try row.get("id")
        story = try row.get("story")
        revision = try row.get("revision")
        quotation = QuotationKey(words: try row.get("words"), occurrence: try row.get("occurrence"))
        choice = try QuotationChoice(row)
        self.verdict = Verdict(rawValue: verdict) ?? .notFound
        decidedAt = try row.get("decided_at")
        decidedBy = try row.get("decided_by")
    }

    func insert(in connection: any Connection) throws(StorageError) {
        var version: SourceVersion.ID?
        var range: CodePointRange?
        if case .bind(let bound, let place, _) = choice { (version, range) = (bound, place) }
        try connection.run(
            """
            INSERT INTO quotation_decision (
                id, story, revision, words, occurrence, kind, verdict, person, reason, version, start_at, end_at,
                decided_at, decided_by
            ) VALUES (
                \(id), \(story), \(revision), \(quotation.words), \(quotation.occurrence), \(choice.kind),
                \(verdict.rawValue), \(choice.person), \(choice.reason), \(version), \(range?.start), \(range?.end),
                \(decidedAt), \(decidedBy)
            )
            """)
    }
}

extension QuotationChoice {
    fileprivate init(_ row: Row) throws(StorageError) {
        let kind: Kind = try row.get("kind")
        let given: String? = try row.optional("reason")
        let person: String? = try row.optional("person")
        let (reason, vouching) = (given ?? "", person ?? "")
        switch kind {
        case .bind:
            let start: Int? = try row.optional("start_at")
            let end: Int? = try row.optional("end_at")
            var place: CodePointRange?
            if let start, let end { place = CodePointRange(start: start, end: end) }
            self = .bind(try row.get("version"), place, reason: given)
        case .notAQuotation: self = .notAQuotation(reason: reason)
        case .attested: self = .attested(by: vouching, reason: reason)
        case .translated: self = .translated(by: vouching, reason: reason)
        case .override: self = .override(reason: reason)
        case .reopen: self = .reopen(reason: reason)
        }
    }
}

/// Values in a column of text, as JSON.
enum StoredJSON {
    static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    static func value<Value: Decodable>(_ text: String, as type: Value.Type = Value.self) throws -> Value {
        try JSONDecoder().decode(type, from: Data(text.utf8))
    }
}
