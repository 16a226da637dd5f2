/// Tells the language of a text by its commonest small words, or says that it can't.
///
/// A text that is short, in two languages, or in one that isn't known here gives nothing: a guess is only offered where the
/// words of one language make up much of the text, and far more of it than those of any other.
public enum LanguageGuess {
    /// The tag of the language, such as `en`.
    public static func language(of text: String) -> String? {
        var counts: [String: Int] = [:]
        var total = 0
        for word in text.prefix(enough).lowercased().split(whereSeparator: { !$0.isLetter }) {
            total += 1
            for language in languages[String(word)] ?? [] { counts[language, default: 0] += 1 }
        }
        guard total >= fewest else { return nil }
        let ranked = counts.sorted { ($0.value, $1.key) > ($1.value, $0.key) }
        guard let best = ranked.first, best.value * 100 >= total * leastShare else { return nil }
        let second = ranked.dropFirst().first?.value ?? 0
        return best.value * 2 >= second * 3 ? best.key : nil
    }

    /// Characters that are looked at.
    private static let enough = 20_000
    /// Words below which a profile says nothing.
    private static let fewest = 12
    /// In hundredths of the words.
    private static let leastShare = 22

    /// For each small word, the languages that have it.
    private static let languages: [String: [String]] = {
        let text = String(decoding: PackageResources.stopwords_txt, as: UTF8.self)
        var languages: [String: [String]] = [:]
        var language: String?
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            if line.hasPrefix("[") {
                language = String(line.dropFirst().prefix { $0 != "]" })
            } else if let language {
                for word in Set(line.split(separator: " ").map(String.init)) {
                    if languages[word]?.contains(language) != true { languages[word, default: []].append(language) }
                }
            }
        }
        return languages
    }()
}
