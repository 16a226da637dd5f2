import Editorial
import Markup
import PropertyTesting
import Storage
import Testing

@testable import Website

@Suite("Addresses of the site")
struct SiteAddressTests {
    @Test("every kind of address is read back from its own path", arguments: SiteAddress.Kind.allCases)
    func roundTrip(kind: SiteAddress.Kind) throws {
        for seed in 0..<200 as Range<UInt64> {
            var random = SeededGenerator(seed: seed)
            let address = try random.address(of: kind)
            let parts = address.path.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
            let read = SiteAddress(path: String(parts[0]), query: parts.count > 1 ? String(parts[1]) : "")
            #expect(read == address, "seed \(seed): \(address.path)")
            #expect(read?.path == address.path, "seed \(seed)")
            #expect(address.kind == kind)
        }
    }

    @Test("what the site itself answers is its own, so that no story is ever given it", arguments: SiteAddress.Kind.allCases)
    func ownAddresses(kind: SiteAddress.Kind) throws {
        for seed in 0..<200 as Range<UInt64> {
            var random = SeededGenerator(seed: seed)
            let address = try random.address(of: kind)
            guard let path = AddressPath(String(address.path.prefix { $0 != "?" })) else { continue }
            switch address {
            // These are in the address book, which gives a path but once.
            case .story, .section(_, page: 1), .topic(_, page: 1), .author(_, page: 1): break
            default: #expect(path.isSiteOwn, "seed \(seed): \(path)")
            }
        }
    }

    @Test("a path that is not the site's own is a story's or a list's")
    func shadows() throws {
        var random = SeededGenerator(seed: 11)
        let words = [
            "archive", "atom.xml", "author", "card", "card.png", "favicon.ico", "feed.xml", "fonts", "healthz", "look-1.css",
            "media", "original", "page", "readyz", "robots.txt", "search", "section", "sea", "sitemap", "sitemap.xml",
            ".well-known", "security.txt", "topic", "trust.txt", "2026", "03", "2", "2.xml", "sea.png", "640.jpg",
            String(repeating: "0a", count: 32),
        ]
        for _ in 0..<20_000 {
            let count = Int.random(in: 1...4, using: &random)
            let text = (0..<count).map { _ in "/" + (words.randomElement(using: &random) ?? "") }.joined()
            let path = try #require(AddressPath(text))
            guard !path.isSiteOwn else { continue }
            switch SiteAddress(path: text) {
            case .story, .section(_, page: 1), .topic(_, page: 1), .author(_, page: 1): break
            case let other: Issue.record("seed 11: \(text) is \(String(describing: other))")
            }
        }
    }

    @Test("pages have the addresses that readers know", arguments: [
        ("/", SiteAddress.Kind.front), ("/2026/11/sea-wall", .story), ("/section/harbour", .section),
        ("/section/harbour/page/3", .section), ("/section/harbour/feed.xml", .feed), ("/atom.xml", .feed),
        ("/archive", .archive), ("/archive/2026/11", .archiveMonth), ("/archive/2026/13", .story),
        ("/search", .search), ("/robots.txt", .robots), ("/.well-known/security.txt", .security),
        ("/look-0a1b.css", .stylesheet), ("/fonts/vollkorn-5.1/roman-latin.woff2", .font), ("/about/people", .story),
        ("/section/harbour/page/0", .story), ("/standards/quotations", .quotationStandards), ("/sources/none", .story),
        ("/sources/0192f0c1-7a2b-7c3d-8e4f-0123456789ab", .source), ("/sitemap/2.xml", .sitemap), ("/card.png", .card),
    ])
    func known(path: String, kind: SiteAddress.Kind) {
        #expect(SiteAddress(path: path)?.kind == kind)
    }

    @Test("what can't be an address is refused", arguments: [
        "", "section/harbour", "/../etc/passwd", "/fonts/..%2f..%2fetc/passwd", "/%2e%2e/secret", "/%00", "/%zz", "/%ff",
        "/a\u{7}b",
    ])
    func refused(path: String) {
        let address = SiteAddress(path: path)
        #expect(address == nil || address?.kind == .story && address?.path.contains("..%2F") == true)
    }

    @Test("another spelling of an address leads to its own path")
    func spellings() {
        #expect(SiteAddress(path: "/section/harbour/")?.path == "/section/harbour")
        #expect(SiteAddress(path: "/section/harbour/page/1")?.path == "/section/harbour")
        #expect(SiteAddress(path: "/", query: "utm_source=x") == .front)
        #expect(SiteAddress(path: "/", query: "p=12")?.path == "/?p=12")
        #expect(SiteAddress(path: "/", query: "utm_source=x&p=12")?.path == "/?p=12")
        #expect(SiteAddress(path: "/", query: "cat=3")?.path == "/?cat=3")
    }

    @Test("any query makes a search, and what makes no sense is left out")
    func searches() throws {
        let address = SiteAddress(path: "/search", query: "q=%22sea+wall%22+-board&section=har%20bour&from=2026-02-30&page=x")
        guard case .search(let terms) = try #require(address) else { throw Mismatch() }
        #expect(terms == SearchTerms(words: "\"sea wall\" -board"))
        var random = SeededGenerator(seed: 7)
        for _ in 0..<500 {
            let query = random.text(of: Array("qpagefromto=&%+0aé\u{0}\u{202E}<>\"'#"), upTo: 40)
            #expect(SiteAddress(path: "/search", query: query)?.kind == .search, "\(query)")
        }
    }

    @Test("a file's name can never lead out of its folder")
    func assetNames() {
        for text in ["", ".", "..", "../a", "a/b", ".hidden", "a..b", "a\\b", "a b", "ä", String(repeating: "a", count: 121)] {
            #expect(AssetName(text) == nil, "\(text)")
        }
        #expect(AssetName(nearest: "../Minutes of März (final).PDF").description == "Minutes-of-M-rz-final-.PDF")
        #expect(AssetName(nearest: "///").description == "file")
    }

    private struct Mismatch: Error {}
}

extension SeededGenerator {
    /// An address of a kind with values of every shape that it can have.
    mutating func address(of kind: SiteAddress.Kind) throws -> SiteAddress {
        switch kind {
        case .front: return .front
        case .story:
            let paths = ["/2026/11/\(slug().string)", "/\(slug().string)/\(slug().string)", "/?p=\(number())"]
            return .story(try #require(paths.randomElement(using: &self).flatMap { AddressPath($0) }))
        case .section: return .section(slug(), page: number())
        case .topic: return .topic(slug(), page: number())
        case .author: return .author(slug(), page: number())
        case .archive: return .archive
        case .archiveMonth:
            let month = YearMonth(year: 1900 + number(), month: .random(in: 1...12, using: &self))
            return .archiveMonth(try #require(month), page: number())
        case .search:
            let day = CivilDay(year: 2026, month: .random(in: 1...12, using: &self), day: .random(in: 1...28, using: &self))
            return .search(SearchTerms(
                words: text(of: Array("ab \"-é&=+%#?<>م😀"), upTo: 20), section: Bool.random(using: &self) ? slug() : nil,
                author: Bool.random(using: &self) ? slug() : nil, from: Bool.random(using: &self) ? day : nil,
                to: Bool.random(using: &self) ? day : nil, page: number()))
        case .feed:
            let scopes: [FeedScope] = [.whole, .section(slug()), .topic(slug()), .author(slug())]
            return .feed(try #require(scopes.randomElement(using: &self)), try #require(FeedFormat.allCases.randomElement(using: &self)))
        case .sitemapIndex: return .sitemapIndex
        case .sitemap: return .sitemap(number())
        case .newsSitemap: return .newsSitemap
        case .robots: return .robots
        case .trust: return .trust
        case .security: return .security
        case .stylesheet: return .stylesheet(AssetName(nearest: String(next(), radix: 16)))
        case .logo: return .logo(AssetName(nearest: String(next(), radix: 16) + (Bool.random(using: &self) ? ".svg" : ".png")))
        case .font: return .font(family: AssetName(nearest: "vollkorn-5.\(number())"), AssetName(nearest: "roman.woff2"))
        case .rendition:
            let width = try #require(Rendition.widths.randomElement(using: &self))
            let format = try #require(Rendition.Format.allCases.randomElement(using: &self))
            return .rendition(try #require(Rendition(original: try hash(), width: width, format: format)))
        case .mediaFile: return .mediaFile(try hash(), AssetName(nearest: "\(slug().string).pdf"))
        case .card: return .card(Bool.random(using: &self) ? slug() : nil)
        case .icon: return .icon
        case .touchIcon: return .touchIcon
        case .source: return .source(source())
        case .sourceAnnotations: return .sourceAnnotations(source())
        case .quotationStandards: return .quotationStandards
        case .health: return .health
        case .ready: return .ready
        }
    }

    private mutating func source() -> Source.ID { Source.ID(at: Timestamp(seconds: .random(in: 0...4_000_000_000, using: &self))) }

    private mutating func number() -> Int { .random(in: 1...300, using: &self) }

    private mutating func slug() -> Slug {
        let words = ["sea", "wall", "2026", "straße", "بحر", "a", "海"]
        let text = (0...Int.random(in: 0...3, using: &self)).compactMap { _ in words.randomElement(using: &self) }
        return Slug(parsing: text.joined(separator: "-")) ?? Slug(parsing: "sea")!
    }

    private mutating func hash() throws -> ContentHash {
        let digits = Array("0123456789abcdef")
        return try #require(ContentHash(String((0..<64).map { _ in digits.randomElement(using: &self)! })))
    }
}
