import PropertyTesting

extension SeededGenerator {
    /// A text of up to that many of the characters.
    mutating func text(of characters: [Character], upTo limit: Int) -> String {
        String((0..<Int.random(in: 0...limit, using: &self)).map { _ in pick(characters) })
    }
}
