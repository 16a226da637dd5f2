import Markup
import PropertyTesting
import Testing

@Suite("Plain text")
struct PlainTextTests {
    static let body = Body(
        blocks: [
            .heading(.two, [.text("Tide")]),
            .paragraph([.text("It "), .emphasis([.text("rose")]), .footnoteReference(1), .lineBreak, .shortQuotation([.text("Aye")])]),
            .quotation([.paragraph([.text("No.")])], attribution: [.text("A")], cite: nil), .pullQuote([.text("Big")], attribution: []),
            .list(.unordered, [[.paragraph([.text("🧭 one")])]]), .rule,
        ], footnotes: [Footnote(blocks: [.paragraph([.text("Note")])])])

    @Test("blocks are separated by an empty line, and each knows what it is")
    func text() {
        let text = Self.body.plainText
        #expect(text.string == "Tide\n\nIt rose\n“Aye”\n\nNo.\n\nA\n\nBig\n\n🧭 one\n\nNote")
        #expect(text.paragraphs.map(\.kind) == [.heading, .paragraph, .quotation, .quotationAttribution, .pullQuote, .listItem, .footnote])
        #expect(text.count == text.string.unicodeScalars.count)
        let scalars = Array(text.string.unicodeScalars)
        for paragraph in text.paragraphs {
            #expect(String(String.UnicodeScalarView(scalars[paragraph.range])) == paragraph.text)
        }
    }

    @Test("every offset has a place in the tree and the other way round, in any body", arguments: 0..<6)
    func positions(block: Int) throws {
        for seed in UInt64(block * 20)..<UInt64(block * 20 + 20) {
            var generator = BodyGenerator(seed: seed &+ 50_000)
            let text = generator.body().plainText
            let scalars = Array(text.string.unicodeScalars)
            #expect(scalars.count == text.count, "seed \(seed)")
            for offset in 0..<min(text.count, 300) {
                guard let position = text.position(at: offset) else {
                    #expect(scalars[offset] == "\n", "seed \(seed), offset \(offset)")
                    continue
                }
                #expect(text.offset(of: position) == offset, "seed \(seed), offset \(offset)")
            }
            #expect(text.position(at: text.count) == nil)
        }
    }

    @Test("words are counted, and the first of them given")
    func words() {
        #expect(Self.body.wordCount == 9)
        #expect(Self.body.excerpt(words: 2) == "It rose…")
        #expect(Self.body.excerpt(words: 50) == "It rose “Aye” No. 🧭 one")
    }

    @Test("the quick count of words and the count by characters agree, in any mixture of scripts", arguments: 0..<8)
    func wordCounts(block: Int) {
        // Marks that join what stands before them, signs that join what follows, odd spaces, and letters between.
        let pieces = [
            "a", "Z", "7", "é", "ß", "Ω", "ж", "א", "ع", "٣", "½", "中", "가", "क", "ก", "🧭", "👩‍👩‍👧", "’", "“", "—", "-", ".",
            " ", " ", "\n", "\r\n", "\t", "\u{85}", "\u{A0}", "\u{AD}", "\u{2028}", "\u{202F}", "\u{205F}", "\u{3000}",
            "\u{300}", "\u{301}", "\u{483}", "\u{600}", "\u{605}", "\u{64B}", "\u{6DD}", "\u{70F}", "\u{200B}", "\u{200C}",
            "\u{200D}", "\u{200E}", "\u{202A}", "\u{2060}", "\u{20E3}", "\u{FE0F}", "\u{FEFF}", "\u{1F1EC}", "\u{1F1E7}",
        ]
        for seed in UInt64(block * 400)..<UInt64(block * 400 + 400) {
            var generator = SeededGenerator(seed: seed)
            // Mostly a script or two: the quick way gives up at the first scalar that may join others.
            let chosen = (0..<4).map { _ in pieces.randomElement(using: &generator) ?? "" } + [" ", "a"]
            let text = (0..<40).map { _ in chosen.randomElement(using: &generator) ?? "" }.joined()
            let body = Body(blocks: [.paragraph([.text(text)])])
            let words = body.plainText.string.split(whereSeparator: \.isWhitespace)
            let expected = words.count { $0.contains { $0.isLetter || $0.isNumber } }
            #expect(body.wordCount == expected, "seed \(seed): \(text.debugDescription)")
        }
    }
}
