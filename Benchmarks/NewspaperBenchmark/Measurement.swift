import Editorial
import Foundation
import HTTPTypes
import Logging
import Markup
import Storage
import StoragePostgreSQL
import StorageSQLite
import StorageTesting
import SystemPackage
import Transfer
import Website

/// One run: makes the newspaper, measures it and prints a table with the target beside each figure.
struct Measurement {
    private let arguments: BenchmarkArguments
    private let folder: URL
    private var stories: Int { arguments.stories }
    private var file: String { folder.appending(path: "newspaper.sqlite").path }

    init(_ arguments: BenchmarkArguments) {
        self.arguments = arguments
        folder = arguments.folder
            ?? FileManager.default.temporaryDirectory.appending(path: "newspaper-\(UUID().uuidString)")
    }

    func run() async throws {
        if arguments.parts == [.crawler] { return try await crawl() }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { if arguments.folder == nil { try? FileManager.default.removeItem(at: folder) } }
        let parts = arguments.parts
        Figures.head()
        if parts.contains(.import) { try await importExports() }
        if !parts.isDisjoint(with: [.start, .pages, .search, .publish, .crawl]) { try await fill() }
        if !parts.isDisjoint(with: [.start, .pages, .search, .publish]) { try await serve(parts) }
        if parts.contains(.crawl) { try crawlApart() }
        if parts.contains(.postgres), let url = ProcessInfo.processInfo.environment["STANDFIRST_TEST_POSTGRES"] {
            try await searchPostgreSQL(at: url)
        }
    }

    // MARK: Import

    private func importExports() async throws {
        let export = folder.appending(path: "export.xml")
        var sample = SampleExport()
        try sample.write(10_000, to: export)
        try await importExport(export.path, "import of a WordPress export of 10,000")
        try FileManager.default.removeItem(at: export)
        if let own = arguments.export { try await importExport(own, "import of \(own)") }
    }

    private func importExport(_ path: String, _ what: String) async throws {
        let place = folder.appending(path: "import-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: place) }
        let store = try SQLiteStore(path: place.appending(path: "import.sqlite").path)
        try await Filling.migrate(store)
        let processor = Figures.processorMilliseconds()
        let taken = try await ContinuousClock().measure {
            _ = try await WordPressImport(file: path, into: store, media: archive(store, place)).run()
        }
        let used = Figures.processorMilliseconds() - processor
        await store.close()
        Figures.show("\(what), s", taken / .seconds(1), target: "5")
        Figures.show("  the same, s of processor", used / 1000)
    }

    // MARK: Serving

    private func fill() async throws {
        let store = try SQLiteStore(path: file)
        if let rate = try await Filling(stories: stories).fill(store) {
            Figures.show("stories a second into a paper of \(stories)", rate, target: "2000 and more")
        }
        await store.close()
    }

    private func serve(_ parts: Set<BenchmarkArguments.Part>) async throws {
        let started = ContinuousClock.now
        let store = try SQLiteStore(path: file)
        let newspaper = try await newspaper(store)
        _ = try await newspaper.answer(.ready)
        if parts.contains(.start) {
            Figures.show("start with \(stories) stories, s", (ContinuousClock.now - started) / .seconds(1), target: "0.3")
        }
        if parts.contains(.pages) { try await renderPages(newspaper) }
        if parts.contains(.search) {
            try await Searching(newspaper: newspaper, countsProcessor: true).run("search, of processor", target: "5")
        }
        if parts.contains(.publish) {
            for (what, times) in try await Publishing(store: store, newspaper: newspaper).run() {
                Figures.show(what, times: times, target: what == Publishing.whole ? "20" : "")
            }
        }
        await store.close()
    }

    private func renderPages(_ newspaper: Newspaper) async throws {
        let stories = (0..<50).compactMap { SampleStories.address($0 * self.stories / 50).map(SiteAddress.story) }
        try await render("story page, ms of processor", stories, by: newspaper, target: "0.3")
        try await render("front, ms of processor", [.front], by: newspaper, target: "0.3")
        let sections = (0..<8).map { Slug(of: "section \($0)") }
        try await render("section's page 1, ms of processor", sections.map { .section($0) }, by: newspaper)
        try await render("section's page 4, ms of processor", sections.map { .section($0, page: 4) }, by: newspaper)
        try await render("feed, ms of processor", [.feed(.whole, .rss)], by: newspaper)
    }

    private func render(
        _ what: String, _ addresses: [SiteAddress], by newspaper: Newspaper, target: String = ""
    ) async throws {
        for address in addresses {
            guard try await newspaper.answer(address).status == .ok else { throw NotServed(address: address) }
        }
        let rounds = max(1, 1000 / addresses.count)
        let before = Figures.processorMilliseconds()
        for _ in 0..<rounds {
            for address in addresses { _ = try await newspaper.answer(address) }
        }
        let used = Figures.processorMilliseconds() - before
        Figures.show(what, used / Double(rounds * addresses.count), target: target)
    }

    /// In a database of its own, or with a folder that is kept in the server's own one, which stays as well.
    private func searchPostgreSQL(at url: String) async throws {
        guard arguments.folder != nil else { return try await TestEngine.postgreSQL.withStore { try await search($0) } }
        let store = try await PostgreSQLStore(url: url, connections: 4)
        try await search(store)
        await store.close()
    }

    private func search(_ store: any Store) async throws {
        if let rate = try await Filling(stories: stories).fill(store) {
            Figures.show("stories a second into PostgreSQL", rate)
            // As autovacuum would, a minute later.
            try await store.write { try $0.run("ANALYZE") }
        }
        try await Searching(newspaper: try await newspaper(store), countsProcessor: false).run("search on PostgreSQL", target: "10")
    }

    // MARK: Memory

    /// Runs the crawl as a process of its own, whose memory nothing else has used.
    private func crawlApart() throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
        process.arguments = ["\(stories)", "--keep", folder.path, "--only", "crawler"]
        try process.run()
        process.waitUntilExit()
    }

    private func crawl() async throws {
        let store = try SQLiteStore(path: file)
        let newspaper = try await newspaper(store)
        for number in 0..<stories {
            if let address = SampleStories.address(number) { _ = try await newspaper.answer(.story(address)) }
        }
        Figures.show("resident memory after a crawl of \(stories), MB", Figures.residentMegabytes(), target: "150")
        await store.close()
    }

    private func newspaper(_ store: any Store) async throws -> Newspaper {
        try await Newspaper(
            store: store, media: archive(store, folder), lookFolder: folder.appending(path: "look"),
            clock: .fixed(SampleStories.now), logger: Logger(label: "benchmark"))
    }

    private func archive(_ store: any Store, _ folder: URL) -> MediaArchive {
        MediaArchive(store: store, objects: FolderObjectStore(root: FilePath(folder.appending(path: "media").path)))
    }

    struct NotServed: Error {
        let address: SiteAddress
    }
}
