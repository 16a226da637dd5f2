import Foundation
import PropertyTesting
import Testing

@testable import QuotationCheck

@Suite("Adversarial input")
struct FuzzTests {
    @Test("pieces of marks, brackets, dots and broken text never crash, and ranges stay inside", arguments: 0..<60)
    func soup(_ seed: UInt64) {
        let pieces = [
            "“", "”", "‘", "’", "\"", "'", "«", "»", "„", "[", "]", "…", ".", ",", "-", "–", "\n\n", " ",
            "we", "will", "not", "Doe", "said", "[sic]", "\u{AD}", "\u{301}", "日", "> ", "5", "%", ":",
        ]
        var generator = SeededGenerator(seed: seed)
        func text(_ count: Int) -> String {
            (0..<count).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &generator)] }.joined()
        }
        let story = Story(plainText: text(300))
        let report = QuotationChecker().check(
            story, against: [Source(id: "a", text: text(300)), Source(id: "b", text: story.text)])
        for quotation in report.quotations {
            #expect(story.text(in: quotation.range) == quotation.text, "seed \(seed)")
            #expect(quotation.parts.allSatisfy { quotation.range.contains($0.range) }, "seed \(seed)")
        }
    }

    @Test("random bytes as a source never crash", arguments: 0..<20)
    func bytes(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var bytes = (0..<2_000).map { _ in UInt8.random(in: 0...255, using: &generator) }
        bytes += Array(" we will not close the hospital today ".utf8)
        bytes += (0..<100).map { _ in UInt8.random(in: 128...255, using: &generator) }
        let result = QuotationChecker().check(
            [QuotationRequest(id: "1", text: "we will not close the hospital today")],
            against: [Source(id: "s", utf8: bytes, turns: .none)])[0]
        #expect(result.verdict == .verbatim, "seed \(seed)")
        let scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
        if let match = result.match {
            var slice = String.UnicodeScalarView()
            slice.append(contentsOf: scalars[match.range.start..<match.range.end])
            #expect(String(slice) == match.exact, "seed \(seed)")
        }
    }

    static let units = [
        "“", "\"", "'", "“a", "\"a\" ", "“”", "‘“", "“a” ", "“a\n\n", "\" ' ", "‘“a”’", "« ", "“a” said b. ",
    ]

    @Test("a megabyte of marks costs at most four times a quarter of it", arguments: units)
    func marks(_ unit: String) {
        func steps(_ bytes: Int) -> Int {
            let story = Story(plainText: String(repeating: unit, count: bytes / unit.utf8.count))
            var balance = MarkBalance(scalars: story.scalars)
            for paragraph in story.paragraphs { balance.read(paragraph.range) }
            balance.finish()
            #expect(balance.found.allSatisfy { ($0.parts.last?.end ?? 0) <= story.scalars.count })
            return balance.steps
        }
        let small = steps(1 << 18)
        let large = steps(1 << 20)
        #expect(large <= small * 4 + 100, "\(unit): \(small), then \(large)")
        // No mark is handed on more than a few times.
        #expect(large <= 16 << 20, "\(unit): \(large)")
    }

    @Test("a story of marks is found and checked whole", arguments: units)
    func wholeStory(_ unit: String) {
        let story = Story(plainText: String(repeating: unit, count: 2_000))
        let report = QuotationChecker().check(story, against: [Source(id: "s", text: "a b “a” said b. a")])
        for quotation in report.quotations {
            #expect(story.text(in: quotation.range) == quotation.text)
            #expect(quotation.range.end <= story.scalars.count)
        }
    }

    @Test(
        "a story of more quotations than are kept says where reading stopped, and does not pass",
        arguments: ["“a” ", "“a ‘b c’ d” ", "\"a\" ", "> a\n\n"])
    func tooMany(_ unit: String) throws {
        let story = Story(plainText: String(repeating: unit, count: QuotationFinder.most + 100))
        let found = QuotationFinder().find(in: story)
        let unread = try #require(found.unread)
        #expect(unread.end == story.scalars.count)
        #expect(found.quotations.count <= QuotationFinder.most)
        #expect(found.quotations.count >= QuotationFinder.most / 2 - 1)
        #expect(found.quotations.allSatisfy { $0.range.end <= unread.start })
        // One more stands after the last that was read.
        #expect(story.text(in: unread).contains("a"))

        var report = CheckReport(quotations: [], copied: [])
        #expect(report.passes)
        report.unread = unread
        #expect(!report.passes)
        let coded = try JSONDecoder().decode(CheckReport.self, from: JSONEncoder().encode(report))
        #expect(coded == report)
    }

    @Test("quotations inside a mark that was never closed are kept when reading stops")
    func tooManyInside() throws {
        let story = Story(plainText: "“" + String(repeating: "‘a’ ", count: QuotationFinder.most + 100))
        let found = QuotationFinder().find(in: story)
        #expect(found.unread != nil)
        #expect(found.quotations.count >= QuotationFinder.most)
    }

    @Test(
        "the strict comparison keeps to its budget, which is linear in the quotation and the source",
        arguments: [
            "[a] b ", "a [b] [c] ", "a … b ", "… ", "[a] ", "a [a] a [a] … a ", "a, a. a ", "[a]b ", "a [sic] ",
        ])
    func strictSteps(_ unit: String) {
        func overdraft(_ size: Int) -> Int {
            let printed = PrintedText(parts: [String(repeating: unit, count: size) + "x"], joints: [])
            let bytes = Array(String(repeating: "a b c a. ", count: size * 2).utf8)
            return bytes.withUnsafeBytes { bytes in
                let window = SourceWindow(bytes, from: 0, to: bytes.count, isTranscript: false, lexicon: .english)
                var matcher = StrictMatcher(printed: printed, window: window, policy: .standard)
                #expect(matcher.budget <= 400_000 + 64 * (printed.items.count + bytes.count))
                for token in 0..<4 { _ = matcher.placement(token: token, near: size / 2) }
                return -matcher.budget
            }
        }
        // One insertion is followed to its end after the budget is gone, no more.
        #expect(overdraft(2_000) <= 5_000, "\(unit)")
    }

    @Test("what is kept of a story's prose grows with its words, not with the windows laid over them")
    func windows() {
        let story = Story(plainText: String(repeating: "we will not go home and that is so ", count: 500))
        var book = PassageBook()
        _ = CopyingSearch(story: story, prose: story.paragraphs.map(\.range), words: 12, book: &book)
        #expect(book.passages.count > 500)
        #expect(book.words.count == 4_500)
    }

    @Test("the words compared grow with the archive, not with its square")
    func cost() {
        func comparisons(_ size: Int) -> Int {
            let text = String(repeating: "we will not close ", count: size)
            var book = PassageBook()
            let request = QuotationRequest(id: "1", text: String(repeating: "we will not close ", count: 40) + "never")
            let prepared = PreparedQuotation(CheckItem(request))
            book.addQuotation(prepared.hashes, shortWords: prepared.shortWords, source: nil)
            var scan = ArchiveScan(book: book, table: SeedTable(book))
            let source = Source(id: "s", text: text)
            for shard in Shard.shards(of: [source], only: nil) { scan.read(shard, of: source) }
            return scan.comparisons
        }
        let small = comparisons(400)
        let large = comparisons(1_600)
        #expect(large <= small * 5 + 1_000)
        #expect(small > 0)
    }
}
