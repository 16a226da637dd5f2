import Editorial
import Foundation
import Hummingbird
import HummingbirdTesting
import Markup
import StorageTesting
import Testing

@testable import Website

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite("Feeds and crawlers' files")
struct FeedServingTests {
    private static let scopes: [(path: String, FeedScope)] = [
        ("", .whole), ("/section/harbour", .section(.init(of: "harbour"))), ("/topic/tides", .topic(.init(of: "tides"))),
        ("/author/ama-derricott", .author(.init(of: "ama-derricott"))),
    ]

    @Test("RSS holds each story whole, for the paper and each of its parts", arguments: TestEngine.available)
    func rss(engine: TestEngine) async throws {
        try await ServedPaper.open(engine) { paper in
            for (path, _) in Self.scopes {
                let feed = try Elements(try await paper.text("\(path)/feed.xml"))
                #expect(feed["rss/channel/item/title"] == ["The sea wall holds"], "\(path)")
                #expect(feed["rss/channel/item/link"] == ["https://lantern.example/2026/03/sea-wall"], "\(path)")
                #expect(feed["rss/channel/item/guid"] == ["urn:uuid:\(paper.story.id)"], "\(path)")
                #expect(feed["rss/channel/item/pubDate"] == ["Tue, 10 Mar 2026 09:00:00 +0000"], "\(path)")
                #expect(feed["rss/channel/item/dc:creator"] == ["Ama Derricott"], "\(path)")
                let content = try #require(feed["rss/channel/item/content:encoded"].first)
                #expect(content.contains("<p>It held, she said &amp; waited.</p>") && content.contains("The <em>last</em> paragraph"), "\(path)")
                #expect(content.contains("<img src=\"https://lantern.example/media/"), "\(path)")
                #expect(!content.contains("<script"), "\(path)")
            }
        }
    }

    @Test("Atom holds each story whole, for the paper and each of its parts", arguments: TestEngine.available)
    func atom(engine: TestEngine) async throws {
        try await ServedPaper.open(engine) { paper in
            for (path, _) in Self.scopes {
                let feed = try Elements(try await paper.text("\(path)/atom.xml"))
                #expect(feed["feed/entry/title"] == ["The sea wall holds"], "\(path)")
                #expect(feed["feed/entry/id"] == ["urn:uuid:\(paper.story.id)"], "\(path)")
                #expect(feed["feed/entry/published"] == ["2026-03-10T09:00:00Z"], "\(path)")
                #expect(feed["feed/entry/author/name"] == ["Ama Derricott"], "\(path)")
                #expect(feed["feed/entry/content"].first?.contains("The <em>last</em> paragraph") == true, "\(path)")
                #expect(feed["feed/id"].count == 1 && feed["feed/updated"].count == 1, "\(path)")
            }
        }
    }

    @Test("JSON Feed holds each story whole, for the paper and each of its parts", arguments: TestEngine.available)
    func json(engine: TestEngine) async throws {
        struct JSONFeed: Decodable {
            struct Item: Decodable {
                var id: String
                var url: String
                var content_html: String
                var authors: [[String: String]]
            }
            var version: String
            var feed_url: String
            var items: [Item]
        }
        try await ServedPaper.open(engine) { paper in
            for (path, scope) in Self.scopes {
                let answer = try await paper.get("\(path)/feed.json")
                let feed = try JSONDecoder().decode(JSONFeed.self, from: Data(Array(buffer: answer.body)))
                #expect(feed.version == "https://jsonfeed.org/version/1.1", "\(path)")
                #expect(feed.feed_url == "https://lantern.example" + SiteAddress.feed(scope, .json).path, "\(path)")
                let item = try #require(feed.items.first)
                #expect(feed.items.count == 1 && item.url == "https://lantern.example/2026/03/sea-wall", "\(path)")
                #expect(item.content_html.contains("The <em>last</em> paragraph"), "\(path)")
                #expect(item.authors.first?["name"] == "Ama Derricott", "\(path)")
            }
        }
    }

    @Test("the sitemaps name every address once, and the news one the stories of two days", arguments: TestEngine.available)
    func sitemaps(engine: TestEngine) async throws {
        try await ServedPaper.open(engine) { paper in
            let index = try Elements(try await paper.text("/sitemap.xml"))
            #expect(index["sitemapindex/sitemap/loc"] == ["https://lantern.example/sitemap/1.xml"])
            let file = try Elements(try await paper.text("/sitemap/1.xml"))
            #expect(Set(file["urlset/url/loc"]) == ["https://lantern.example/2026/03/sea-wall", "https://lantern.example/about"])
            let news = try Elements(try await paper.text("/news-sitemap.xml"))
            #expect(news["urlset/url/loc"] == ["https://lantern.example/2026/03/sea-wall"])
            #expect(news["urlset/url/news:news/news:title"] == ["The sea wall holds"])
            #expect(news["urlset/url/news:news/news:publication/news:language"] == ["en"])
        }
    }

    @Test("crawlers find the rules, the sitemaps, whom to ask and what is not allowed")
    func textFiles() async throws {
        try await ServedPaper.open(.sqlite) { paper in
            let robots = try await paper.text("/robots.txt").split(separator: "\n")
            #expect(robots.contains("Disallow: /search") && robots.contains("Sitemap: https://lantern.example/sitemap.xml"))
            #expect(try await paper.text("/trust.txt").split(separator: "\n").contains("datatrainingallowed=no"))
            let security = try await paper.text("/.well-known/security.txt").split(separator: "\n")
            #expect(security.contains("Contact: mailto:desk@lantern.example"))
            #expect(security.contains("Expires: 2027-03-10T00:00:00Z"))
            #expect(security.contains("Canonical: https://lantern.example/.well-known/security.txt"))
        }
    }
}

/// The texts of an XML document's elements by their path, as in `rss/channel/item/title`. Malformed XML throws.
private final class Elements: NSObject, XMLParserDelegate {
    private var texts: [String: [String]] = [:]
    private var path: [String] = []
    private var pending: [String] = []

    init(_ document: String) throws {
        super.init()
        let parser = XMLParser(data: Data(document.utf8))
        parser.delegate = self
        guard parser.parse() else { throw parser.parserError ?? CocoaError(.propertyListReadCorrupt) }
    }

    subscript(path: String) -> [String] { texts[path] ?? [] }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        path.append(name)
        pending.append("")
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        pending[pending.count - 1] += string
    }

    func parser(_ parser: XMLParser, foundCDATA block: Data) {
        pending[pending.count - 1] += String(decoding: block, as: UTF8.self)
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        texts[path.joined(separator: "/"), default: []].append(pending.removeLast())
        path.removeLast()
    }
}
