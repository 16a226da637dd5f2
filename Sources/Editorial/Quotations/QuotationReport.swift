import QuotationCheck
public import Storage

/// The quotations of a story's newest revision as an editor, or an editor's program, is shown them: the check's findings
/// with the word diff, how each stands, and what was decided.
///
/// Encoded as one object: `{"story","revision","number","checkedAt","reach","gate","text","quotations":[…],`
/// `"copied":[…],"summary":{VERDICT:count}}`. A quotation is what `standfirst check` prints of it with `"standing"`,
/// `"isShort"`, `"source"`, `"subject"` and `"decisions"` beside. Positions count the code points of `text`.
public struct QuotationReport: Sendable, Encodable {
    public let story: Story.ID
    public let revision: Revision
    public let text: String
    public let check: RevisionCheck?
    public let gate: QuotationGate.Answer
    public let quotations: [Line]

    /// A quotation with all that is known of it.
    public struct Line: Sendable {
        public let finding: QuotationFinding
        public let standing: QuotationStanding
        /// Oldest first.
        public let decisions: [QuotationDecision]
        /// The title of the source that it stands in, where that isn't sealed.
        public let sourceTitle: String?
        /// Who speaks, where a person has confirmed it.
        public let subject: Subject?
    }

    public static func read(_ id: Story.ID, from connection: any Connection) throws -> QuotationReport {
        let story = try Story.find(id, from: connection)
        guard let revision = try Revision.find(story.currentRevision, from: connection) else {
            throw StoryError.revisionNotFound(story.currentRevision)
        }
        let check = try RevisionCheck.read(revision.id, from: connection)
        let decisions = try QuotationDecision.history(of: id, from: connection)
        let speakers = try QuotationSpeaker.list(of: id, from: connection)
        var gate: QuotationGate?
        if let check {
            gate = try QuotationDesk.gate(of: story, check: check, try Publication.read(from: connection), from: connection)
        }
        return QuotationReport(
            story: id, revision: revision, text: StoryText(revision.content).string, check: check,
            gate: gate?.answer ?? .pass,
            quotations: try check?.findings.map { finding in
                Line(
                    finding: finding, standing: gate?.standing(of: finding) ?? .open,
                    decisions: decisions.filter { $0.quotation == finding.key },
                    sourceTitle: try finding.place.map { try SourceVersion.find($0.version, from: connection).details.title },
                    subject: speakers[finding.key])
            } ?? [])
    }

    // MARK: JSON

    private enum Keys: String, CodingKey {
        case story, revision, number, checkedAt, reach, gate, text, quotations, copied, summary
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(story.description, forKey: .story)
        try container.encode(revision.id.description, forKey: .revision)
        try container.encode(revision.number, forKey: .number)
        try container.encode(check?.checkedAt?.milliseconds, forKey: .checkedAt)
        try container.encode(check?.reach?.rawValue, forKey: .reach)
        try container.encode(gate.name, forKey: .gate)
        try container.encode(text, forKey: .text)
        try container.encode(quotations, forKey: .quotations)
        try container.encode(check?.copied ?? [], forKey: .copied)
        let summary = quotations.reduce(into: [String: Int]()) { $0[$1.finding.checked.verdict.rawValue, default: 0] += 1 }
        try container.encode(summary, forKey: .summary)
    }
}

extension QuotationReport.Line: Encodable {
    private enum Keys: String, CodingKey { case standing, isShort, source, subject, decisions }
    private enum SubjectKeys: String, CodingKey { case id, name }
    private enum PlaceKeys: String, CodingKey { case id, version, visibility, title }
    private enum DecisionKeys: String, CodingKey { case kind, person, reason, by, at, verdict }

    public func encode(to encoder: any Encoder) throws {
        try finding.checked.encode(to: encoder)
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(standing, forKey: .standing)
        try container.encode(finding.isShort, forKey: .isShort)
        if let place = finding.place {
            var source = container.nestedContainer(keyedBy: PlaceKeys.self, forKey: .source)
            try source.encode(place.source.description, forKey: .id)
            try source.encode(place.version.description, forKey: .version)
            try source.encode(place.visibility, forKey: .visibility)
            try source.encode(sourceTitle, forKey: .title)
        } else {
            try container.encodeNil(forKey: .source)
        }
        if let subject {
            var person = container.nestedContainer(keyedBy: SubjectKeys.self, forKey: .subject)
            try person.encode(subject.id.description, forKey: .id)
            try person.encode(subject.name, forKey: .name)
        } else {
            try container.encodeNil(forKey: .subject)
        }
        var list = container.nestedUnkeyedContainer(forKey: .decisions)
        for decision in decisions {
            var entry = list.nestedContainer(keyedBy: DecisionKeys.self)
            try entry.encode(decision.choice.kind, forKey: .kind)
            try entry.encode(decision.choice.person, forKey: .person)
            try entry.encode(decision.choice.reason, forKey: .reason)
            try entry.encode(decision.decidedBy, forKey: .by)
            try entry.encode(decision.decidedAt.milliseconds, forKey: .at)
            try entry.encode(decision.verdict, forKey: .verdict)
        }
    }
}

extension QuotationGate.Answer {
    /// In the JSON of ``QuotationReport``.
    fileprivate var name: String {
        switch self {
        case .pass: "pass"
        case .warn: "warn"
        case .wait: "wait"
        case .waitForCheck: "unchecked"
        }
    }
}
