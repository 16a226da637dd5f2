/// Prints a body as canonical HTML: one spelling for each tree.
///
/// One top-level block a line; attributes in a fixed order, in double quotation marks; text with `&`, `<` and `>` as
/// references. The first paragraph of a list item, a cell or a footnote has no `<p>` where only lists follow it.
struct CanonicalPrinter {
    var bytes: [UInt8] = []

    mutating func print(_ body: Body) {
        for (index, block) in body.blocks.enumerated() {
            if index > 0 { write("\n") }
            print(block)
        }
        guard !body.footnotes.isEmpty else { return }
        if !body.blocks.isEmpty { write("\n") }
        write("<section class=\"footnotes\"><ol>")
        for (index, footnote) in body.footnotes.enumerated() {
            write("<li id=\"fn-\(index + 1)\">")
            printCompact(footnote.blocks)
            write("</li>")
        }
        write("</ol></section>")
    }

    private mutating func print(_ blocks: [Block]) {
        for block in blocks { print(block) }
    }

    private mutating func print(_ block: Block) {
        switch block {
        case .paragraph(let text): print(text, in: "p")
        case .heading(let level, let text): print(text, in: level.element)
        case .quotation(let blocks, let attribution, let cite):
            write("<blockquote")
            attribute("cite", cite?.string)
            write(">")
            print(blocks)
            if !attribution.isEmpty { print(attribution, in: "footer") }
            write("</blockquote>")
        case .pullQuote(let text, let attribution):
            write("<figure class=\"pull-quote\"><blockquote>")
            print(text, in: "p")
            write("</blockquote>")
            if !attribution.isEmpty { print(attribution, in: "figcaption") }
            write("</figure>")
        case .list(let style, let items): print(items, style)
        case .table(let table): print(table)
        case .figure(let figure): print(figure)
        case .gallery(let figures, let caption):
            write("<figure class=\"gallery\">")
            for figure in figures { print(figure) }
            if !caption.isEmpty { print(caption, in: "figcaption") }
            write("</figure>")
        case .aside(let title, let blocks):
            write("<aside>")
            if !title.isEmpty { print(title, in: "h2") }
            print(blocks)
            write("</aside>")
        case .code(let text, let language):
            write("<pre><code")
            attribute("data-language", language)
            write(">")
            bytes.appendContent(text)
            write("</code></pre>")
        case .rule: write("<hr>")
        case .embed(let card): print(card)
        case .file(let card): print(card)
        }
    }

    /// Blocks where a lone paragraph needs no element of its own.
    private mutating func printCompact(_ blocks: [Block]) {
        if let text = blocks.leadingLine {
            print(text)
            print(Array(blocks.dropFirst()))
        } else {
            print(blocks)
        }
    }

    private mutating func print(_ items: [[Block]], _ style: ListStyle) {
        let element: StaticString
        switch style {
        case .unordered: element = "ul"
        case .ordered: element = "ol"
        }
        write("<")
        write(element)
        if case .ordered(let start) = style, start != 1 { attribute("start", String(start)) }
        write(">")
        for item in items {
            write("<li>")
            printCompact(item)
            write("</li>")
        }
        write("</")
        write(element)
        write(">")
    }

    private mutating func print(_ table: Table) {
        write("<table>")
        if !table.caption.isEmpty { print(table.caption, in: "caption") }
        print(table.header, in: "thead")
        print(table.rows, in: "tbody")
        write("</table>")
    }

    private mutating func print(_ rows: [Table.Row], in group: StaticString) {
        guard !rows.isEmpty else { return }
        open(group)
        for row in rows {
            write("<tr>")
            for cell in row.cells {
                write(cell.isHeader ? "<th" : "<td")
                if cell.columnSpan > 1 { attribute("colspan", String(cell.columnSpan)) }
                if cell.rowSpan > 1 { attribute("rowspan", String(cell.rowSpan)) }
                attribute("data-align", cell.alignment?.rawValue)
                write(">")
                printCompact(cell.blocks)
                write(cell.isHeader ? "</th>" : "</td>")
            }
            write("</tr>")
        }
        close(group)
    }

    private mutating func print(_ figure: Figure) {
        write("<figure class=\"picture\"")
        if figure.placement != .text { attribute("data-width", figure.placement.rawValue) }
        write("><img")
        attribute("src", figure.image.media.address)
        attribute("alt", figure.alt)
        attribute("width", figure.width.map { String($0) })
        attribute("height", figure.height.map { String($0) })
        write(">")
        if !figure.caption.isEmpty || !figure.credit.isEmpty {
            write("<figcaption>")
            print(figure.caption)
            if !figure.credit.isEmpty {
                write(figure.caption.isEmpty ? "<small class=\"credit\">" : " <small class=\"credit\">")
                print(figure.credit)
                write("</small>")
            }
            write("</figcaption>")
        }
        write("</figure>")
    }

    private mutating func print(_ card: EmbedCard) {
        write("<figure class=\"embed\"")
        attribute("data-kind", card.kind.rawValue)
        attribute("data-provider", card.provider)
        attribute("data-url", card.url.string)
        if !card.author.isEmpty { attribute("data-author", card.author) }
        attribute("data-handle", card.handle)
        attribute("data-published", card.published?.string)
        attribute("data-title", card.title)
        write(">")
        if let image = card.image {
            write("<img")
            attribute("src", image.address)
            write(" alt=\"\">")
        }
        if !card.text.isEmpty {
            write("<blockquote>")
            for paragraph in card.text { print(paragraph, in: "p") }
            write("</blockquote>")
        }
        write("</figure>")
    }

    private mutating func print(_ card: FileCard) {
        write("<figure class=\"file\"")
        attribute("data-kind", card.kind.rawValue)
        write("><a")
        switch card.location {
        case .media(let name): attribute("href", name.address)
        case .web(let url): attribute("href", url.string)
        }
        write(">")
        bytes.appendContent(card.title)
        write("</a>")
        if !card.caption.isEmpty { print(card.caption, in: "figcaption") }
        write("</figure>")
    }

    private mutating func print(_ line: [Inline], in element: StaticString) {
        open(element)
        print(line)
        close(element)
    }

    private mutating func print(_ line: [Inline]) {
        var printer = InlinePrinter(bytes: bytes)
        bytes = []
        printer.print(line)
        bytes = printer.bytes
    }

    private mutating func open(_ element: StaticString) {
        write("<")
        write(element)
        write(">")
    }

    private mutating func close(_ element: StaticString) {
        write("</")
        write(element)
        write(">")
    }

    private mutating func attribute(_ name: StaticString, _ value: String?) {
        bytes.appendAttribute(name, value)
    }

    private mutating func write(_ literal: StaticString) {
        bytes.append(literal)
    }

    private mutating func write(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }
}

extension HeadingLevel {
    var element: StaticString {
        switch self {
        case .two: "h2"
        case .three: "h3"
        case .four: "h4"
        }
    }
}

extension [Block] {
    /// The line of the first paragraph where nothing but lists follows it.
    var leadingLine: [Inline]? {
        guard case .paragraph(let text)? = first, dropFirst().allSatisfy(\.isList) else { return nil }
        return text
    }
}

extension Block {
    fileprivate var isList: Bool {
        if case .list = self { true } else { false }
    }
}

extension Body {
    /// The body as canonical HTML, for storing; ``init(canonical:)`` reads it back.
    public var html: String {
        var printer = CanonicalPrinter()
        printer.print(self)
        return String(decoding: printer.bytes, as: UTF8.self)
    }
}
