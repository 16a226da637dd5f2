/// Counts the words of a text: runs of characters without white space that hold a letter or a digit.
///
/// Characters are what Swift calls so (UAX #29's grapheme clusters), and finding them costs most of a story's import.
/// In the scripts of ``ScalarClass`` each scalar is a character of its own, so that the bytes are enough.
enum WordCounter {
    static func count(_ text: String) -> Int {
        var text = text
        return text.withUTF8(countByScalar) ?? countByCharacter(text)
    }

    static func countByCharacter(_ text: String) -> Int {
        text.split(whereSeparator: \.isWhitespace).count { $0.contains { $0.isLetter || $0.isNumber } }
    }

    /// - Returns: `nil` for a text with a scalar that may be part of a longer character.
    private static func countByScalar(_ utf8: UnsafeBufferPointer<UInt8>) -> Int? {
        ScalarClass.table.withUnsafeBufferPointer { table in
            var count = 0
            var isInWord = false
            var position = 0
            while position < utf8.count {
                var value = Int(utf8[position])
                position += 1
                if value >= 0x80 {
                    // A string's UTF-8 is always valid, so that the first byte tells how many follow.
                    let following = value < 0xE0 ? 1 : value < 0xF0 ? 2 : 3
                    value &= 0x3F >> following
                    for _ in 0..<following {
                        value = value << 6 | Int(utf8[position] & 0x3F)
                        position += 1
                    }
                }
                guard value < table.count else { return nil }
                switch table[value] {
                case .whiteSpace: isInWord = false
                case .letter:
                    if !isInWord { count += 1 }
                    isInWord = true
                case .sign: break
                case .joining: return nil
                }
            }
            return count
        }
    }
}

/// What a scalar is to a word.
private enum ScalarClass: UInt8 {
    case whiteSpace, letter, sign
    /// May be part of a character with the scalars beside it, or isn't known not to be.
    case joining

    /// By the scalar's value: Latin, Greek, Cyrillic, Hebrew and Arabic letters, and general punctuation.
    static let table: [ScalarClass] = (0..<UInt32(0x2060)).map { value in
        guard let scalar = Unicode.Scalar(value), standsAlone(scalar) else { return .joining }
        let properties = scalar.properties
        if properties.isWhitespace { return .whiteSpace }
        return properties.isAlphabetic || properties.numericType != nil ? .letter : .sign
    }

    /// Below U+0300 no scalar extends another. Below U+0700 those that do, or that take in the next one, are marks and
    /// format characters, which are no base of a character.
    private static func standsAlone(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case ..<0x300, 0x2010..<0x2028: true
        case ..<0x700, 0x2028..<0x2060: scalar.properties.isGraphemeBase
        default: false
        }
    }
}
