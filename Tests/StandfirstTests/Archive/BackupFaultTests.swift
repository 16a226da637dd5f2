import Editorial
import Foundation
import PropertyTesting
@testable import Standfirst
import Storage
import StorageTesting
import SystemPackage
import Testing
@testable import Transfer

@Suite("Backups in a folder that is not as it should be", .serialized)
struct BackupFaultTests {
    /// A backup of a small paper, and the objects that its media name.
    private struct Made: Sendable {
        let paper: ArchivedPaper
        let backups: BackupFolder
        let file: FilePath
        let objects: [ContentHash]

        func path(_ hash: ContentHash) -> String {
            "\(backups.path)/objects/\(hash.description.prefix(2))/\(hash.description.dropFirst(2))"
        }

        func bytes(_ hash: ContentHash) throws -> Data { try Data(contentsOf: URL(filePath: path(hash))) }

        func write(_ bytes: Data, to hash: ContentHash) throws { try bytes.write(to: URL(filePath: path(hash))) }

        /// - Parameter day: After the first backup's.
        func again(day: Int64, hashing: Bool = false, keeping: Int? = nil) async throws -> BackupFolder.Report {
            try await backups.add(
                paper.export, settings: nil, keeping: keeping, hashing: hashing,
                at: ArchivedPaper.morning.advanced(bySeconds: day * 86_400))
        }

        func verified(_ file: FilePath? = nil) async throws -> ArchiveReport {
            let reader = try ArchiveReader(path: file ?? self.file)
            defer { reader.close() }
            return try await reader.verify().report
        }
    }

    private static func make(_ test: (Made) async throws -> Void) async throws {
        var generator = SeededGenerator()
        try await ArchivedPaper.open(.sqlite, migrating: true) { paper in
            try await paper.fill(&generator, stories: 2)
            var objects: [ContentHash] = []
            for text in ["tide tables", "harbour dues"] {
                let object = try await paper.objects.keep(Array(text.utf8))
                objects.append(object)
                try await paper.store.write { connection in
                    try connection.insertMedia(
                        Media(
                            id: Media.ID(at: ArchivedPaper.morning), kind: .document, original: object, type: "text/plain",
                            fileName: "\(text).txt", byteCount: text.utf8.count, createdAt: ArchivedPaper.morning))
                }
            }
            try await ArchivedPaper.inFolder { [objects] folder in
                let backups = BackupFolder(path: folder)
                let report = try await backups.add(paper.export, settings: nil, keeping: nil, at: ArchivedPaper.morning)
                try await test(Made(paper: paper, backups: backups, file: FilePath(report.file), objects: objects))
            }
        }
    }

    @Test("what a backup's folder has lost or spoilt is named, and everything else comes back", arguments: TestEngine.available)
    func restoring(engine: TestEngine) async throws {
        try await Self.make { made in
            try made.write(made.bytes(made.objects[0]) + [0], to: made.objects[0])
            try FileManager.default.removeItem(atPath: made.path(made.objects[1]))
            let bad = Set(made.objects)
            #expect(try await Set(made.verified().damaged) == bad)
            try await ArchivedPaper.open(engine) { copy in
                let report = try await copy.take(made.file)
                #expect(Set(report.damaged) == bad)
                #expect(report.missing.isEmpty)
                let stories = try await copy.store.read { try $0.value("SELECT COUNT(*) FROM story", as: Int.self) }
                #expect(stories == 2)
                // An archive of the copy says what it lacks, and has all else.
                let again = try await copy.export.run(to: .file(copy.folder.appending("a.tar"), overwriting: true))
                #expect(Set(again.missing) == bad)
                #expect(again.objects == report.objects)
            }
        }
    }

    @Test("a backup without its folder of objects is refused, and says how to take the rest")
    func withoutPool() async throws {
        try await Self.make { made in
            let objects = made.backups.path.appending("objects").string
            try FileManager.default.removeItem(atPath: objects)
            try await ArchivedPaper.open(.sqlite) { copy in
                await #expect(throws: ArchiveError.noPool(folder: objects)) { try await copy.take(made.file) }
                #expect(try await copy.isEmpty)
                try FileManager.default.createDirectory(atPath: objects, withIntermediateDirectories: true)
                let report = try await copy.take(made.file)
                #expect(report.objects == 0)
                #expect(!report.damaged.isEmpty)
            }
        }
    }

    @Test("the next backup replaces an object of another size, and one that was only changed when it is told to read")
    func replacing() async throws {
        try await Self.make { made in
            let sound = try made.bytes(made.objects[0])
            try made.write(sound + [0], to: made.objects[0])
            let grown = try await made.again(day: 1)
            #expect(grown.archive.missing.isEmpty)
            #expect(try made.bytes(made.objects[0]) == sound)
            try made.write(Data(sound.dropLast()) + [0], to: made.objects[0])
            _ = try await made.again(day: 2)
            #expect(try await made.verified().damaged == [made.objects[0]])
            _ = try await made.again(day: 3, hashing: true)
            for backup in try made.backups.backups() { #expect(try await made.verified(backup).damaged.isEmpty) }
        }
    }

    @Test("an object that both the pool and the newspaper have lost is missing from the next backup")
    func lostTwice() async throws {
        try await Self.make { made in
            try made.write(Data("x".utf8), to: made.objects[1])
            let hash = made.objects[1].description
            try FileManager.default.removeItem(atPath: "\(made.paper.folder)/media/\(hash.prefix(2))/\(hash.dropFirst(2))")
            #expect(try await made.again(day: 1).archive.missing == [made.objects[1]])
        }
    }

    @Test("backups from a clock that was ahead are named and don't count, and the one just made stays")
    func ahead() async throws {
        try await Self.make { made in
            let future = try await made.again(day: 400)
            let own = made.backups.path.appending("standfirst-before-the-move.tar").string
            try FileManager.default.copyItem(atPath: made.file.string, toPath: own)
            for day in 1...3 as ClosedRange<Int64> {
                let report = try await made.again(day: day, keeping: 1)
                #expect(report.ahead == [future.file])
                #expect(report.removed.count == 1)
                #expect(report.faults.isEmpty)
                #expect(try Set(made.backups.backups().map(\.string)) == [report.file, future.file, own])
                let now = ArchivedPaper.morning.advanced(bySeconds: day * 86_400)
                #expect(try made.backups.newest(at: now)?.string == report.file)
            }
        }
    }

    @Test("an old backup that can't be read is named, the new one is made, and no object is taken away")
    func unreadable() async throws {
        try await Self.make { made in
            let broken = try await made.again(day: 1)
            try Data("no tar".utf8).write(to: URL(filePath: broken.file))
            try await made.paper.store.write { connection in
                try connection.run("UPDATE media SET original = NULL WHERE original = \(made.objects[0])")
            }
            let report = try await made.again(day: 2, keeping: 2)
            #expect(report.removed == [made.file.string])
            #expect(report.faults.count == 1)
            #expect(report.faults.first?.contains(broken.file) == true)
            #expect(FileManager.default.fileExists(atPath: made.path(made.objects[0])))
            // It goes in its turn, and then the objects do.
            let next = try await made.again(day: 3, keeping: 2)
            #expect(next.removed == [broken.file])
            #expect(next.faults.isEmpty)
            #expect(!FileManager.default.fileExists(atPath: made.path(made.objects[0])))
        }
    }
}
