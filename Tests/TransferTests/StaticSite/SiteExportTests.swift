import Editorial
import Foundation
import HTTPTypes
import Markup
import PropertyTesting
import Storage
import StorageTesting
import Synchronization
import Testing
import Website

@testable import Transfer

@Suite("A site as static files")
struct SiteExportTests {
    @Test("holds what a crawl of the running site finds, byte for byte but for the date and the search", arguments: TestEngine.available)
    func crawl(engine: TestEngine) async throws {
        try await ExportedPaper.open(engine) { paper in
            try await paper.fill()
            let report = try await paper.export { $0.drawsCards = true }
            #expect(report.omitted == [])
            let files = try paper.files()
            let site = try await paper.served()
            var crawl = Crawl()
            while let address = crawl.next() {
                let answer = try await site.answer(address)
                guard answer.location == nil else { continue }
                #expect(answer.status == .ok, "\(address.path)")
                let name = try #require(SiteFileName.of(address), "\(address.path)")
                guard case .bytes(let bytes) = answer.content else {
                    #expect(files[name] != nil, "\(name)")
                    continue
                }
                crawl.visit(bytes, of: address)
                let file = try #require(files[name], "\(address.path) has no file")
                if answer.mediaType?.hasPrefix("text/html") == true {
                    #expect(file.text == Crawl.static(bytes), "\(address.path)")
                } else if address != .news {
                    #expect(file.bytes == bytes, "\(address.path)")
                }
            }
            let unlinked: Set = [
                "404.html", "_headers", "_redirects", "2026/03/rumour/index.html", "2026/03/sea-wall-first/index.html",
                "old/paper/index.html", "section/harbour/index.html",
            ]
            let found = Set(crawl.names).union(unlinked)
            let exported = Set(files.keys.filter { !$0.hasSuffix(".gz") && !$0.hasSuffix(".br") })
            #expect(exported.subtracting(found).sorted() == [])
            #expect(found.subtracting(exported).sorted() == [])
            #expect(report.files == exported.count + 3, "three more are for servers")
            #expect(crawl.names.filter { $0.hasSuffix(".woff2") }.count > 4)
            #expect(crawl.names.contains { $0.hasSuffix("/original/tide.mp3") })
            #expect(crawl.names.contains("media/\(paper.picture.original?.description ?? "")/160.webp"))
            #expect(files["section/the-harbour/page/2/index.html"] != nil)
        }
    }

    @Test("has no way to a search, in any page", arguments: TestEngine.available)
    func noSearch(engine: TestEngine) async throws {
        try await ExportedPaper.open(engine) { paper in
            try await paper.fill()
            try await paper.export()
            let pages = try paper.files().filter { $0.key.hasSuffix(".html") }
            #expect(pages.count > 30)
            for (name, page) in pages { #expect(!page.text.contains("/search"), "\(name)") }
            #expect(try #require(pages["404.html"]).text.contains("the link that you followed is wrong.</p>"))
        }
    }

    @Test("leads on from old addresses, and shows the notice of a withdrawn story in its place", arguments: TestEngine.available)
    func redirects(engine: TestEngine) async throws {
        try await ExportedPaper.open(engine) { paper in
            try await paper.fill()
            let report = try await paper.export()
            #expect(report.withdrawn == 1)
            let files = try paper.files()
            let signpost = try #require(files["2026/03/sea-wall-first/index.html"]).text
            #expect(signpost.contains("content=\"0; url=/2026/03/sea-wall\""))
            #expect(signpost.contains("href=\"https://lantern.example/2026/03/sea-wall\""))
            #expect(try #require(files["2026/03/rumour/index.html"]).text.contains("We could not stand this up."))
            let redirects = try #require(files["_redirects"]).text.split(separator: "\n").map(String.init)
            for line in [
                "/2026/03/sea-wall-first /2026/03/sea-wall 301", "/old/paper https://archive.example/paper 301",
                "/section/harbour /section/the-harbour 301", "/section/harbour/feed.xml /section/the-harbour/feed.xml 301",
            ] { #expect(redirects.contains(line), "\(line)") }
            let maps = try String(contentsOfFile: paper.folder + "/site/.standfirst/nginx-http.conf", encoding: .utf8)
            #expect(maps.contains("\"/?p=12\" \"/2026/03/sea-wall\";"))
            #expect(maps.contains("\"/2026/03/rumour\" 1;"))
        }
    }

    @Test("is exported again without a write where nothing changed, and with few where little did", arguments: TestEngine.available)
    func incremental(engine: TestEngine) async throws {
        try await ExportedPaper.open(engine) { paper in
            try await paper.fill()
            let first = try await paper.export()
            #expect(first.written == first.files)
            let before = try paper.files()
            let second = try await paper.export()
            #expect(second.written == 0 && second.removed == 0 && second.unchanged == first.files)
            #expect(try paper.files().mapValues(\.changed) == before.mapValues(\.changed))

            let rumour = try await paper.publish("Another tide", "another-tide")
            #expect(try await paper.export().written > 0)
            let after = try paper.files()
            #expect(after["2026/03/another-tide/index.html"] != nil)
            #expect(after["2026/03/sea-wall/index.html"]?.changed == before["2026/03/sea-wall/index.html"]?.changed)
            #expect(after["index.html"]?.bytes != before["index.html"]?.bytes)
            try await paper.edit { try $0.withdraw(rumour.id, notice: "Withdrawn.") }
            try await paper.export()
            #expect(try #require(try paper.files()["2026/03/another-tide/index.html"]).text.contains("Withdrawn."))
        }
    }

    @Test("after any changes is what a fresh export would be, and what did not change keeps its time", arguments: TestEngine.available)
    func property(engine: TestEngine) async throws {
        for _ in 0..<2 {
            var random = SeededGenerator()
            try await ExportedPaper.open(engine) { paper in
                var before: [String: ExportedPaper.Standing] = [:]
                var stories = [try await paper.publish("The first", "first")]
                for round in 0..<5 {
                    for step in 0..<Int.random(in: 1...3, using: &random) {
                        try await Self.change(paper, &stories, "\(round)-\(step)", &random)
                    }
                    try await paper.export { $0.compression = random.pick([.quick, .quick, .none]) }
                    let after = try paper.files()
                    for (name, file) in before where after[name]?.bytes == file.bytes {
                        #expect(after[name]?.changed == file.changed, "\(name), \(random)")
                    }
                    before = after
                }
                try await paper.export()
                try await paper.export(to: "fresh")
                let (changed, fresh) = (try paper.files(), try paper.files(in: "fresh"))
                #expect(Set(changed.keys) == Set(fresh.keys), "\(random)")
                for (name, file) in fresh { #expect(changed[name]?.bytes == file.bytes, "\(name), \(random)") }
            }
        }
    }

    private static func change(
        _ paper: ExportedPaper, _ stories: inout [Story], _ word: String, _ random: inout SeededGenerator
    ) async throws {
        let story = random.pick(stories).id
        let isPublished = try await paper.store.read { try Story.find(story, from: $0).state } == .published
        switch Int.random(in: 0..<7, using: &random) {
        case 0, 1: stories.append(try await paper.publish("News of \(word)", "news-\(word)", bare: .random(using: &random)))
        case 2: stories.append(try await paper.publish("Page \(word)", "page-\(word)", .page))
        case 3 where isPublished: try await paper.edit { try $0.withdraw(story, notice: "Not so: \(word).") }
        case 3: try await paper.edit { try $0.restore(story, note: "It was so after all: \(word).") }
        case 4: try await paper.edit { try $0.changeSlug(story, to: Slug(of: "renamed-\(word)")) }
        case 5:
            try await paper.store.write { connection in
                var section = try Section.find(paper.section.id, from: connection)
                section.slug = Slug(of: "harbour-\(word)")
                section.name = "Harbour \(word)"
                try Section.update(section, in: connection)
            }
        default:
            try await paper.store.write { connection in
                var publication = try Publication.read(from: connection)
                publication.tagline = "The word of \(word)"
                try publication.save(in: connection)
            }
        }
    }

    @Test("goes on from an export that was killed, and knows its own files from others'", arguments: TestEngine.available)
    func killed(engine: TestEngine) async throws {
        try await ExportedPaper.open(engine) { paper in
            try await paper.fill()
            do {
                let folder = try ExportFolder(paper.folder + "/site", compression: .quick)
                let writer = ExportWriter(folder, number: 0)
                try writer.put(Array("half of it".utf8), at: "index.html", isText: true)
                try writer.put(Array("a page that is gone by now".utf8), at: "2025/01/gone/index.html", isText: true)
            }
            try Data("a stranger's".utf8).write(to: URL(filePath: paper.folder + "/site/CNAME"))
            try await paper.export()
            try await paper.export(to: "fresh")
            var (files, fresh) = (try paper.files(), try paper.files(in: "fresh"))
            #expect(files.removeValue(forKey: "CNAME")?.text == "a stranger's")
            #expect(Set(files.keys) == Set(fresh.keys))
            for (name, file) in fresh { #expect(files[name]?.bytes == file.bytes, "\(name)") }
            fresh = [:]
            #expect(!FileManager.default.fileExists(atPath: paper.folder + "/site/2025"))
        }
    }

    @Test("never touches files that it did not write", arguments: TestEngine.available)
    func strangers(engine: TestEngine) async throws {
        try await ExportedPaper.open(engine) { paper in
            try await paper.fill()
            let site = paper.folder + "/site"
            try FileManager.default.createDirectory(atPath: site, withIntermediateDirectories: true)
            try Data("mine".utf8).write(to: URL(filePath: site + "/notes.txt"))
            await #expect(throws: ExportFolderError.notAnExport(path: site)) { try await paper.export() }
            #expect(try paper.files().mapValues(\.text) == ["notes.txt": "mine"])
            try FileManager.default.removeItem(atPath: site)
            try await paper.export()
            try FileManager.default.createDirectory(atPath: site + "/2026/03/arrived", withIntermediateDirectories: true)
            try Data("mine".utf8).write(to: URL(filePath: site + "/2026/03/arrived/index.html"))
            try await paper.publish("It arrived", "arrived")
            let report = try await paper.export()
            #expect(report.omitted.map(\.what) == ["2026/03/arrived/index.html"])
            #expect(try #require(try paper.files()["2026/03/arrived/index.html"]).text == "mine")
        }
    }

    @Test("is one state, whatever is published meanwhile, and the same on any number of threads", arguments: TestEngine.available)
    func oneState(engine: TestEngine) async throws {
        try await ExportedPaper.open(engine) { paper in
            try await paper.fill()
            async let publishing: Void = {
                for number in 0..<8 { try await paper.publish("Meanwhile \(number)", "meanwhile-\(number)") }
            }()
            try await paper.export { $0.workers = 4 }
            try await publishing
            let files = try paper.files()
            let front = try #require(files["index.html"]).text
            let feed = try #require(files["feed.xml"]).text
            let stories = files.keys.filter { $0.hasPrefix("2026/03/meanwhile-") && $0.hasSuffix("html") }
            for number in 0..<8 {
                let isThere = stories.contains("2026/03/meanwhile-\(number)/index.html")
                #expect(front.contains("/2026/03/meanwhile-\(number)\"") == isThere)
                #expect(feed.contains("/2026/03/meanwhile-\(number)<") == isThere)
            }
            try await paper.export { $0.workers = 1 }
            try await paper.export(to: "fresh") { $0.workers = 3 }
            #expect(try paper.files().mapValues(\.bytes) == paper.files(in: "fresh").mapValues(\.bytes))
        }
    }

    @Test("is the same on either engine", .enabled(if: TestEngine.hasPostgreSQL))
    func engines() async throws {
        var sites: [[String: String]] = []
        for engine in TestEngine.allCases {
            let site = Mutex<[String: String]>([:])
            try await ExportedPaper.open(engine) { paper in
                try await paper.fill()
                try await paper.export { $0.compression = .none }
                // Identifiers are drawn by chance.
                let files = try paper.files().mapValues { file in
                    file.text.replacing(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/, with: "ID")
                }
                site.withLock { $0 = files }
            }
            sites.append(site.withLock { $0 })
        }
        #expect(Set(sites[0].keys) == Set(sites[1].keys))
        for (name, text) in sites[0] { #expect(sites[1][name] == text, "\(name)") }
    }

    @Test("can be for another origin", arguments: TestEngine.available)
    func origin(engine: TestEngine) async throws {
        try await ExportedPaper.open(engine) { paper in
            try await paper.fill()
            try await paper.export { $0.origin = "https://mirror.example" }
            for (name, file) in try paper.files() where !name.hasSuffix(".gz") && !name.hasSuffix(".br") {
                #expect(!file.text.contains("https://lantern.example"), "\(name)")
            }
            #expect(try #require(try paper.files()["feed.xml"]).text.contains("<link>https://mirror.example/2026/03/sea-wall</link>"))
        }
    }
}

extension SiteAddress {
    /// Changes by the hour.
    fileprivate static var news: SiteAddress { .newsSitemap }
}

/// Walks a site by its links.
private struct Crawl {
    private var seen: Set<SiteAddress> = []
    private var waiting: [SiteAddress] = []

    init() {
        // Nothing but convention leads to most of these; stories with quotations lead to the last.
        let known: [SiteAddress] = [
            .front, .sitemapIndex, .newsSitemap, .robots, .trust, .security, .icon, .touchIcon, .quotationStandards,
        ]
        for address in known { add(address) }
    }

    var names: [String] { seen.compactMap { SiteFileName.of($0) } }

    mutating func next() -> SiteAddress? { waiting.popLast() }

    private mutating func add(_ address: SiteAddress) {
        guard address.kind != .search, seen.insert(address).inserted else { return }
        waiting.append(address)
    }

    mutating func visit(_ bytes: [UInt8], of address: SiteAddress) {
        let text = String(decoding: bytes, as: UTF8.self)
        var links = text.matches(of: /(?:href|src|content)="(\/[^"#]*|https:\/\/lantern\.example\/[^"#]*)/).map { String($0.1) }
        links += text.matches(of: /srcset="([^"]+)"/).flatMap { match in
            match.1.split(separator: ",").map { String($0.split(separator: " ")[0]) }
        }
        links += text.matches(of: /<loc>([^<]+)<\/loc>/).map { String($0.1) }
        links += text.matches(of: /url\("?\/?(fonts\/[^")]+)/).map { "/\($0.1)" }
        for link in links {
            let path = link.replacing("https://lantern.example", with: "")
            if let address = SiteAddress(path: path.isEmpty ? "/" : path) { add(address) }
        }
    }

    /// A page of the running site, without what an export leaves out.
    static func `static`(_ bytes: [UInt8]) -> String {
        String(decoding: bytes, as: UTF8.self)
            .replacing(/<p class="masthead-date">.*?<\/p>\n/, with: "")
            .replacing(/<nav class="masthead-links".*?<\/nav>\n/, with: "")
            .replacing(/,"potentialAction":\{.*?"\}/, with: "")
    }
}
