import Foundation
import QuotationCheck
public import Storage

/// Checks what stories print against the source archive, and keeps what it finds with the revision.
///
/// Saving a revision asks for its check in the same write, as a job. Whoever saves and can't wait for the worker calls
/// ``check(_:)`` at once.
public struct QuotationChecking: Sendable {
    private let store: any Store
    private let archive: SourceArchive
    private let clock: TimeSource
    private let workers: Int

    public init(store: any Store, archive: SourceArchive, clock: TimeSource = .system, workers: Int = 2) {
        self.store = store
        self.archive = archive
        self.clock = clock
        self.workers = workers
    }

    // MARK: As a job

    public static let jobKind = "check-quotations"

    /// Has a worker check a revision.
    static func enqueue(_ revision: Revision.ID, _ now: Timestamp, in connection: any Connection) throws(StorageError) {
        try JobQueue().enqueue(
            jobKind, payload: revision.bytes, uniqueKey: revision.description, now: now, on: connection)
    }

    /// The handler of ``jobKind``.
    public var handler: JobHandler {
        { job in
            guard let revision = Revision.ID(bytes: job.payload) else {
                throw JobCannotSucceed("the payload is no revision")
            }
            do {
                _ = try await check(revision)
            } catch let refusal as QuotationRefusal {
                throw JobCannotSucceed(refusal.description)
            }
        }
    }

    // MARK: Checking

    /// Checks the newest revision of a story if that was not done yet, or always where `again`; then the one that
    /// readers see too, if it is another that was checked before.
    @discardableResult
    public func check(story: Story.ID, again: Bool = false) async throws -> RevisionCheck? {
        let (story, known) = try await store.read { connection in
            let story = try Story.find(story, from: connection)
            return (story, try RevisionCheck.read(story.currentRevision, from: connection))
        }
        if let known, known.checkedAt != nil, !again { return known }
        if again, let published = story.publishedRevision, published != story.currentRevision {
            let isChecked = try await store.read { try RevisionCheck.read(published, from: $0)?.checkedAt != nil }
            if isChecked { try await check(published) }
        }
        return try await check(story.currentRevision)
    }

    /// Does the check of a story's newest revision that was asked for and still waits; nothing for what was printed
    /// elsewhere.
    public func finish(_ story: Story.ID) async throws {
        let waiting = try await store.read { connection -> Revision.ID? in
            let revision = try Story.find(story, from: connection).currentRevision
            guard let known = try RevisionCheck.read(revision, from: connection), known.checkedAt == nil else { return nil }
            return revision
        }
        guard let waiting else { return }
        do {
            try await check(waiting)
        } catch QuotationRefusal.tooManyQuotations {
            // It stays unchecked, and whether that matters is for the gate to say.
        }
    }

    /// Checks a revision: against the story's own sources first, and what doesn't stand there against the archive.
    /// - Throws: ``QuotationRefusal/tooManyQuotations`` for one that can't be read to its end: it stays unchecked.
    @discardableResult
    public func check(_ id: Revision.ID) async throws -> RevisionCheck? {
        let work = try await store.read { try Work.read(id, from: $0) }
        guard let work else { return nil }
        let attached = try await archive.checkable(attachedTo: work.story.id)
        let checker = QuotationChecker(policy: work.rules.policy)
        let finding = QuotationFinder(lexicon: checker.lexicon).find(in: work.text.story)
        guard finding.unread == nil else { throw QuotationRefusal.tooManyQuotations }
        let bindings = work.bindings(of: finding.quotations)
        let bound = try await sources(bindings, beside: attached)
        var searched = attached + bound
        var report = await checker.check(work.text.story, against: searched, bindings: bindings, workers: workers)
        var reach = RevisionCheck.Reach.attached
        if !report.passes || report.quotations.isEmpty {
            let known = Set((attached + bound).map(\.id))
            var others = try await archive.everything().filter { !known.contains($0.id) }
            let own = report
            while !others.isEmpty {
                searched = attached + bound + others
                let wider = await checker.check(
                    work.text.story, against: searched, bindings: bindings, workers: workers)
                report = Self.merged(own, wider)
                // Hashing all of the archive would take longer than reading it: only what a match names is hashed, and what
                // is not as it was archived counts as not there.
                let broken = try await broken(of: others, namedBy: report)
                if broken.isEmpty { break }
                others.removeAll { broken.contains($0.id) }
                (report, searched) = (own, attached + bound)
            }
            reach = .archive
        }
        await work.confirmSpeakers(in: &report, by: checker, against: searched, workers: workers)
        return try await keep(report, reach, work)
    }

    /// Those of the sources that a report names and whose text is not what was archived.
    private func broken(of sources: [QuotationCheck.Source], namedBy report: CheckReport) async throws -> Set<String> {
        let named = Set(report.quotations.compactMap(\.match?.source) + report.copied.map(\.source))
        var broken: Set<String> = []
        for name in sources.map(\.id) where named.contains(name) {
            guard let id = SourceVersion.ID(name) else { continue }
            do {
                let version = try await store.read { try SourceVersion.find(id, from: $0) }
                if try await !archive.checkable(version).isIntact { broken.insert(name) }
            } catch let error where error is ObjectStoreError || error is SourceKeyError {
                broken.insert(name)
            }
        }
        return broken
    }

    /// What a person tied to a version that is not attached.
    private func sources(
        _ bindings: [QuotationBinding], beside attached: [QuotationCheck.Source]
    ) async throws -> [QuotationCheck.Source] {
        var sources: [QuotationCheck.Source] = []
        let known = Set(attached.map(\.id))
        for name in Set(bindings.map(\.source)).subtracting(known).sorted() {
            guard let id = SourceVersion.ID(name) else { continue }
            do {
                let version = try await store.read { try SourceVersion.find(id, from: $0) }
                sources.append(try await archive.checkable(version))
            } catch let error where error is ObjectStoreError || error is SourceKeyError {
                sources.append(QuotationCheck.Source(id: name, text: "", isIntact: false))
            }
        }
        return sources
    }

    /// What the story's own sources hold stays as it is; of the rest, what the whole archive says.
    static func merged(_ own: CheckReport, _ wider: CheckReport) -> CheckReport {
        let ownByIdentifier = Dictionary(own.quotations.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let quotations = wider.quotations.map { quotation in
            guard let known = ownByIdentifier[quotation.id] else { return quotation }
            switch known.verdict {
            case .verbatim, .verbatimMarked, .sourceBroken: return known
            // A story without sources stays one where the archive has nothing either.
            case .noSource: return quotation.verdict == .notFound ? known : quotation
            default: return quotation
            }
        }
        return CheckReport(quotations: quotations, copied: wider.copied)
    }

    // MARK: Keeping

    private func keep(_ report: CheckReport, _ reach: RevisionCheck.Reach, _ work: Work) async throws -> RevisionCheck? {
        let now = clock.now()
        return try await store.write { connection in
            let findings = try work.findings(report, from: connection)
            try RevisionCheck.ask(
                work.revision, of: work.story.id, quotations: findings.count, at: now, in: connection)
            let publication = try Publication.read(from: connection)
            guard let asked = try RevisionCheck.read(work.revision, from: connection) else { return nil }
            var gate = try QuotationDesk.gate(of: work.story, check: asked, publication, from: connection)
            _ = try gate.take(.checked(findings))
            try RevisionCheck.keep(
                findings, copied: report.copied, reach: reach, rules: work.rules, gate: gate, of: work.revision, at: now,
                in: connection)
            let check = try RevisionCheck.read(work.revision, from: connection)
            if work.story.publishedRevision == work.revision {
                let sources = asked.sources.union(check?.sources ?? [])
                try connection.announce([CacheKey.story(work.story.id), .quotations] + sources.map(CacheKey.source))
            }
            return check
        }
    }
}

/// A revision on its way through the check.
private struct Work: Sendable {
    let story: Story
    let revision: Revision.ID
    let text: StoryText
    let rules: QuotationRules
    let decisions: [QuotationDecision]
    /// Whom people have said to be speaking.
    let speakers: [QuotationKey: Subject]
    /// What the story printed when it was imported.
    let imported: Set<String>

    static func read(_ id: Revision.ID, from connection: any Connection) throws -> Work? {
        guard let revision = try Revision.find(id, from: connection) else { return nil }
        let story = try Story.find(revision.story, from: connection)
        return Work(
            story: story, revision: id, text: StoryText(revision.content), rules: try QuotationRules.read(from: connection),
            decisions: try QuotationDecision.history(of: story.id, from: connection),
            speakers: try QuotationSpeaker.list(of: story.id, from: connection),
            imported: try imported(story, from: connection))
    }

    /// Looks again at the quotations whose speaker a person has confirmed, in the source where they stand: by each name of
    /// that subject, since the source may use any of them.
    func confirmSpeakers(
        in report: inout CheckReport, by checker: QuotationChecker, against sources: [QuotationCheck.Source], workers: Int
    ) async {
        guard !speakers.isEmpty else { return }
        let keys = QuotationKey.keys(report.quotations.map { text.quoted($0.parts) })
        for (index, key) in keys.enumerated() {
            guard let subject = speakers[key] else { continue }
            let known = report.quotations[index]
            report.quotations[index].speaker = subject.name
            // The words stand there; whose they are is the question. An interrupted quotation is no single run of words.
            let isLocated: Set<Verdict> = [.verbatim, .verbatimMarked, .misattributed]
            guard let match = known.match, known.parts.count == 1, isLocated.contains(known.verdict) else { continue }
            let requests = ([subject.name] + subject.aliases).map { name in
                QuotationRequest(id: known.id, text: known.text, speaker: name, source: match.source, position: match.range)
            }
            let here = sources.filter { $0.id == match.source }
            let answers = await checker.check(requests, against: here, workers: workers).filter { isLocated.contains($0.verdict) }
            guard let answer = answers.first(where: \.verdict.passesByItself) ?? answers.first else { continue }
            report.quotations[index].verdict = answer.verdict
            report.quotations[index].match = answer.match ?? match
            report.quotations[index].edits = answer.edits
        }
    }

    private static func imported(_ story: Story, from connection: any Connection) throws -> Set<String> {
        let id: Revision.ID? = try connection.value(
            """
            SELECT revision FROM story_event
            WHERE story = \(story.id) AND verb = 'import' AND to_state IN ('published', 'withdrawn')
            """)
        guard let id, let revision = try Revision.find(id, from: connection) else { return [] }
        let text = StoryText(revision.content)
        return Set(QuotationFinder().quotations(in: text.story).map { text.quoted($0.parts) })
    }

    /// What people have tied, by where it stands in this revision.
    func bindings(of found: [FoundQuotation]) -> [QuotationBinding] {
        let gate = QuotationGate(rules: rules, author: "", phase: .unchecked(0), decisions: decisions)
        guard gate.decisions.values.contains(where: { $0.binding != nil }) else { return [] }
        let keys = QuotationKey.keys(found.map { text.quoted($0.parts) })
        return zip(found, keys).compactMap { quotation, key in
            guard case .bind(let version, let place, _)? = gate.decisions[key]?.binding else { return nil }
            return QuotationBinding(quotation: quotation.range, source: version.description, position: place)
        }
    }

    func findings(_ report: CheckReport, from connection: any Connection) throws -> [QuotationFinding] {
        let words = report.quotations.map { text.quoted($0.parts) }
        var sources: [SourceVersion.ID: Source] = [:]
        return try zip(report.quotations, QuotationKey.keys(words)).map { quotation, key in
            var checked = quotation
            var place: SourcePlace?
            if let match = quotation.match, let version = SourceVersion.ID(match.source) {
                let source = try sources[version] ?? Self.source(of: version, from: connection)
                sources[version] = source
                place = SourcePlace(
                    source: source.id, version: version, range: match.range, visibility: source.visibility)
                if source.visibility == .confidential { checked = checked.withoutSourceWords }
            }
            return QuotationFinding(key: key, checked: checked, place: place, isCarried: imported.contains(key.words))
        }
    }

    private static func source(of version: SourceVersion.ID, from connection: any Connection) throws -> Source {
        try Source.find(try SourceVersion.find(version, from: connection).source, from: connection)
    }
}

extension CheckedQuotation {
    /// Without anything that a confidential source says and the story doesn't print.
    var withoutSourceWords: CheckedQuotation {
        var quotation = self
        quotation.edits = edits.map { Edit(kind: $0.kind, printed: $0.printed, source: "") }
        quotation.match = match.map { SourceMatch(source: $0.source, range: $0.range, exact: "", prefix: "", suffix: "") }
        return quotation
    }
}
