import Foundation

/// A second, plainer reading of what is folded in silence, written without the library: whether a
/// text stands in another once both are normalised. It leaves out every quotation mark that is not
/// inside a word, so it passes a little more than the check does; what it does not pass, the check
/// must not pass either.
enum PlainFold {
    static func folded(_ text: String) -> String {
        var plain = text.precomposedStringWithCanonicalMapping
        for (shape, same) in [
            ("\u{AD}", ""), ("ﬀ", "ff"), ("ﬁ", "fi"), ("ﬂ", "fl"), ("ﬃ", "ffi"), ("ﬄ", "ffl"), ("--", "—"),
            ("–", "—"), ("―", "—"), (". . .", "…"), ("...", "…"), ("‘", "'"), ("’", "'"), ("“", "'"),
            ("”", "'"), ("\"", "'"), ("«", "'"), ("»", "'"), ("„", "'"),
        ] {
            plain = plain.replacingOccurrences(of: shape, with: same)
        }
        plain = withoutOuterMarks(plain)
        for sign in ["—", "…"] { plain = plain.replacingOccurrences(of: sign, with: " \(sign) ") }
        return plain.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// Whether `printed` stands in a folded text, from the beginning of a word to the end of one. The
    /// first letter may have another case, and a last full stop or comma need not be there.
    static func stands(_ printed: String, in folded: String) -> Bool {
        var text = PlainFold.folded(printed)
        if let found = places(of: text, in: folded) { return found }
        if text.hasSuffix(".") || text.hasSuffix(",") {
            text.removeLast()
            return places(of: text, in: folded) ?? false
        }
        return false
    }

    static func occurrences(of printed: String, in folded: String) -> Int {
        folded.components(separatedBy: PlainFold.folded(printed)).count - 1
    }

    private static func places(of text: String, in folded: String) -> Bool? {
        guard let letter = text.firstIndex(where: { $0.isLetter || $0.isNumber }) else { return nil }
        let other = text[letter].isUppercase ? text[letter].lowercased() : text[letter].uppercased()
        let turned = text[..<letter] + other + text[text.index(after: letter)...]
        for candidate in [text, String(turned)] {
            var start = folded.startIndex
            while let found = folded.range(of: candidate, options: .literal, range: start..<folded.endIndex) {
                if isEdge(folded, before: found.lowerBound), isEdge(folded, after: found.upperBound) { return true }
                start = folded.index(after: found.lowerBound)
            }
        }
        return nil
    }

    private static func isEdge(_ text: String, before index: String.Index) -> Bool {
        guard index > text.startIndex else { return true }
        return !isInner(text[text.index(before: index)])
    }

    private static func isEdge(_ text: String, after index: String.Index) -> Bool {
        guard index < text.endIndex else { return true }
        if "-'".contains(text[index]) {
            let next = text.index(after: index)
            return next == text.endIndex || !isInner(text[next])
        }
        return !isInner(text[index])
    }

    private static func isInner(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "-" || character == "'"
    }

    private static func withoutOuterMarks(_ text: String) -> String {
        let characters = Array(text)
        var plain = ""
        for (index, character) in characters.enumerated() {
            if character == "'" {
                let before = index > 0 ? characters[index - 1] : " "
                let after = index + 1 < characters.count ? characters[index + 1] : " "
                guard before.isLetter || before.isNumber, after.isLetter || after.isNumber else { continue }
            }
            plain.append(character)
        }
        return plain
    }
}
