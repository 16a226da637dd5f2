public import Markup
public import Storage

/// A feed's content, before it is written in one of its formats.
public struct Feed: Sendable {
    public var title: String
    /// The publication's name.
    public var publisher: String
    public var summary: String?
    /// The page that the feed follows, absolute.
    public var page: String
    /// The feed's own address, absolute.
    public var address: String
    public var language: LanguageTag
    /// When its newest item came or changed; an empty feed has none.
    public var updatedAt: Timestamp?
    /// Newest first.
    public var items: [Item]

    public init(
        title: String, publisher: String, summary: String? = nil, page: String, address: String, language: LanguageTag,
        updatedAt: Timestamp?, items: [Item]
    ) {
        self.title = title
        self.publisher = publisher
        self.summary = summary
        self.page = page
        self.address = address
        self.language = language
        self.updatedAt = updatedAt
        self.items = items
    }

    /// A whole story, as feed readers show it.
    public struct Item: Sendable {
        /// Never changes, whatever becomes of the address: `urn:uuid:…`.
        public var identifier: String
        public var address: String
        public var headline: String
        public var standfirst: String?
        /// The story, its picture first, with absolute addresses alone.
        public var content: HTML
        public var publishedAt: Timestamp
        public var updatedAt: Timestamp
        public var authors: [Author]
        /// The section's and the topics' names.
        public var subjects: [String]
        public var picture: String?
        public var language: LanguageTag?

        public init(
            identifier: String, address: String, headline: String, standfirst: String?, content: HTML,
            publishedAt: Timestamp, updatedAt: Timestamp, authors: [Author], subjects: [String], picture: String?,
            language: LanguageTag?
        ) {
            self.identifier = identifier
            self.address = address
            self.headline = headline
            self.standfirst = standfirst
            self.content = content
            self.publishedAt = publishedAt
            self.updatedAt = updatedAt
            self.authors = authors
            self.subjects = subjects
            self.picture = picture
            self.language = language
        }
    }

    public struct Author: Sendable {
        public var name: String
        public var address: String

        public init(name: String, address: String) {
            self.name = name
            self.address = address
        }
    }

    /// The feed in a format, as UTF-8.
    public func written(as format: FeedFormat) throws -> [UInt8] {
        switch format {
        case .rss: rss.bytes
        case .atom: atom.bytes
        case .json: try json()
        }
    }
}
