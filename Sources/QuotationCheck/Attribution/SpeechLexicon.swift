/// The words of a language by which prose says who speaks, and those whose change turns a
/// sentence round. It is data: `Attribution/english.txt` is the form, and a newsroom that writes in
/// another language reads its own file and joins it to this one.
public struct SpeechLexicon: Sendable, Equatable {
    public var verbs: Set<String> = []
    public var according: Set<String> = []
    public var pronouns: Set<String> = []
    public var particles: Set<String> = []
    public var titles: Set<String> = []
    public var notNames: Set<String> = []
    public var negations: Set<String> = []
    public var numbers: Set<String> = []
    /// What may open a line with a colon without being a speaker.
    public var labelExceptions: Set<String> = []

    public init() {}

    /// Reads the form of `Attribution/english.txt`.
    ///
    /// - Throws: `LexiconFault` with the line, where a word stands before any section or a section's
    ///   name is not known.
    public init(parsing text: String) throws(LexiconFault) {
        var section: WritableKeyPath<SpeechLexicon, Set<String>>?
        var number = 0
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            number += 1
            if line.hasPrefix("#") || line.allSatisfy(\.isWhitespace) { continue }
            if line.hasPrefix("["), let end = line.firstIndex(of: "]") {
                let name = line[line.index(after: line.startIndex)..<end]
                section = Self.section(named: String(name))
                if section == nil { throw .unknownSection(String(name), line: number) }
                continue
            }
            guard let section else { throw .wordOutsideSection(line: number) }
            for word in line.split(whereSeparator: \.isWhitespace) {
                self[keyPath: section].insert(word.lowercased())
            }
        }
    }

    /// English, as it comes with the library.
    public static let english: SpeechLexicon = {
        let text = String(decoding: PackageResources.english_txt, as: UTF8.self)
        // The file is compiled in, and a test reads it; an empty lexicon only suggests no speakers.
        return (try? SpeechLexicon(parsing: text)) ?? SpeechLexicon()
    }()

    /// Both languages' words.
    public func joined(with other: SpeechLexicon) -> SpeechLexicon {
        var both = self
        for section in Self.sections.values {
            both[keyPath: section].formUnion(other[keyPath: section])
        }
        return both
    }

    private static func section(
        named name: String
    ) -> WritableKeyPath<SpeechLexicon, Set<String>>? { sections[name] }

    private static var sections: [String: WritableKeyPath<SpeechLexicon, Set<String>>] {
        [
            "verbs": \.verbs, "according": \.according, "pronouns": \.pronouns,
            "particles": \.particles, "titles": \.titles, "not-names": \.notNames,
            "negations": \.negations, "numbers": \.numbers, "label-exceptions": \.labelExceptions,
        ]
    }

    /// Whether losing or gaining the word turns a sentence round: `not`, `never`, `can't`.
    func isNegation(_ word: String) -> Bool {
        let word = word.lowercased()
        return negations.contains(word) || word.hasSuffix("n't")
    }

    func isNumber(_ word: String) -> Bool {
        word.unicodeScalars.contains { $0.properties.numericType != nil }
            || numbers.contains(word.lowercased()) || word == "%"
            || word.lowercased().split(separator: "-").contains { numbers.contains(String($0)) }
    }
}

/// What is wrong with a lexicon file.
public enum LexiconFault: Error, Equatable, CustomStringConvertible {
    case unknownSection(String, line: Int)
    case wordOutsideSection(line: Int)

    public var description: String {
        switch self {
        case .unknownSection(let name, let line):
            "Line \(line): there is no section [\(name)]; see english.txt for the sections."
        case .wordOutsideSection(let line):
            "Line \(line): words must follow a section such as [verbs]."
        }
    }
}
