public import Editorial
public import Markup

/// Every address that readers, feed readers and crawlers can ask for, as a value.
///
/// The responder, the links on pages and the tests all use this one list, so a link can't be misspelt and a route
/// can't be forgotten. `SiteAddress(path:query:)` undoes `path`.
public enum SiteAddress: Sendable, Hashable {
    case front
    /// A story or standing page; also what an import brought along, as in `/?p=12`.
    case story(AddressPath)
    case section(Slug, page: Int = 1)
    /// A topic or a series.
    case topic(Slug, page: Int = 1)
    case author(Slug, page: Int = 1)
    /// The months that have stories.
    case archive
    case archiveMonth(YearMonth, page: Int = 1)
    case search(SearchTerms)
    case feed(FeedScope, FeedFormat)
    case sitemapIndex
    /// One file of the sitemap; they count from 1.
    case sitemap(Int)
    /// The stories of the last two days, as Google News asks for them.
    case newsSitemap
    case robots
    /// What the publication controls and belongs to (trust.txt of the JournalList).
    case trust
    /// RFC 9116.
    case security
    /// The look's one stylesheet, named by its content.
    case stylesheet(AssetName)
    /// The look's logo, named by its content.
    case logo(AssetName)
    /// A bundled font: the family's folder, which carries its version, and the file.
    case font(family: AssetName, AssetName)
    /// A picture, re-encoded.
    case rendition(Rendition)
    /// An original as it was uploaded: a recording, a film, a document.
    case mediaFile(ContentHash, AssetName)
    /// The picture on social cards: a story's by its slug, or the publication's.
    case card(Slug?)
    /// The sign of the publication in tabs and bookmarks, where browsers look for it unasked.
    case icon
    /// The sign on home screens, as Apple's devices look for it unasked.
    case touchIcon
    /// What was archived, and what stories print of it.
    case source(Source.ID)
    /// The same as web annotations (W3C Web Annotation Data Model).
    case sourceAnnotations(Source.ID)
    /// The rules for quotations, and how many were checked.
    case quotationStandards
    /// Whether the process lives.
    case health
    /// Whether it can serve.
    case ready

    /// The case without its values.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case front, story, section, topic, author, archive, archiveMonth, search, feed
        case sitemapIndex, sitemap, newsSitemap, robots, trust, security
        case stylesheet, logo, font, rendition, mediaFile, card, icon, touchIcon
        case source, sourceAnnotations, quotationStandards, health, ready
    }

    public var kind: Kind {
        switch self {
        case .front: .front
        case .story: .story
        case .section: .section
        case .topic: .topic
        case .author: .author
        case .archive: .archive
        case .archiveMonth: .archiveMonth
        case .search: .search
        case .feed: .feed
        case .sitemapIndex: .sitemapIndex
        case .sitemap: .sitemap
        case .newsSitemap: .newsSitemap
        case .robots: .robots
        case .trust: .trust
        case .security: .security
        case .stylesheet: .stylesheet
        case .logo: .logo
        case .font: .font
        case .rendition: .rendition
        case .mediaFile: .mediaFile
        case .card: .card
        case .icon: .icon
        case .touchIcon: .touchIcon
        case .source: .source
        case .sourceAnnotations: .sourceAnnotations
        case .quotationStandards: .quotationStandards
        case .health: .health
        case .ready: .ready
        }
    }
}

/// What a feed holds: the whole paper's stories or a part of them.
public enum FeedScope: Sendable, Hashable {
    case whole
    case section(Slug)
    case topic(Slug)
    case author(Slug)
}

/// How a feed is written.
public enum FeedFormat: String, Sendable, Hashable, CaseIterable {
    /// RSS 2.0.
    case rss
    /// RFC 4287.
    case atom
    /// JSON Feed 1.1.
    case json

    /// The last part of its address.
    public var fileName: String {
        switch self {
        case .rss: "feed.xml"
        case .atom: "atom.xml"
        case .json: "feed.json"
        }
    }

    public var mediaType: String {
        switch self {
        case .rss: "application/rss+xml"
        case .atom: "application/atom+xml"
        case .json: "application/feed+json"
        }
    }
}
