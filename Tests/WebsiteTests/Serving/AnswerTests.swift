import Editorial
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Markup
import Storage
import StorageTesting
import Testing

@testable import Website

@Suite("What stands at each address")
struct AnswerTests {
    @Test("every kind of address has its answer, with its type and the policy that forbids script", arguments: TestEngine.available)
    func kinds(engine: TestEngine) async throws {
        try await ServedPaper.open(engine) { paper in
            for kind in SiteAddress.Kind.allCases {
                let (path, type) = try await Self.example(of: kind, in: paper)
                let answer = try await paper.get(path)
                #expect(answer.status == .ok, "\(kind): \(path)")
                #expect(answer.headers[.contentType]?.hasPrefix(type) == true, "\(kind): \(answer.headers[.contentType] ?? "none")")
                #expect(answer.headers[.contentSecurityPolicy]?.contains("script-src 'none'") == true, "\(kind)")
                #expect(answer.headers[.xContentTypeOptions] == "nosniff", "\(kind)")
                #expect(answer.headers[.setCookie] == nil, "\(kind)")
                #expect(answer.headers[.cacheControl] != nil, "\(kind)")
                #expect(answer.body.readableBytes > 0, "\(kind)")
                #expect(answer.headers[.contentLength] == String(answer.body.readableBytes), "\(kind)")
            }
        }
    }

    /// An address of the kind that the paper has, and the media type of what stands there.
    private static func example(of kind: SiteAddress.Kind, in paper: ServedPaper) async throws -> (path: String, type: String) {
        let html = "text/html; charset=utf-8"
        let (section, topic, author) = (paper.section.slug, paper.topic.slug, paper.author.slug)
        let recording = try #require(paper.recording.original)
        switch kind {
        case .front: return ("/", html)
        case .story: return ("/2026/03/sea-wall", html)
        case .section: return (SiteAddress.section(section).path, html)
        case .topic: return (SiteAddress.topic(topic).path, html)
        case .author: return (SiteAddress.author(author).path, html)
        case .archive: return ("/archive", html)
        case .archiveMonth: return ("/archive/2026/03", html)
        case .search: return ("/search?q=wall", html)
        case .feed: return (SiteAddress.feed(.section(section), .rss).path, "application/rss+xml")
        case .sitemapIndex: return ("/sitemap.xml", "application/xml")
        case .sitemap: return ("/sitemap/1.xml", "application/xml")
        case .newsSitemap: return ("/news-sitemap.xml", "application/xml")
        case .robots: return ("/robots.txt", "text/plain")
        case .trust: return ("/trust.txt", "text/plain")
        case .security: return ("/.well-known/security.txt", "text/plain")
        case .stylesheet:
            let front = try await paper.text("/")
            return (String(try #require(front.firstMatch(of: /rel="stylesheet" href="([^"]+)"/)).1), "text/css")
        case .logo:
            let front = try await paper.text("/")
            return (String(try #require(front.firstMatch(of: /<h1 class="wordmark"><a href="\/"><img src="([^"]+)"/)).1), "image/svg+xml")
        case .font:
            let front = try await paper.text("/")
            return (String(try #require(front.firstMatch(of: /rel="preload" href="([^"]+)"/)).1), "font/woff2")
        case .rendition:
            let page = try await paper.text("/2026/03/sea-wall")
            return (String(try #require(page.firstMatch(of: /\/media\/[0-9a-f]+\/320\.webp/)).0), "image/webp")
        case .mediaFile: return (SiteAddress.mediaFile(recording, AssetName(nearest: "tide.mp3")).path, "audio/mpeg")
        case .card: return ("/card/sea-wall.png", "image/png")
        case .icon: return ("/favicon.ico", "image/png")
        case .touchIcon: return ("/apple-touch-icon.png", "image/png")
        case .source: return (SiteAddress.source(try await paper.archiveSource()).path, html)
        case .sourceAnnotations:
            return (SiteAddress.sourceAnnotations(try await paper.archiveSource()).path, "application/ld+json")
        case .quotationStandards: return ("/standards/quotations", html)
        case .health: return ("/healthz", "text/plain")
        case .ready: return ("/readyz", "text/plain")
        }
    }

    private static let nowhere = [
        "/2026/03/nothing", "/section/nothing", "/section/harbour/page/2", "/topic/nothing", "/author/nobody", "/archive/2020/01",
        "/sitemap/2.xml", "/look-0000.css", "/look-0000.svg", "/fonts/none/none.woff2", "/fonts/vollkorn/../../newspaper.css",
        "/card/nothing.png", "/media/\(String(repeating: "0", count: 64))/320.webp",
        "/media/\(String(repeating: "0", count: 64))/original/a.pdf", "/section/nothing/feed.xml", "/.well-known/other",
        "/%2e%2e/%2e%2e/etc/passwd", "/%00", "/a%FFb", "/%", "/%zz",
    ]

    @Test("what isn't there answers 404 as a page of the paper that nobody keeps", arguments: TestEngine.available)
    func missing(engine: TestEngine) async throws {
        try await ServedPaper.open(engine) { paper in
            for path in Self.nowhere {
                let answer = try await paper.get(path)
                #expect(answer.status == .notFound, "\(path)")
                #expect(answer.headers[.contentType] == "text/html; charset=utf-8", "\(path)")
                #expect(answer.headers[.cacheControl] == "no-store", "\(path)")
                let page = String(buffer: answer.body)
                #expect(page.contains("<main") && page.contains("The Saltreath Lantern"), "\(path)")
                #expect(page.contains("/2026/03/sea-wall"), "the newest stories are offered instead: \(path)")
            }
        }
    }

    @Test("a withdrawn story answers 410 with its notice, and stands in no list", arguments: TestEngine.available)
    func withdrawn(engine: TestEngine) async throws {
        try await ServedPaper.open(engine) { paper in
            let answer = try await paper.get("/2026/03/rumour")
            #expect(answer.status == .gone)
            let page = String(buffer: answer.body)
            #expect(page.contains("We could not stand this up."))
            #expect(!page.contains("It was said."))
            for list in ["/", "/section/harbour", "/topic/tides", "/author/ama-derricott", "/archive/2026/03", "/feed.xml", "/sitemap/1.xml", "/search?q=rumour"] {
                let text = try await paper.text(list)
                #expect(!text.contains("/2026/03/rumour"), "\(list)")
            }
        }
    }

    @Test("old addresses and other spellings lead to the one address, for good", arguments: TestEngine.available)
    func redirects(engine: TestEngine) async throws {
        try await ServedPaper.open(engine) { paper in
            let old = try #require(AddressPath("/?p=12"))
            let elsewhere = try #require(AddressPath("/shop"))
            try await paper.store.write { connection in
                try AddressBook.give(old, to: .story(paper.story.id), in: connection)
                try AddressBook.redirect(elsewhere, to: "https://shop.example/lantern", in: connection)
            }
            let expected = [
                "/2026/03/sea-wall-first": "/2026/03/sea-wall", "/?p=12": "/2026/03/sea-wall", "/?p=12&utm_source=x": "/2026/03/sea-wall",
                "/2026/03/sea-wall/": "/2026/03/sea-wall", "//2026//03/sea-wall": "/2026/03/sea-wall", "/about/": "/about",
                "/section/harbour/page/1": "/section/harbour", "/section/harbour/": "/section/harbour",
                "/shop": "https://shop.example/lantern",
            ]
            for (path, location) in expected {
                let answer = try await paper.get(path)
                #expect(answer.status == .movedPermanently, "\(path)")
                #expect(answer.headers[.location] == location, "\(path)")
                #expect(answer.body.readableBytes == 0, "\(path)")
            }
        }
    }

    @Test("a section's former slug leads to its address", arguments: TestEngine.available)
    func formerSlugs(engine: TestEngine) async throws {
        try await ServedPaper.open(engine) { paper in
            var section = paper.section
            section.slug = Slug(of: "quay")
            let renamed = section
            try await paper.store.write { try Section.update(renamed, in: $0) }
            let answer = try await paper.get("/section/harbour")
            #expect(answer.status == .movedPermanently)
            #expect(answer.headers[.location] == "/section/quay")
        }
    }
}
