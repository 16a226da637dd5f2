public import Editorial
public import Markup
public import Storage

/// A story in a list or on the front: one block, whose place decides its size.
public struct TeaserView: Sendable, Hashable {
    public var kind: StoryKind
    /// The editor's own words over the headline; printed in place of the section.
    public var kicker: String?
    public var section: LinkView?
    public var headline: String
    public var url: SafeURL
    public var standfirst: String?
    /// In the order in which they are printed.
    public var authors: [String]
    /// The author's, on teasers of opinion.
    public var portrait: PictureView?
    public var publishedAt: Timestamp?
    public var picture: PictureView?
    /// Links below the lead.
    public var more: [LinkView]
    /// Where the words of a search stand in the story.
    public var snippet: [SnippetPart]
    /// The story's language, where it is not the publication's.
    public var language: LanguageTag?

    public init(
        kind: StoryKind = .news, kicker: String? = nil, section: LinkView? = nil, headline: String, url: SafeURL,
        standfirst: String? = nil, authors: [String] = [], portrait: PictureView? = nil,
        publishedAt: Timestamp? = nil, picture: PictureView? = nil, more: [LinkView] = [],
        snippet: [SnippetPart] = [], language: LanguageTag? = nil
    ) {
        self.kind = kind
        self.kicker = kicker
        self.section = section
        self.headline = headline
        self.url = url
        self.standfirst = standfirst
        self.authors = authors
        self.portrait = portrait
        self.publishedAt = publishedAt
        self.picture = picture
        self.more = more
        self.snippet = snippet
        self.language = language
    }
}

/// A piece of a search's snippet.
public struct SnippetPart: Sendable, Hashable {
    public var text: String
    /// Whether it is one of the words that were sought.
    public var isHit: Bool

    public init(_ text: String, isHit: Bool = false) {
        self.text = text
        self.isHit = isHit
    }
}
