public import Markup
public import QuotationCheck

extension Body {
    /// The paragraphs that quotations are looked for in: block quotations and posts count whole, and what is said twice
    /// (a pull quote) or is no speech (program text, file names) is left out.
    public func quotableParagraphs(of plain: PlainText) -> [Story.Paragraph] {
        var paragraphs: [Story.Paragraph] = []
        var block: [BodyStep]?
        for (index, paragraph) in plain.paragraphs.enumerated() {
            let range = CodePointRange(start: paragraph.range.lowerBound, end: paragraph.range.upperBound)
            switch paragraph.kind {
            case .quotation, .embed:
                let place = Array(paragraph.path.dropLast())
                paragraphs.append(
                    .init(
                        range: range, kind: .blockQuotation, continuesBlock: block == place,
                        speaker: speaker(of: place, from: index, in: plain)))
                block = place
                continue
            case .pullQuote, .pullQuoteAttribution, .code, .file, .quotationAttribution: break
            default: paragraphs.append(.init(range: range))
            }
            block = nil
        }
        return paragraphs
    }

    /// Who a block quotation or a post says has spoken.
    private func speaker(of place: [BodyStep], from index: Int, in plain: PlainText) -> String? {
        if case .block(let number)? = place.first, place.count == 1, blocks.indices.contains(number),
            case .embed(let card) = blocks[number]
        {
            return card.author.isEmpty ? nil : card.author
        }
        let following = plain.paragraphs[(index + 1)...].first { $0.kind != .quotation }
        guard let following, following.kind == .quotationAttribution, following.path.starts(with: place) else { return nil }
        return following.text
    }
}
