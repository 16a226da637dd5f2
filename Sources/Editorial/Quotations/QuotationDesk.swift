import QuotationCheck
public import Storage

/// Where people decide on a story's quotations, inside one write: each intention checked by ``QuotationGate``, recorded,
/// carried out and announced.
///
/// All throw ``QuotationRefusal``, ``StoryError``, ``SourceError`` or `StorageError`; a thrown error undoes the write.
public struct QuotationDesk {
    let connection: any Connection
    let publication: Publication
    let actor: String
    let now: Timestamp

    /// - Parameters:
    ///   - connection: Of a write.
    ///   - actor: Who is at the desk: a member of staff's name.
    /// - Throws: ``PublicationError``.
    public init(_ connection: any Connection, by actor: String, at now: Timestamp) throws {
        self.connection = connection
        publication = try Publication.read(from: connection)
        self.actor = actor
        self.now = now
    }

    /// Decides on a quotation of a story's newest revision.
    /// - Parameter name: The quotation's name in the findings, `q3`.
    /// - Returns: How it stands then; after a binding or a reopening, once ``QuotationChecking`` has looked again.
    @discardableResult
    public func decide(_ choice: QuotationChoice, on name: String, of story: Story.ID) throws -> QuotationStanding {
        let story = try Story.find(story, from: connection)
        guard let check = try RevisionCheck.read(story.currentRevision, from: connection), check.checkedAt != nil else {
            throw QuotationRefusal.notChecked
        }
        guard let finding = check.findings.first(where: { $0.checked.id == name }) else {
            throw QuotationRefusal.noSuchQuotation(name)
        }
        if case .bind(let version, let range, _) = choice { try checkPlace(range, in: version) }
        var gate = try Self.gate(of: story, check: check, publication, from: connection)
        for action in try gate.take(.decided(choice, on: finding.key, by: actor)) {
            try carryOut(action, story, check, gate)
        }
        try announce(story, check)
        return gate.standing(of: finding)
    }

    /// Has a revision's quotations checked, in the write that saves it.
    static func saved(
        _ revision: Revision.ID, of story: Story.ID, _ content: StoryContent, at now: Timestamp,
        in connection: any Connection
    ) throws(StorageError) {
        let count = QuotationFinder().quotations(in: StoryText(content).story).count
        try RevisionCheck.ask(revision, of: story, quotations: count, at: now, in: connection)
        try QuotationChecking.enqueue(revision, now, in: connection)
    }

    /// The gate of a story's newest revision.
    /// - Returns: `nil` for a revision that was printed elsewhere and is not checked.
    public static func gate(of story: Story.ID, from connection: any Connection) throws -> QuotationGate? {
        let story = try Story.find(story, from: connection)
        guard let check = try RevisionCheck.read(story.currentRevision, from: connection) else { return nil }
        return try gate(of: story, check: check, try Publication.read(from: connection), from: connection)
    }

    static func gate(
        of story: Story, check: RevisionCheck, _ publication: Publication, from connection: any Connection
    ) throws -> QuotationGate {
        let author: String? = try connection.value("SELECT created_by FROM revision WHERE id = \(check.revision)")
        return QuotationGate(
            rules: try QuotationRules.read(from: connection), author: author ?? "",
            requiresReview: publication.requiresReview, phase: check.phase,
            decisions: try QuotationDecision.history(of: story.id, from: connection))
    }

    // MARK: Carrying out

    private func carryOut(
        _ action: QuotationGate.Action, _ story: Story, _ check: RevisionCheck, _ gate: QuotationGate
    ) throws {
        switch action {
        case .record(let choice, let key, let verdict, let person):
            try QuotationDecision(
                id: QuotationDecision.ID(at: now), story: story.id, revision: check.revision, quotation: key,
                choice: choice, verdict: verdict, decidedAt: now, decidedBy: person
            ).insert(in: connection)
        case .settle: try check.settle(gate, in: connection)
        case .check: try QuotationChecking.enqueue(check.revision, now, in: connection)
        }
    }

    private func checkPlace(_ range: CodePointRange?, in version: SourceVersion.ID) throws {
        let version = try SourceVersion.find(version, from: connection)
        guard let range else { return }
        guard range.start >= 0, range.start < range.end, range.end <= version.length else {
            throw QuotationRefusal.outsideSource(length: version.length)
        }
    }

    private func announce(_ story: Story, _ check: RevisionCheck) throws(StorageError) {
        guard story.publishedRevision == check.revision else { return }
        try connection.announce([CacheKey.story(story.id), .quotations] + check.sources.map(CacheKey.source))
    }
}

extension RevisionCheck {
    /// The sources that its quotations stand in.
    var sources: Set<Source.ID> { Set(findings.compactMap(\.place?.source)) }
}
