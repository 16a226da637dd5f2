import Markup
import PropertyTesting
import Testing

@Suite("Quotations marked in a body")
struct BodyMarkTests {
    private let note: HTML = "<a class=\"source-mark\" href=\"/s\">✓</a>"

    private func page(_ html: String, _ parts: [Range<Int>]) throws -> String {
        let body = try ParsedBody(html: html).body
        return BodyRendererTests.renderer.html(of: body, marks: [BodyMark(anchor: "q", parts: parts, note: note)]).string
    }

    @Test("the words stand in a span and the way to the source behind them")
    func plain() throws {
        #expect(
            try page("<p>She said “No” & left.", [9..<13])
                == "<p>She said <span class=\"quoted\" id=\"q\">“No”</span><a class=\"source-mark\" href=\"/s\">✓</a> &amp; left.</p>")
    }

    @Test("emphasis and links inside and around it stay whole, and no link stands in a link")
    func nested() throws {
        #expect(
            try page("<p>“We <em>will</em> not”, he said", [0..<13]) == """
                <p><span class="quoted" id="q">“We </span><em><span class="quoted">will</span></em><span class="quoted"> not”</span>,<a class="source-mark" href="/s">✓</a> he said</p>
                """)
        #expect(
            try page("<p>as <a href=/x>he said “no” in <b>1911</b></a> and", [11..<15]) == """
                <p>as <a href="/x">he said <span class="quoted" id="q">“no”</span> in <strong>1911</strong></a><a class="source-mark" href="/s">✓</a> and</p>
                """)
    }

    @Test("a full stop or comma behind the mark stays there, and the note follows it")
    func stops() throws {
        #expect(
            try page("<p>He said “no”. Then", [8..<12])
                == "<p>He said <span class=\"quoted\" id=\"q\">“no”</span>.<a class=\"source-mark\" href=\"/s\">✓</a> Then</p>")
        #expect(
            try page("<p>He said “no”…", [8..<12])
                == "<p>He said <span class=\"quoted\" id=\"q\">“no”</span>…<a class=\"source-mark\" href=\"/s\">✓</a></p>")
    }

    @Test("an interrupted quotation has one name and one note")
    func parts() throws {
        #expect(
            try page("<p>“A,” she said. “B.”", [0..<4, 15..<19]) == """
                <p><span class="quoted" id="q">“A,”</span> she said. <span class="quoted">“B.”</span><a class="source-mark" href="/s">✓</a></p>
                """)
    }

    @Test("of two marks that overlap the first is printed")
    func overlap() throws {
        let body = Body(blocks: [.paragraph([.text("abcdef")])])
        let marks = [
            BodyMark(anchor: "one", parts: [1..<3], note: .empty), BodyMark(anchor: "two", parts: [2..<5], note: .empty),
            BodyMark(anchor: "three", parts: [4..<5], note: .empty),
        ]
        #expect(
            BodyRendererTests.renderer.html(of: body, marks: marks).string
                == "<p>a<span class=\"quoted\" id=\"one\">bc</span>d<span class=\"quoted\" id=\"three\">e</span>f</p>")
    }

    @Test("in any body, what is marked is what the range names, and the rest of the page is as without", arguments: 0..<8)
    func anyBody(block: Int) throws {
        for seed in UInt64(block * 25)..<UInt64(block * 25 + 25) {
            var generator = BodyGenerator(seed: seed &+ 90_000)
            let body = generator.body()
            let plain = body.plainText
            guard plain.count > 0 else { continue }
            let scalars = Array(plain.string.unicodeScalars)
            let start = Int.random(in: 0..<plain.count, using: &generator.random)
            let end = Int.random(in: start..<plain.count, using: &generator.random) + 1
            let renderer = BodyRendererTests.renderer
            let marked = renderer.html(
                of: body, marks: [BodyMark(anchor: "quoted-here", parts: [start..<end], note: "<!--note-->")]).string
            // What a leaf of the tree prints as text; line breaks and the marks of <q> are the browser's.
            let leaves = (start..<end).filter { offset in
                plain.position(at: offset) != nil && !Self.isPassed(offset, plain, scalars, body)
            }
            let expected = String(String.UnicodeScalarView(leaves.map { scalars[$0] }))
            #expect(Self.quoted(in: marked) == HTML.content(expected), "seed \(seed), \(start)..<\(end)")
            #expect(Self.withoutMarks(marked) == renderer.html(of: body).string, "seed \(seed)")
            #expect(marked.split(separator: "<!--note-->", omittingEmptySubsequences: false).count <= 2, "seed \(seed)")
        }
    }

    /// Whether the character is none of a text or code of a line: titles of cards, program text, line breaks, `<q>`.
    private static func isPassed(
        _ offset: Int, _ plain: PlainText, _ scalars: [Unicode.Scalar], _ body: Body
    ) -> Bool {
        guard let paragraph = plain.paragraphs.first(where: { $0.range.contains(offset) }),
            let position = plain.position(at: offset)
        else { return true }
        switch paragraph.kind {
        case .code, .embedTitle, .file: return true
        default: return !body.isText(at: position.path)
        }
    }

    /// By scalars, since a combining mark may follow the tag.
    private static var span: Regex<(Substring, Substring)> {
        /<span class="quoted"(?: id="quoted-here")?>([^<]*)<\/span>/.matchingSemantics(.unicodeScalar)
    }

    private static func quoted(in html: String) -> String {
        html.matches(of: span).map { String($0.1) }.joined()
    }

    private static func withoutMarks(_ html: String) -> String {
        html.replacing(span) { String($0.1) }
            .replacing("<!--note-->", with: "")
    }
}

extension HTML {
    /// Text as content has it.
    fileprivate static func content(_ text: String) -> String {
        BodyRendererTests.renderer.html(of: [.text(text)]).string
    }
}

extension Body {
    /// Whether the path leads to a text or to code, in a line.
    fileprivate func isText(at path: [BodyStep]) -> Bool {
        var remaining = path[...]
        var inlines: [Inline]?
        var blocks = blocks
        var block: Block?
        while let step = remaining.popFirst() {
            if case .inline(let index) = step {
                guard let line = inlines ?? line(of: block, step: nil), line.indices.contains(index) else { return false }
                let inline = line[index]
                if remaining.isEmpty {
                    switch inline {
                    case .text, .code: return true
                    default: return false
                    }
                }
                inlines = inline.inside
                continue
            }
            switch step {
            case .footnote(let index): blocks = footnotes[index].blocks
            case .block(let index):
                block = blocks[index]
                inlines = line(of: block, step: nil)
                blocks = inner(of: block)
            case .item(let index):
                if case .list(_, let items) = block { blocks = items[index] }
            case .row(let row):
                guard case .table(let table) = block, case .cell(let cell)? = remaining.popFirst() else { return false }
                blocks = (table.header + table.rows)[row].cells[cell].blocks
            case .figure(let index):
                if case .gallery(let figures, _) = block { block = .figure(figures[index]) }
            default: inlines = line(of: block, step: step)
            }
        }
        return false
    }

    private func inner(of block: Block?) -> [Block] {
        switch block {
        case .quotation(let blocks, _, _), .aside(_, let blocks): blocks
        default: []
        }
    }

    private func line(of block: Block?, step: BodyStep?) -> [Inline]? {
        switch (block, step) {
        case (.paragraph(let line), nil), (.heading(_, let line), nil), (.pullQuote(let line, _), nil): line
        case (.quotation(_, let line, _), .attribution), (.pullQuote(_, let line), .attribution): line
        case (.table(let table), .caption): table.caption
        case (.figure(let figure), .caption): figure.caption
        case (.figure(let figure), .credit): figure.credit
        case (.gallery(_, let line), .caption): line
        case (.aside(let line, _), .title): line
        case (.embed(let card), .line(let index)): card.text[index]
        case (.file(let card), .caption): card.caption
        default: nil
        }
    }
}

extension Inline {
    fileprivate var inside: [Inline]? {
        switch self {
        case .emphasis(let inside), .strong(let inside), .link(_, _, let inside), .superscript(let inside),
            .subscript(let inside), .deleted(let inside), .inserted(let inside), .marked(let inside), .small(let inside),
            .abbreviation(_, let inside), .cite(let inside), .shortQuotation(let inside), .span(_, _, let inside):
            inside
        default: nil
        }
    }
}
