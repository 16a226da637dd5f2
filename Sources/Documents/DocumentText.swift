public import Markup
public import QuotationCheck

/// The plain text of Markdown or HTML: what a reader sees, so that emphasis and links do not part the words of a
/// quotation. Positions in it are positions in this text, not in the file.
public struct DocumentText: Sendable {
    let body: Body
    public let plain: PlainText

    /// Drafts and transcripts are the reporter's own, so more is read than from a stranger.
    private static let markdownLimits = ReadingLimits(bytes: 16_000_000)
    static let htmlLimits = ReadingLimits(bytes: 32_000_000, tags: 250_000, memory: 512_000_000, seconds: 5)

    /// - Throws: `BodyError` where it is too long or too complex.
    public init(markdown: String) throws(BodyError) {
        try self.init(content: FrontMatter.parted(from: markdown).content)
    }

    /// Markdown without front matter.
    init(content: String) throws(BodyError) {
        self.init(try ParsedBody(markdown: content, limits: Self.markdownLimits).body)
    }

    public init(html: String) throws(BodyError) {
        self.init(try ParsedBody(shownIn: html, limits: Self.htmlLimits).body)
    }

    init(_ body: Body) {
        self.body = body
        plain = body.plainText
    }

    /// The text as a story.
    public var story: Story { Story(text: plain.string, paragraphs: body.quotableParagraphs(of: plain)) }
}
