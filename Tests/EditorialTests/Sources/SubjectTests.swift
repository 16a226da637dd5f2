import Editorial
import Storage
import StorageTesting
import Testing

@Suite("Subjects")
struct SubjectTests {
    @Test("a subject keeps its names and dated titles", arguments: TestEngine.available)
    func keeping(engine: TestEngine) async throws {
        try await ArchiveDesk.open(engine) { desk in
            let chair = SubjectTitle("chair of the trust", since: CivilDay("2022-04-01"), until: CivilDay("2025-03-31"))
            let inquiry = SubjectTitle("adviser to the inquiry", since: CivilDay("2025-02-01"))
            var subject = try await desk.desk {
                try $0.add(.person, named: "Verity Crome", aliases: ["Verity Crome-Hale"], titles: [chair, inquiry])
            }
            let id = subject.id
            #expect(try await desk.store.read { try Subject.find(id, from: $0) } == subject)
            #expect(subject.titles(on: CivilDay("2024-11-26")!) == [chair])
            #expect(subject.titles(on: CivilDay("2025-03-31")!) == [inquiry, chair])
            #expect(subject.titles(on: CivilDay("2025-04-01")!) == [inquiry])
            #expect(subject.titles(on: CivilDay("2021-01-01")!) == [])
            subject.aliases = []
            subject.titles = [inquiry]
            let changed = subject
            try await desk.desk { try $0.update(changed) }
            #expect(try await desk.store.read { try Subject.list(from: $0) } == [changed])
            let turned = SubjectTitle("nobody", since: CivilDay("2025-02-01"), until: CivilDay("2025-01-01"))
            await #expect(throws: SubjectError.turned("nobody")) {
                try await desk.desk { try $0.add(.person, named: "Len Brodrick", titles: [turned]) }
            }
            await #expect(throws: SubjectError.emptyName) { try await desk.desk { try $0.add(.person, named: "Mr.") } }
        }
    }

    @Test("a name as stories and transcripts print it finds who it may be", arguments: TestEngine.available)
    func matching(engine: TestEngine) async throws {
        try await ArchiveDesk.open(engine) { desk in
            try await desk.desk { desk in
                try desk.add(.person, named: "Verity Crome", aliases: ["Verity Crome-Hale"])
                try desk.add(.person, named: "Adrian Crome")
                try desk.add(.body, named: "Eastmarch Coastal Hospitals Trust", aliases: ["ECHT"])
            }
            let cases: [(String, [String])] = [
                ("VERITY CROME", ["Verity Crome"]), ("Ms Crome", ["Verity Crome", "Adrian Crome"]),
                ("V. Crome", ["Verity Crome"]), ("verity crome-hale", ["Verity Crome"]), ("Crome Verity", []),
                ("the trust", ["Eastmarch Coastal Hospitals Trust"]), ("ECHT", ["Eastmarch Coastal Hospitals Trust"]),
                ("Fell", []), ("", []), ("the", []),
            ]
            for (name, expected) in cases {
                let found = try await desk.store.read { try Subject.matching(name, from: $0) }.map(\.name)
                #expect(Set(found) == Set(expected) && found.count == expected.count, "\(name)")
            }
        }
    }

    @Test("a turn, or all turns of a name, are tied to who speaks", arguments: TestEngine.available)
    func tying(engine: TestEngine) async throws {
        try await ArchiveDesk.open(engine) { desk in
            let version = try await desk.archive.add(
                .typed(ArchiveDesk.meeting, details: SourceDetails(title: "Meeting")), kind: .minutes, by: "Ama Derricott")
            let crome = try await desk.desk { try $0.add(.person, named: "Verity Crome") }
            let bruun = try await desk.desk { try $0.add(.person, named: "Åsa Bruun") }
            #expect(try await desk.desk { try $0.tie(speaker: "Verity Crome", of: version.id, to: crome.id) } == 2)
            try await desk.desk { try $0.tie(turn: 2, of: version.id, to: bruun.id) }
            #expect(try await desk.archive.read(version.id).turns.map(\.subject) == [crome.id, bruun.id, crome.id])
            try await desk.desk { try $0.tie(turn: 1, of: version.id, to: nil) }
            #expect(try await desk.archive.read(version.id).turns.map(\.subject) == [nil, bruun.id, crome.id])
            await #expect(throws: SourceError.noTurn(9, of: version.id)) {
                try await desk.desk { try $0.tie(turn: 9, of: version.id, to: crome.id) }
            }
            await #expect(throws: SourceError.noSpeaker("Fell", of: version.id)) {
                _ = try await desk.desk { try $0.tie(speaker: "Fell", of: version.id, to: crome.id) }
            }
        }
    }
}
