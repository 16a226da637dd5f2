import Editorial
import Markup
import QuotationCheck
import Storage
import StorageTesting
import Testing

@Suite("Who speaks in a quotation")
struct QuotationSpeakerTests {
    private static let minutes = """
        MARTA HARROW: We will not close the slipway this year.

        EDDA LUND: Nobody asked the board to do that at all.
        """

    /// A story that was written from the minutes, with its check.
    private func open(
        _ engine: TestEngine, _ text: String, _ test: (ArchiveDesk, QuotationChecking, Editorial.Story, SourceVersion) async throws -> Void
    ) async throws {
        try await ArchiveDesk.open(engine) { desk in
            let version = try await desk.archive.add(
                .typed(Self.minutes, details: SourceDetails(title: "Minutes")), kind: .minutes, by: "Ama")
            let room = desk.room
            let story = try await desk.store.atDesk {
                try $0.create(.news, slug: Slug(of: "slipway"), room.content(text: text))
            }
            let checking = QuotationChecking(store: desk.store, archive: desk.archive, clock: .fixed(Newsroom.morning))
            try await checking.check(story: story.id)
            try await test(desk, checking, story, version)
        }
    }

    private func verdict(_ checking: QuotationChecking, _ story: Editorial.Story) async throws -> Verdict? {
        try await checking.check(story: story.id, again: true)?.findings.first?.checked.verdict
    }

    @Test("a turn that is tied to a subject is spoken by that name", arguments: TestEngine.available)
    func turns(engine: TestEngine) async throws {
        try await open(engine, "“We will not close the slipway this year,” said Verity Crome.") { desk, checking, story, version in
            #expect(try await verdict(checking, story) == .misattributed)
            let subject = try await desk.desk { desk in
                let subject = try desk.add(.person, named: "Verity Crome")
                try desk.tie(speaker: "Marta Harrow", of: version.id, to: subject.id)
                return subject
            }
            #expect(try await verdict(checking, story) == .verbatim)
            try await desk.desk { desk in
                try desk.tie(speaker: "Marta Harrow", of: version.id, to: nil)
                try desk.tie(speaker: "Edda Lund", of: version.id, to: subject.id)
            }
            #expect(try await verdict(checking, story) == .misattributed)
        }
    }

    @Test("titles in a transcript are told apart, and who is behind one can be said", arguments: TestEngine.available)
    func titles(engine: TestEngine) async throws {
        try await ArchiveDesk.open(engine) { desk in
            let text = "THE CHAIR: We will not close it.\n\nTHE CLERK: Noted.\n\nTHE CHAIR: Then we agree."
            let version = try await desk.archive.add(
                .typed(text, details: SourceDetails(title: "Minutes")), kind: .minutes, by: "Ama")
            let (subject, count) = try await desk.desk { desk in
                let subject = try desk.add(.person, named: "Verity Crome")
                return (subject, try desk.tie(speaker: "The  chair", of: version.id, to: subject.id))
            }
            #expect(count == 2)
            let turns = try await desk.store.read { try SourceTurn.list(of: version.id, from: $0) }
            #expect(turns.map(\.subject) == [subject.id, nil, subject.id])
        }
    }

    @Test("a quotation that is tied to a subject is looked at by each of its names", arguments: TestEngine.available)
    func quotations(engine: TestEngine) async throws {
        try await open(engine, "“We will not close the slipway this year,” said Verity Crome.") { desk, checking, story, _ in
            let subjects = try await desk.desk { desk in
                (
                    try desk.add(.person, named: "Verity Crome", aliases: ["Marta Harrow"]),
                    try desk.add(.person, named: "Edda Lund")
                )
            }
            func tie(_ subject: Subject.ID?) async throws {
                try await desk.store.write {
                    try QuotationDesk($0, by: "Ama", at: Newsroom.morning).tie("q1", of: story.id, to: subject)
                }
            }
            try await tie(subjects.0.id)
            #expect(try await verdict(checking, story) == .verbatim)
            let report = try await desk.store.read { try QuotationReport.read(story.id, from: $0) }
            #expect(report.quotations.first?.subject == subjects.0)
            #expect(report.quotations.first?.finding.checked.speaker == "Verity Crome")
            try await tie(subjects.1.id)
            #expect(try await verdict(checking, story) == .misattributed)
            try await tie(nil)
            #expect(try await verdict(checking, story) == .misattributed)
            await #expect(throws: QuotationRefusal.noSuchQuotation("q2")) {
                try await desk.store.write {
                    try QuotationDesk($0, by: "Ama", at: Newsroom.morning).tie("q2", of: story.id, to: nil)
                }
            }
        }
    }

    @Test("words that were changed stay so, whoever is said to speak", arguments: TestEngine.available)
    func altered(engine: TestEngine) async throws {
        try await open(engine, "“We will close the slipway this year,” said Verity Crome.") { desk, checking, story, _ in
            let before = try await verdict(checking, story)
            let subject = try await desk.desk { try $0.add(.person, named: "Verity Crome", aliases: ["Marta Harrow"]) }
            try await desk.store.write {
                try QuotationDesk($0, by: "Ama", at: Newsroom.morning).tie("q1", of: story.id, to: subject.id)
            }
            #expect(before == .altered)
            #expect(try await verdict(checking, story) == .altered)
        }
    }

    @Test("attaching and detaching asks for the check of a story that was checked", arguments: TestEngine.available)
    func attaching(engine: TestEngine) async throws {
        try await open(engine, "“We will not close the slipway this year.”") { desk, _, story, version in
            func waiting() async throws -> Int {
                try await desk.store.read { try $0.value("SELECT COUNT(*) FROM storage_job") } ?? 0
            }
            try await desk.store.write { _ = try $0.run("DELETE FROM storage_job") }
            try await desk.desk { try $0.attach(version.source, to: story.id) }
            #expect(try await waiting() == 1)
            try await desk.desk { try $0.detach(version.source, from: story.id) }
            #expect(try await waiting() == 1)
        }
    }
}
