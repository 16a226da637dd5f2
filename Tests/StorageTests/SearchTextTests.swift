import PropertyTesting
import Storage
import Testing

@Suite("Search text")
struct SearchTextTests {
    @Test(
        "words are folded",
        arguments: [
            ("The Harbour, re-opened!", ["the", "harbour", "re", "opened"]),
            ("don't DON’T O'Brien 'quoted' rock 'n' roll", ["dont", "dont", "obrien", "quoted", "rock", "n", "roll"]),
            ("a''b", ["a", "b"]),
            ("Café cafe\u{301} CAFÉ", ["cafe", "cafe", "cafe"]),
            ("Łódź Straße STRASSE Ærø İzmir ısı", ["lodz", "strasse", "strasse", "aero", "izmir", "isi"]),
            ("ΟΔΟΣ οδός", ["οδοσ", "οδοσ"]),
            ("東京2026年", ["東", "京", "2026", "年"]),
            ("が か\u{3099}", ["か\u{3099}", "か\u{3099}"]),
            ("서울시", ["서", "울", "시"]),
            ("الْمَدِينَةُ المدينه مـــدينة", ["المدينه", "المدينه", "مدينه"]),
            ("أحمد احمد إحمد آحمد", ["احمد", "احمد", "احمد", "احمد"]),
            ("مستشفى مستشفي ٢٠٢٦", ["مستشفي", "مستشفي", "2026"]),
            ("हिन्दी", ["हिन्दी"]),
            ("น้ำ ｶﾞ ガ", ["น", "\u{E33}", "カ\u{3099}", "カ\u{3099}"]),
            ("soft\u{AD}ware ﬁne Ｆｕｌｌ m² ½ 3½", ["software", "fine", "full", "m2", "3"]),
            ("a\u{200B}b _c_ d.e 1,000", ["a", "b", "c", "d", "e", "1", "000"]),
            ("👩🏽‍🚀 … — \0\u{301}", []),
        ])
    func folding(text: String, words: [String]) {
        #expect(SearchText.words(text).map { Array($0.folded.utf8) } == words.map { Array($0.utf8) })
    }

    @Test("a word's range is the word in the text, marks and all")
    func ranges() {
        let text = "L’e\u{301}te\u{301}, “Straße” 東京 'quoted' مَدِينَة."
        let words = SearchText.words(text).map { String(text[$0.range(in: text)]) }
        #expect(words == ["L’e\u{301}te\u{301}", "Straße", "東", "京", "quoted", "مَدِينَة"])
    }

    @Test("folding what is folded changes nothing, and ranges are in order, for any text")
    func properties() {
        var generator = SeededGenerator()
        let seed = generator.description
        for _ in 0..<3000 {
            let text = String(
                String.UnicodeScalarView(
                    (0..<Int.random(in: 0...12, using: &generator)).compactMap { _ in
                        let most: UInt32 = [0x7F, 0x7FF, 0xFFFF, 0x10FFFF].randomElement(using: &generator) ?? 0x7F
                        return Unicode.Scalar(UInt32.random(in: 0...most, using: &generator))
                    }))
            let words = SearchText.words(text)
            var end = 0
            for word in words {
                #expect(word.utf8.lowerBound >= end && !word.utf8.isEmpty && word.utf8.upperBound <= text.utf8.count)
                end = word.utf8.upperBound
                let again = SearchText.words(word.folded).map(\.folded).joined()
                #expect(Array(again.utf8) == Array(word.folded.utf8), "\(seed) \(text.debugDescription)")
            }
        }
    }

    @Test("folding any one character is done at once")
    func everyCharacter() {
        // The ideographs and Hangul syllables stand for themselves, and are many.
        let values = [0x80...0x33FF, 0xA000...0xABFF, 0xE000...0x1FFFF] as [ClosedRange<UInt32>]
        for scalar in values.joined().compactMap(Unicode.Scalar.init) {
            let folded = SearchText.words("a\(scalar)b").map { Array($0.folded.utf8) }
            let again = SearchText.words(folded.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " "))
            if again.map({ Array($0.folded.utf8) }) != folded { Issue.record("U+\(String(scalar.value, radix: 16))") }
        }
    }

    @Test("a very long word is cut between characters")
    func longWord() throws {
        let word = try #require(SearchText.words(String(repeating: "ж", count: 1000) + "x").first)
        #expect(word.folded == String(repeating: "ж", count: 64))
        #expect(word.utf8.count == 2001)
    }
}

@Suite("A search query")
struct SearchQueryTests {
    @Test("is words, phrases and exclusions")
    func parsing() {
        let query = SearchQuery(parsing: "harbour \"town council\" -ferry -\"old pier\" co-operate don't")
        #expect(query.wanted.map(\.words) == [["harbour"], ["town", "council"], ["co", "operate"], ["dont"]])
        #expect(query.excluded.map(\.words) == [["ferry"], ["old", "pier"]])
        #expect(!query.isEmpty)
    }

    @Test(
        "can be any text",
        arguments: [
            "", " ", "-", "--", "\"", "-\"", "\"\"", "- -", "AND OR NOT", "a:b", "*", "(", "{headline} : x", "'", "\\",
            "\0", "a\0b", "-a", "“", "NEAR(a b)", "a* b^2", "'a':*", "!a", "a & b", "<->", String(repeating: "a ", count: 9000),
            String(repeating: "\"", count: 9000), String(repeating: "字", count: 5000),
        ])
    func anything(text: String) {
        let query = SearchQuery(parsing: text)
        #expect(query.clauses.count <= SearchQuery.mostClauses)
        #expect(query.clauses.allSatisfy { !$0.words.isEmpty && $0.words.count <= SearchQuery.mostWordsInClause })
    }

    @Test("has an unfinished last word only while typing, and outside quotation marks")
    func typing() {
        #expect(SearchQuery(parsing: "town harb", isTyping: true).clauses.map(\.isPrefix) == [false, true])
        #expect(SearchQuery(parsing: "town harb ", isTyping: true).clauses.map(\.isPrefix) == [false, false])
        #expect(SearchQuery(parsing: "\"town harb", isTyping: true).clauses.map(\.isPrefix) == [false])
        #expect(SearchQuery(parsing: "town harb").clauses.map(\.isPrefix) == [false, false])
    }

    @Test("of exclusions alone finds nothing")
    func exclusionsOnly() {
        #expect(SearchQuery(parsing: "-ferry").isEmpty)
    }
}

@Suite("A search passage")
struct SearchPassageTests {
    let text = """
        The council met on Tuesday. It was a long evening, and little was decided about the roads or the school. \
        Then the harbour master spoke: “The old pier must close.” Nobody answered him. The mayor, who had come \
        late, asked for the figures, and was told that the old pier had cost more than the new one every year \
        since it was built. The meeting ended at ten.
        """

    @Test("shows the most that was searched for, from the start of its sentence")
    func best() {
        let passage = SearchQuery(parsing: "\"old pier\" figures").passage(of: text, words: 20)
        #expect(text[passage.range].hasPrefix("The mayor, who had come"))
        #expect(passage.marks.map { String(text[$0]) } == ["figures", "old pier"])
        #expect(passage.startsLate(in: text) && passage.endsEarly(in: text))
    }

    @Test("takes in the marks that close its last word")
    func closing() {
        let passage = SearchQuery(parsing: "close").passage(of: text, words: 11)
        #expect(text[passage.range].contains("close.”"))
    }

    @Test("is the beginning where nothing is found, and empty in an empty text")
    func nothing() {
        let passage = SearchQuery(parsing: "absent").passage(of: text, words: 5)
        #expect(text[passage.range] == "The council met on Tuesday.")
        #expect(passage.marks.isEmpty)
        #expect(SearchQuery(parsing: "absent").passage(of: " … ", words: 5).marks.isEmpty)
    }

    @Test("marks stand inside it, in order and apart, for any text and query")
    func properties() {
        var generator = SeededGenerator()
        let seed = generator.description
        let vocabulary = ["a", "b", "c", "É", "東", "京", "don't", ".", " ", " ", "\n", "“", "”", "مَدِينَة", "👩🏽‍🚀"]
        for _ in 0..<500 {
            let text = (0..<Int.random(in: 0...60, using: &generator))
                .map { _ in vocabulary.randomElement(using: &generator) ?? "" }.joined()
            let query = SearchQuery(
                parsing: (0..<4).map { _ in vocabulary.randomElement(using: &generator) ?? "" }.joined(separator: " "))
            var end = text.startIndex
            for passage in query.passages(of: text, count: 3, words: Int.random(in: 1...12, using: &generator)) {
                #expect(passage.range.lowerBound >= end, "\(seed)")
                var mark = passage.range.lowerBound
                for range in passage.marks {
                    #expect(range.lowerBound >= mark && range.upperBound <= passage.range.upperBound, "\(seed)")
                    mark = range.upperBound
                }
                end = max(end, mark)
            }
        }
    }
}

@Suite("Search rank")
struct SearchRankTests {
    private func score(_ query: String, _ fields: SearchFields, days: Int64 = 0) -> Double {
        SearchRank.score(SearchQuery(parsing: query), SearchDocument(fields), age: days * 86_400_000)
    }

    @Test("a headline counts more than a standfirst, and that more than a body")
    func fields() {
        let headline = score("pier", SearchFields(headline: "The pier", standfirst: "x", body: "y"))
        let standfirst = score("pier", SearchFields(headline: "The x", standfirst: "pier", body: "y"))
        let body = score("pier", SearchFields(headline: "The x", standfirst: "y", body: "pier"))
        #expect(headline > standfirst && standfirst > body && body > 0)
        #expect(score("pier", SearchFields(headline: "pies")) == 0)
    }

    @Test("more occurrences count more, each less than the one before")
    func saturation() {
        let scores = [1, 2, 3, 30].map { count in
            score("pier", SearchFields(headline: "", body: (0..<300).map { $0 < count ? "pier" : "x" }.joined(separator: " ")))
        }
        #expect(scores[0] < scores[1] && scores[1] < scores[2] && scores[2] < scores[3])
        #expect(scores[1] - scores[0] > scores[2] - scores[1])
    }

    @Test("words that stand together count more")
    func proximity() {
        let near = score("old pier", SearchFields(headline: "", body: "the old pier is x y z w v u"))
        let far = score("old pier", SearchFields(headline: "", body: "the old x y z w v u is pier"))
        #expect(near > far)
    }

    @Test("a newer document counts a little more")
    func age() {
        let fields = SearchFields(headline: "The pier")
        let scores = [0, 1, 180, 360, 36_000].map { score("pier", fields, days: $0) }
        #expect(scores == scores.sorted(by: >))
        #expect(scores[0] <= scores[4] * 1.25)
    }
}
