import Editorial
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Markup
import Storage
import StorageTesting
import Synchronization
import SystemPackage
import Testing
import Website

/// A small paper behind a responder: what a reader gets is what these tests look at.
struct ServedPaper: Sendable {
    let store: any Store
    let archive: MediaArchive
    let client: any TestClientProtocol
    let newspaper: Newspaper
    let cache: PageCache
    /// Starts an hour after ``morning``.
    let clock: TestClock
    let lookFolder: URL
    /// `/2026/03/sea-wall`, in the section Harbour, on the topic Tides, by Ama Derricott, with a picture.
    let story: Story
    let standing: Story
    let withdrawn: Story
    let section: Section
    let topic: Topic
    let author: Person
    let recording: Media
    let picture: Media

    /// 2026-03-10T09:00:00Z.
    static let morning = Timestamp(seconds: 1_773_133_200)

    /// The recording's bytes: a header that tells its kind, then a count that tells positions apart.
    static let sound = Array("ID3".utf8) + (0..<5000).map { UInt8(truncatingIfNeeded: $0 / 7) }

    private static let migrations: [Migration] = {
        let seam = Migration(number: 0, name: "the seam", statements: SearchIndex.schema + JobQueue.schema)
        let all = [seam] + EditorialSchema.migrations + MediaSchema.migrations + SourceSchema.migrations
            + QuotationSchema.migrations + QuotationSpeaker.migrations + EditorialSchema.additions
        return all.enumerated().map { Migration(number: $0 + 1, name: $1.name, statements: $1.statements) }
    }()

    /// - Parameter framework: `.live` for a server on a socket.
    static func open(
        _ engine: TestEngine, _ framework: TestingSetup = .router,
        _ test: @Sendable @escaping (ServedPaper) async throws -> Void
    ) async throws {
        let folder = URL(filePath: NSTemporaryDirectory()).appending(path: "served-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await engine.withStore(migrations) { store in
            let objects = FolderObjectStore(root: FilePath(folder.appending(path: "media").path))
            let archive = MediaArchive(store: store, objects: objects)
            let look = folder.appending(path: "look")
            try FileManager.default.createDirectory(at: look, withIntermediateDirectories: true)
            try Data("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 320 48\"><path d=\"M0 0h320v48z\"/></svg>".utf8)
                .write(to: look.appending(path: "logo.svg"))
            let filled = try await Contents(store, archive, folder)
            let clock = TestClock(morning.advanced(bySeconds: 3600))
            let cache = PageCache(bytes: 8 << 20, clock: clock.source)
            let newspaper = try await Newspaper(
                store: store, media: archive, lookFolder: look, cache: cache, clock: clock.source,
                logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
            let application = Application(
                responder: ReaderResponder<BasicRequestContext>(newspaper), server: .lane(cache),
                logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
            try await application.test(framework) { client in
                try await test(
                    ServedPaper(
                        store: store, archive: archive, client: client, newspaper: newspaper, cache: cache, clock: clock,
                        lookFolder: look, filled))
            }
        }
    }

    private init(
        store: any Store, archive: MediaArchive, client: any TestClientProtocol, newspaper: Newspaper, cache: PageCache,
        clock: TestClock, lookFolder: URL, _ contents: Contents
    ) {
        self.newspaper = newspaper
        self.cache = cache
        self.clock = clock
        self.lookFolder = lookFolder
        self.store = store
        self.archive = archive
        self.client = client
        story = contents.story
        standing = contents.standing
        withdrawn = contents.withdrawn
        section = contents.section
        topic = contents.topic
        author = contents.author
        recording = contents.recording
        picture = contents.picture
    }

    func get(_ path: String, _ headers: HTTPFields = [:]) async throws -> TestResponse {
        try await client.execute(uri: path, method: .get, headers: headers)
    }

    /// Takes a file into the media archive.
    func keep(_ bytes: [UInt8], as name: String) async throws -> ContentHash {
        let file = URL(filePath: NSTemporaryDirectory()).appending(path: "\(UUID().uuidString)-\(name)")
        try Data(bytes).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let media = try await Contents.keep(file, in: archive)
        try await store.write { try $0.insertMedia(media) }
        return try #require(media.original)
    }

    /// Takes a public statement into the source archive.
    func archiveSource() async throws -> Source.ID {
        let text = "The wall held, and it will hold again."
        let capture = SourceCapture(
            details: SourceDetails(title: "Statement on the wall", author: "Ama Derricott"), method: .typed,
            format: "text/plain", original: Array(text.utf8), text: text, turns: .none)
        return try await SourceArchive(store: store, objects: archive.objects, clock: .fixed(Self.morning))
            .add(capture, kind: .statement, by: "Ama Derricott", attachedTo: [story.id]).source
    }

    func text(_ path: String) async throws -> String {
        String(buffer: try await get(path).body)
    }
}

/// What the paper holds.
private struct Contents: Sendable {
    let story: Story
    let standing: Story
    let withdrawn: Story
    let section: Section
    let topic: Topic
    let author: Person
    let recording: Media
    let picture: Media

    init(_ store: any Store, _ archive: MediaArchive, _ folder: URL) async throws {
        let now = ServedPaper.morning
        let section = Section(id: Section.ID(at: now), slug: Slug(of: "harbour"), name: "Harbour")
        let topic = Topic(id: Topic.ID(at: now), slug: Slug(of: "tides"), name: "Tides", kind: .topic)
        let author = Person(id: Person.ID(at: now), slug: Slug(of: "ama-derricott"), name: "Ama Derricott")
        let file = folder.appending(path: "tide.mp3")
        try Data(ServedPaper.sound).write(to: file)
        let recording = try await Self.keep(file, in: archive)
        let picture = try await Self.keep(URL(filePath: "Sources/Standfirst/Demo/pictures/cannery.jpg"), in: archive)
        let (story, standing, withdrawn) = try await store.write { connection in
            let publication = Publication(
                name: "The Saltreath Lantern", language: LanguageTag(parsing: "en-GB") ?? .english, timeZone: "Europe/London",
                baseURL: "https://lantern.example", contactEmail: "desk@lantern.example")
            try publication.save(in: connection)
            try Section.create(section, in: connection)
            try Topic.create(topic, in: connection)
            try Person.create(author, in: connection)
            try connection.insertMedia(recording)
            try connection.insertMedia(picture)
            let desk = try StoryDesk(connection, by: "Ama Derricott", at: now)
            func publish(_ headline: String, _ slug: String, _ kind: StoryKind = .news, _ html: String) throws -> Story {
                let body = try ParsedBody(html: html) { _ in nil }.body
                let content = StoryContent(
                    headline: headline, standfirst: "What the tide left.", body: body, bylines: [Byline(person: author.id)],
                    sections: kind == .page ? [] : [section.id], topics: kind == .page ? [] : [topic.id],
                    leadImage: kind == .page ? nil : LeadImage(media: picture.id, alt: "The town from above"))
                return try desk.publish(desk.create(kind, slug: Slug(of: slug), content).id)
            }
            let story = try publish(
                "The sea wall holds", "sea-wall-first",
                .news, "<p>It held, she said &amp; waited.</p><p>The <em>last</em> paragraph of it.</p>")
            try desk.changeSlug(story.id, to: Slug(of: "sea-wall"))
            let standing = try publish("About us", "about", .page, "<p>Who we are.</p>")
            let withdrawn = try publish("A rumour", "rumour", .news, "<p>It was said.</p>")
            try desk.withdraw(withdrawn.id, notice: "We could not stand this up.")
            return (try Story.find(story.id, from: connection), standing, withdrawn)
        }
        self.story = story
        self.standing = standing
        self.withdrawn = withdrawn
        self.section = section
        self.topic = topic
        self.author = author
        self.recording = recording
        self.picture = picture
    }

    static func keep(_ file: URL, in archive: MediaArchive) async throws -> Media {
        let kept = try await archive.keep(fileAt: FilePath(file.path), fileName: file.lastPathComponent)
        return Media(
            id: Media.ID(at: ServedPaper.morning), kind: kept.type.kind, original: kept.original, type: kept.type.name,
            fileName: file.lastPathComponent, byteCount: kept.byteCount, size: kept.size, createdAt: ServedPaper.morning)
    }
}

/// A clock that a test sets.
final class TestClock: Sendable {
    private let moment: Mutex<Timestamp>

    init(_ moment: Timestamp) {
        self.moment = Mutex(moment)
    }

    var now: Timestamp { moment.withLock { $0 } }
    var source: TimeSource { TimeSource { self.now } }

    func advance(bySeconds seconds: Int64) {
        moment.withLock { $0 = $0.advanced(bySeconds: seconds) }
    }
}
