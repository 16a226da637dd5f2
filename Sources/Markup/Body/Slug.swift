import Foundation

/// The part of an address that names a thing in words: small letters, digits and single hyphens.
///
/// Latin, Greek and Cyrillic become ASCII; letters of other scripts stay as they are (an address shows them
/// percent-encoded). It is never empty, and at most ``lengthLimit`` characters long.
public struct Slug: Sendable, Hashable {
    /// The most characters that a slug has.
    public static let lengthLimit = 80

    public let string: String

    /// How letters with marks become ASCII.
    public enum Transliteration: Sendable, Hashable {
        /// `ä` becomes `a`.
        case international
        /// `ä` becomes `ae`, `ö` `oe`, `ü` `ue`.
        case german

        /// The one that readers of the language expect.
        public init(for language: LanguageTag) {
            self = language.language == "de" ? .german : .international
        }
    }

    /// Takes a slug that was made before: letters, marks and digits with single hyphens between them.
    ///
    /// - Returns: `nil` where the text isn't one.
    public init?(parsing text: String) {
        if let isSlug = Self.isASCIISlug(text) {
            guard isSlug else { return nil }
            string = text
            return
        }
        let words = text.split(separator: "-", omittingEmptySubsequences: false)
        let isWhole = words.allSatisfy { word in
            !word.isEmpty && word.unicodeScalars.first?.isMark == false && word.unicodeScalars.allSatisfy { $0.isWordPart && !$0.properties.isUppercase }
        }
        guard isWhole, text.count <= Self.lengthLimit * 3 else { return nil }
        string = text
    }

    /// Makes a slug of a headline or a name.
    ///
    /// - Parameters:
    ///   - text: Any text.
    ///   - fallback: What it is called where the text holds no letter and no digit.
    public init(of text: String, transliteration: Transliteration = .international, fallback: StaticString = "untitled") {
        if let words = Self.asciiWords(text) {
            string = Self.joined(words) ?? "\(fallback)"
            return
        }
        var words: [String] = []
        var word = ""
        for character in text.precomposedStringWithCanonicalMapping {
            if let letters = Self.letters(for: character, transliteration) {
                // A mark needs a letter to stand on; a hyphen isn't one.
                word += word.isEmpty ? String(letters.unicodeScalars.drop(while: \.isMark).map(Character.init)) : letters
            } else if !character.isApostrophe, !word.isEmpty {
                words.append(word)
                word = ""
            }
        }
        if !word.isEmpty { words.append(word) }
        string = Self.joined(words) ?? "\(fallback)"
    }

    /// The slug with a number at its end, for a thing that has the words of another: `storm-2`.
    public func numbered(_ number: Int) -> Slug {
        let suffix = "-\(number)"
        var stem = string.prefix(Self.lengthLimit - suffix.count)
        while stem.last == "-" { stem.removeLast() }
        return Slug(checked: stem + suffix)
    }

    /// Whether a text of ASCII alone, as nearly every slug is, is a slug; `nil` for any other.
    private static func isASCIISlug(_ text: String) -> Bool? {
        var previous = UInt8(ascii: "-")
        var isSlug = true
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): break
            case UInt8(ascii: "-"): isSlug = isSlug && previous != byte
            case 0x80...: return nil
            default: isSlug = false
            }
            previous = byte
        }
        return isSlug && previous != UInt8(ascii: "-") && text.utf8.count <= lengthLimit * 3
    }

    /// The words of a text of ASCII alone, in small letters; `nil` for any other.
    private static func asciiWords(_ text: String) -> [String]? {
        guard text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        var words: [String] = []
        var word: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): word.append(byte)
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): word.append(byte | 0x20)
            case UInt8(ascii: "'"): break
            default:
                if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
                word.removeAll(keepingCapacity: true)
            }
        }
        if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
        return words
    }

    private init(checked string: String) {
        self.string = string
    }

    /// As many whole words as fit; of a first word that doesn't, as much as fits.
    private static func joined(_ words: [String]) -> String? {
        guard let first = words.first else { return nil }
        var slug = String(first.prefix(lengthLimit))
        for word in words.dropFirst() {
            guard slug.count + 1 + word.count <= lengthLimit else { break }
            slug += "-" + word
        }
        return slug
    }

    private static func letters(for character: Character, _ transliteration: Transliteration) -> String? {
        if character.isASCII {
            return character.isLetter || character.isNumber ? character.lowercased() : nil
        }
        let small = character.lowercased()
        if transliteration == .german, let letters = LetterTable.german[small] { return letters }
        if let letters = LetterTable.international[small] { return letters }
        // Canonical decomposition takes the marks off Latin, Greek and Cyrillic letters; in other scripts marks are
        // part of the word.
        if let base = small.decomposedStringWithCanonicalMapping.unicodeScalars.first {
            if base.isASCII, base.properties.isAlphabetic { return String(base) }
            if let letters = LetterTable.international[String(base)] { return letters }
        }
        let kept = small.unicodeScalars.filter { $0.isWordPart && !$0.properties.isUppercase }
        return kept.isEmpty ? nil : String(String.UnicodeScalarView(kept))
    }
}

extension Slug: CustomStringConvertible {
    /// The slug.
    public var description: String { string }
}

extension Unicode.Scalar {
    fileprivate var isMark: Bool {
        properties.generalCategory == .nonspacingMark || properties.generalCategory == .spacingMark
    }

    fileprivate var isWordPart: Bool {
        switch properties.generalCategory {
        case .lowercaseLetter, .uppercaseLetter, .titlecaseLetter, .otherLetter, .modifierLetter, .nonspacingMark,
            .spacingMark, .decimalNumber:
            true
        default: false
        }
    }
}

extension Character {
    fileprivate var isApostrophe: Bool { self == "'" || self == "\u{2019}" || self == "\u{02BC}" }
}
