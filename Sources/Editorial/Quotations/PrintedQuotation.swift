public import QuotationCheck
public import Storage

/// A quotation that readers can see, with how it stands and whence it is.
public struct PrintedQuotation: Sendable, Hashable {
    public let finding: QuotationFinding
    public let standing: QuotationStanding
    /// The decision that stands behind it, if one does.
    public let choice: QuotationChoice?
    /// Who decided.
    public let decidedBy: String?

    /// The check's, or the one that a person gave.
    public var verdict: Verdict { choice?.ruling ?? finding.checked.verdict }

    /// The quotations of a revision.
    /// - Returns: `nil` for a revision that was not checked.
    public static func list(
        of revision: Revision.ID, from connection: any Connection
    ) throws -> (text: StoryText, quotations: [PrintedQuotation])? {
        guard let check = try RevisionCheck.read(revision, from: connection), check.checkedAt != nil,
            let saved = try Revision.find(revision, from: connection)
        else { return nil }
        let story = try Story.find(check.story, from: connection)
        let decisions = try QuotationDecision.history(of: story.id, from: connection)
        let gate = try QuotationDesk.gate(
            of: story, check: check, try Publication.read(from: connection), from: connection)
        return (StoryText(saved.content), check.findings.map { PrintedQuotation($0, gate, decisions) })
    }

    init(_ finding: QuotationFinding, _ gate: QuotationGate, _ decisions: [QuotationDecision]) {
        self.finding = finding
        standing = gate.standing(of: finding)
        let holds = standing == .ruled || standing == .overridden
        let choice = holds ? gate.decision(on: finding) : nil
        self.choice = choice
        let last = decisions.last { $0.quotation == finding.key && $0.choice.kind == choice?.kind }
        decidedBy = holds ? last?.decidedBy : nil
    }
}

/// A source as a story's foot names it.
public struct SourceLine: Sendable, Hashable {
    public let source: Source
    /// The version that the story was written from, or that its quotations stand in.
    public let version: SourceVersion

    /// The sources of a story that readers may know of, in the order of attachment; then those that its quotations were
    /// found in otherwise.
    public static func list(
        of story: Story.ID, quotations: [PrintedQuotation], from connection: any Connection
    ) throws -> [SourceLine] {
        var lines = try SourceAttachment.list(of: story, from: connection).map {
            SourceLine(source: $0.source, version: $0.version)
        }
        for quotation in quotations where quotation.standing == .passes {
            guard let place = quotation.finding.place, !lines.contains(where: { $0.source.id == place.source }) else {
                continue
            }
            lines.append(
                SourceLine(
                    source: try Source.find(place.source, from: connection),
                    version: try SourceVersion.find(place.version, from: connection)))
        }
        return lines.filter { $0.source.visibility != .confidential }
    }
}
