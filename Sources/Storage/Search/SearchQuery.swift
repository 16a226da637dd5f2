/// What a reader searches for: words, "phrases" and -exclusions. Any text is a query, if maybe an empty one.
public struct SearchQuery: Sendable, Hashable {
    /// A word, or words that stand one after the other.
    public struct Clause: Sendable, Hashable {
        /// The folded words; one or more.
        public let words: [String]
        /// Whether what has these words is left out.
        public let isExcluded: Bool
        /// Whether the last word may go on.
        public let isPrefix: Bool
    }

    public static let mostClauses = 16
    public static let mostWordsInClause = 32
    /// What is read of a longer text, in characters of Unicode.
    public static let longestText = 2000

    public let clauses: [Clause]

    /// Reads a query. Text that folds to several words without a space between them, as `co-operate`, is a phrase.
    /// - Parameter isTyping: whether the last word may be unfinished, as while a reader types.
    public init(parsing text: String, isTyping: Bool = false) {
        var scanner = QueryScanner(text.unicodeScalars.prefix(Self.longestText))
        var clauses: [Clause] = []
        while clauses.count < Self.mostClauses, let part = scanner.next() {
            let words = SearchText.words(part.text).prefix(Self.mostWordsInClause).map(\.folded)
            guard !words.isEmpty else { continue }
            let isLast = isTyping && part.isOpenWord
            let clause = Clause(words: words, isExcluded: part.isExcluded, isPrefix: isLast && !part.isExcluded)
            if !clauses.contains(clause) { clauses.append(clause) }
        }
        self.clauses = clauses
    }

    /// What must be there.
    public var wanted: [Clause] { clauses.filter { !$0.isExcluded } }

    /// What must not.
    public var excluded: [Clause] { clauses.filter(\.isExcluded) }

    /// Whether there is nothing to look for; such a query finds nothing.
    public var isEmpty: Bool { clauses.allSatisfy(\.isExcluded) }
}

/// Divides a query at spaces and quotation marks.
private struct QueryScanner {
    struct Part {
        var text = ""
        var isExcluded = false
        /// Whether it is a word at the very end of the query, and not in quotation marks.
        var isOpenWord = false
    }

    private var rest: Substring.UnicodeScalarView

    init(_ text: Substring.UnicodeScalarView) {
        rest = text
    }

    mutating func next() -> Part? {
        rest = rest.drop { $0.properties.isWhitespace }
        guard !rest.isEmpty else { return nil }
        var part = Part()
        if let first = rest.first, first == "-" || first == "\u{2212}" {
            part.isExcluded = true
            rest.removeFirst()
        }
        if let first = rest.first, Self.isQuotation(first) {
            rest.removeFirst()
            part.text = String(rest.prefix { !Self.isQuotation($0) })
            rest = rest.drop { !Self.isQuotation($0) }.dropFirst()
        } else {
            let word = rest.prefix { !$0.properties.isWhitespace && !Self.isQuotation($0) }
            part.text = String(word)
            rest = rest[word.endIndex...]
            part.isOpenWord = rest.isEmpty
        }
        return part
    }

    private static func isQuotation(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\"", "“", "”", "„", "«", "»": true
        default: false
        }
    }
}
