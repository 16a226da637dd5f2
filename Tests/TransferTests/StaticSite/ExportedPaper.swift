import Editorial
import Foundation
import Logging
import Markup
import PropertyTesting
import Storage
import StorageTesting
import SystemPackage
import Testing
import Transfer
import Website

/// A paper that is exported, changed, and exported again.
struct ExportedPaper: Sendable {
    let store: any Store
    /// A folder of the test's own; the media are in it.
    let folder: String
    let section: Section
    let topic: Topic
    let author: Person
    let recording: Media
    let picture: Media

    /// 2026-03-10T09:00:00Z.
    static let morning = Timestamp(seconds: 1_773_133_200)

    static func open(_ engine: TestEngine, _ test: @escaping (ExportedPaper) async throws -> Void) async throws {
        let folder = try TemporaryFolder()
        try await engine.withStore(ImportDesk.migrations) { store in
            try await test(try await ExportedPaper(store, folder.path))
        }
    }

    private init(_ store: any Store, _ folder: String) async throws {
        self.store = store
        self.folder = folder
        let now = Self.morning
        let archive = MediaArchive(store: store, objects: FolderObjectStore(root: FilePath(folder).appending("media")))
        try Data("ID3 and then the sound of it".utf8).write(to: URL(filePath: folder + "/tide.mp3"))
        let section = Section(id: Section.ID(at: now), slug: Slug(of: "harbour"), name: "Harbour")
        let topic = Topic(id: Topic.ID(at: now), slug: Slug(of: "tides"), name: "Tides", kind: .topic)
        let author = Person(id: Person.ID(at: now), slug: Slug(of: "ama-derricott"), name: "Ama Derricott")
        let recording = try await Self.keep(folder + "/tide.mp3", in: archive)
        try #require(Data(base64Encoded: Self.grey)).write(to: URL(filePath: folder + "/grey.png"))
        let picture = try await Self.keep(folder + "/grey.png", in: archive)
        try await store.write { connection in
            try Publication(
                name: "The Saltreath Lantern", language: LanguageTag(parsing: "en-GB") ?? .english, timeZone: "Europe/London",
                baseURL: "https://lantern.example", contactEmail: "desk@lantern.example"
            ).save(in: connection)
            try Section.create(section, in: connection)
            try Topic.create(topic, in: connection)
            try Person.create(author, in: connection)
            try connection.insertMedia(recording)
            try connection.insertMedia(picture)
        }
        self.section = section
        self.topic = topic
        self.author = author
        self.recording = recording
        self.picture = picture
    }

    /// A grey square of 170 pixels, as PNG: it has one size of rendition, which is made quickly.
    private static let grey =
        "iVBORw0KGgoAAAANSUhEUgAAAKoAAACqCAAAAAAYHYteAAAAi0lEQVR42u3OAQ0AAAzDoPlXVlnX8QQUsN6Yqqqqqqqqqqqqqqqqqqqqqqqqqq" +
        "qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq" +
        "qqqqqqqqqqqqah3iczdJy8RicwAAAABJRU5ErkJggg=="

    private static func keep(_ file: String, in archive: MediaArchive) async throws -> Media {
        let name = URL(filePath: file).lastPathComponent
        let kept = try await archive.keep(fileAt: FilePath(file), fileName: name)
        return Media(
            id: Media.ID(at: morning), kind: kept.type.kind, original: kept.original, type: kept.type.name, fileName: name,
            byteCount: kept.byteCount, size: kept.size, createdAt: morning)
    }

    var media: MediaArchive {
        MediaArchive(store: store, objects: FolderObjectStore(root: FilePath(folder).appending("media")))
    }

    private static let quiet = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

    /// The paper as it is served, ten days later, so that no time is that of today.
    func served() async throws -> Newspaper {
        try await Newspaper(
            store: store, media: media, lookFolder: URL(filePath: folder + "/look"),
            clock: .fixed(Self.morning.advanced(bySeconds: 10 * 86_400)), logger: Self.quiet)
    }

    @discardableResult
    func export(
        to name: String = "site", days: Int64 = 10, _ configure: (inout SiteExport.Options) -> Void = { _ in }
    ) async throws -> SiteReport {
        var options = SiteExport.Options()
        options.drawsCards = false
        configure(&options)
        return try await SiteExport(
            of: store, media: media, lookFolder: URL(filePath: folder + "/look"), to: folder + "/" + name, options: options,
            clock: .fixed(Self.morning.advanced(bySeconds: days * 86_400)), logger: Self.quiet
        ).run()
    }

    /// What an export's folder holds, its own room apart.
    func files(in name: String = "site") throws -> [String: Standing] {
        let root = folder + "/" + name
        var files: [String: Standing] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: root) where !path.hasPrefix(".standfirst") {
            let attributes = try FileManager.default.attributesOfItem(atPath: root + "/" + path)
            guard attributes[.type] as? FileAttributeType == .typeRegular else { continue }
            let bytes = [UInt8](try Data(contentsOf: URL(filePath: root + "/" + path)))
            files[path] = Standing(bytes: bytes, changed: attributes[.modificationDate] as? Date ?? .distantPast)
        }
        return files
    }

    struct Standing: Sendable {
        var bytes: [UInt8]
        var changed: Date
        var text: String { String(decoding: bytes, as: UTF8.self) }
    }

    /// Publishes a story, by default in the section, on the topic, with the picture and the recording.
    @discardableResult
    func publish(
        _ headline: String, _ slug: String, _ kind: StoryKind = .news, hours: Int64 = 0, _ blocks: [Block] = [],
        bare: Bool = false
    ) async throws -> Story {
        let (section, topic, author, picture) = (section, topic, author, picture)
        let body = Body(blocks: [.paragraph([.text("It held, she said.")])] + blocks)
        return try await store.write { connection in
            let isPage = kind == .page || bare
            let content = StoryContent(
                headline: headline, standfirst: "What the tide left.", body: body, bylines: [Byline(person: author.id)],
                sections: isPage ? [] : [section.id], topics: isPage ? [] : [topic.id],
                leadImage: isPage ? nil : LeadImage(media: picture.id, alt: "The town from above"))
            let desk = try StoryDesk(connection, by: "Ama Derricott", at: Self.morning.advanced(bySeconds: hours * 3600))
            return try desk.publish(desk.create(kind, slug: Slug(of: slug), content).id)
        }
    }

    func edit(_ work: @escaping @Sendable (StoryDesk) throws -> Void) async throws {
        try await store.write { connection in
            try work(try StoryDesk(connection, by: "Ama Derricott", at: Self.morning.advanced(bySeconds: 3600)))
        }
    }

    /// A paper with something of everything, no two things at the same time.
    func fill() async throws {
        let wall = try await publish("The sea wall holds", "sea-wall-first", hours: -9)
        try await edit { try $0.changeSlug(wall.id, to: Slug(of: "sea-wall")) }
        try await publish("About us", "about", .page, hours: -8)
        let rumour = try await publish("A rumour", "rumour", hours: -7)
        try await edit { try $0.withdraw(rumour.id, notice: "We could not stand this up.") }
        let sound = FileCard(
            location: .media(try #require(MediaName(parsing: recording.id.description))), kind: .audio, title: "The tide")
        try await publish("How it sounds", "sound", hours: -6, [.file(sound)])
        for number in 1...24 {
            try await publish("Tide table \(number)", "tide-table-\(number)", hours: Int64(-1000 - number), bare: number > 22)
        }
        try await store.write { connection in
            var section = section
            section.slug = Slug(of: "the-harbour")
            try Section.update(section, in: connection)
            try AddressBook.redirect(try #require(AddressPath("/?p=12")), to: "/2026/03/sea-wall", in: connection)
            try AddressBook.redirect(try #require(AddressPath("/old/paper")), to: "https://archive.example/paper", in: connection)
        }
    }
}
