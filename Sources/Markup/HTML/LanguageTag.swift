/// A language tag that is well-formed by BCP 47 (RFC 5646): `en-GB`, `ar`, `zh-Hant-TW`.
public struct LanguageTag: Sendable, Hashable {
    /// The tag in its conventional case: language small, Script in title case, REGION in capitals.
    public let string: String

    /// British English, in which the program speaks where nothing else is known.
    public static let english = LanguageTag(wellFormed: "en-GB")

    private init(wellFormed tag: StaticString) {
        string = tag.description
    }

    /// - Returns: `nil` where the text isn't a language tag.
    public init?(parsing text: String) {
        let subtags = text.replacing("_", with: "-").split(separator: "-", omittingEmptySubsequences: false)
        guard let language = subtags.first, text.utf8.count <= 64, subtags.allSatisfy(\.isSubtag) else { return nil }
        let isPrivate = language.lowercased() == "x" && subtags.count > 1
        guard isPrivate || ((2...8).contains(language.utf8.count) && language.utf8.allSatisfy(\.isASCIILetter)) else {
            return nil
        }
        // A singleton opens an extension and can't be the last word.
        guard subtags.last.map({ $0.utf8.count > 1 }) == true || isPrivate else { return nil }
        var isInExtension = isPrivate
        string = subtags.enumerated().map { index, subtag in
            if subtag.utf8.count == 1 { isInExtension = true }
            guard index > 0, !isInExtension else { return subtag.lowercased() }
            switch subtag.utf8.count {
            case 2: return subtag.uppercased()
            case 4 where subtag.utf8.allSatisfy(\.isASCIILetter):
                return subtag.prefix(1).uppercased() + subtag.dropFirst().lowercased()
            default: return subtag.lowercased()
            }
        }.joined(separator: "-")
    }

    /// The primary language, in small letters: `en` of `en-GB`.
    public var language: String { String(string.prefix { $0 != "-" }) }

    /// The direction in which the language is usually written, by its script or else its language.
    public var direction: TextDirection {
        let subtags = string.split(separator: "-").map(String.init)
        if let script = subtags.dropFirst().first(where: { $0.utf8.count == 4 && $0.utf8.allSatisfy(\.isASCIILetter) }) {
            return Self.rightToLeftScripts.contains(script) ? .rightToLeft : .leftToRight
        }
        return Self.rightToLeftLanguages.contains(language) ? .rightToLeft : .leftToRight
    }

    private static let rightToLeftScripts: Set<String> = [
        "Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa",
    ]
    private static let rightToLeftLanguages: Set<String> = [
        "ar", "arc", "ckb", "dv", "fa", "glk", "he", "iw", "ji", "ks", "lrc", "mzn", "nqo", "ps", "sd", "syr", "ug", "ur",
        "yi",
    ]
}

extension LanguageTag: CustomStringConvertible {
    /// The tag.
    public var description: String { string }
}

/// The direction of text, by its HTML keyword.
public enum TextDirection: String, Sendable, Hashable, CaseIterable {
    case leftToRight = "ltr"
    case rightToLeft = "rtl"
    case automatic = "auto"
}

extension Substring {
    fileprivate var isSubtag: Bool {
        (1...8).contains(utf8.count) && utf8.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit }
    }
}
