import Markup
import QuotationCheck

/// The plain text of Markdown or HTML: what a reader sees, so that emphasis and links do not part the words of a
/// quotation. Positions in it are positions in this text, not in the file.
struct DocumentText {
    let body: Body
    let plain: PlainText

    /// Drafts and transcripts are the reporter's own, so more is read than from a stranger.
    private static let markdownLimits = ReadingLimits(bytes: 16_000_000)
    private static let htmlLimits = ReadingLimits(bytes: 32_000_000, tags: 1_000_000, memory: 1_000_000_000, seconds: 60)

    init(markdown: String) throws(BodyError) {
        let content = FrontMatter.removed(from: markdown)
        self.init(try ParsedBody(markdown: content, limits: Self.markdownLimits).body)
    }

    init(html: String) throws(BodyError) {
        self.init(try ParsedBody(html: html, limits: Self.htmlLimits).body)
    }

    private init(_ body: Body) {
        self.body = body
        plain = body.plainText
    }

    /// The text as a story: block quotations and posts count whole, and what is said twice (a pull quote) or is no
    /// speech (program text, file names) is left out.
    var story: Story {
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

/// The lines between `---` and `---` that begin a Markdown file and are about it, not in it.
enum FrontMatter {
    static func removed(from text: String) -> String {
        let text = text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
        let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
        guard lines.first.map(isFence) == true, lines.count > 1 else { return text }
        guard let end = lines.dropFirst().firstIndex(where: { isFence($0) || $0 == "..." }) else { return text }
        // A rule, a heading underlined with dashes: front matter holds at least one key.
        guard lines[1..<end].contains(where: { $0.contains(":") }) else { return text }
        return String(text[lines[end].endIndex...])
    }

    private static func isFence(_ line: Substring) -> Bool {
        line.hasPrefix("---") && line.allSatisfy { $0 == "-" || $0 == " " } && line.filter { $0 == "-" }.count == 3
    }
}
