import Documents
public import Markup
public import QuotationCheck

/// The words of a story as readers see them, headline first: what quotations are found in, and what their positions
/// count the code points of.
public struct StoryText: Sendable {
    /// The headline, the standfirst, the caption of the lead image and the body's plain text, those that there are, with
    /// an empty line between.
    public let string: String
    /// The same with its paragraphs, as the check reads it.
    public let story: QuotationCheck.Story
    public let body: PlainText
    /// Where the body begins.
    public let bodyStart: Int

    public init(_ content: StoryContent) {
        var text = ""
        var count = 0
        var paragraphs: [QuotationCheck.Story.Paragraph] = []
        for field in [content.headline, content.standfirst, content.leadImage?.caption] {
            guard let field, !field.isBlank else { continue }
            let length = field.unicodeScalars.count
            paragraphs.append(.init(range: CodePointRange(start: count, end: count + length)))
            text += field + "\n\n"
            count += length + 2
        }
        bodyStart = count
        body = content.body.plainText
        text += body.string
        paragraphs += content.body.quotableParagraphs(of: body).map { paragraph in
            var paragraph = paragraph
            paragraph.range.start += count
            paragraph.range.end += count
            return paragraph
        }
        string = text
        story = QuotationCheck.Story(text: text, paragraphs: paragraphs)
    }

    /// The words of a quotation's parts, without what stands between them.
    func quoted(_ parts: [FoundQuotation.Part]) -> String {
        parts.map { story.text(in: $0.range) }.joined(separator: "\u{2029}")
    }

    /// The parts of a quotation that stand in the body, in code points of its plain text and with the quotation marks
    /// around them: what a page marks.
    public func bodyRanges(of parts: [FoundQuotation.Part]) -> [Range<Int>] {
        let scalars = Array(string.unicodeScalars)
        return parts.compactMap { part in
            guard part.range.start >= bodyStart, part.range.end <= scalars.count, !part.range.isEmpty else { return nil }
            var range = part.range.start..<part.range.end
            if range.lowerBound > bodyStart, Self.marks.contains(scalars[range.lowerBound - 1]) {
                range = range.lowerBound - 1..<range.upperBound
            }
            // The closing mark, also behind the full stop or comma that the British put before it.
            for reach in 0...1 where range.upperBound + reach < scalars.count {
                let isStop = reach == 0 || ".,".unicodeScalars.contains(scalars[range.upperBound])
                guard isStop, Self.marks.contains(scalars[range.upperBound + reach]) else { continue }
                range = range.lowerBound..<range.upperBound + reach + 1
                break
            }
            return range.lowerBound - bodyStart..<range.upperBound - bodyStart
        }
    }

    private static let marks = Set("“”‘’\"'«»„‚‹›".unicodeScalars)
}
