import Foundation

/// How one character outside ASCII takes part in a word.
enum Folding: Sendable, Hashable {
    /// Part of a word, as these bytes of UTF-8.
    case letters([UInt8])
    /// A word of its own: a character of a script that puts no spaces between words.
    case word([UInt8])
    /// A vowel sign and the like: part of the word that it follows.
    case sign([UInt8])
    /// Nothing, as a diacritic or a soft hyphen is: it neither counts nor separates.
    case nothing
    /// Nothing, where letters stand on both sides.
    case apostrophe
    case separator
}

extension Folding {
    /// The folding of a character outside ASCII.
    static func of(_ scalar: Unicode.Scalar) -> Folding {
        let value = Int(scalar.value)
        if value < commonEnd { return common[value] }
        return compute(scalar)
    }

    /// Latin, Greek, Cyrillic, Hebrew and Arabic, worked out once.
    private static let commonEnd = 0x700
    private static let common: [Folding] = (0..<UInt32(commonEnd)).map { value in
        Unicode.Scalar(value).map(compute) ?? .separator
    }

    private static func compute(_ scalar: Unicode.Scalar) -> Folding {
        if let special = special[scalar] { return special }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber:
            return folded(scalar)
        case .letterNumber, .otherNumber:
            // A fraction is several numbers, so that joining them would make another one.
            let digits = String(scalar).decomposedStringWithCompatibilityMapping.unicodeScalars
            return digits.allSatisfy { $0.properties.isAlphabetic || $0.properties.numericType == .decimal }
                ? folded(scalar) : .separator
        case .nonspacingMark, .spacingMark, .enclosingMark:
            return isSign(scalar) ? .sign(Array(String(scalar).utf8)) : .nothing
        case .format:
            return .nothing
        default:
            return .separator
        }
    }

    private static func folded(_ scalar: Unicode.Scalar) -> Folding {
        if isHangulSyllable(scalar) { return .word(Array(String(scalar).utf8)) }
        let decomposed = String(scalar).decomposedStringWithCompatibilityMapping.unicodeScalars
        if let first = decomposed.first, isSign(first) {
            // A half-width voicing mark is a sign. Thai and Lao "am" become a sign and a vowel, of which the sign
            // would belong to the letter before: they stay as they are.
            return decomposed.count == 1 ? .sign(Array(String(first).utf8)) : .word(Array(String(scalar).utf8))
        }
        var bytes: [UInt8] = []
        for part in decomposed {
            for lower in part.properties.lowercaseMapping.unicodeScalars { append(lower, to: &bytes) }
        }
        if bytes.isEmpty { return .nothing }
        let letters = decomposed.filter { !isMark($0) }
        guard letters.contains(where: isUnspaced) else { return .letters(bytes) }
        // A ligature of two such letters would be two words, which one character can't be.
        return .word(letters.count == 1 ? bytes : Array(String(scalar).utf8))
    }

    private static func append(_ scalar: Unicode.Scalar, to bytes: inout [UInt8]) {
        if scalar.isASCII {
            if scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal {
                bytes.append(UInt8(truncatingIfNeeded: scalar.value))
            }
            return
        }
        if let special = special[scalar] {
            if case .letters(let letters) = special { bytes += letters }
        } else if scalar.properties.numericType == .decimal, let digit = scalar.properties.numericValue {
            bytes += Array(String(Int(digit)).utf8)
        } else if scalar.properties.isAlphabetic || isSign(scalar), !isDiacritic(scalar) {
            bytes += Array(String(scalar).utf8)
        }
    }

    /// A mark that changes what is read, as the vowel signs of Indic scripts do (canonical combining class 0),
    /// their nukta and virama (7, 9) and the voicing marks of kana (8).
    private static func isSign(_ scalar: Unicode.Scalar) -> Bool {
        isMark(scalar) && [0, 7, 8, 9].contains(scalar.properties.canonicalCombiningClass.rawValue)
    }

    private static func isDiacritic(_ scalar: Unicode.Scalar) -> Bool {
        isMark(scalar) && !isSign(scalar)
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: false
        }
    }

    private static func isHangulSyllable(_ scalar: Unicode.Scalar) -> Bool {
        (0xAC00...0xD7A3).contains(scalar.value)
    }

    /// Han, kana, Thai, Lao, Myanmar and Khmer.
    private static func isUnspaced(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3005...0x3007, 0x3040...0x30FF, 0x31F0...0x31FF,
            0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0xFF66...0xFF9F, 0x20000...0x3FFFF:
            true
        default: false
        }
    }

    /// What decomposition leaves apart though readers take it for the same.
    private static let special: [Unicode.Scalar: Folding] = {
        let letters: [Unicode.Scalar: String] = [
            "ß": "ss", "ẞ": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l",
            "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ħ": "h", "Ħ": "h", "ŧ": "t", "Ŧ": "t",
            "ı": "i", "ŋ": "n", "Ŋ": "n", "ς": "σ",
            // Arabic alef wasla, ya without dots, ta marbuta, and the Persian ya and kaf.
            "\u{671}": "\u{627}", "\u{649}": "\u{64A}", "\u{6CC}": "\u{64A}", "\u{629}": "\u{647}",
            "\u{6A9}": "\u{643}",
        ]
        var special = letters.mapValues { Folding.letters(Array($0.utf8)) }
        for apostrophe: Unicode.Scalar in ["\u{2019}", "\u{2018}", "\u{2BC}", "\u{2BB}", "\u{FF07}"] {
            special[apostrophe] = .apostrophe
        }
        special["\u{640}"] = .nothing  // Arabic tatweel
        special["\u{200B}"] = .separator  // zero width space
        return special
    }()
}
