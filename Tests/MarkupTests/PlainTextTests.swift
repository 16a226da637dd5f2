import Markup
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
}
