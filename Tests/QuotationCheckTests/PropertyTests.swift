import Foundation
import PropertyTesting
import Testing

@testable import QuotationCheck

@Suite("Properties on real speeches", .enabled(if: Speeches.isThere, "\(Speeches.absent)"))
struct PropertyTests {
    let checker = QuotationChecker()

    func check(_ text: String, _ source: Source) -> CheckedQuotation {
        checker.check([QuotationRequest(id: "1", text: text)], against: [source])[0]
    }

    private static let folds: [(String, @Sendable (String) -> String)] = [
        ("as it stands", { $0 }),
        ("no-break spaces", { $0.replacing(" ", with: "\u{A0}") }),
        ("line breaks and thin spaces", { $0.replacing(" ", with: " \n\u{2009}") }),
        ("ligatures", { $0.replacing("ffi", with: "ﬃ").replacing("fi", with: "ﬁ").replacing("ff", with: "ﬀ") }),
        ("soft hyphens", { String($0.flatMap { $0.isLetter ? [$0, "\u{AD}"] : [$0] }) }),
        ("a small first letter", { $0.prefix(1).lowercased() + $0.dropFirst() }),
        ("a capital first letter", { $0.prefix(1).uppercased() + $0.dropFirst() }),
        ("a last full stop", { $0.last?.isLetter == true ? $0 + "." : $0 }),
        ("a last comma", { $0.last?.isLetter == true ? $0 + "," : $0 }),
        ("curly apostrophes", { $0.replacing("'", with: "’") }),
        ("decomposed letters", { String($0.decomposedStringWithCanonicalMapping) }),
        ("spaced en dashes", { $0.replacing("--", with: " – ").replacing("—", with: " – ") }),
        ("double hyphens", { $0.replacing("—", with: "--") }),
        ("guillemets", { $0.replacing("“", with: "«").replacing("”", with: "»").replacing("\"", with: "„") }),
    ]

    @Test("a passage printed as it stands is verbatim under every silent fold", arguments: 0..<folds.count)
    func silent(_ number: Int) {
        let (name, fold) = Self.folds[number]
        var crossing = 0
        for seed in 0..<60 as Range<UInt64> {
            var generator = SeededGenerator(seed: seed * 100 + UInt64(number))
            let sample = Sample.random(length: 4...60, using: &generator)
            if sample.words.dropLast().contains(where: { $0.hasSuffix(".") }) { crossing += 1 }
            let text = fold(sample.text)
            let result = check(text, sample.source)
            #expect(result.verdict == .verbatim, "\(name), seed \(seed): \(text) \(result.edits)")
            #expect(result.edits.isEmpty, "\(name), seed \(seed)")
        }
        #expect(crossing >= 15, "too few samples cross the end of a sentence")
    }

    @Test("no single change passes unless what it makes stands there too", arguments: Change.allCases)
    func changed(_ change: Change) {
        var real = 0
        var edges = 0
        for seed in 0..<80 as Range<UInt64> {
            var generator = SeededGenerator(seed: 100_000 + seed * 100 + UInt64(change.rawValue))
            let sample = Sample.random(length: 5...60, using: &generator)
            // First and last words as often as all the others.
            let place =
                [0, sample.words.count - 1, Int.random(in: 0..<sample.words.count, using: &generator)]
                .randomElement(using: &generator) ?? 0
            guard let words = change.made(to: sample, at: place, using: &generator) else { continue }
            let text = words.joined(separator: " ")
            guard !PlainFold.stands(text, in: sample.speech.folded) else { continue }
            real += 1
            if place == 0 || place == sample.words.count - 1 { edges += 1 }
            let result = check(text, sample.source)
            #expect(!result.verdict.passesByItself, "\(change), seed \(seed): \(text) is \(result.verdict)")
        }
        #expect(real >= 10, "\(change): only \(real) real changes")
        // These find their own place, or make at an edge only what stands there too.
        let hasNoEdge: [Change] = [.commaLost, .stopLost, .sentenceDropped, .contracted, .dropped]
        if !hasNoEdge.contains(change) { #expect(edges >= 2, "\(change): only \(edges) at the edges") }
    }

    @Test("the verdict does not depend on what else is in the archive", arguments: 0..<24)
    func independent(_ seed: UInt64) {
        var generator = SeededGenerator(seed: 4_000 + seed)
        let sample = Sample.random(length: 8...30, using: &generator)
        var words = sample.words
        if seed % 2 == 0 { words[4] = "xylophone" }
        let text = words.joined(separator: " ")
        let alone = check(text, sample.source)
        let others = Speeches.all.filter { $0.name != sample.speech.name }.prefix(20).map(\.source)
        let among = checker.check(
            [QuotationRequest(id: "1", text: text)], against: others + [sample.source])[0]
        #expect(alone.verdict == among.verdict, "seed \(seed): \(text)")
    }

    @Test("ranges slice to the text that they name", arguments: 0..<40)
    func ranges(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: 5_000 + seed)
        var sample = Sample.random(length: 6...40, using: &generator)
        while sample.text.contains(where: { "“”\"".contains($0) }) {
            sample = Sample.random(length: 6...40, using: &generator)
        }
        let story = Story(plainText: "Café\u{301} 日本.\n\nIt was said: “\(sample.text)”, and so it was.")
        let padded = "Ünïcödé … \u{1F600}\n\n" + sample.speech.text
        let report = checker.check(story, against: [Source(id: "s", text: padded, turns: .none)])
        let quotation = try #require(report.quotations.first)
        #expect(story.text(in: quotation.range) == quotation.text)
        let match = try #require(quotation.match, "seed \(seed)")
        let scalars = Array(padded.unicodeScalars)
        var slice = String.UnicodeScalarView()
        slice.append(contentsOf: scalars[match.range.start..<match.range.end])
        #expect(String(slice) == match.exact)
        #expect(padded.contains(match.prefix + match.exact + match.suffix))
        #expect(match.prefix.unicodeScalars.count <= 32 && match.suffix.unicodeScalars.count <= 32)
    }
}
