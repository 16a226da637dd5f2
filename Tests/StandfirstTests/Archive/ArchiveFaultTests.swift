import Editorial
import Foundation
import PropertyTesting
@testable import Standfirst
import Storage
import StorageTesting
import SystemPackage
import Testing
@testable import Transfer

@Suite("Archives that are not to be trusted")
struct ArchiveFaultTests {
    /// A file of an archive.
    typealias Member = (name: String, bytes: [UInt8])

    /// The archive of a small paper.
    private static func sample(_ generator: inout SeededGenerator) async throws -> [UInt8] {
        var random = generator
        var archive: [UInt8] = []
        try await ArchivedPaper.open(.sqlite, migrating: true) { paper in
            try await paper.fill(&random, stories: 3)
            archive = try await paper.archive()
        }
        generator = random
        return archive
    }

    private static func members(of archive: [UInt8]) async throws -> [Member] {
        try await ArchivedPaper.inFolder { folder in
            let path = folder.appending("a.tar")
            try Data(archive).write(to: URL(filePath: path.string))
            let file = try FileDescriptor.open(path, .readOnly)
            return try file.closeAfter {
                var tar = try TarReader(file)
                var members: [Member] = []
                while let header = try tar.next() { members.append((header.name, try tar.rest())) }
                return members
            }
        }
    }

    /// Puts files together as an archive, with checksums that fit.
    private static func archive(of members: [Member]) -> [UInt8] {
        var bytes: [UInt8] = []
        var sums = ""
        for (name, content) in members where name != ArchiveLayout.sums {
            append(name, content, to: &bytes)
            sums += "\(Checksum.digits(of: content))  \(name)\n"
        }
        append(ArchiveLayout.sums, Array(sums.utf8), to: &bytes)
        return bytes + TarHeader.end
    }

    private static func append(_ name: String, _ content: [UInt8], to bytes: inout [UInt8]) {
        bytes += TarHeader(name: name, size: content.count).bytes + content
        bytes += [UInt8](repeating: 0, count: TarHeader.padding(after: content.count))
    }

    /// Takes an archive in that may be anything: it is refused and the place stays empty, or what is in the place then is
    /// what the archive says.
    private static func tryOut(_ archive: [UInt8], _ why: String) async throws -> (any Error)? {
        try await ArchivedPaper.inFolder { folder in
            let path = folder.appending("a.tar")
            try Data(archive).write(to: URL(filePath: path.string))
            let reader = try ArchiveReader(path: path)
            defer { reader.close() }
            do {
                _ = try await reader.verify()
            } catch {
                #expect(error is ArchiveError, "\(why): \(error)")
                return error
            }
            var refusal: (any Error)?
            try await ArchivedPaper.open(.sqlite) { paper in
                do {
                    try await paper.take(path)
                    let again = try await members(of: paper.archive())
                    let given = try await members(of: archive)
                    let isSame = again.map(\.name) == given.map(\.name)
                        && zip(again, given).dropFirst().allSatisfy { $0.name == ArchiveLayout.sums || $0.bytes == $1.bytes }
                    #expect(isSame, "\(why): it was taken in as something else")
                } catch {
                    #expect(error is ArchiveError || error is StorageError || error is DecodingError, "\(why): \(error)")
                    refusal = error
                    let isEmpty = try await paper.isEmpty
                    #expect(isEmpty, "\(why)")
                }
            }
            return refusal
        }
    }

    @Test("wherever an archive is cut off or a bit of it is flipped, it is refused")
    func damage() async throws {
        var generator = SeededGenerator()
        let archive = try await Self.sample(&generator)
        for round in 0..<150 {
            var damaged = archive
            let place = Int.random(in: 0..<archive.count, using: &generator)
            if round % 3 == 0 {
                damaged.removeLast(archive.count - place)
            } else {
                damaged[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            }
            let refusal = try await Self.tryOut(damaged, "\(generator) round \(round)")
            #expect(refusal is ArchiveError, "\(generator) round \(round): byte \(place)")
        }
        #expect(try await Self.tryOut(archive, "as it was") == nil)
        #expect(try await Self.tryOut(archive + [0], "a byte more") != nil)
    }

    @Test("an archive that was changed and sealed anew is refused, or comes in as exactly what it says")
    func forged() async throws {
        var generator = SeededGenerator()
        let members = try await Self.members(of: try await Self.sample(&generator))
        #expect(try await Self.tryOut(Self.archive(of: members), "unchanged") == nil)
        var takenIn = 0
        for round in 0..<120 {
            var forged = members
            let index = Int.random(in: 0..<(members.count - 1), using: &generator)
            switch round % 6 {
            case 0: forged.remove(at: index)
            case 1: forged.insert(members[index], at: index)
            case 2: forged.swapAt(index, (index + 1) % (members.count - 1))
            case 3: forged[index].bytes = Self.mutated(members[index].bytes, &generator)
            case 4: forged[index].bytes = Self.shuffledLines(members[index].bytes, &generator)
            default:
                // A letter for another, in what is text anyway: the likeliest to be let through.
                let rows = members.indices.filter { members[$0].name.hasPrefix("tables/revision") || members[$0].name.hasPrefix("tables/import") }
                let chosen = generator.pick(rows)
                forged[chosen].bytes = Self.withOtherLetter(members[chosen].bytes, &generator)
            }
            if try await Self.tryOut(Self.archive(of: forged), "\(generator) round \(round)") == nil { takenIn += 1 }
        }
        // Else the half of the property that matters most would have been tested by nothing.
        #expect(takenIn > 0, "\(generator)")
    }

    private static func mutated(_ bytes: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
        guard !bytes.isEmpty else { return [0] }
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
            case 1: bytes.remove(at: place)
            case 2: bytes.insert(generator.pick(Array("\"\\{}[],:0123456789-nul\n\u{0}".utf8)), at: place)
            default: bytes.removeLast(bytes.count - place)
            }
        }
        return bytes
    }

    private static func shuffledLines(_ bytes: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
        Array(bytes.split(separator: UInt8(ascii: "\n")).shuffled(using: &generator).map { Array($0) + [UInt8(ascii: "\n")] }.joined())
    }

    private static func withOtherLetter(_ bytes: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        let letters = bytes.indices.filter { bytes[$0] == UInt8(ascii: "Z") || bytes[$0] == UInt8(ascii: "a") }
        if let place = letters.randomElement(using: &generator) { bytes[place] = UInt8(ascii: "e") }
        return bytes
    }

    @Test("names that lead elsewhere, sizes that can't be, and what nobody knows are refused with the place")
    func hostile() async throws {
        var generator = SeededGenerator()
        let members = try await Self.members(of: try await Self.sample(&generator))
        let look = try #require(members.firstIndex { $0.name.hasPrefix("look/") })
        func refusal(_ change: (inout [Member]) -> Void) async throws -> String {
            var forged = members
            change(&forged)
            return try await Self.tryOut(Self.archive(of: forged), "hostile").map { "\($0)" } ?? "taken in"
        }
        for name in ["look/../../etc/passwd", "look//x", "look/./x", "look/a\nb", "look/", "look/..\\x"] {
            #expect(try await refusal { $0.insert((name, [1]), at: look) }.contains("damaged"), "\(name)")
        }
        let inFile: [Member] = [("look/a", [1]), ("look/a.b", [1]), ("look/a/c", [1])]
        let twice = try await refusal { $0.insert(contentsOf: inFile, at: look) }
        #expect(twice.contains("its folder is a file"))
        for name in ["/etc/passwd", "../x", "tables/unknown/000001.jsonl", "objects/zz/1", "archive.json"] {
            #expect(try await refusal { $0.insert((name, [1]), at: look) }.contains("damaged"), "\(name)")
        }
        func manifest(_ old: String, _ new: String) async throws -> String {
            try await refusal { forged in
                let text = String(decoding: forged[0].bytes, as: UTF8.self)
                #expect(text.contains(old))
                forged[0].bytes = Array(text.replacing(old, with: new, maxReplacements: 1).utf8)
            }
        }
        #expect(try await manifest("\"version\" : 1", "\"version\" : 2").contains("format 2"))
        #expect(try await manifest("\"schema\" : \(Schema.migrations.count)", "\"schema\" : 9999").contains("newer Standfirst"))
        #expect(try await manifest("\"name\" : \"comment\"", "\"name\" : \"commend\"").contains("damaged"))
        #expect(try await manifest("\"author_email\"", "\"author_emaiL\"").contains("damaged"))
        #expect(try await manifest("standfirst-archive", "other-archive").contains("no archive"))
        // Sizes: what the header says is more than the file has.
        var huge = Self.archive(of: members)
        huge.replaceSubrange(0..<512, with: TarHeader(name: "archive.json", size: 0o7777777777).bytes)
        let why = try await Self.tryOut(huge, "huge")
        #expect("\(why!)".contains("ends before that"))
    }

    @Test("checksums that are longer than they can be are refused before they are read")
    func hugeChecksums() async throws {
        var generator = SeededGenerator()
        let members = try await Self.members(of: try await Self.sample(&generator)).filter { $0.name != ArchiveLayout.sums }
        for size in [1 << 20, 1 << 32] {
            var archive: [UInt8] = []
            for (name, content) in members { Self.append(name, content, to: &archive) }
            archive += TarHeader(name: ArchiveLayout.sums, size: size).bytes
            let bytes = archive
            try await ArchivedPaper.inFolder { folder in
                let path = folder.appending("a.tar")
                try Data(bytes).write(to: URL(filePath: path.string))
                // Nothing but a hole, which takes no room on the disk and all of it in memory.
                #expect(truncate(path.string, off_t(bytes.count + size + TarHeader.end.count)) == 0)
                let reader = try ArchiveReader(path: path)
                defer { reader.close() }
                let refusal = await #expect(throws: ArchiveError.self) { try await reader.verify() }
                #expect(refusal.map { "\($0)".contains("damaged at SHA256SUMS: it has \(size) bytes") } == true)
                #expect(throws: ArchiveError.self) { try reader.objectsNamed() }
            }
        }
    }

    @Test("an archive goes into an empty publication only", arguments: TestEngine.available)
    func notEmpty(engine: TestEngine) async throws {
        var generator = SeededGenerator()
        let archive = try await Self.sample(&generator)
        try await ArchivedPaper.open(engine, migrating: true) { paper in
            try await paper.take(archive)
            await #expect(throws: ArchiveError.notEmpty(what: "“The Saltreath Lantern” is kept here")) {
                try await paper.take(archive)
            }
            #expect(try await paper.archive() == archive)
        }
        try await ArchivedPaper.open(engine) { paper in
            try FileManager.default.createDirectory(atPath: paper.folder.string + "/look", withIntermediateDirectories: true)
            try Data("other".utf8).write(to: URL(filePath: paper.folder.string + "/look/custom.css"))
            await #expect(throws: ArchiveError.notEmpty(what: "the data folder has another look in it")) {
                try await paper.take(archive)
            }
            #expect(try await paper.isEmpty)
        }
    }

    @Test("a file that is there is not written over, and one that can't be written leaves nothing")
    func output() async throws {
        try await ArchivedPaper.inFolder { folder in
            let file = folder.appending("a.tar")
            try Data("mine".utf8).write(to: URL(filePath: file.string))
            #expect(throws: ArchiveError.exists(path: file.string)) { try ArchiveOutput.file(file, overwriting: false) }
            try await ArchivedPaper.open(.sqlite, migrating: true) { paper in
                // There is no publication yet.
                await #expect(throws: PublicationError.notSetUp) {
                    try await paper.export.run(to: .file(file, overwriting: true))
                }
            }
            #expect(try String(contentsOf: URL(filePath: file.string), encoding: .utf8) == "mine")
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.string) == ["a.tar"])
        }
    }
}
