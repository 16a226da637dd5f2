@testable import Editorial
import Foundation
import Markup
import QuotationCheck
import Storage
import StorageTesting
import SystemPackage
import Testing

@Suite("Quotations of stories")
struct QuotationDeskTests {
    private static let minutes = """
        VERITY CROME: We will not close the hospital – not this year, and not next. I have said so repeatedly.

        ADRIAN FELL: The board agrees with me. There are five and a half nurses.
        """

    /// A newsroom with an archive in a folder of its own.
    private func open(
        _ engine: TestEngine, requiresReview: Bool = false, key: SourceKey? = nil,
        _ test: (any Store, Newsroom, SourceArchive, QuotationChecking) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "quotations-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try await Newsroom.open(engine, requiresReview: requiresReview) { store, room in
            let archive = SourceArchive(
                store: store, objects: FolderObjectStore(root: FilePath(folder.path)), key: key,
                clock: .fixed(Newsroom.morning))
            let checking = QuotationChecking(store: store, archive: archive, clock: .fixed(Newsroom.morning))
            try await test(store, room, archive, checking)
        }
    }

    private func archive(_ text: String, _ archive: SourceArchive, _ visibility: SourceVisibility = .public) async throws -> SourceVersion {
        try await archive.add(
            .typed(text, details: SourceDetails(title: "Board, 26 November")), kind: .transcript, visibility: visibility, by: "Ama")
    }

    private func draft(_ store: any Store, _ room: Newsroom, _ text: String) async throws -> Editorial.Story {
        try await store.atDesk { try $0.create(.news, slug: Slug(of: "hospital"), room.content(text: text)) }
    }

    @Test("a saved story waits for its check, and a quotation that stands in a source opens the gate", arguments: TestEngine.available)
    func pass(engine: TestEngine) async throws {
        try await open(engine) { store, room, archive, checking in
            let version = try await self.archive(Self.minutes, archive)
            let story = try await draft(store, room, "“The board agrees with me,” said Dr Fell.")
            await #expect(throws: StoryRefusal.quotationsUnchecked(1)) { try await store.atDesk { try $0.publish(story.id) } }
            let check = try #require(try await checking.check(story: story.id))
            #expect(check.findings.map(\.checked.verdict) == [.verbatim])
            #expect(check.findings.first?.place?.version == version.id)
            #expect(check.findings.first?.checked.match?.exact == "The board agrees with me")
            #expect(check.reach == .archive)
            try await store.atDesk { try $0.publish(story.id) }
            let page = try #require(try await store.read { try SourcePage.read(version.source, from: $0) })
            #expect(page.passages.map(\.citations.count) == [1])
            #expect(page.isShownWhole)
            let totals = try await store.read { try QuotationTotals.read(from: $0) }
            #expect(totals.passed == [.verbatim: 1] && totals.stories == 1)
        }
    }

    @Test("words that were put into an archived file afterwards pass for nobody's", arguments: TestEngine.available)
    func tampered(engine: TestEngine) async throws {
        try await open(engine) { store, room, archive, checking in
            let version = try await self.archive(Self.minutes, archive)
            _ = try await self.archive("ADRIAN FELL: There is nothing more to say about the board.", archive)
            try await archive.objects.withFile(of: version.text.object) { path in
                let text = try String(contentsOfFile: path.string, encoding: .utf8)
                #expect(text.contains("agrees with"))
                try Data(text.replacing("agrees with", with: "laughed at").utf8).write(to: URL(filePath: path.string))
            }
            let story = try await draft(store, room, "“The board laughed at me,” said Dr Fell.")
            let check = try #require(try await checking.check(story: story.id))
            #expect(check.findings.map(\.checked.verdict.passesByItself) == [false])
            await #expect(throws: StoryRefusal.self) { try await store.atDesk { try $0.publish(story.id) } }
        }
    }

    @Test("a quotation that does not pass waits for a decision, which an edit of other words keeps", arguments: TestEngine.available)
    func decide(engine: TestEngine) async throws {
        try await open(engine) { store, room, archive, checking in
            _ = try await self.archive(Self.minutes, archive)
            let altered = "“We will close the hospital – not this year, and not next,” said Mrs Crome."
            let story = try await draft(store, room, altered)
            try await checking.check(story: story.id)
            let open = OpenQuotation(
                id: "q1", words: "We will close the hospital – not this year, and not next,", verdict: .altered)
            await #expect(throws: StoryRefusal.quotationsOpen([open])) { try await store.atDesk { try $0.publish(story.id) } }
            await #expect(throws: StoryRefusal.quotationsOpen([open])) {
                try await store.atDesk { try $0.schedule(story.id, at: Newsroom.morning.later(hours: 1)) }
            }
            let choice = QuotationChoice.override(reason: "As she was heard to say.")
            try await store.write { connection in
                try QuotationDesk(connection, by: "Bo", at: Newsroom.morning).decide(choice, on: "q1", of: story.id)
            }
            try await store.atDesk { try $0.revise(story.id, room.content(text: "New words. \(altered)")) }
            try await checking.check(story: story.id)
            try await store.atDesk { try $0.publish(story.id) }
            let history = try await store.read { try QuotationDecision.history(of: story.id, from: $0) }
            #expect(history.map(\.choice) == [choice])
            #expect(history.map(\.decidedBy) == ["Bo"])
            #expect(try await store.read { try QuotationTotals.read(from: $0) }.overridden == [.altered: 1])

            try await store.atDesk { try $0.revise(story.id, room.content(text: "“We will close the hospital,” said Mrs Crome.")) }
            let check = try await checking.check(story: story.id)
            #expect(check?.findings.first?.checked.verdict == .altered)
            await #expect(throws: StoryRefusal.self) { try await store.atDesk { try $0.publish(story.id) } }
        }
    }

    @Test("a story that can't be checked to its end is not published, though what was read passes", arguments: TestEngine.available)
    func tooMany(engine: TestEngine) async throws {
        try await open(engine) { store, room, archive, checking in
            _ = try await self.archive("The board agrees with me.", archive)
            let story = try await draft(
                store, room, String(repeating: "“board” ", count: QuotationFinder.most) + "“We have no plans,” said Dr Fell.")
            await #expect(throws: QuotationRefusal.tooManyQuotations) { try await checking.check(story: story.id) }
            // The one who publishes is told by the gate.
            try await checking.finish(story.id)
            await #expect(throws: StoryRefusal.quotationsUnchecked(QuotationFinder.most)) {
                try await store.atDesk { try $0.publish(story.id) }
            }
        }
    }

    @Test("nothing of a confidential source is kept with the findings", arguments: TestEngine.available)
    func confidential(engine: TestEngine) async throws {
        let key = try SourceKey(parsing: SourceKey.make())
        try await open(engine, key: key) { store, room, archive, checking in
            let version = try await self.archive("I was told to alter the book before the meeting.", archive, .confidential)
            let story = try await draft(store, room, "“I was told to change the book before the meeting,” said a nurse.")
            try await store.write { connection in
                try SourceDesk(connection, by: "Ama", at: Newsroom.morning).attach(version.source, to: story.id)
            }
            let check = try #require(try await checking.check(story: story.id))
            let finding = try #require(check.findings.first)
            #expect(finding.checked.verdict == .altered)
            #expect(finding.place?.visibility == .confidential)
            let stored = String(decoding: try JSONEncoder().encode(finding), as: UTF8.self)
            #expect(!stored.contains("alter the"))
            #expect(finding.checked.match?.exact == "" && finding.checked.edits.allSatisfy(\.source.isEmpty))
            #expect(try await store.read { try SourcePage.read(version.source, from: $0) } == nil)
            #expect(try await store.read { try SourceLine.list(of: story.id, quotations: [], from: $0) }.isEmpty)
        }
    }

    @Test("an imported story is not asked about, and not called checked", arguments: TestEngine.available)
    func imported(engine: TestEngine) async throws {
        try await open(engine) { store, room, archive, checking in
            _ = try await self.archive(Self.minutes, archive)
            let id = Editorial.Story.ID(at: Newsroom.morning)
            let content = room.content(text: "“We have no plans,” said Dr Fell.")
            try await store.write { connection in
                var importer = try StoryImporter(connection, at: Newsroom.morning)
                _ = try importer.add(
                    ImportedStory(
                        id: id, kind: .news, slug: Slug(of: "plans"), state: .published, createdAt: Newsroom.morning,
                        revisions: [.init(createdAt: Newsroom.morning, content: content)]))
            }
            let story = try await store.read { try Editorial.Story.find(id, from: $0) }
            let revision = try #require(story.publishedRevision)
            #expect(try await store.read { try RevisionCheck.read(revision, from: $0) } == nil)
            #expect(try await store.read { try PrintedQuotation.list(of: revision, from: $0)?.quotations } == nil)
            // A new revision is checked; what readers had already is nobody's question.
            let longer = room.content(text: "“We have no plans,” said Dr Fell. Later Dr Fell said: “The board agrees with me.”")
            try await store.atDesk { try $0.revise(id, longer) }
            try await checking.check(story: id)
            let gate = try #require(try await store.read { try QuotationDesk.gate(of: id, from: $0) })
            #expect(gate.findings.map { gate.standing(of: $0) } == [.carried, .passes])
        }
    }

    @Test("a binding says where to look", arguments: TestEngine.available)
    func bind(engine: TestEngine) async throws {
        try await open(engine) { store, room, archive, checking in
            let first = try await self.archive("DOE: Not next year. ROE: So we agree. Not next year.", archive)
            let story = try await draft(store, room, "“Not next year,” said Roe.")
            try await checking.check(story: story.id)
            let text = Array("DOE: Not next year. ROE: So we agree. Not next year.".unicodeScalars)
            let place = CodePointRange(start: text.count - 14, end: text.count - 1)
            try await store.write { connection in
                try QuotationDesk(connection, by: "Bo", at: Newsroom.morning)
                    .decide(.bind(first.id, place, reason: nil), on: "q1", of: story.id)
            }
            let check = try await checking.check(story: story.id, again: true)
            let finding = try #require(check?.findings.first)
            #expect(finding.place?.range == place)
            #expect(!finding.checked.warnings.contains(.ambiguous))
            await #expect(throws: QuotationRefusal.outsideSource(length: text.count)) {
                try await store.write { connection in
                    try QuotationDesk(connection, by: "Bo", at: Newsroom.morning)
                        .decide(.bind(first.id, CodePointRange(start: 40, end: 400), reason: nil), on: "q1", of: story.id)
                }
            }
        }
    }

    @Test("saving asks a worker for the check, in the same write", arguments: TestEngine.available)
    func job(engine: TestEngine) async throws {
        try await open(engine) { store, room, archive, checking in
            _ = try await self.archive(Self.minutes, archive)
            let story = try await draft(store, room, "“The board agrees with me,” said Dr Fell.")
            let queue = JobQueue()
            let jobs = try await store.write { connection in
                try queue.lease(
                    kinds: [QuotationChecking.jobKind], worker: "w", count: 5, now: Newsroom.morning, on: connection)
            }
            #expect(jobs.count == 1)
            for job in jobs { try await checking.handler(job) }
            let gate = try await store.read { try QuotationDesk.gate(of: story.id, from: $0) }
            #expect(gate?.answer == .pass)
        }
    }
}
