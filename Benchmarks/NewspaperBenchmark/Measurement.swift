import Editorial
import Foundation
import HTTPTypes
import Logging
import Markup
import Storage
import StorageSQLite
import SystemPackage
import Transfer
import Website

/// One run: makes the newspaper, measures it and prints a table with the target beside each figure.
struct Measurement {
    let stories: Int

    /// Stories in one write, as the importer takes them.
    private static let batch = 500

    func run() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "newspaper-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "newspaper.sqlite").path

        print(Self.row("what", "figure", "target"))
        let (seconds, processor) = try await importExport(in: folder)
        print(Self.row("import of a WordPress export of 10,000, s", Self.figure(seconds), "5"))
        print(Self.row("  the same, s of processor", Self.figure(processor), ""))
        let filling = try SQLiteStore(path: file)
        try await migrate(filling)
        let rate = try await importStories(into: filling)
        await filling.close()
        print(Self.row("stories a second into a paper of \(stories)", Self.figure(rate), "2000 and more"))

        let started = ContinuousClock.now
        let store = try SQLiteStore(path: file)
        let newspaper = try await self.newspaper(store, folder)
        _ = try await newspaper.answer(.ready)
        print(Self.row("start with \(stories) stories, s", Self.figure((ContinuousClock.now - started) / .seconds(1)), "0.3"))
        let pages: [(name: String, target: String, addresses: [SiteAddress])] = [
            ("story page, ms of processor", "0.3", (0..<50).compactMap { number in
                SampleStories.address(number * stories / 50).map(SiteAddress.story)
            }),
            ("front, ms of processor", "0.3", [.front]),
            ("section's page 1, ms of processor", "", (0..<8).map { .section(Slug(of: "section \($0)")) }),
            ("section's page 4, ms of processor", "", (0..<8).map { .section(Slug(of: "section \($0)"), page: 4) }),
            ("feed, ms of processor", "", [.feed(.whole, .rss)]),
        ]
        for page in pages {
            print(Self.row(page.name, Self.figure(try await render(page.addresses, by: newspaper)), page.target))
        }
        let times = try await search(newspaper)
        print(Self.row("search, p50 in ms", Self.figure(times[times.count / 2]), ""))
        print(Self.row("search, p99 in ms", Self.figure(times[times.count * 99 / 100]), "5"))
        let publishing = Publishing(store: store, newspaper: newspaper)
        let shown = try await publishing.run()
        for (what, times) in shown {
            print(Self.row("\(what), p99 in ms", Self.figure(times[times.count * 99 / 100]), what == Publishing.whole ? "20" : ""))
        }
        for number in stride(from: 0, to: stories, by: max(1, stories / 10_000)) {
            if let address = SampleStories.address(number) { _ = try await newspaper.answer(.story(address)) }
        }
        print(Self.row("resident memory after a crawl, MB", Self.figure(Self.residentMegabytes()), "150"))
        await store.close()
    }

    private func newspaper(_ store: SQLiteStore, _ folder: URL) async throws -> Newspaper {
        try await Newspaper(
            store: store,
            media: MediaArchive(
                store: store, objects: FolderObjectStore(root: FilePath(folder.appending(path: "media").path))),
            lookFolder: folder.appending(path: "look"), clock: .fixed(SampleStories.now),
            logger: Logger(label: "benchmark"))
    }

    /// - Returns: Seconds, and seconds of processor time; making the export up is not counted.
    private func importExport(in folder: URL) async throws -> (Double, Double) {
        let export = folder.appending(path: "export.xml")
        var sample = SampleExport()
        try sample.write(10_000, to: export)
        let store = try SQLiteStore(path: folder.appending(path: "import.sqlite").path)
        try await migrate(store)
        let archive = MediaArchive(
            store: store, objects: FolderObjectStore(root: FilePath(folder.appending(path: "import-media").path)))
        let processor = Self.processorMilliseconds()
        let taken = try await ContinuousClock().measure {
            _ = try await WordPressImport(file: export.path, into: store, media: archive).run()
        }
        let used = Self.processorMilliseconds() - processor
        await store.close()
        return (Self.milliseconds(taken) / 1000, used / 1000)
    }

    private static func residentMegabytes() -> Double {
        guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmRSS:") }),
            let kilobytes = line.split(whereSeparator: { !$0.isNumber }).first.flatMap({ Double($0) })
        else { return 0 }
        return kilobytes / 1024
    }

    private func migrate(_ store: SQLiteStore) async throws {
        let seam = Migration(number: 0, name: "the seam", statements: SearchIndex.schema + JobQueue.schema)
        let larger = Migration(number: 0, name: "larger parts", statements: SearchIndex.largerParts)
        let all = [seam] + EditorialSchema.migrations + MediaSchema.migrations + TransferSchema.migrations
            + SourceSchema.migrations + QuotationSchema.migrations + [larger]
        try await Migrator.migrate(
            store,
            all.enumerated().map { index, migration in
                Migration(number: index + 1, name: migration.name, statements: migration.statements)
            })
    }

    /// - Returns: Stories a second; making them up is not counted.
    private func importStories(into store: SQLiteStore) async throws -> Double {
        var sample = SampleStories()
        let (sections, people, topics) = (sample.sections, sample.people, sample.topics)
        try await store.write { connection in
            try Publication(
                name: "The Made-up Measure", language: .english, timeZone: "Europe/London",
                baseURL: "https://measure.example"
            ).save(in: connection)
            for section in sections { try Section.create(section, in: connection) }
            for person in people { try Person.create(person, in: connection) }
            for topic in topics { try Topic.create(topic, in: connection) }
        }
        var taken = Duration.zero
        for start in stride(from: 0, to: stories, by: Self.batch) {
            let batch = (start..<min(stories, start + Self.batch)).map { _ in sample.next(of: stories) }
            taken += try await ContinuousClock().measure {
                try await store.write(durability: .relaxed) { connection in
                    var importer = try StoryImporter(connection, at: SampleStories.now)
                    for story in batch { _ = try importer.add(story) }
                    try importer.finish()
                }
            }
        }
        return Double(stories) / (Self.milliseconds(taken) / 1000)
    }

    /// - Returns: Milliseconds of processor time a page.
    private func render(_ addresses: [SiteAddress], by newspaper: Newspaper) async throws -> Double {
        for address in addresses { try await check(newspaper.answer(address), address) }
        let rounds = max(1, 400 / addresses.count)
        let before = Self.processorMilliseconds()
        for _ in 0..<rounds {
            for address in addresses { _ = try await newspaper.answer(address) }
        }
        return (Self.processorMilliseconds() - before) / Double(rounds * addresses.count)
    }

    /// - Returns: Milliseconds of each search, the shortest first: common words, two of them, and phrases.
    private func search(_ newspaper: Newspaper) async throws -> [Double] {
        let words = SampleStories.common
        var terms = words + zip(words, words.dropFirst()).flatMap { ["\($0) \($1)", "\"\($0) \($1)\""] }
        terms += words.map { "\($0) -\(words[0])" }
        var times: [Double] = []
        for round in 0..<5 {
            for term in terms {
                let address = SiteAddress.search(SearchTerms(words: term))
                let taken = try await ContinuousClock().measure { _ = try await newspaper.answer(address) }
                // The first round fills SQLite's cache.
                if round > 0 { times.append(Self.milliseconds(taken)) }
            }
        }
        return times.sorted()
    }

    private func check(_ answer: Answer, _ address: SiteAddress) throws {
        guard answer.status == .ok else { throw NotServed(address: address) }
    }

    struct NotServed: Error {
        let address: SiteAddress
    }

    private static func processorMilliseconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1000 + Double(time.tv_nsec) / 1_000_000
    }

    private static func milliseconds(_ duration: Duration) -> Double { duration / .milliseconds(1) }

    private static func figure(_ number: Double) -> String {
        String(format: number >= 100 ? "%.0f" : "%.2f", number)
    }

    private static func row(_ what: String, _ figure: String, _ target: String) -> String {
        what.padding(toLength: 52, withPad: " ", startingAt: 0)
            + String(repeating: " ", count: max(0, 8 - figure.count)) + figure + "   " + target
    }
}
