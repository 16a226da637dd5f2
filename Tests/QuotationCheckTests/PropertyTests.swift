import Testing

@testable import QuotationCheck

@Suite("Properties on real speeches", .enabled(if: Speeches.isThere, "\(Speeches.absent)"))
struct PropertyTests {
  let checker = QuotationChecker()

  func check(_ text: String, _ source: Source) -> CheckedQuotation {
    checker.check([QuotationRequest(id: "1", text: text)], against: [source])[0]
  }

  @Test("a passage printed as it stands is verbatim under every silent fold", arguments: 0..<60)
  func silent(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let sample = Sample.random(length: 4...30, using: &generator)
    var text = sample.text
    switch seed % 8 {
    case 0: text = text.replacing(" ", with: "\u{A0}")
    case 1: text = text.replacing(" ", with: " \n\u{2009}")
    case 2: text = text.replacing("fi", with: "ﬁ").replacing("ff", with: "ﬀ")
    case 3: text = String(text.flatMap { $0.isLetter ? [$0, "\u{AD}"] : [$0] })
    case 4: text = text.prefix(1).lowercased() + text.dropFirst()
    case 5: text = text.prefix(1).uppercased() + text.dropFirst()
    case 6 where text.last?.isLetter == true: text += "."
    case 7 where text.last?.isLetter == true: text += ","
    default: break
    }
    let result = check(text, sample.source)
    #expect(result.verdict == .verbatim, "seed \(seed): \(text) \(result.edits)")
    #expect(result.edits.isEmpty, "seed \(seed)")
  }

  @Test("no single change passes", arguments: 0..<200)
  func changed(_ seed: UInt64) {
    var generator = SeededGenerator(seed: 1_000 + seed)
    let sample = Sample.random(length: 6...30, using: &generator)
    var words = sample.words
    let place = Int.random(in: 1..<words.count - 1, using: &generator)
    switch seed % 10 {
    case 0: words[place] = "xylophone"
    case 1: words.remove(at: place)
    case 2: words.insert("not", at: place)
    case 3: words.swapAt(place, place + 1)
    case 4: words[place] = words[place].prefix(1).uppercased() + words[place].dropFirst().uppercased() + "s"
    case 5: words.insert("7", at: place)
    case 6: words[place] += "\u{301}"
    case 7: words[place] = words[place].prefix(1) + "-" + words[place].dropFirst()
    case 8: words[place] = words[place].replacing("a", with: "\u{430}") + "\u{200B}"
    default: words[place] += "?"
    }
    guard words.map({ $0.lowercased() }) != sample.words.map({ $0.lowercased() }) else { return }
    // What was made may, by chance, stand elsewhere in the speech.
    let text = words.joined(separator: " ")
    let result = check(text, sample.source)
    #expect(!result.verdict.passesByItself, "seed \(seed): \(text)")
  }

  @Test("a bracket in place of a word passes, and the report says which word", arguments: 0..<40)
  func bracketed(_ seed: UInt64) {
    var generator = SeededGenerator(seed: 2_000 + seed)
    let sample = Sample.random(length: 8...20, using: &generator)
    let place = Int.random(in: 0..<sample.words.count, using: &generator)
    let word = sample.words[place]
    guard word.allSatisfy(\.isLetter) else { return }
    var words = sample.words
    words[place] = "[somebody]"
    let result = check(words.joined(separator: " "), sample.source)
    #expect(result.verdict == .verbatimMarked, "seed \(seed): \(words)")
    #expect(
      result.edits == [Edit(kind: .bracketed, printed: "[somebody]", source: word)], "seed \(seed)")
  }

  @Test("an omission passes, and the report says what was left out", arguments: 0..<40)
  func omitted(_ seed: UInt64) {
    var generator = SeededGenerator(seed: 3_000 + seed)
    let sample = Sample.random(length: 16...30, using: &generator)
    guard sample.words.allSatisfy({ $0.allSatisfy { $0.isLetter } }) else { return }
    let left = sample.words[6..<10].joined(separator: " ")
    let text = (sample.words[..<6] + ["…"] + sample.words[10...]).joined(separator: " ")
    let result = check(text, sample.source)
    #expect(result.verdict == .verbatimMarked, "seed \(seed): \(text)")
    #expect(result.edits == [Edit(kind: .omitted, printed: "…", source: left)], "seed \(seed)")
  }

  @Test("the verdict does not depend on what else is in the archive", arguments: 0..<10)
  func independent(_ seed: UInt64) {
    var generator = SeededGenerator(seed: 4_000 + seed)
    let sample = Sample.random(length: 8...20, using: &generator)
    var words = sample.words
    if seed % 2 == 0 { words[4] = "xylophone" }
    let text = words.joined(separator: " ")
    let alone = check(text, sample.source)
    let others = Speeches.texts.prefix(20).filter { $0.name != sample.source.id }
      .map { Source(id: $0.name, text: $0.text, turns: .none) }
    let among = checker.check(
      [QuotationRequest(id: "1", text: text)], against: others + [sample.source])[0]
    #expect(alone.verdict == among.verdict, "seed \(seed): \(text)")
  }

  @Test("ranges slice to the text that they name", arguments: 0..<20)
  func ranges(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: 5_000 + seed)
    let sample = Sample.random(length: 6...20, using: &generator)
    let story = Story(plainText: "Café\u{301} 日本.\n\nIt was said: “\(sample.text)”, and so it was.")
    let text = Speeches.texts.first { $0.name == sample.source.id }?.text ?? ""
    let padded = "Ünïcödé … \u{1F600}\n\n" + text
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
