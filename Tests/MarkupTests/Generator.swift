import Markup
import PropertyTesting

extension SeededGenerator {
    mutating func chance(_ part: Int, in whole: Int) -> Bool {
        Int.random(in: 0..<whole, using: &self) < part
    }
}

/// Bodies of every shape, normal or not.
struct BodyGenerator {
    var random: SeededGenerator

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
    }

    static let media = MediaName(parsing: "0192f0c1-7a2b-7c3d-8e4f-0123456789ab")!

    private static let texts = [
        "word", " ", "  two  spaces ", "\n", "tab\there", "<script>alert(1)</script>", "a & b", "\"quoted\"", "it’s",
        "", "\u{0}", "\u{1}x", "\u{A0}", "é", "e\u{301}", "🧭", "漢字", "שלום", "مرحبا", "&amp;", "&lt;", "]]>", "-->",
        "\u{FFFE}", "\u{2028}", "\u{85}", "\u{200F}", "line\r\nline", "=", "'", "`", "1", "\u{C}", "</p>",
    ]

    mutating func body() -> Body {
        let notes = Int.random(in: 0...3, using: &random)
        let footnotes = (0..<notes).map { _ in Footnote(blocks: blocks(depth: 1)) }
        return Body(blocks: blocks(depth: 0), footnotes: footnotes)
    }

    mutating func text() -> String {
        (0..<Int.random(in: 0...3, using: &random)).map { _ in random.pick(Self.texts) }.joined()
    }

    mutating func url() -> SafeURL {
        let texts = [
            "https://example.test/a?b=1&c=2#d", "/2026/11/slug", "#fn-1", "#part", "mailto:desk@example.test", "tel:+44123",
            "?q='x'", "http://bücher.example/%zz", "https://[::1]:8080/", "../up", "//example.test",
        ]
        return SafeURL(parsing: random.pick(texts))!
    }

    mutating func blocks(depth: Int) -> [Block] {
        (0..<Int.random(in: 0...(depth > 3 ? 1 : 3), using: &random)).map { _ in block(depth: depth) }
    }

    mutating func line(depth: Int = 0) -> [Inline] {
        (0..<Int.random(in: 0...4, using: &random)).map { _ in inline(depth: depth) }
    }

    mutating func block(depth: Int) -> Block {
        let isLeaf = depth > 14
        switch Int.random(in: 0..<(isLeaf ? 9 : 14), using: &random) {
        case 0, 1: return .paragraph(line())
        case 2: return .heading(random.pick(HeadingLevel.allCases), line())
        case 3: return .pullQuote(line(), attribution: line())
        case 4: return .figure(figure())
        case 5:
            let figures = (0..<Int.random(in: 0...3, using: &random)).map { _ in figure() }
            return .gallery(figures, caption: line())
        case 6: return random.chance(1, in: 2) ? .rule : .code(text() + "\n" + text(), language: random.pick([nil, "swift", "C++", "x y"]))
        case 7: return .embed(embed())
        case 8: return .file(file())
        case 9: return .quotation(blocks(depth: depth + 1), attribution: line(), cite: random.chance(1, in: 3) ? url() : nil)
        case 10, 11:
            let items = (0..<Int.random(in: 0...3, using: &random)).map { _ in blocks(depth: depth + 1) }
            return .list(random.chance(1, in: 2) ? .unordered : .ordered(start: Int.random(in: -3...12, using: &random)), items)
        case 12: return .aside(title: line(), blocks(depth: depth + 1))
        default: return .table(table(depth: depth))
        }
    }

    private mutating func table(depth: Int) -> Table {
        var table = Table(caption: line(), rows: [])
        for group in 0..<2 {
            for _ in 0..<Int.random(in: 0...2, using: &random) {
                let cells = (0..<Int.random(in: 0...3, using: &random)).map { _ in
                    Table.Cell(
                        blocks(depth: depth + 1), isHeader: random.chance(1, in: 3),
                        columnSpan: Int.random(in: 0...3, using: &random), rowSpan: random.chance(1, in: 9) ? 2 : 1,
                        alignment: random.pick([nil, .start, .centre, .end]))
                }
                if group == 0 { table.header.append(Table.Row(cells)) } else { table.rows.append(Table.Row(cells)) }
            }
        }
        return table
    }

    private mutating func figure() -> Figure {
        Figure(
            image: .media(Self.media), alt: text(), width: random.pick([nil, 640, -1]), height: random.pick([nil, 480]),
            caption: line(), credit: line(), placement: random.pick(Figure.Placement.allCases))
    }

    private mutating func embed() -> EmbedCard {
        EmbedCard(
            url: url(), provider: text(), kind: random.pick(EmbedCard.Kind.allCases), author: text(),
            handle: random.pick([nil, "@a\"b", text()]),
            published: random.pick([nil, PublishedTime(parsing: "2026-11-23 10:04:00+0100")]), title: random.pick([nil, text()]),
            text: (0..<Int.random(in: 0...2, using: &random)).map { _ in line() }, image: random.pick([nil, Self.media]))
    }

    private mutating func file() -> FileCard {
        FileCard(
            location: random.chance(1, in: 2) ? .media(Self.media) : .web(url()), kind: random.pick(FileCard.Kind.allCases),
            title: text(), caption: line())
    }

    mutating func inline(depth: Int) -> Inline {
        guard depth < 20, random.chance(1, in: 2) else {
            switch Int.random(in: 0..<8, using: &random) {
            case 0: return .lineBreak
            case 1: return .footnoteReference(Int.random(in: 0...4, using: &random))
            case 2: return .code(text())
            default: return .text(text())
            }
        }
        let inside = line(depth: depth + 1)
        switch Int.random(in: 0..<13, using: &random) {
        case 0: return .emphasis(inside)
        case 1: return .strong(inside)
        case 2, 3: return .link(url(), title: random.pick([nil, text()]), inside)
        case 4: return .superscript(inside)
        case 5: return .subscript(inside)
        case 6: return .deleted(inside)
        case 7: return .inserted(inside)
        case 8: return random.chance(1, in: 2) ? .marked(inside) : .small(inside)
        case 9: return .abbreviation(title: text(), inside)
        case 10: return .cite(inside)
        case 11: return .shortQuotation(inside)
        default:
            return .span(
                random.pick([nil, LanguageTag(parsing: "ar"), LanguageTag(parsing: "en-gb")]),
                random.pick([nil, .rightToLeft, .automatic]), inside)
        }
    }
}
