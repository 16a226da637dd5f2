/// A social post, a video, a recording or a page elsewhere, as a card of what was stored of it.
///
/// A reader's browser loads nothing from elsewhere: the text and the picture are ours, the link is the reader's choice.
public struct EmbedCard: Sendable, Hashable {
    /// Where the original is: an absolute web address.
    public var url: SafeURL
    /// The name of the site, as readers know it.
    public var provider: String
    public var kind: Kind
    public var author: String
    /// The author's name on that site, `@…`.
    public var handle: String?
    public var published: PublishedTime?
    public var title: String?
    /// The text, in paragraphs.
    public var text: [[Inline]]
    public var image: MediaName?

    /// What the original is.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case post, video, audio, page
    }

    public init(
        url: SafeURL, provider: String, kind: Kind, author: String = "", handle: String? = nil,
        published: PublishedTime? = nil, title: String? = nil, text: [[Inline]] = [], image: MediaName? = nil
    ) {
        self.url = url
        self.provider = provider
        self.kind = kind
        self.author = author
        self.handle = handle
        self.published = published
        self.title = title
        self.text = text
        self.image = image
    }
}
