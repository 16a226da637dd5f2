import Editorial
import Foundation
import QuotationCheck
import Storage
import StorageTesting
import SystemPackage
import Testing

@Suite("Confidential sources")
struct ConfidentialSourceTests {
    private static let secret = "They told me to lose the book"

    private func notes() -> SourceCapture {
        .typed(
            "NURSE PELLOW: \(Self.secret).\n\nNADIA SORREL: Who did?",
            details: SourceDetails(
                title: "Interview with Tilly Pellow", author: "Nadia Sorrel", address: "https://drop.example/pellow",
                fileName: "pellow.txt"))
    }

    @Test("a confidential source opens with its key, and only with it", arguments: TestEngine.available)
    func key(engine: TestEngine) async throws {
        try await ArchiveDesk.open(engine) { desk in
            let version = try await desk.archive.add(
                notes(), kind: .interview, visibility: .confidential, by: "Nadia Sorrel")
            let reading = try await desk.archive.read(version.id)
            #expect(reading.text == notes().text)
            #expect(reading.turns.map(\.speaker) == ["NURSE PELLOW", "NADIA SORREL"])
            #expect(reading.version == version)
            #expect(try await desk.archive.original(of: version) == notes().original)
            await #expect(throws: SourceKeyError.missing) {
                try await desk.archive(key: nil).read(version.id)
            }
            let wrong = try desk.archive(key: ArchiveDesk.otherKey)
            await #expect {
                try await wrong.read(version.id)
            } throws: { error in
                guard case SourceKeyError.wrong = error else { return false }
                return true
            }
            await #expect(throws: SourceKeyError.missing) {
                try await desk.archive(key: nil)
                    .add(notes(), kind: .interview, visibility: .confidential, by: "Nadia Sorrel")
            }
        }
    }

    @Test("nothing of a confidential source stands anywhere in the clear")
    func atRest() async throws {
        let folder = FilePath(NSTemporaryDirectory()).appending("standfirst-test-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(atPath: folder.string) }
        try await TestEngine.sqlite.withDatabase { database in
            let store = try await database.open()
            try await Migrator.migrate(store, Newsroom.migrations)
            let archive = SourceArchive(
                store: store, objects: FolderObjectStore(root: folder), key: try SourceKey(parsing: ArchiveDesk.key))
            let first = try await archive.add(notes(), kind: .interview, visibility: .confidential, by: "Nadia Sorrel")
            try await archive.add(notes(), to: first.source, by: "Nadia Sorrel")
            await store.close()
            let places = try files(under: folder.string)
                + files(under: URL(filePath: database.location).deletingLastPathComponent().path)
            #expect(places.count >= 5)
            for path in places {
                let bytes = try Data(contentsOf: URL(filePath: path))
                for word in [Self.secret, "lose the book", "Pellow", "PELLOW", "pellow", "drop.example"] {
                    #expect(bytes.range(of: Data(word.utf8)) == nil, "\(word) stands in \(path)")
                }
            }
        }
    }

    @Test("without the key nothing but positions is known of one", arguments: TestEngine.available)
    func closed(engine: TestEngine) async throws {
        try await ArchiveDesk.open(engine) { desk in
            let version = try await desk.archive.add(
                notes(), kind: .interview, visibility: .confidential, by: "Nadia Sorrel")
            let (found, turns) = try await desk.store.read { connection in
                (try SourceVersion.find(version.id, from: connection), try SourceTurn.list(of: version.id, from: connection))
            }
            #expect(found.isSealed)
            #expect(found.details == .sealed)
            #expect(found.text.hash == nil)
            #expect(found.original.hash == nil)
            #expect(turns == [])
            #expect(try await desk.archive.opened(found) == version)
            #expect(try await desk.archive.everything().isEmpty)
            #expect(try await desk.archive.everything(includingConfidential: true).map(\.id) == [version.id.description])
            let subject = try await desk.desk { try $0.add(.person, named: "Tilly Pellow") }
            await #expect(throws: SourceError.namesSealed(version.id)) {
                try await desk.desk { try $0.tie(speaker: "Nurse Pellow", of: version.id, to: subject.id) }
            }
        }
    }

    @Test("what is confidential is never made public, nor what was public confidential", arguments: TestEngine.available)
    func visibility(engine: TestEngine) async throws {
        try await ArchiveDesk.open(engine) { desk in
            let secret = try await desk.archive.add(
                notes(), kind: .interview, visibility: .confidential, by: "Nadia Sorrel")
            let open = try await desk.archive.add(notes(), kind: .interview, by: "Nadia Sorrel")
            await #expect(throws: SourceError.visibilityFixed(.confidential, .public)) {
                try await desk.desk { try $0.changeVisibility(of: secret.source, to: .public) }
            }
            await #expect(throws: SourceError.visibilityFixed(.public, .confidential)) {
                try await desk.desk { try $0.changeVisibility(of: open.source, to: .confidential) }
            }
            try await desk.desk { try $0.changeVisibility(of: open.source, to: .onRequest, note: "They asked.") }
            #expect(try await desk.store.read { try Editorial.Source.find(open.source, from: $0) }.visibility == .onRequest)
        }
    }

    @Test("a sealed part that was changed or put in another's place doesn't open", arguments: TestEngine.available)
    func tampering(engine: TestEngine) async throws {
        try await ArchiveDesk.open(engine) { desk in
            let version = try await desk.archive.add(
                notes(), kind: .interview, visibility: .confidential, by: "Nadia Sorrel")
            let original = path(of: version.original.object, in: desk.folder)
            let text = path(of: version.text.object, in: desk.folder)
            let sealedOriginal = try Data(contentsOf: URL(filePath: original))
            try sealedOriginal.write(to: URL(filePath: text))
            await #expect(throws: SourceKeyError.damaged) { try await desk.archive.read(version.id) }
            #expect(try await desk.archive.verify().faults.map(\.what) == [.changed])
            #expect(try await desk.archive(key: nil).verify().faults.map(\.what) == [.changed])
        }
    }

    @Test("verifying tells a key that is not the sources’ own", arguments: TestEngine.available)
    func verifyingWithAnotherKey(engine: TestEngine) async throws {
        try await ArchiveDesk.open(engine) { desk in
            try await desk.archive.add(notes(), kind: .interview, visibility: .confidential, by: "Nadia Sorrel")
            #expect(try await desk.archive.verify().faults == [])
            #expect(try await desk.archive(key: nil).verify().faults == [])
            #expect(try await desk.archive(key: ArchiveDesk.otherKey).verify().faults.map(\.what) == [.sealed, .sealed])
        }
    }

    @Test("a key is 64 hexadecimal digits or base64 of 32 bytes, and never prints itself")
    func keys() throws {
        let key = try SourceKey(parsing: " \(ArchiveDesk.key)\n")
        let bytes = stride(from: 0, to: 64, by: 2).map { index -> UInt8 in
            let digits = Array(ArchiveDesk.key)
            return UInt8(String(digits[index...index + 1]), radix: 16)!
        }
        #expect(try SourceKey(parsing: Data(bytes).base64EncodedString()).fingerprint == key.fingerprint)
        #expect(!"\(key)".contains("00112233"))
        #expect(try SourceKey(parsing: SourceKey.make()).fingerprint != key.fingerprint)
        for text in ["", "0011", ArchiveDesk.key + "00", "not a key at all"] {
            #expect(throws: SourceKeyError.malformed) { try SourceKey(parsing: text) }
        }
    }

    private func path(of object: ContentHash, in folder: FilePath) -> String {
        folder.appending(String(object.description.prefix(2))).appending(String(object.description.dropFirst(2))).string
    }

    private func files(under folder: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder).map { folder + "/" + $0 }.filter { path in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
        }
    }
}
