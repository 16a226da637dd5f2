import Foundation

@testable import QuotationCheck

/// Sixty speeches in the public domain, which stand beside the checkout.
enum Speeches {
  static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "../shared/fixtures/speeches").standardizedFileURL

  static let texts: [(name: String, text: String)] = {
    let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
    return files.filter { $0.pathExtension == "txt" }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
      .compactMap { file in
        (try? String(contentsOf: file, encoding: .utf8)).map { (file.lastPathComponent, $0) }
      }
  }()

  static let isThere = !texts.isEmpty
  static let absent = "../shared/fixtures/speeches is not beside the checkout"
}

/// SplitMix64: small, seeded, and the same everywhere.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

/// A run of words of a speech, cut at white space.
struct Sample {
  var source: Source
  var words: [String]

  var text: String { words.joined(separator: " ") }

  /// A run of `length` words without quotation marks or square brackets, which the check would read.
  static func random(
    length: ClosedRange<Int>, using generator: inout SeededGenerator
  ) -> Sample {
    while true {
      let speech = Speeches.texts[Int.random(in: 0..<Speeches.texts.count, using: &generator)]
      let words = speech.text.split(whereSeparator: \.isWhitespace).map(String.init)
      let count = min(Int.random(in: length, using: &generator), words.count)
      let start = Int.random(in: 0...(words.count - count), using: &generator)
      let run = Array(words[start..<start + count])
      let isPlain = run.allSatisfy { word in
        !word.contains { "“”‘’\"'[]«».".contains($0) } && word != "--" && word.contains(where: \.isLetter)
      }
      guard isPlain else { continue }
      return Sample(source: Source(id: speech.name, text: speech.text, turns: .none), words: run)
    }
  }
}
