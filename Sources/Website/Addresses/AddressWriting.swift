import Editorial
public import Markup
import Storage

extension SiteAddress {
    /// The address from the root, with its query.
    public var path: String {
        if case .story(let path) = self { path.description } else { url.string }
    }

    /// The address as links take it.
    public var url: SafeURL {
        switch self {
        case .front: Self.made([])
        case .story(let path): SafeURL(parsing: path.description) ?? Self.made([])
        case .section(let slug, let page): Self.made(["section", slug.string], page)
        case .topic(let slug, let page): Self.made(["topic", slug.string], page)
        case .author(let slug, let page): Self.made(["author", slug.string], page)
        case .archive: Self.made(["archive"])
        case .archiveMonth(let month, let page):
            Self.made(["archive"] + month.path.split(separator: "/").map(String.init), page)
        case .search(let terms):
            SafeURL(path: ["search"], query: terms == SearchTerms() ? [] : terms.fields)
        case .feed(let scope, let format): Self.made(Self.folder(of: scope) + [format.fileName])
        case .sitemapIndex: Self.made(["sitemap.xml"])
        case .sitemap(let number): Self.made(["sitemap", "\(number).xml"])
        case .newsSitemap: Self.made(["news-sitemap.xml"])
        case .robots: Self.made(["robots.txt"])
        case .trust: Self.made(["trust.txt"])
        case .security: Self.made([".well-known", "security.txt"])
        case .stylesheet(let hash): Self.made(["look-\(hash).css"])
        case .logo(let name): Self.made(["look-\(name)"])
        case .font(let family, let file): Self.made(["fonts", family.description, file.description])
        case .rendition(let picture):
            Self.made(["media", picture.original.description, "\(picture.width).\(picture.format.rawValue)"])
        case .mediaFile(let hash, let name): Self.made(["media", hash.description, "original", name.description])
        case .card(let slug): Self.made(slug.map { ["card", "\($0.string).png"] } ?? ["card.png"])
        case .icon: Self.made(["favicon.ico"])
        case .touchIcon: Self.made(["apple-touch-icon.png"])
        case .source(let id): Self.made(["sources", id.description])
        case .sourceAnnotations(let id): Self.made(["sources", id.description, "annotations.json"])
        case .quotationStandards: Self.made(["standards", "quotations"])
        case .health: Self.made(["healthz"])
        case .ready: Self.made(["readyz"])
        }
    }

    /// The address of a part of the page.
    public func url(fragment: String) -> SafeURL {
        SafeURL(path: path.split(separator: "/").map(String.init), fragment: fragment)
    }

    /// The address with the publication's origin before it, for canonical links, feeds and sitemaps.
    /// - Parameter origin: As in `https://lantern.example`, without a trailing slash.
    public func absolute(from origin: String) -> String { origin + path }

    /// Another page of this address: itself, where it has no pages.
    public func onPage(_ number: Int) -> SiteAddress {
        switch self {
        case .section(let slug, _): .section(slug, page: number)
        case .topic(let slug, _): .topic(slug, page: number)
        case .author(let slug, _): .author(slug, page: number)
        case .archiveMonth(let month, _): .archiveMonth(month, page: number)
        case .search(let terms): .search(terms.onPage(number))
        default: self
        }
    }

    private static func made(_ segments: [String], _ page: Int = 1) -> SafeURL {
        SafeURL(path: page > 1 ? segments + ["page", String(page)] : segments)
    }

    private static func folder(of scope: FeedScope) -> [String] {
        switch scope {
        case .whole: []
        case .section(let slug): ["section", slug.string]
        case .topic(let slug): ["topic", slug.string]
        case .author(let slug): ["author", slug.string]
        }
    }
}
