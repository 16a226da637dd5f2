import Testing

@testable import QuotationCheck

@Suite("Folding")
struct FoldingTests {
    func areEqual(_ left: String, _ right: String) -> Bool {
        let a = FoldedText(left)
        let b = FoldedText(right)
        return a.tokens.count == b.tokens.count
            && a.tokens.indices.allSatisfy { FoldedText.equal(a, $0, b, $0) }
    }

    @Test(
        "typography is folded",
        arguments: [
            ("don't", "don’t"), ("“no”", "«no»"), ("“no”", "„no“"), ("‘no’", "\"no\""),
            ("a b", "a\u{A0}\u{2009}\n b"), ("re\u{AD}sign", "resign"), ("oﬃce ﬁﬂe", "office fifle"),
            ("a – b", "a—b"), ("a -- b", "a―b"), ("wait…", "wait ..."), ("wait...", "wait . . ."),
            ("end. …", "end...."), ("caf\u{E9}", "cafe\u{301}"), ("said ‘no’, and", "said ‘no,’ and"),
            ("K", "\u{212A}"), ("workers’ rights", "workers' rights"), ("’90s", "'90s"),
            ("born ‘in 1985’ there", "born “in 1985” there"), ("5’ long", "5' long"),
        ])
    func folded(_ left: String, _ right: String) {
        #expect(areEqual(left, right))
    }

    @Test(
        "what carries meaning is not",
        arguments: [
            ("5' long", "5\" long"), ("5’ long", "5” long"), ("m²", "m2"), ("naïve", "naive"),
            ("The Trust", "the Trust"), ("re-sign", "resign"),
            ("re-sign", "re sign"), ("witch-hunt", "witch hunt"), ("1,000", "1.000"), ("1,000", "1 000"),
            ("1,000", "1000"), ("3.5", "3 .5"), ("3.5", "3. 5"), ("costs .5", "costs. 5"), ("-5", "- 5"),
            ("-5", "5"), ("5%", "5"), ("£5", "$5"), ("don't", "dont"), ("its", "it's"),
            ("workers'", "worker's"), ("now\u{200B}here", "now here"), ("now\u{200B}here", "nowhere"),
            ("p\u{430}y", "pay"), ("\u{130}t", "it"), ("ſo", "so"), ("ﬅ", "st"), ("①", "1"), ("１", "1"),
            ("yes, no", "yes no"), ("yes", "yes?"), ("10–20", "10-20"), ("U.S", "US"), ("½", "1/2"),
            ("a.b", "a. b"), ("\u{202E}not", "not"), ("a\u{0}b", "ab"), ("a\u{8}", "a"), ("−5", "5"),
            ("now here", "nowhere"), ("an aim", "a naim"), ("e\u{301}", "e"), ("–\u{338}", "–"),
            ("--- a", "— a"), ("‘no’ she", "no she"), ("a…b", "a, b"), ("no\u{2060}t", "not"),
        ])
    func kept(_ left: String, _ right: String) {
        #expect(!areEqual(left, right))
    }

    @Test("every token slices to its place in the original")
    func mapped() {
        let text = "“Caf\u{65}\u{301}s – re\u{AD}sign … ‘ﬁne’,” 1,000 % . . . .\u{3000}日本"
        let folded = FoldedText(text)
        let bytes = Array(text.utf8)
        let pieces = folded.tokens.map { String(decoding: bytes[$0.start..<$0.end], as: UTF8.self) }
        #expect(pieces.contains("re\u{AD}sign"))
        #expect(pieces.contains("Cafe\u{301}s"))
        #expect(pieces.contains("1,000"))
        #expect(pieces.suffix(2) == ["日", "本"])
    }

    @Test("only the case of one letter that has two is let pass")
    func initialCase() {
        #expect(FoldedText.equalButForInitialCase("We", "we"))
        #expect(FoldedText.equalButForInitialCase("Élan", "e\u{301}lan"))
        #expect(!FoldedText.equalButForInitialCase("WE", "we"))
        #expect(!FoldedText.equalButForInitialCase("İt", "it"))
        #expect(!FoldedText.equalButForInitialCase("Elan", "élan"))
        #expect(!FoldedText.equalButForInitialCase("ẞa", "ssa"))
    }

    @Test("broken UTF-8 counts as the decoded text has it")
    func broken() {
        let samples: [[UInt8]] = [
            [0xE2, 0x28, 0xA1], [0xE2, 0x82, 0x28], [0xF0, 0x9F, 0x98], [0xE0, 0x80, 0x80], [0xC0, 0xAF],
            [0x61, 0xFF, 0x62], [0xF4, 0x90, 0x80, 0x80], [0xED, 0xA0, 0x80], [0x80, 0x80], [0xF0, 0x61],
        ]
        for sample in samples {
            let count = sample.withUnsafeBytes { ScalarDecoding.count(in: $0, from: 0, to: $0.count) }
            #expect(count == String(decoding: sample, as: UTF8.self).unicodeScalars.count, "\(sample)")
        }
    }
}
