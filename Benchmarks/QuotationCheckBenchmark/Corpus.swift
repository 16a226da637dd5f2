import Foundation
import PropertyTesting

/// Prose of made-up words, drawn by rank as the words of a language are.
struct Corpus {
    private var generator: SeededGenerator
    private let vocabulary: [String]

    init(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let common =
            "the of to and a in that is was for it with as his on be at by he not this are or had but"
            .split(separator: " ").map(String.init)
        vocabulary =
            common
            + (0..<20_000).map { _ in
                String(
                    (0..<Int.random(in: 3...10, using: &generator)).map { _ in
                        Character(Unicode.Scalar(UInt8.random(in: 97...122, using: &generator)))
                    })
            }
        self.generator = generator
    }

    mutating func number(in range: ClosedRange<Int>) -> Int {
        Int.random(in: range, using: &generator)
    }

    mutating func word() -> String {
        let spread = Double.random(in: 0..<1, using: &generator)
        return vocabulary[Int(pow(Double(vocabulary.count), spread)) - 1]
    }

    mutating func prose(bytes: Int) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(bytes + 64)
        var left = 12
        while text.count < bytes {
            text.append(contentsOf: word().utf8)
            left -= 1
            text.append(contentsOf: left == 0 ? ". ".utf8 : left == 6 ? ", ".utf8 : " ".utf8)
            if left == 0 { left = number(in: 8...24) }
        }
        return text
    }

    /// A run of words out of `bytes`.
    mutating func run(of bytes: [UInt8], words: ClosedRange<Int>) -> [String] {
        let start = number(in: 0...bytes.count - 2_000)
        let text = String(decoding: bytes[start..<start + 600], as: UTF8.self)
        return text.split(separator: " ").dropFirst().prefix(number(in: words)).map(String.init)
    }
}
