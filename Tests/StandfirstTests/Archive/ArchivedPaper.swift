import Editorial
import Foundation
import Markup
import Newsroom
import PropertyTesting
@testable import Standfirst
import Storage
import StorageTesting
import SystemPackage
@testable import Transfer

/// A publication in a folder and a database of its own, to take out and to fill.
struct ArchivedPaper: Sendable {
    let store: any Store
    let folder: FilePath

    /// 2026-03-10T09:00:00Z.
    static let morning = Timestamp(seconds: 1_773_133_200)
    static let key = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
    static let secret = "They told me to lose the book"

    var objects: FolderObjectStore { FolderObjectStore(root: folder.appending("media")) }

    /// Runs a test with an empty place.
    static func open(
        _ engine: TestEngine, migrating: Bool = false, _ test: (ArchivedPaper) async throws -> Void
    ) async throws {
        try await inFolder { folder in
            try await engine.withStore(migrating ? Schema.migrations : []) { store in
                try await test(ArchivedPaper(store: store, folder: folder))
            }
        }
    }

    static func inFolder<Value>(_ test: (FilePath) async throws -> Value) async throws -> Value {
        let folder = FilePath(NSTemporaryDirectory()).appending("archive-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder.string) }
        return try await test(folder)
    }

    var export: ArchiveExport {
        ArchiveExport(store: store, objects: objects, lookFolder: folder.appending("look"), program: "test")
    }

    /// Writes an archive and gives its bytes.
    func archive(_ name: String = "paper.tar") async throws -> [UInt8] {
        let file = folder.appending(name)
        _ = try await export.run(to: .file(file, overwriting: true))
        return [UInt8](try Data(contentsOf: URL(filePath: file.string)))
    }

    /// Takes in an archive.
    @discardableResult
    func take(_ archive: [UInt8], migrations: [Migration] = Schema.migrations) async throws -> ArchiveReport {
        let file = folder.appending("taken-\(UUID().uuidString).tar")
        try Data(archive).write(to: URL(filePath: file.string))
        return try await take(file, migrations: migrations)
    }

    @discardableResult
    func take(_ file: FilePath, migrations: [Migration] = Schema.migrations) async throws -> ArchiveReport {
        let reader = try ArchiveReader(path: file)
        defer { reader.close() }
        return try await ArchiveImport(store: store, objects: objects, folder: folder, migrations: migrations).run(reader)
    }

    /// Whether nothing is kept in the database.
    var isEmpty: Bool {
        get async throws {
            try await store.read { connection in
                guard try TableShape.names(from: connection).contains("setting") else { return true }
                return try ArchivedTables.shapes(from: connection).allSatisfy { try connection.count(of: $0) == 0 }
                    && connection.value("SELECT COUNT(*) FROM storage_search", as: Int.self) == 0
            }
        }
    }

    // MARK: What is in it

    /// Fills the place with some of everything.
    func fill(_ generator: inout SeededGenerator, stories: Int = 6) async throws {
        var random = generator
        let pictures = try await keepPictures(&random)
        let people = (0..<2).map { number in
            Person(id: Person.ID(at: Self.morning, using: &random), slug: Slug(of: "person \(number)"), name: "Ama \(number)")
        }
        let parent = Section(id: Section.ID(at: Self.morning.advanced(bySeconds: 9), using: &random), slug: Slug(of: "harbour"), name: "Harbour")
        // Made later, and yet with the smaller identifier: a row may stand before the one that it refers to.
        let child = Section(id: Section.ID(at: Self.morning, using: &random), slug: Slug(of: "boats"), name: "Boats", parent: parent.id)
        let contents = (0..<stories).map { number in
            var content = StoryContent(
                headline: "Headline \(number)", standfirst: Self.prose(&random),
                body: Body(blocks: [.paragraph([.text("The wall \(number) held. " + Self.prose(&random))])]),
                bylines: [Byline(person: people[number % 2].id)], sections: [child.id], topics: [], related: [])
            content.kicker = Self.prose(&random)
            return content
        }
        let rows: [[SQLValue]] = (0..<8).map { number in
            [.text("source \(number % 3)"), .text("story"), .text("\(number)"), .text(Self.text(&random))]
        }
        let payloads = (0..<3).map { _ in Self.bytes(&random) }
        try await store.write { connection in
            let publication = Publication(
                name: "The Saltreath Lantern", language: .english, timeZone: "Europe/London", baseURL: "https://lantern.example")
            try publication.save(in: connection)
            for person in people { try Person.create(person, in: connection) }
            try Section.create(parent, in: connection)
            try Section.create(child, in: connection)
            for media in pictures { try connection.insertMedia(media) }
            let desk = try StoryDesk(connection, by: "Ama", at: Self.morning)
            for (number, content) in contents.enumerated() {
                let story = try desk.create(.news, slug: Slug(of: "story \(number)"), content)
                switch number % 3 {
                case 0: try desk.publish(story.id)
                case 1: try desk.schedule(story.id, at: Self.morning.advanced(bySeconds: 86_400))
                default: break
                }
                let comments = [Comment(
                    id: Comment.ID(at: Self.morning), story: story.id, state: .approved, authorName: "Reader",
                    authorEmail: "reader@example.org", createdAt: Self.morning, body: Body(blocks: []))]
                try Comment.save(comments, in: connection)
            }
            try connection.insert(rows, into: try TableShape.read("import_record", from: connection))
            for payload in payloads {
                try JobQueue().enqueue("test", payload: payload, now: Self.morning, on: connection)
            }
            // A lease, of which only the job is carried.
            _ = try JobQueue().lease(kinds: ["test"], worker: "worker", count: 1, now: Self.morning, on: connection)
            var system = SystemRandomNumberGenerator()
            _ = try AccessToken.add("a program", at: Self.morning, random: &system, in: connection)
        }
        let archive = SourceArchive(store: store, objects: objects, key: try SourceKey(parsing: Self.key), clock: .fixed(Self.morning))
        let details = SourceDetails(title: "Interview", author: "Ama")
        try await archive.add(.typed("ANNA: The tide was early.", details: details), kind: .interview, by: "Ama")
        try await archive.add(.typed(Self.secret, details: details), kind: .interview, visibility: .confidential, by: "Ama")
        try write("/* the look */", to: "look/custom.css")
        try write("{}", to: "look/fonts/ä very long name \(String(repeating: "x", count: 90)).json")
        generator = random
    }

    private func write(_ text: String, to path: String) throws {
        let file = URL(filePath: folder.string + "/" + path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    private func keepPictures(_ generator: inout SeededGenerator) async throws -> [Media] {
        var media: [Media] = []
        for number in 0..<4 {
            let bytes = (0..<Int.random(in: 0...3000, using: &generator)).map { _ in UInt8.random(in: 0...255, using: &generator) }
            media.append(
                Media(
                    id: Media.ID(at: Self.morning, using: &generator), kind: .document,
                    original: number == 3 ? nil : try await objects.keep(bytes), type: "application/pdf", fileName: "\(number).pdf",
                    alt: Self.text(&generator), createdAt: Self.morning))
        }
        return media
    }

    /// Text with what formats trip over.
    static func text(_ generator: inout SeededGenerator) -> String {
        let pieces = ["\"", "\\", "\n", "\r", "\t", "\u{1}", "\u{1F}", "\u{7F}", "é", "\u{2028}", "سور", "🌊", "{", "}", ",", "null", " ", "a", "Z", "0"]
        return (0..<Int.random(in: 0...20, using: &generator)).map { _ in generator.pick(pieces) }.joined()
    }

    /// The same without quotation marks: what stands in them would have to be checked before it is published.
    private static func prose(_ generator: inout SeededGenerator) -> String {
        text(&generator).filter { $0 != "\"" }
    }

    static func bytes(_ generator: inout SeededGenerator) -> [UInt8] {
        let counts = [0, 1, 15, 16, 17, 32]
        return (0..<generator.pick(counts)).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }
}
