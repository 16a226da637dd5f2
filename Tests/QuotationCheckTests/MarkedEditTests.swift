import PropertyTesting
import Testing

@testable import QuotationCheck

@Suite("Marked edits on real speeches", .enabled(if: Speeches.isThere, "\(Speeches.absent)"))
struct MarkedEditTests {
    let checker = QuotationChecker()
    private static let seeds: Range<UInt64> = 0..<120

    func check(_ text: String, _ source: Source) -> CheckedQuotation {
        checker.check([QuotationRequest(id: "1", text: text)], against: [source])[0]
    }

    private func isPlain(_ word: String) -> Bool { !word.isEmpty && word.allSatisfy(\.isLetter) }

    @Test(
        "brackets without a word replace none, and an ellipsis beside the source's own must leave words out",
        arguments: [
            ("We do not think so at all.", "We do [.] think so"), ("We do not think so at all.", "We do [“] think so"),
            ("We will … close it at once.", "We will … […] close it at once"),
            ("We will … close it at once.", "We will … … close it at once"),
        ])
    func forNothing(_ source: String, _ printed: String) {
        let request = QuotationRequest(id: "1", text: printed)
        let result = QuotationChecker().check([request], against: [Source(id: "s", text: source)])[0]
        #expect(result.verdict == .altered, "\(printed): \(result.edits)")
    }

    @Test("brackets in place of some words pass, and the report says which words", arguments: 1...5)
    func bracketed(_ count: Int) {
        var real = 0
        for seed in Self.seeds {
            var generator = SeededGenerator(seed: 2_000 + seed * 10 + UInt64(count))
            let sample = Sample.random(length: 16...40, using: &generator)
            let place = Int.random(in: 3..<sample.words.count - count - 3, using: &generator)
            let replaced = Array(sample.words[place..<place + count])
            let around = sample.words[place - 1] + sample.words[place + count]
            guard replaced.allSatisfy(isPlain), isPlain(around),
                !replaced.contains(sample.words[place + count])
            else { continue }
            real += 1
            for bracket in ["[somebody]", "[the people in question]"] {
                var words = sample.words
                words.replaceSubrange(place..<place + count, with: [bracket])
                let result = check(words.joined(separator: " "), sample.source)
                #expect(result.verdict == .verbatimMarked, "seed \(seed): \(words)")
                #expect(
                    result.edits == [
                        Edit(kind: .bracketed, printed: bracket, source: replaced.joined(separator: " "))
                    ], "seed \(seed)")
                // The words about it are still compared.
                words[place - 1] = "xylophone"
                let changed = check(words.joined(separator: " "), sample.source)
                #expect(!changed.verdict.passesByItself, "seed \(seed): \(words)")
            }
        }
        #expect(real >= 15, "only \(real) cases")
    }

    @Test("brackets at the beginning and the end replace what stands there")
    func bracketedAtEdges() {
        var real = 0
        for seed in Self.seeds {
            var generator = SeededGenerator(seed: 6_000 + seed)
            let sample = Sample.random(length: 10...20, using: &generator)
            guard isPlain(sample.words[0]), isPlain(sample.words[sample.words.count - 1]),
                isPlain(sample.words[sample.words.count - 2])
            else { continue }
            real += 1
            for place in [0, sample.words.count - 1] {
                var words = sample.words
                words[place] = "[somebody]"
                let result = check(words.joined(separator: " "), sample.source)
                #expect(result.verdict == .verbatimMarked, "seed \(seed): \(words)")
                #expect(
                    result.edits == [
                        Edit(kind: .bracketed, printed: "[somebody]", source: sample.words[place])
                    ], "seed \(seed)")
            }
        }
        #expect(real >= 30, "only \(real) cases")
    }

    @Test("brackets do not stand for more words than the policy allows")
    func bracketedBeyondCap() {
        for seed in Self.seeds {
            var generator = SeededGenerator(seed: 7_000 + seed)
            let sample = Sample.random(length: 40...50, using: &generator)
            var words = sample.words
            words.replaceSubrange(10..<30, with: ["[somebody]"])
            let result = check(words.joined(separator: " "), sample.source)
            #expect(!result.verdict.passesByItself, "seed \(seed): \(words)")
        }
    }

    @Test("[sic] passes after a word that is the source's, and nowhere else")
    func sic() {
        var real = 0
        for seed in Self.seeds {
            var generator = SeededGenerator(seed: 8_000 + seed)
            let sample = Sample.random(length: 8...30, using: &generator)
            let place = Int.random(in: 0..<sample.words.count, using: &generator)
            guard isPlain(sample.words[place]), sample.words[place].count > 3 else { continue }
            real += 1
            var words = sample.words
            words.insert("[sic]", at: place + 1)
            let result = check(words.joined(separator: " "), sample.source)
            #expect(result.verdict == .verbatimMarked, "seed \(seed): \(words)")
            #expect(result.edits == [Edit(kind: .bracketed, printed: "[sic]", source: "")], "seed \(seed)")
            words[place] = words[place].dropLast() + "x"
            let changed = check(words.joined(separator: " "), sample.source)
            #expect(!changed.verdict.passesByItself, "seed \(seed): \(words)")
        }
        #expect(real >= 40, "only \(real) cases")
    }

    @Test("[T]he passes as a change of case, and the rest of the word is still compared")
    func bracketedLetter() {
        var real = 0
        for seed in Self.seeds {
            var generator = SeededGenerator(seed: 9_000 + seed)
            let sample = Sample.random(length: 8...30, using: &generator)
            let place = Bool.random(using: &generator) ? 0 : Int.random(in: 0..<sample.words.count, using: &generator)
            let word = sample.words[place]
            guard isPlain(word), word.count > 2, let first = word.first else { continue }
            real += 1
            let turned = first.isUppercase ? first.lowercased() : first.uppercased()
            var words = sample.words
            words[place] = "[\(turned)]\(word.dropFirst())"
            let result = check(words.joined(separator: " "), sample.source)
            #expect(result.verdict == .verbatimMarked, "seed \(seed): \(words)")
            #expect(
                result.edits == [Edit(kind: .bracketed, printed: words[place], source: word)], "seed \(seed)")
            for wrong in ["[\(turned)]\(word.dropFirst())x", "[\(first == "q" ? "z" : "q")]\(word.dropFirst())"] {
                words[place] = wrong
                let changed = check(words.joined(separator: " "), sample.source)
                #expect(!changed.verdict.passesByItself, "seed \(seed): \(words)")
            }
        }
        #expect(real >= 40, "only \(real) cases")
    }

    @Test("an omission passes, and the report says what was left out", arguments: ["…", "...", "[…]", ". . ."])
    func omitted(_ mark: String) {
        var real = 0
        for seed in Self.seeds {
            var generator = SeededGenerator(seed: 3_000 + seed)
            let sample = Sample.random(length: 20...40, using: &generator)
            let left = Int.random(in: 1...8, using: &generator)
            let from = Int.random(in: 4...(sample.words.count - left - 5), using: &generator)
            let omitted = sample.words[from..<from + left]
            let next = sample.words[from + left..<from + left + 3].joined(separator: " ")
            guard sample.words[(from - 1)...(from + left + 2)].allSatisfy(isPlain),
                !omitted.joined(separator: " ").contains(next)
            else { continue }
            real += 1
            var words = sample.words
            words.replaceSubrange(from..<from + left, with: [mark])
            let result = check(words.joined(separator: " "), sample.source)
            #expect(result.verdict == .verbatimMarked, "seed \(seed): \(words)")
            #expect(
                result.edits == [Edit(kind: .omitted, printed: mark, source: omitted.joined(separator: " "))],
                "seed \(seed)")
            words[from - 1] = "xylophone"
            let changed = check(words.joined(separator: " "), sample.source)
            #expect(!changed.verdict.passesByItself, "seed \(seed): \(words)")
        }
        #expect(real >= 10, "only \(real) cases")
    }

    @Test("an omission goes forward only")
    func backward() {
        var real = 0
        for seed in Self.seeds {
            var generator = SeededGenerator(seed: 11_000 + seed)
            let sample = Sample.random(length: 30...40, using: &generator)
            let first = sample.words[..<10].joined(separator: " ")
            let second = sample.words[15..<25].joined(separator: " ")
            guard PlainFold.occurrences(of: first, in: sample.speech.folded) == 1,
                PlainFold.occurrences(of: second, in: sample.speech.folded) == 1
            else { continue }
            real += 1
            let result = check("\(second) … \(first)", sample.source)
            #expect(!result.verdict.passesByItself, "seed \(seed): \(second) … \(first)")
        }
        #expect(real >= 80, "only \(real) cases")
    }
}
