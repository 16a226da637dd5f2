import Testing

@testable import QuotationCheck

@Suite("Finding")
struct FindingTests {
    func texts(_ story: String) -> [String] {
        let story = Story(plainText: story)
        return QuotationFinder().quotations(in: story).map { quotation in
            quotation.parts.map { story.text(in: $0.range) }.joined(separator: "|")
        }
    }

    @Test(
        "every kind of mark",
        arguments: [
            "She said “yes we can” then.", "She said \"yes we can\" then.", "She said ‘yes we can’ then.",
            "She said 'yes we can' then.", "She said «yes we can» then.", "She said „yes we can“ then.",
            "She said ‹yes we can› then.", "She said „yes we can” then.", "She said »yes we can« then.",
        ])
    func marks(_ story: String) {
        #expect(texts(story) == ["yes we can"])
    }

    @Test("apostrophes are no marks")
    func apostrophes() {
        #expect(texts("Don’t tell the workers’ union about the ’90s. It's Doe's 'n' Roe's.") == [])
        #expect(texts("‘The workers’ rights don’t end,’ he said.") == ["The workers’ rights don’t end,"])
        #expect(texts("'The workers' rights don't end,' he said.") == ["The workers' rights don't end,"])
        #expect(texts("“It’s the workers’ choice in the ’90s,” he said.") == ["It’s the workers’ choice in the ’90s,"])
    }

    @Test("a quotation over paragraphs repeats its mark and closes once")
    func paragraphs() {
        #expect(
            texts("“One is here.\n\n“Two is here.\n\n“Three,” she said.\n\n“Four.”") == [
                "One is here.|Two is here.|Three,", "Four.",
            ])
        #expect(texts("‘One is here.\n\n‘Two is here,’ she said.\n\n‘Tis over.") == ["One is here.|Two is here,"])
        #expect(texts("'One is here.\n\n'Two isn't,' she said.") == ["One is here.|Two isn't,"])
        #expect(texts("The ‘old way of it.\n\nNext.\n\n‘Two is here,’ she said.") == ["Two is here,"])
        #expect(texts("\"One is here.\n\n\"Two is here,\" she said.") == ["One is here.|Two is here,"])
    }

    @Test("an interrupted quotation is one, a newly introduced one is another")
    func interruptions() {
        #expect(texts("“A is so,” she said. “B is too.”") == ["A is so,|B is too."])
        #expect(texts("“A is,” said Jane Doe, the chair, “so.”") == ["A is,|so."])
        #expect(texts("“A is so,” she said. She added: “B is too.”") == ["A is so,", "B is too."])
        #expect(texts("He called it “a disgrace” and “a shame”.") == ["a disgrace", "a shame"])
        #expect(texts("“A is so,” she said. Then it rained. “B is too.”") == ["A is so,", "B is too."])
        #expect(texts("“A is so,” she said.\n\n“B is too.”") == ["A is so,", "B is too."])
    }

    @Test("an inner quotation belongs to the one around it")
    func nested() {
        let story = Story(plainText: "“He told me ‘no way at all’ and left,” she said.")
        let found = QuotationFinder().quotations(in: story)
        #expect(found.count == 1)
        #expect(found[0].nested.map(story.text(in:)) == ["no way at all"])
        #expect(texts("‘He told me “no way” and left,’ she said.") == ["He told me “no way” and left,"])
    }

    @Test(
        "a mark that lost its partner costs nothing beyond its paragraph",
        arguments: [
            "He said “we will, she said.", "He said we will,” she said.", "A 6\" board and a 5\" one\".",
            "He said \"we will, she said.", "‘Tis so, ‘they say", "« ouvert", "„offen", "“a ‘b” c’", "“ ”\"",
        ])
    func recovery(_ bad: String) {
        let story = "“Good one here,” she said.\n\n\(bad)\n\nDoe said “good two here”.\n\n‘Good three here,’ he said."
        let found = texts(story)
        for good in ["Good one here,", "good two here", "Good three here,"] {
            #expect(found.contains(good), "\(bad): \(found)")
        }
    }

    @Test("words behind a lost closing mark are not hidden from the check")
    func lost() {
        let story = Story(plainText: "He said “we will close it. So it was.\n\nThe end.")
        let found = QuotationFinder().quotations(in: story)
        #expect(found.map(\.isUnbalanced) == [true])
    }

    @Test(
        "a straight mark closes behind the end of speech, though a word touches it",
        arguments: [
            ("\"They are guilty of everything here,\"he said.", ["They are guilty of everything here,"]),
            ("\"We go.\"She left. \"We stay,\" said Doe.", ["We go.", "We stay,"]),
            ("\"We go,\"she said,\"and stay.\"", ["We go,|and stay."]),
            ("\"Why not?\"he asked.", ["Why not?"]), ("\"We will not—\"he began.", ["We will not—"]),
            ("\"He said 'no way,'\"she recalled.", ["He said 'no way,'"]),
            ("He said,\"We will go.\"", ["We will go."]),
        ])
    func pressed(_ story: String, _ expected: [String]) {
        #expect(texts(story) == expected)
    }

    @Test(
        "a straight mark that was never closed keeps its words for the check",
        arguments: [
            ("He said: \"We will close the hospital tomorrow.", "We will close the hospital tomorrow."),
            ("\"We will close it, he said.\n\nThe end.", "We will close it, he said."),
            ("(\"We will close it, he said.)", "We will close it, he said.)"),
        ])
    func straight(_ text: String, _ expected: String) {
        let story = Story(plainText: text)
        let found = QuotationFinder().quotations(in: story)
        #expect(found.map { story.text(in: $0.range) } == [expected])
        #expect(found.map(\.isUnbalanced) == [true])
    }

    @Test(
        "inches and seconds are no quotations",
        arguments: [
            "He is 5'10\", she 5' 6\".", "A 12\" vinyl and a 7\" single, 9.5\"x4\", 4½\" wide.",
            "It lies at 51° 30' 26\" N.", "A 12\"vinyl was sold.",
        ])
    func inches(_ story: String) {
        #expect(texts(story) == [])
        #expect(texts("\"Good one here,\" she said. " + story).first == "Good one here,")
    }

    @Test("block quotations count whole")
    func blocks() {
        #expect(texts("Doe said:\n\n> We will not\n> close it.\n\nNo.") == ["We will not|close it."])
        let story = Story(
            text: "Before “this one”.\nThe whole block.",
            paragraphs: [
                .init(range: .init(start: 0, end: 18)),
                .init(range: .init(start: 19, end: 35), kind: .blockQuotation),
            ])
        #expect(QuotationFinder().quotations(in: story).map(\.text) == ["this one", "The whole block."])
    }

    @Test(
        "the speaker before, after and inside",
        arguments: [
            ("“We will,” said Jane Doe.", "Jane Doe"), ("“We will,” Jane Doe said.", "Jane Doe"),
            ("“We will,” Jane Doe, the chair of the Trust, said.", "Jane Doe"),
            ("Jane Doe told reporters: “We will.”", "Jane Doe"), ("“We,” said Doe, “will.”", "Doe"),
            ("“We will,” according to Jane Doe.", "Jane Doe"), ("According to Doe, “we will”.", "Doe"),
            ("“We will,” said council leader Jane Doe.", "Jane Doe"), ("“We will,” said the mayor.", "the mayor"),
            ("Jane Doe:\n\n> We will.", "Jane Doe"), ("> We will.\n> — Jane Doe", "Jane Doe"),
            ("Doe tweeted “we will”.", "Doe"), ("“We will,” Dr. Jane van Doe said.", "Dr Jane van Doe"),
            ("The Wall Fund, said Jane Doe, stood at “all of it”.", "Jane Doe"),
            ("“We will,” Jane Doe, who chairs it, told Roe.", "Jane Doe"),
        ])
    func speakers(_ story: String, _ speaker: String) {
        let found = QuotationFinder().quotations(in: Story(plainText: story))
        #expect(found.first?.speaker == speaker)
    }

    @Test(
        "what begins the next sentence is nobody's name",
        arguments: ["“We will go.” I’m sorry to say that it was so.", "“We will go.” Forty-one people were told."])
    func nobody(_ story: String) {
        #expect(QuotationFinder().quotations(in: Story(plainText: story)).first?.speaker == nil)
    }

    @Test("the mark-up of a block quotation says who spoke")
    func blockSpeaker() {
        let story = Story(
            text: "We will go.",
            paragraphs: [
                .init(range: .init(start: 0, end: 11), kind: .blockQuotation, speaker: "Captain Jane Doe, on the radio")
            ])
        #expect(QuotationFinder().quotations(in: story).first?.speaker == "Captain Jane Doe")
    }

    @Test("a pronoun stands for the last named speaker, as a guess")
    func pronouns() {
        let found = QuotationFinder().quotations(
            in: Story(plainText: "“We will,” said Jane Doe.\n\n“We must,” she said."))
        #expect(found.map(\.speaker) == ["Jane Doe", "Jane Doe"])
        #expect(found.map { $0.attribution?.isFromPronoun } == [false, true])
    }

    @Test("the lexicon that comes with the library reads whole")
    func lexicon() throws {
        #expect(SpeechLexicon.english.verbs.contains("tweeted"))
        #expect(SpeechLexicon.english.isNegation("won't"))
        #expect(throws: LexiconFault.unknownSection("verb", line: 1)) {
            try SpeechLexicon(parsing: "[verb]\nsaid")
        }
    }
}
