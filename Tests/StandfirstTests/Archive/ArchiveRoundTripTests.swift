import Editorial
import Foundation
import Markup
import PropertyTesting
@testable import Standfirst
import Storage
import StorageTesting
import SystemPackage
import Testing
@testable import Transfer

// One at a time: a test that has one database and waits for another must not meet its like.
@Suite("Archives, out and in", .serialized)
struct ArchiveRoundTripTests {
    /// From each engine to each.
    static let ways = TestEngine.available.flatMap { from in TestEngine.available.map { (from, $0) } }

    @Test("what goes out comes in: the archive of the copy is the same, byte by byte", arguments: ways)
    func roundTrip(from: TestEngine, to: TestEngine) async throws {
        var generator = SeededGenerator()
        try await ArchivedPaper.open(from, migrating: true) { paper in
            try await paper.fill(&generator)
            let archive = try await paper.archive()
            #expect(try await paper.archive("again.tar") == archive, "\(generator)")
            try await ArchivedPaper.open(to) { copy in
                let report = try await copy.take(archive)
                #expect(report.missing.isEmpty && report.sealed == 1)
                #expect(try await copy.archive() == archive, "\(generator)")
                try await check(copy, against: paper)
            }
        }
    }

    /// That the copy works: it is searched, its source opens with the key, its versions can't be changed.
    private func check(_ copy: ArchivedPaper, against paper: ArchivedPaper) async throws {
        let calendar = try PublicationCalendar(timeZone: "UTC")
        func found(in paper: ArchivedPaper) async throws -> [String] {
            try await paper.store.read { connection in
                try StorySearch(text: "wall held").page(at: ArchivedPaper.morning, calendar, from: connection)
                    .hits.map(\.teaser.headline)
            }
        }
        let hits = try await found(in: paper)
        #expect(!hits.isEmpty)
        #expect(try await found(in: copy) == hits)
        let css = try String(contentsOf: URL(filePath: copy.folder.string + "/look/custom.css"), encoding: .utf8)
        #expect(css == "/* the look */")
        let ids = try await copy.store.read { connection in
            try connection.rows("SELECT id FROM source_version ORDER BY id").map { try $0.get("id", as: SourceVersion.ID.self) }
        }
        let open = SourceArchive(store: copy.store, objects: copy.objects, key: try SourceKey(parsing: ArchivedPaper.key))
        var texts: [String] = []
        for id in ids { texts.append(try await open.read(id).text) }
        #expect(texts.contains(ArchivedPaper.secret))
        await #expect(throws: StorageError.self) {
            try await copy.store.write { try $0.run("UPDATE source_version SET number = 9") }
        }
        // The job that was leased waits to be begun again.
        let jobs = try await copy.store.write { connection in
            try JobQueue().lease(
                kinds: ["test"], worker: "other", count: 10, now: ArchivedPaper.morning.advanced(bySeconds: 86_400), on: connection)
        }
        #expect(jobs.count == 3)
    }

    @Test("large tables stand in parts, and large objects pass in pieces", arguments: TestEngine.available)
    func large(engine: TestEngine) async throws {
        var generator = SeededGenerator()
        try await ArchivedPaper.open(engine, migrating: true) { paper in
            try await paper.fill(&generator, stories: 1)
            let bytes = [UInt8](unsafeUninitializedCapacity: 9 << 20) { buffer, count in
                for index in buffer.indices { buffer[index] = UInt8(truncatingIfNeeded: index >> 8 ^ index) }
                count = buffer.count
            }
            let object = try await paper.objects.keep(bytes)
            let rows: [[SQLValue]] = (0..<5).map { number in
                [.text("large"), .text("story"), .text("\(number)"), .text(String(repeating: "é\n", count: 500_000))]
            }
            try await paper.store.write { connection in
                try connection.insertMedia(
                    Media(
                        id: Media.ID(at: ArchivedPaper.morning), kind: .video, original: object, type: "video/mp4",
                        fileName: "tide.mp4", createdAt: ArchivedPaper.morning))
                try connection.insert(rows, into: try TableShape.read("import_record", from: connection))
            }
            let archive = try await paper.archive()
            // Two rows of 2 MiB fill a part.
            for part in 1...3 {
                let name = Data(ArchiveLayout.part(part, of: "import_record").utf8)
                #expect(Data(archive).range(of: name) != nil)
            }
            try await ArchivedPaper.open(.sqlite) { copy in
                try await copy.take(archive)
                #expect(try await copy.archive() == archive, "\(generator)")
                #expect(try await copy.objects.bytes(of: object, in: 0..<bytes.count) == bytes)
            }
        }
    }

    @Test("an archive holds nothing of a confidential source in the clear")
    func sealed() async throws {
        var generator = SeededGenerator()
        try await ArchivedPaper.open(.sqlite, migrating: true) { paper in
            try await paper.fill(&generator)
            let archive = try await paper.archive()
            #expect(Data(archive).range(of: Data(ArchivedPaper.secret.utf8)) == nil)
            #expect(Data(archive).range(of: Data("The tide was early".utf8)) != nil)
        }
    }

    @Test("an archive of an older program is taken in, and brought up to this one", arguments: TestEngine.available)
    func olderSchema(engine: TestEngine) async throws {
        // Before there were access tokens.
        let older = Array(Schema.migrations.prefix { $0.name != "access tokens" })
        try await ArchivedPaper.open(.sqlite) { paper in
            try await Migrator.migrate(paper.store, older)
            try await paper.store.write { connection in
                let publication = Publication(name: "Old", language: .english, timeZone: "UTC", baseURL: "https://old.example")
                try publication.save(in: connection)
                let content = StoryContent(
                    headline: "Old wall", standfirst: nil, body: Body(blocks: []), bylines: [], sections: [], topics: [], related: [])
                try StoryDesk(connection, by: "Ama", at: ArchivedPaper.morning).create(.news, slug: Slug(of: "old"), content)
            }
            let archive = try await paper.archive()
            try await ArchivedPaper.open(engine) { copy in
                let report = try await copy.take(archive)
                #expect(report.schema == older.count)
                #expect(try await Migrator.current(copy.store) == Schema.migrations.count)
                #expect(try await copy.store.read { try Publication.read(from: $0).name } == "Old")
            }
            try await ArchivedPaper.open(engine, migrating: true) { copy in
                await #expect(throws: ArchiveError.olderSchema(found: older.count, database: Schema.migrations.count)) {
                    try await copy.take(archive)
                }
            }
        }
    }

    @Test("an object that is missing or was changed is named, and the archive is still whole", arguments: TestEngine.available)
    func missingObject(engine: TestEngine) async throws {
        var generator = SeededGenerator()
        try await ArchivedPaper.open(engine, migrating: true) { paper in
            try await paper.fill(&generator)
            let originals = try await paper.store.read { connection in
                try connection.rows("SELECT DISTINCT original FROM media WHERE original IS NOT NULL ORDER BY original")
                    .map { try $0.get("original", as: ContentHash.self) }
            }
            let lost = try #require(originals.first)
            let changed = try #require(originals.last)
            func path(_ hash: ContentHash) -> String {
                "\(paper.folder)/media/\(hash.description.prefix(2))/\(hash.description.dropFirst(2))"
            }
            try FileManager.default.removeItem(atPath: path(lost))
            try Data("other".utf8).write(to: URL(filePath: path(changed)))
            let archive = try await paper.archive()
            try await ArchivedPaper.open(engine) { copy in
                let report = try await copy.take(archive)
                #expect(Set(report.missing) == [lost, changed])
                #expect(try await copy.archive() == archive)
            }
            try await ArchivedPaper.inFolder { folder in
                let backups = BackupFolder(path: folder)
                let report = try await backups.add(paper.export, settings: nil, keeping: nil, at: ArchivedPaper.morning)
                let reader = try ArchiveReader(path: FilePath(report.file))
                let verified = try await reader.verify()
                #expect(Set(verified.report.missing) == [lost, changed])
                reader.close()
            }
        }
    }

    @Test("a backup comes back on each engine, with the settings but without secrets", arguments: ways)
    func backup(from: TestEngine, to: TestEngine) async throws {
        var generator = SeededGenerator()
        try await ArchivedPaper.open(from, migrating: true) { paper in
            try await paper.fill(&generator)
            try await ArchivedPaper.inFolder { folder in
                let settings = #"{"cache": {"memory": 64}, "objects": {"secretKey": "s", "bucket": "b"}, "proxy": "http://u:p@h/"}"#
                let report = try await BackupFolder(path: folder).add(
                    paper.export, settings: Array(settings.utf8), keeping: 3, at: ArchivedPaper.morning)
                #expect(report.settingsLeftOut == ["objects.secretKey", "proxy"])
                #expect(report.file.hasSuffix("/standfirst-2026-03-10T090000Z.tar"))
                try await ArchivedPaper.open(to) { copy in
                    try await copy.take(FilePath(report.file))
                    #expect(try await copy.archive() == paper.archive())
                    let data = try Data(contentsOf: URL(filePath: copy.folder.string + "/standfirst.json"))
                    let kept = try #require(try JSONSerialization.jsonObject(with: data) as? NSDictionary)
                    #expect(kept == ["cache": ["memory": 64], "objects": ["bucket": "b"]] as NSDictionary)
                }
            }
        }
    }

    @Test("rotation keeps as many backups as it should, and every object that one of them needs")
    func rotation() async throws {
        var generator = SeededGenerator()
        try await ArchivedPaper.open(.sqlite, migrating: true) { paper in
            try await paper.fill(&generator)
            try await ArchivedPaper.inFolder { folder in
                let backups = BackupFolder(path: folder)
                // As a backup that was killed leaves them.
                try Data("half".utf8).write(to: URL(filePath: folder.string + "/.standfirst-x.tar.12345678.unfinished"))
                var gone: ContentHash?
                for day in 0..<4 as Range<Int64> {
                    if day == 1 {
                        gone = try await paper.store.write { connection in
                            let hash: ContentHash? = try connection.value("SELECT MIN(original) FROM media")
                            try connection.run("UPDATE media SET original = NULL WHERE original = \(hash)")
                            return hash
                        }
                    }
                    let report = try await backups.add(
                        paper.export, settings: nil, keeping: 2, at: ArchivedPaper.morning.advanced(bySeconds: day * 86_400))
                    #expect(report.removed.count == (day < 2 ? 0 : 1))
                    let isHeld = try await backups.pool.holds(try #require(gone ?? ContentHash(String(repeating: "0", count: 64))))
                    #expect(isHeld == (day == 1))
                    for backup in try backups.backups() {
                        let reader = try ArchiveReader(path: backup)
                        _ = try await reader.verify()
                        reader.close()
                    }
                }
                #expect(try backups.backups().count == 2)
                #expect(try FileManager.default.contentsOfDirectory(atPath: folder.string).count == 4)
            }
        }
    }
}
