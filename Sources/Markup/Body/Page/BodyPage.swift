/// A body on its way to becoming a page.
struct BodyPage {
    let renderer: BodyRenderer
    var bytes: [UInt8] = []
    private var anchors = Anchors()
    private let noteMarks: NoteMarks
    private var marks: MarkCursor?
    /// Where each line of the body stands in its plain text, in the order of both; empty where nothing is marked.
    private var lineStarts: [Int] = []
    private var line = 0

    init(renderer: BodyRenderer) {
        self.renderer = renderer
        noteMarks = NoteMarks(renderer: renderer)
    }

    mutating func write(_ body: Body, marks: [BodyMark]) {
        if !marks.isEmpty {
            self.marks = MarkCursor(runs: MarkedRun.runs(of: marks))
            lineStarts = body.plainText.paragraphs.map(\.range.lowerBound)
        }
        write(body)
    }

    private mutating func write(_ body: Body) {
        write(body.blocks)
        guard !body.footnotes.isEmpty else { return }
        tag("<section class=\"notes\" role=\"doc-endnotes\" aria-labelledby=\"notes\"><h2 id=\"notes\">")
        bytes.appendContent(renderer.labels.notes)
        tag("</h2><ol>")
        for (index, footnote) in body.footnotes.enumerated() { write(footnote, number: index + 1) }
        tag("</ol></section>")
    }

    private mutating func write(_ footnote: Footnote, number: Int) {
        let back: HTML = """
            <a\(href: renderer.place("note-mark-\(number)")) role="doc-backlink"\(aria: "label", renderer.labels.backToText)>↩</a>
            """
        write("<li id=\"note-\(number)\">")
        if case .paragraph(let text)? = footnote.blocks.last {
            write(Array(footnote.blocks.dropLast()))
            tag("<p>")
            write(text)
            write(" \(back)</p></li>")
        } else {
            write(footnote.blocks)
            write("<p>\(back)</p></li>")
        }
    }

    mutating func write(_ blocks: [Block]) {
        for block in blocks { write(block) }
    }

    private mutating func write(_ block: Block) {
        switch block {
        case .paragraph(let text): write(text, "<p>", "</p>")
        case .heading(let level, let text):
            write("<\(level: level)\(attribute: .id, anchors.next(for: text))>")
            write(text)
            write("</\(level: level)>")
        case .quotation(let blocks, let attribution, let cite):
            if !attribution.isEmpty { tag("<figure class=\"quotation\">") }
            write("<blockquote\(cite: resolved(cite))>")
            write(blocks)
            tag("</blockquote>")
            if !attribution.isEmpty { write(attribution, "<figcaption>", "</figcaption></figure>") }
        case .pullQuote(let text, let attribution):
            write(text, "<figure class=\"pull-quote\"><blockquote><p>", "</p></blockquote>")
            if !attribution.isEmpty { write(attribution, "<figcaption>", "</figcaption>") }
            tag("</figure>")
        case .list(let style, let items): write(items, style)
        case .table(let table): write(table)
        case .figure(let figure): write(figure, in: .figure(figure.placement))
        case .gallery(let figures, let caption):
            tag("<figure class=\"gallery\"><div class=\"gallery-pictures\">")
            for figure in figures { write(figure, in: .gallery) }
            tag("</div>")
            if !caption.isEmpty { write(caption, "<figcaption>", "</figcaption>") }
            tag("</figure>")
        case .aside(let title, let blocks):
            tag("<aside class=\"aside\">")
            if !title.isEmpty { write(title, "<h2>", "</h2>") }
            write(blocks)
            tag("</aside>")
        case .code(let text, let language):
            enterLine()
            write("<pre><code\(data: "language", language)>\(text)</code></pre>")
        case .rule: tag("<hr>")
        case .embed(let card): write(card)
        case .file(let card): write(card)
        }
    }

    private mutating func write(_ items: [[Block]], _ style: ListStyle) {
        switch style {
        case .unordered: tag("<ul>")
        case .ordered(start: 1): tag("<ol>")
        case .ordered(let start): write("<ol\(attribute: .start, start)>")
        }
        for item in items {
            tag("<li>")
            writeCompact(item)
            tag("</li>")
        }
        tag(style == .unordered ? "</ul>" : "</ol>")
    }

    mutating func writeCompact(_ blocks: [Block]) {
        if let text = blocks.leadingLine {
            write(text)
            write(Array(blocks.dropFirst()))
        } else {
            write(blocks)
        }
    }

    mutating func write(_ line: [Inline], _ start: StaticString, _ end: StaticString) {
        tag(start)
        write(line)
        tag(end)
    }

    mutating func write(_ text: [Inline]) {
        guard !text.isEmpty else { return }
        let noteMarks = noteMarks
        enterLine()
        var printer = InlinePrinter(bytes: bytes, base: renderer.base, marks: marks) { noteMarks.mark($0) }
        bytes = []
        printer.print(text)
        bytes = printer.bytes
        marks = printer.marks
    }

    /// Goes on to the next line of the plain text. Each is met here once and in its order, also one that is written
    /// in another way than as a line of inlines.
    mutating func enterLine() {
        guard marks != nil, line < lineStarts.count else { return }
        marks?.offset = lineStarts[line]
        line += 1
    }

    mutating func write(_ html: HTML) {
        bytes.append(contentsOf: html.bytes)
    }

    mutating func tag(_ literal: StaticString) {
        literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    func resolved(_ url: SafeURL?) -> SafeURL? {
        guard let url, let base = renderer.base else { return url }
        return url.resolved(against: base)
    }
}

/// Counts the references to each footnote, so that each has an `id` of its own.
private final class NoteMarks {
    private let renderer: BodyRenderer
    private var counts: [Int: Int] = [:]

    init(renderer: BodyRenderer) {
        self.renderer = renderer
    }

    func mark(_ number: Int) -> HTML {
        let count = counts[number, default: 0] + 1
        counts[number] = count
        let id = count == 1 ? "note-mark-\(number)" : "note-mark-\(number)-\(count)"
        return """
            <sup class="note-mark"><a\(attribute: .id, id)\(href: renderer.place("note-\(number)")) role="doc-noteref"\
            \(aria: "label", renderer.labels.footnote(number))>\(number)</a></sup>
            """
    }
}

extension BodyRenderer {
    /// The address of a name within the body: on its own page where that is known, since a feed reader shows many.
    fileprivate func place(_ name: String) -> SafeURL {
        let place = SafeURL(fragment: name)
        return base.map { place.resolved(against: $0) } ?? place
    }
}

extension HTML.Interpolation {
    /// The name of a heading's element.
    fileprivate mutating func appendInterpolation(level: HeadingLevel) {
        appendLiteral(level.element)
    }
}
