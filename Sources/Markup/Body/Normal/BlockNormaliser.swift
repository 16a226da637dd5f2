/// Makes blocks normal: lines by ``InlineNormaliser``, what is empty left out, numbers within their bounds.
struct BlockNormaliser {
    /// How deep blocks may be nested.
    static let depthLimit = 12

    let line: InlineNormaliser

    func normalise(_ blocks: [Block], depth: Int = 0) -> [Block] {
        var result: [Block] = []
        result.reserveCapacity(blocks.count)
        for block in blocks {
            if depth >= Self.depthLimit, block.holdsBlocks {
                result += block.leaves.compactMap { normal($0, depth: depth) }
            } else if let kept = normal(block, depth: depth) {
                result.append(kept)
            }
        }
        return result
    }

    private func normal(_ block: Block, depth: Int) -> Block? {
        switch block {
        case .paragraph(let text): return paragraph(line.normalise(text))
        case .heading(let level, let text):
            let text = line.normalise(text)
            return text.isEmpty ? nil : .heading(level, text)
        case .quotation(let blocks, let attribution, let cite):
            let blocks = normalise(blocks, depth: depth + 1)
            let attribution = line.normalise(attribution)
            return blocks.isEmpty ? paragraph(attribution) : .quotation(blocks, attribution: attribution, cite: cite)
        case .pullQuote(let text, let attribution):
            let text = line.normalise(text)
            let attribution = line.normalise(attribution)
            return text.isEmpty ? paragraph(attribution) : .pullQuote(text, attribution: attribution)
        case .list(let style, let items):
            let items = items.map { normalise($0, depth: depth + 1) }.filter { !$0.isEmpty }
            return items.isEmpty ? nil : .list(style.bounded, items)
        case .table(let table): return normal(table, depth: depth)
        case .figure(let figure): return .figure(normal(figure))
        case .gallery(let figures, let caption):
            let caption = line.normalise(caption)
            return figures.isEmpty ? paragraph(caption) : .gallery(figures.map(normal), caption: caption)
        case .aside(let title, let blocks): return aside(title, blocks, depth: depth)
        case .code(let text, let language):
            let text = text.asCode()
            return text.isBlank ? nil : .code(text, language: language.flatMap(Self.codeLanguage))
        case .rule: return .rule
        case .embed(let card): return normal(card)
        case .file(let card): return normal(card)
        }
    }

    private func paragraph(_ text: [Inline]) -> Block? {
        text.isEmpty ? nil : .paragraph(text)
    }

    private func aside(_ title: [Inline], _ blocks: [Block], depth: Int) -> Block? {
        var title = line.normalise(title)
        var blocks = normalise(blocks, depth: depth + 1)
        // Without a title of its own, a heading that opens the box is its title.
        if title.isEmpty, case .heading(_, let text)? = blocks.first {
            title = text
            blocks.removeFirst()
        }
        return title.isEmpty && blocks.isEmpty ? nil : .aside(title: title, blocks)
    }

    private func normal(_ table: Table, depth: Int) -> Block? {
        func normal(_ rows: [Table.Row]) -> [Table.Row] {
            rows.filter { !$0.cells.isEmpty }.map { row in
                Table.Row(
                    row.cells.map { cell in
                        Table.Cell(
                            normalise(cell.blocks, depth: depth + 1), isHeader: cell.isHeader,
                            columnSpan: cell.columnSpan, rowSpan: cell.rowSpan, alignment: cell.alignment)
                    })
            }
        }
        let caption = line.normalise(table.caption)
        let header = normal(table.header)
        let rows = normal(table.rows)
        guard (header + rows).contains(where: { $0.cells.contains { !$0.blocks.isEmpty } }) else {
            return paragraph(caption)
        }
        return .table(Table(caption: caption, header: header, rows: rows))
    }

    private func normal(_ figure: Figure) -> Figure {
        func bounded(_ size: Int?) -> Int? { size.flatMap { (1...100_000).contains($0) ? $0 : nil } }
        return Figure(
            image: figure.image, alt: figure.alt.asOneLine(), width: bounded(figure.width),
            height: bounded(figure.height), caption: line.normalise(figure.caption),
            credit: line.normalise(figure.credit), placement: figure.placement)
    }

    private func normal(_ card: EmbedCard) -> Block {
        func text(_ text: String?) -> String? {
            let text = text?.asOneLine() ?? ""
            return text.isEmpty ? nil : text
        }
        guard card.url.isWeb else {
            return .paragraph(line.normalise([.link(card.url, title: nil, [.text(text(card.title) ?? card.url.string)])]))
        }
        return .embed(
            EmbedCard(
                url: card.url, provider: text(card.provider) ?? card.url.host ?? "", kind: card.kind,
                author: text(card.author) ?? "", handle: text(card.handle), published: card.published,
                title: text(card.title), text: card.text.map(line.normalise).filter { !$0.isEmpty }, image: card.image))
    }

    private func normal(_ card: FileCard) -> Block {
        let title = card.title.asOneLine()
        return .file(
            FileCard(
                location: card.location, kind: card.kind, title: title.isEmpty ? card.location.name : title,
                caption: line.normalise(card.caption)))
    }

    /// A name of a programming language as class names write it, or `nil`.
    static func codeLanguage(_ text: String) -> String? {
        let isName = (1...32).contains(text.utf8.count)
            && text.utf8.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || "+-#._".utf8.contains($0) }
        return isName ? text.lowercased() : nil
    }
}

extension ListStyle {
    fileprivate var bounded: ListStyle {
        switch self {
        case .unordered: .unordered
        case .ordered(let start): .ordered(start: min(max(start, -999_999), 999_999))
        }
    }
}

extension FileCard.Location {
    /// The last part of the address.
    fileprivate var name: String {
        switch self {
        case .media(let name): name.string
        case .web(let url): url.path.split(separator: "/").last.map(String.init) ?? url.string
        }
    }
}

extension Block {
    fileprivate var holdsBlocks: Bool {
        switch self {
        case .quotation, .list, .table, .aside: true
        case .paragraph, .heading, .pullQuote, .figure, .gallery, .code, .rule, .embed, .file: false
        }
    }

    /// What is in it that holds no other blocks, in reading order.
    fileprivate var leaves: [Block] {
        switch self {
        case .quotation(let blocks, let attribution, _): blocks.flatMap(\.leaves) + [.paragraph(attribution)]
        case .list(_, let items): items.joined().flatMap(\.leaves)
        case .table(let table):
            [.paragraph(table.caption)]
                + (table.header + table.rows).flatMap { $0.cells.flatMap { $0.blocks.flatMap(\.leaves) } }
        case .aside(let title, let blocks): [.paragraph(title)] + blocks.flatMap(\.leaves)
        case .paragraph, .heading, .pullQuote, .figure, .gallery, .code, .rule, .embed, .file: [self]
        }
    }
}
