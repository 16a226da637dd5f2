/// Compares the names of speakers as a story and a transcript print them: `Jane Doe`, `MS. DOE`,
/// `Cllr Doe`.
public struct SpeakerName: Sendable, Hashable {
    /// The words of the name, lower case, without titles and initials' stops.
    public let words: [String]

    public init(_ name: String, lexicon: SpeechLexicon = .english) {
        words = name.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "-" || $0 == "'") }
            .map(String.init)
            .filter { !lexicon.titles.contains($0) && !["the", "a", "an"].contains($0) }
    }

    /// Whether `name` is somebody's, not a description such as `the mayor`.
    static func isName(_ name: String, lexicon: SpeechLexicon) -> Bool {
        name.split(whereSeparator: \.isWhitespace).contains { word in
            let letters = word.filter(\.isLetter)
            return letters.first?.isUppercase == true && !lexicon.titles.contains(letters.lowercased())
                && !lexicon.notNames.contains(letters.lowercased())
        }
    }

    /// Whether the two may be one person: every word of the shorter name is in the longer one, and
    /// the last name is shared, or an initial stands for the first name.
    public func mayBe(_ other: SpeakerName) -> Bool {
        guard !words.isEmpty, !other.words.isEmpty else { return false }
        let (short, long) = words.count <= other.words.count ? (words, other.words) : (other.words, words)
        guard short.last == long.last || short.allSatisfy(long.contains) else { return false }
        return short.allSatisfy { word in
            long.contains(word) || word.count == 1 && long.contains { $0.hasPrefix(word) }
                || long.contains { $0.count == 1 && word.hasPrefix($0) }
        }
    }
}
