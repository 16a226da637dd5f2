/// What a query looks for, made ready for many texts.
struct SearchPatterns: Sendable {
    fileprivate struct Pattern: Sendable {
        /// The words with a space between them.
        let bytes: [UInt8]
        let isPrefix: Bool
    }

    fileprivate let patterns: [Pattern]
    /// Most words begin with another letter, which is seen without a look at the pattern.
    fileprivate let initials: [UInt8]
    /// How many words the clauses have together.
    let wordCount: Int

    init(_ clauses: [SearchQuery.Clause]) {
        patterns = clauses.map { Pattern(bytes: Array($0.words.joined(separator: " ").utf8), isPrefix: $0.isPrefix) }
        initials = patterns.map { $0.bytes[0] }
        wordCount = clauses.reduce(0) { $0 + $1.words.count }
    }

    /// How many clauses there are.
    var count: Int { patterns.count }
}

/// Where the clauses of a query stand in a folded text.
struct SearchMatches {
    /// For each clause, the positions of the words that its occurrences begin at.
    private(set) var positions: [[Int]]
    /// How many words the text has.
    private(set) var wordCount = 0

    private static let space = UInt8(ascii: " ")

    init(_ wanted: SearchPatterns, in folded: String) {
        var positions: [[Int]] = Array(repeating: [], count: wanted.count)
        var words = 0
        var folded = folded
        folded.withUTF8 { text in
            wanted.initials.withUnsafeBufferPointer { initials in
                var start = 0
                while start < text.count {
                    for index in initials.indices where initials[index] == text[start] {
                        let pattern = wanted.patterns[index]
                        if Self.stands(pattern.bytes, in: text, at: start, isPrefix: pattern.isPrefix) {
                            positions[index].append(words)
                        }
                    }
                    while start < text.count, text[start] != Self.space { start += 1 }
                    start += 1
                    words += 1
                }
            }
        }
        self.positions = positions
        wordCount = words
    }

    private static func stands(
        _ pattern: [UInt8], in text: UnsafeBufferPointer<UInt8>, at start: Int, isPrefix: Bool
    ) -> Bool {
        let end = start + pattern.count
        guard end <= text.count, text[start] == pattern[0] else { return false }
        for offset in 1..<pattern.count where text[start + offset] != pattern[offset] { return false }
        return isPrefix || end == text.count || text[end] == space
    }

    /// The fewest words that hold an occurrence of every clause, or `nil` where one has none.
    var narrowestSpan: Int? {
        var next = Array(repeating: 0, count: positions.count)
        var narrowest: Int?
        while true {
            var first = Int.max
            var last = Int.min
            var firstClause = 0
            for (clause, found) in positions.enumerated() {
                guard next[clause] < found.count else { return narrowest }
                let position = found[next[clause]]
                if position < first { (first, firstClause) = (position, clause) }
                last = max(last, position)
            }
            guard first <= last else { return nil }
            narrowest = min(narrowest ?? .max, last - first + 1)
            next[firstClause] += 1
        }
    }
}
