/// The order of what a search finds: a pure function, so that both engines give the same.
public enum SearchRank {
    /// How much each field counts.
    private static let headline = 8.0
    private static let standfirst = 4.0
    private static let byline = 4.0
    private static let body = 1.0

    /// How well a document answers a query: the higher, the better; 0 where nothing wanted is there.
    ///
    /// Each clause counts in each field by its weight, saturating with its occurrences, and less in a long text;
    /// clauses that stand together count more; a fresh document up to a quarter more than one years old.
    /// - Parameter age: since publication, in milliseconds.
    public static func score(_ query: SearchQuery, _ document: SearchDocument, age: Int64) -> Double {
        let patterns = SearchPatterns(query.wanted)
        return score(patterns, above: above(patterns, document), body: document.body, age: age)
    }

    /// The most that a document's score can be, whatever its body: what the fields above it give, and a body that could
    /// not answer better. It is never less than the score is, down to the last bit.
    static func bound(_ patterns: SearchPatterns, above: Double, age: Int64) -> Double {
        let clauses = Double(patterns.count)
        let most = clauses > 1 ? clauses + clauses / 2 : clauses
        return (above + most * body) * (1 + recency(age) / 4)
    }

    /// As ``score(_:_:age:)``, where what the fields above the body give is known.
    static func score(_ patterns: SearchPatterns, above: Double, body text: String, age: Int64) -> Double {
        (above + score(patterns, in: text, weight: body, typicalWords: 600)) * (1 + recency(age) / 4)
    }

    /// What the fields above the body give.
    static func above(_ patterns: SearchPatterns, _ document: SearchDocument) -> Double {
        score(patterns, in: document.headline, weight: headline, typicalWords: 10)
            + score(patterns, in: document.standfirst, weight: standfirst, typicalWords: 30)
            + score(patterns, in: document.byline, weight: byline, typicalWords: 4)
    }

    private static func score(
        _ patterns: SearchPatterns, in text: String, weight: Double, typicalWords: Double
    ) -> Double {
        guard !text.isEmpty else { return 0 }
        let matches = SearchMatches(patterns, in: text)
        let length = 0.25 + 0.75 * Double(matches.wordCount) / typicalWords
        var score = 0.0
        for positions in matches.positions {
            let count = Double(positions.count)
            score += count / (count + 1.2 * length)
        }
        if patterns.count > 1, let span = matches.narrowestSpan {
            // 1 where the clauses follow one another, less the further they are apart.
            score += min(1, Double(patterns.wordCount) / Double(span)) * Double(patterns.count) / 2
        }
        return score * weight
    }

    /// 1 now, a half after 180 days, a quarter after 360.
    private static func recency(_ age: Int64) -> Double {
        // Halving by hand keeps the same bits on every system, which the C library's exp2 need not.
        var halvings = max(0, Double(age)) / (180 * 86_400_000)
        var recency = 1.0
        while halvings >= 1, recency > 0.001 {
            recency /= 2
            halvings -= 1
        }
        return recency > 0.001 ? recency * (1 - min(1, halvings) / 2) : 0
    }
}
