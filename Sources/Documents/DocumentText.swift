public import Markup
public import QuotationCheck

/// The plain text of Markdown or HTML: what a reader sees, so that emphasis and links do not part the words of a
/// quotation. Positions in it are positions in this text, not in the file.
public struct DocumentText: Sendable {
    let body: Body
    public let plain: PlainText

    /// Drafts and transcripts are the reporter's own, so more is read than from a stranger.
    private static let markdownLimits = ReadingLimits(bytes: 16_000_000)
    private static let htmlLimits = ReadingLimits(bytes: 32_000_000, tags: 1_000_000, memory: 1_000_000_000, seconds: 60)

    /// - Throws: `BodyError` where it is too long or too complex.
    public init(markdown: String) throws(BodyError) {
        try self.init(content: FrontMatter.parted(from: markdown).content)
    }

    /// Markdown without front matter.
    init(content: String) throws(BodyError) {
        self.init(try ParsedBody(markdown: content, limits: Self.markdownLimits).body)
    }

    public init(html: String) throws(BodyError) {
        self.init(try ParsedBody(html: html, limits: Self.htmlLimits).body)
    }

    init(_ body: Body) {
        self.body = body
        plain = body.plainText
    }

    /// The text as a story: block quotations and posts count whole, and what is said twice (a pull quote) or is no
    /// speech (program text, file names) is left out.
    public var story: Story {
        var paragraphs: [Story.Paragraph] = []
        var block: [BodyStep]?
        for (index, paragraph) in plain.paragraphs.enumerated() {
            let range = CodePointRange(start: paragraph.range.lowerBound, end: paragraph.range.upperBound)
            switch paragraph.kind {
            case .quotation, .embed:
                let place = Array(paragraph.path.dropLast())
                paragraphs.append(
                    Story.Paragraph(
                        range: range, kind: .blockQuotation, continuesBlock: block == place,
                        speaker: speaker(of: place, from: index)))
                block = place
                continue
            case .pullQuote, .pullQuoteAttribution, .code, .file, .quotationAttribution: break
            default: paragraphs.append(Story.Paragraph(range: range))
            }
            block = nil
        }
        return Story(text: plain.string, paragraphs: paragraphs)
    }

    /// Who a block quotation or a post says has spoken.
    private func speaker(of place: [BodyStep], from index: Int) -> String? {
        if case .block(let number)? = place.first, place.count == 1, body.blocks.indices.contains(number),
            case .embed(let card) = body.blocks[number]
        {
            return card.author.isEmpty ? nil : card.author
        }
        let following = plain.paragraphs[(index + 1)...].first { $0.kind != .quotation }
        guard let following, following.kind == .quotationAttribution, following.path.starts(with: place) else { return nil }
        return following.text
    }
}
