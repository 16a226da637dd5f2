/// Walks a body and writes its text.
struct PlainTextBuilder {
    private(set) var text = ""
    private(set) var count = 0
    private(set) var paragraphs: [PlainText.Paragraph] = []
    private(set) var segments: [PlainText.Segment] = []
    private var path: [BodyStep] = []

    mutating func add(_ body: Body) {
        add(body.blocks, as: .paragraph)
        for (index, footnote) in body.footnotes.enumerated() {
            at(.footnote(index)) { $0.add(footnote.blocks, as: .footnote) }
        }
    }

    private mutating func at(_ step: BodyStep, _ body: (inout PlainTextBuilder) -> Void) {
        path.append(step)
        body(&self)
        path.removeLast()
    }

    private mutating func add(_ blocks: [Block], as kind: PlainText.Kind) {
        for (index, block) in blocks.enumerated() {
            at(.block(index)) { $0.add(block, as: kind) }
        }
    }

    private mutating func add(_ block: Block, as kind: PlainText.Kind) {
        switch block {
        case .paragraph(let line): add(line, as: kind)
        case .heading(_, let line): add(line, as: .heading)
        case .quotation(let blocks, let attribution, _):
            add(blocks, as: .quotation)
            at(.attribution) { $0.add(attribution, as: .quotationAttribution) }
        case .pullQuote(let line, let attribution):
            add(line, as: .pullQuote)
            at(.attribution) { $0.add(attribution, as: .pullQuoteAttribution) }
        case .list(_, let items):
            for (index, item) in items.enumerated() {
                at(.item(index)) { $0.add(item, as: kind == .paragraph ? .listItem : kind) }
            }
        case .table(let table):
            at(.caption) { $0.add(table.caption, as: .tableCaption) }
            for (row, cells) in (table.header + table.rows).enumerated() {
                for (index, cell) in cells.cells.enumerated() {
                    at(.row(row)) { $0.at(.cell(index)) { $0.add(cell.blocks, as: .tableCell) } }
                }
            }
        case .figure(let figure): add(figure)
        case .gallery(let figures, let caption):
            for (index, figure) in figures.enumerated() { at(.figure(index)) { $0.add(figure) } }
            at(.caption) { $0.add(caption, as: .caption) }
        case .aside(let title, let blocks):
            at(.title) { $0.add(title, as: .asideTitle) }
            add(blocks, as: kind == .paragraph ? .aside : kind)
        case .code(let text, _): addLine(as: .code) { $0.addLeaf(text) }
        case .rule: break
        case .embed(let card):
            if let title = card.title { at(.title) { $0.addLine(as: .embedTitle) { $0.addLeaf(title) } } }
            for (index, line) in card.text.enumerated() { at(.line(index)) { $0.add(line, as: .embed) } }
        case .file(let card):
            at(.title) { $0.addLine(as: .file) { $0.addLeaf(card.title) } }
            at(.caption) { $0.add(card.caption, as: .caption) }
        }
    }

    private mutating func add(_ figure: Figure) {
        at(.caption) { $0.add(figure.caption, as: .caption) }
        at(.credit) { $0.add(figure.credit, as: .credit) }
    }

    private mutating func add(_ line: [Inline], as kind: PlainText.Kind) {
        guard !line.isEmpty else { return }
        addLine(as: kind) { $0.addInlines(line) }
    }

    private mutating func addLine(as kind: PlainText.Kind, _ content: (inout PlainTextBuilder) -> Void) {
        if !text.isEmpty {
            text += "\n\n"
            count += 2
        }
        let start = count
        let startIndex = text.utf8.count
        content(&self)
        let line = String(text.utf8.dropFirst(startIndex)) ?? ""
        paragraphs.append(PlainText.Paragraph(kind: kind, range: start..<count, path: path, text: line))
    }

    mutating func addInlines(_ line: [Inline]) {
        for (index, inline) in line.enumerated() {
            at(.inline(index)) { $0.add(inline) }
        }
    }

    private mutating func add(_ inline: Inline) {
        switch inline {
        case .text(let text), .code(let text): addLeaf(text)
        case .lineBreak: addLeaf("\n")
        case .footnoteReference: break
        case .shortQuotation(let children):
            addLeaf("\u{201C}")
            addInlines(children)
            addLeaf("\u{201D}", start: 1)
        default: addInlines(inline.children ?? [])
        }
    }

    private mutating func addLeaf(_ leaf: String, start: Int = 0) {
        // A code point begins with every byte that continues none.
        let length = leaf.utf8.count { $0 & 0xC0 != 0x80 }
        segments.append(PlainText.Segment(range: count..<(count + length), path: path, start: start))
        text += leaf
        count += length
    }
}

extension Body {
    /// The text without mark-up, with its positions.
    public var plainText: PlainText {
        var builder = PlainTextBuilder()
        builder.add(self)
        return PlainText(
            string: builder.text, paragraphs: builder.paragraphs, count: builder.count, segments: builder.segments)
    }
}

extension [Inline] {
    /// The text of a line without mark-up.
    public var plainText: String {
        if count == 1, case .text(let text)? = first { return text }
        var builder = PlainTextBuilder()
        builder.addInlines(self)
        return builder.text
    }
}
