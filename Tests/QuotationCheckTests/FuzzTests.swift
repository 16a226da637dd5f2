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

  @Test("a story of quotation marks is read whole", arguments: ["“", "\"", "'", "“a", "\"a\" ", "“”", "‘“"])
  func marks(_ unit: String) {
    let story = Story(plainText: String(repeating: unit, count: 5_000))
    let found = QuotationFinder().quotations(in: story)
    #expect(found.allSatisfy { $0.range.end <= story.scalars.count })
  }

  @Test("the words compared grow with the archive, not with its square")
  func cost() {
    func comparisons(_ size: Int) -> Int {
      let text = String(repeating: "we will not close ", count: size)
      var book = PassageBook()
      let request = QuotationRequest(id: "1", text: String(repeating: "we will not close ", count: 40) + "never")
      let prepared = Evaluation.Prepared(CheckItem(request))
      let length = book.addQuotation(prepared.hashes, shortWords: prepared.shortWords, source: nil)
      let lengths = (0...4).map { $0 == length }
      var scan = ArchiveScan(book: book, table: SeedTable(book, lengths: lengths))
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
