public import Markup
public import Storage

/// What machines read about a page.
public struct HeadView: Sendable, Hashable {
    /// Without the publication's name; `nil` on the front.
    public var title: String?
    public var description: String?
    /// The one address of the page, absolute.
    public var canonical: SafeURL?
    public var previous: SafeURL?
    public var next: SafeURL?
    public var feeds: [FeedLink]
    public var card: SocialCard?
    /// The JSON-LD blocks.
    public var structuredData: HTML
    /// Whether search engines may list the page.
    public var isIndexed: Bool
    /// Whether the page has to do without anything that is kept in the database.
    var isBare = false

    public init(
        title: String? = nil, description: String? = nil, canonical: SafeURL? = nil, previous: SafeURL? = nil,
        next: SafeURL? = nil, feeds: [FeedLink] = [], card: SocialCard? = nil, structuredData: HTML = .empty,
        isIndexed: Bool = true
    ) {
        self.title = title
        self.description = description
        self.canonical = canonical
        self.previous = previous
        self.next = next
        self.feeds = feeds
        self.card = card
        self.structuredData = structuredData
        self.isIndexed = isIndexed
    }
}

/// A feed that a page offers.
public struct FeedLink: Sendable, Hashable {
    public var format: FeedFormat
    /// What it holds: the publication's name, or a section's.
    public var title: String
    public var url: SafeURL

    public init(_ format: FeedFormat, title: String, url: SafeURL) {
        self.format = format
        self.title = title
        self.url = url
    }

    /// The feeds of one scope, in every format.
    public static func all(of scope: FeedScope, title: String) -> [FeedLink] {
        FeedFormat.allCases.map { FeedLink($0, title: title, url: SiteAddress.feed(scope, $0).url) }
    }
}

/// How a link to the page looks in other people's timelines (Open Graph).
public struct SocialCard: Sendable, Hashable {
    public var title: String
    public var description: String?
    public var image: Image?
    /// For a story; `nil` for every other page.
    public var article: Article?

    public init(title: String, description: String? = nil, image: Image? = nil, article: Article? = nil) {
        self.title = title
        self.description = description
        self.image = image
        self.article = article
    }

    public struct Image: Sendable, Hashable {
        /// Absolute.
        public var url: SafeURL
        public var width: Int
        public var height: Int
        public var alt: String

        public init(url: SafeURL, width: Int, height: Int, alt: String) {
            self.url = url
            self.width = width
            self.height = height
            self.alt = alt
        }
    }

    public struct Article: Sendable, Hashable {
        public var publishedAt: Timestamp
        public var updatedAt: Timestamp?
        public var section: String?
        public var topics: [String]

        public init(publishedAt: Timestamp, updatedAt: Timestamp? = nil, section: String? = nil, topics: [String] = []) {
            self.publishedAt = publishedAt
            self.updatedAt = updatedAt
            self.section = section
            self.topics = topics
        }
    }
}
