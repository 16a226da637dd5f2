/// What a scalar is to the folding. Only what the rules name is folded: anything else that can be
/// seen, or that cannot be seen at all (zero-width and bidirectional controls), is part of a word
/// or a symbol of its own, so a difference in it is a difference.
enum ScalarClass {
    case space
    /// Dropped: U+00AD.
    case softHyphen
    case mark
    /// ' ‘ ’ ‛: a mark, or an apostrophe when it stands inside a word.
    case singleMark
    case dash
    case ellipsis
    case symbol
    /// A script that is written without spaces: each scalar is a word.
    case ideograph
    case word

    static func of(_ scalar: UInt32) -> ScalarClass {
        if scalar < 0x80 { return ofASCII(scalar) }
        switch scalar {
        case 0xAD: return .softHyphen
        case 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000:
            return .space
        case 0xAB, 0xBB, 0x201C, 0x201D, 0x201E, 0x201F, 0x2039, 0x203A, 0x201A: return .mark
        case 0x2018, 0x2019, 0x201B: return .singleMark
        case 0x2013, 0x2014, 0x2015: return .dash
        case 0x2026: return .ellipsis
        case 0x3041...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0x20000...0x3FFFF:
            // The kana's sound marks combine with the scalar before.
            return scalar == 0x3099 || scalar == 0x309A ? .word : .ideograph
        case 0xC0...0x24F: return scalar == 0xD7 || scalar == 0xF7 ? .symbol : .word
        case 0x300...0x36F: return .word
        default: break
        }
        guard let unicode = Unicode.Scalar(scalar) else { return .word }
        switch unicode.properties.generalCategory {
        case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
            .initialPunctuation, .finalPunctuation, .otherPunctuation, .mathSymbol, .currencySymbol,
            .modifierSymbol, .otherSymbol:
            return .symbol
        default: return .word
        }
    }

    private static func ofASCII(_ scalar: UInt32) -> ScalarClass {
        switch scalar {
        case 0x09...0x0D, 0x20: return .space
        case 0x22: return .mark
        case 0x27: return .singleMark
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: return .word
        // Control characters are no white space: they must not vanish.
        case 0x00...0x1F, 0x7F: return .word
        default: return .symbol
        }
    }

    /// Scalars that are NFC whatever stands beside them, as long as that is one of them too.
    @inline(__always)
    static func isAlwaysComposed(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0..<0x300, 0x391...0x3A1, 0x3A3...0x3CE, 0x400...0x482, 0x48A...0x52F, 0x5D0...0x5EA,
            0x621...0x64A, 0x1E00...0x1E99, 0x1EA0...0x1EF9, 0x3041...0x3096, 0x30A1...0x30FA,
            0x4E00...0x9FFF, 0xAC00...0xD7A3:
            return true
        default: return false
        }
    }

    @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    @inline(__always)
    static func isASCIIWord(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26
    }
}
