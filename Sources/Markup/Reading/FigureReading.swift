extension BodyReader {
    mutating func figure(_ element: HTMLElement) -> [Block] {
        if element.hasClass("embed"), let card = embed(element) { return card }
        if element.hasClass("file"), let card = file(element) { return card }
        if element.hasClass("pull-quote", "pullquote", "wp-block-pullquote") { return pullQuote(element) }

        let content = flow(element.without("figcaption"))
        let caption = caption(element)
        if element.hasClass("gallery", "wp-block-gallery", "wp-block-jetpack-tiled-gallery") {
            let (figures, others) = Self.figures(in: content)
            if !figures.isEmpty { return [.gallery(figures, caption: caption.whole)] + others + caption.rest }
        }
        return captioned(content, caption, placement: element.placement) + caption.rest
    }

    /// What a caption belongs to depends on what the figure holds.
    private func captioned(_ content: [Block], _ caption: Caption, placement: Figure.Placement?) -> [Block] {
        if content.count == 1 {
            switch content[0] {
            case .figure(var figure):
                figure.caption = caption.text
                figure.credit = caption.credit
                figure.placement = placement ?? figure.placement
                return [.figure(figure)]
            case .table(var table) where table.caption.isEmpty:
                table.caption = caption.whole
                return [.table(table)]
            case .file(var card) where card.caption.isEmpty:
                card.caption = caption.whole
                return [.file(card)]
            case .quotation(let blocks, attribution: [], let cite):
                return [.quotation(blocks, attribution: caption.whole, cite: cite)]
            default: break
            }
        }
        let (figures, others) = Self.figures(in: content)
        if figures.count > 1, others.isEmpty { return [.gallery(figures, caption: caption.whole)] }
        return content + (caption.whole.isEmpty ? [] : [.paragraph(caption.whole)])
    }

    /// The pictures among blocks and in lists of them, and the other blocks.
    private static func figures(in blocks: [Block]) -> (figures: [Figure], others: [Block]) {
        var figures: [Figure] = []
        var others: [Block] = []
        for block in blocks {
            switch block {
            case .figure(let figure): figures.append(figure)
            case .gallery(let more, caption: []): figures += more
            case .list(_, let items):
                let inside = items.map { Self.figures(in: $0) }
                if inside.allSatisfy({ $0.others.isEmpty }) {
                    figures += inside.flatMap(\.figures)
                } else {
                    others.append(block)
                }
            default: others.append(block)
            }
        }
        return (figures, others)
    }

    private mutating func pullQuote(_ element: HTMLElement) -> [Block] {
        let caption = caption(element)
        var attribution = caption.whole
        var text: [Block] = []
        for block in flow(element.without("figcaption")) {
            if case .quotation(let blocks, let inner, _) = block {
                text += blocks
                if attribution.isEmpty { attribution = inner } else { text.append(.paragraph(inner)) }
            } else if case .pullQuote(let line, let inner) = block {
                text.append(.paragraph(line))
                if attribution.isEmpty { attribution = inner } else { text.append(.paragraph(inner)) }
            } else {
                text.append(block)
            }
        }
        return pullQuote(text.filter { $0 != .paragraph([]) }, attribution) + caption.rest
    }

    /// A caption, taken apart.
    struct Caption {
        var text: [Inline] = []
        var credit: [Inline] = []
        var rest: [Block] = []

        /// The caption where there is no place of its own for the credit.
        var whole: [Inline] {
            credit.isEmpty ? text : text + [.text(" "), .small(credit)]
        }
    }

    private mutating func caption(_ figure: HTMLElement) -> Caption {
        var caption = Caption()
        for element in figure.elements where element.name == "figcaption" {
            var text: [HTMLNode] = []
            for child in element.children {
                if let part = child.element, part.hasClass("credit"), !part.isForeign {
                    let credit = line(part.children)
                    if !caption.credit.isEmpty { caption.credit.append(.text(" ")) }
                    caption.credit += credit.line
                    caption.rest += credit.rest
                } else {
                    text.append(child)
                }
            }
            let line = line(text)
            if !caption.text.isEmpty { caption.text.append(.lineBreak) }
            caption.text += line.line
            caption.rest += line.rest
        }
        return caption
    }
}
