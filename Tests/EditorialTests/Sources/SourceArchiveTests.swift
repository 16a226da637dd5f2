import Editorial
import Foundation
import Markup
import QuotationCheck
import Storage
import StorageTesting
import Testing

@Suite("The source archive")
struct SourceArchiveTests {
    private func meeting(_ title: String = "Harbour users’ meeting") -> SourceCapture {
        .typed(
            ArchiveDesk.meeting,
            details: SourceDetails(
                title: title, publisher: "Saltreath Harbour Commissioners", published: "2025-03-11",
                address: "https://harbour.example/minutes/2025-03-11"),
            language: LanguageTag(parsing: "en-GB"))
    }

    @Test("what was typed comes back with its turns, hashes, author and moment", arguments: TestEngine.available)
    func typed(engine: TestEngine) async throws {
        try await ArchiveDesk.open(engine) { desk in
            let version = try await desk.archive.add(meeting(), kind: .minutes, by: "Ama Derricott")
            #expect(version.number == 1)
            #expect(version.capturedAt == Newsroom.morning)
            #expect(version.capturedBy == "Ama Derricott")
            #expect(version.original.hash == version.original.object)
            #expect(version.text.hash == version.original.hash)
            let reading = try await desk.archive.read(version.id)
            #expect(reading.text == ArchiveDesk.meeting)
            #expect(reading.version == version)
            #expect(reading.source.visibility == .public)
            #expect(reading.version.language?.string == "en-GB")
            #expect(reading.turns.map(\.speaker) == ["VERITY CROME", "ÅSA BRUUN", "VERITY CROME"])
            let scalars = Array(reading.text.unicodeScalars)
            let spoken = reading.turns.map { turn in
                var text = String.UnicodeScalarView()
                text.append(contentsOf: scalars[turn.range.start..<turn.range.end])
                return String(text)
            }
            #expect(spoken == [
                "We will not close the slipway — not this year.", "Nobody asked you to.\nShe said it twice.", "Then we agree.",
            ])
            let found = try await desk.store.read { try SourceVersion.captured(from: "https://harbour.example/minutes/2025-03-11", from: $0) }
            #expect(found == [version])
        }
    }

    @Test("a new capture is a new version, and the old one stays as it was", arguments: TestEngine.available)
    func versions(engine: TestEngine) async throws {
        try await ArchiveDesk.open(engine) { desk in
            let first = try await desk.archive.add(meeting(), kind: .minutes, by: "Ama Derricott")
            var changed = meeting()
            changed.text = "The minutes were taken down."
            let second = try await desk.archive.add(changed, to: first.source, by: "Bo Tregear", note: "They changed it.")
            #expect(second.number == 2)
            #expect(try await desk.archive.read(newestOf: first.source).version == second)
            #expect(try await desk.archive.read(first.id).text == ArchiveDesk.meeting)
            let (list, history) = try await desk.store.read { connection in
                (try SourceVersion.list(of: first.source, from: connection),
                 try SourceEvent.history(of: first.source, from: connection))
            }
            #expect(list == [first, second])
            #expect(history.map(\.verb) == [.capture, .capture])
            #expect(history.map(\.actor) == ["Ama Derricott", "Bo Tregear"])
            #expect(history.last?.note == "They changed it.")
        }
    }

    @Test("the database refuses to change or delete what was captured", arguments: TestEngine.available,
        [
            "UPDATE source_version SET title = 'another'", "DELETE FROM source_version",
            "UPDATE source_turn SET speaker = 'ROE'", "DELETE FROM source_turn",
            "UPDATE source_event SET actor = 'nobody'", "DELETE FROM source_event",
        ] as [SQL])
    func neverChanges(engine: TestEngine, statement: SQL) async throws {
        try await ArchiveDesk.open(engine) { desk in
            let version = try await desk.archive.add(meeting(), kind: .minutes, by: "Ama Derricott")
            await #expect {
                try await desk.store.write { try $0.run(statement) }
            } throws: { error in
                guard case StorageError.constraint = error else { return false }
                return true
            }
            #expect(try await desk.archive.read(version.id).turns.count == 3)
        }
    }

    @Test("a story is attached to the version that it was written from", arguments: TestEngine.available)
    func attaching(engine: TestEngine) async throws {
        try await ArchiveDesk.open(engine) { desk in
            let story = try await desk.store.published("slipway", desk.room.content())
            let first = try await desk.archive.add(
                meeting(), kind: .minutes, by: "Ama Derricott", attachedTo: [story.id])
            let second = try await desk.archive.add(meeting("Corrected"), to: first.source, by: "Bo Tregear")
            #expect(try await desk.store.read { try SourceAttachment.list(of: story.id, from: $0) }.map(\.version) == [first])
            #expect(try await desk.archive.checkable(attachedTo: story.id).map(\.id) == [first.id.description])
            try await desk.desk { try $0.attach(first.source, to: story.id) }
            #expect(try await desk.store.read { try SourceAttachment.list(of: story.id, from: $0) }.map(\.version) == [second])
            #expect(try await desk.store.read { try Editorial.Source.stories(attaching: first.source, from: $0) } == [story.id])
            try await desk.desk { try $0.detach(first.source, from: story.id, note: "The wrong meeting.") }
            #expect(try await desk.store.read { try SourceAttachment.list(of: story.id, from: $0) } == [])
            await #expect(throws: SourceError.notAttached(first.source, story.id)) {
                try await desk.desk { try $0.detach(first.source, from: story.id) }
            }
            let other = try await desk.archive.add(meeting("Another"), kind: .minutes, by: "Ama Derricott")
            await #expect(throws: SourceError.versionOfAnother(other.id, first.source)) {
                try await desk.desk { try $0.attach(first.source, to: story.id, version: other.id) }
            }
            let verbs = try await desk.store.read { try SourceEvent.history(of: first.source, from: $0) }.map(\.verb)
            #expect(verbs == [.capture, .attach, .capture, .attach, .detach])
        }
    }

    @Test("the check reads a version from the archive, and says whose words they are", arguments: TestEngine.available)
    func checking(engine: TestEngine) async throws {
        try await ArchiveDesk.open(engine) { desk in
            let story = try await desk.store.published("slipway", desk.room.content())
            try await desk.archive.add(meeting(), kind: .minutes, by: "Ama Derricott", attachedTo: [story.id])
            let sources = try await desk.archive.checkable(attachedTo: story.id)
            let results = QuotationChecker().check(
                [
                    QuotationRequest(id: "1", text: "We will not close the slipway – not this year", speaker: "Verity Crome"),
                    QuotationRequest(id: "2", text: "We will not close the slipway – not this year", speaker: "Åsa Bruun"),
                    QuotationRequest(id: "3", text: "We will close the slipway", speaker: "Verity Crome"),
                ], against: sources)
            #expect(results.map(\.verdict) == [.verbatim, .misattributed, .altered])
        }
    }

    @Test("the whole archive is the newest version of every source, in pages", arguments: TestEngine.available)
    func everything(engine: TestEngine) async throws {
        try await ArchiveDesk.open(engine) { desk in
            var newest: [String] = []
            for number in 0..<12 {
                var capture = meeting("Meeting \(number)")
                // Some are mapped, some are too small for it.
                if number.isMultiple(of: 3) { capture.text += String(repeating: "\nAnd so on and so forth.", count: 400) }
                let version = try await desk.archive.add(capture, kind: .minutes, by: "Ama Derricott")
                newest.append(version.id.description)
                guard number.isMultiple(of: 5) else { continue }
                newest[number] = try await desk.archive.add(capture, to: version.source, by: "Bo Tregear").id.description
            }
            let everything = try await desk.archive.everything(inPagesOf: 5)
            #expect(Set(everything.map(\.id)) == Set(newest))
            #expect(everything.count == 12)
        }
    }

    @Test("a tampered or missing file is found, and its source is broken for the check", arguments: TestEngine.available)
    func verifying(engine: TestEngine) async throws {
        try await ArchiveDesk.open(engine) { desk in
            let story = try await desk.store.published("slipway", desk.room.content())
            var capture = meeting()
            capture.original = Array("<p>the page</p>".utf8)
            let version = try await desk.archive.add(
                capture, kind: .minutes, by: "Ama Derricott", attachedTo: [story.id])
            #expect(try await desk.archive.verify().faults == [])
            #expect(try await desk.archive.verify().versions == 1)
            for path in try desk.objects() {
                var bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
                bytes[0] ^= 1
                try Data(bytes).write(to: URL(filePath: path))
            }
            let faults = try await desk.archive.verify().faults
            #expect(faults.map(\.part) == [.original, .text])
            #expect(faults.map(\.what) == [.changed, .changed])
            #expect(faults.allSatisfy { $0.version == version.id })
            #expect(try await desk.archive.checkable(attachedTo: story.id).map(\.isIntact) == [false])
            for path in try desk.objects() { try FileManager.default.removeItem(atPath: path) }
            #expect(try await desk.archive.verify().faults.map(\.what) == [.missing, .missing])
            #expect(try await desk.archive.checkable(attachedTo: story.id).map(\.isIntact) == [false])
        }
    }

    @Test("a source without a title or without text is refused")
    func refused() async throws {
        try await ArchiveDesk.open(.sqlite) { desk in
            await #expect(throws: SourceError.emptyTitle) {
                try await desk.archive.add(meeting(" \n"), kind: .minutes, by: "Ama Derricott")
            }
            var empty = meeting()
            empty.text = " \u{0}\n"
            await #expect(throws: SourceError.emptyText) {
                try await desk.archive.add(empty, kind: .minutes, by: "Ama Derricott")
            }
            let kept = try await desk.store.read { try Editorial.Source.list(from: $0) }
            #expect(kept.isEmpty)
        }
    }
}
