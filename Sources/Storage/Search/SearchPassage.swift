/// A passage of a text that shows why a search found it.
public struct SearchPassage: Sendable, Hashable {
    /// Where the passage stands in the text; it begins and ends with whole words.
    public let range: Range<String.Index>
    /// What was searched for, within it, in order and apart from one another: to be set in `<mark>`.
    public let marks: [Range<String.Index>]

    /// Whether text before it was left out.
    public func startsLate(in text: String) -> Bool {
        text[..<range.lowerBound].contains { !$0.isWhitespace }
    }

    /// Whether text after it was left out.
    public func endsEarly(in text: String) -> Bool {
        text[range.upperBound...].contains { !$0.isWhitespace }
    }
}

extension SearchQuery {
    /// Everything in a text that the query looks for, in order and apart from one another: to mark a headline.
    public func marks(in text: String) -> [Range<String.Index>] {
        occurrences(in: SearchText.FoldedWords(text)).map { $0.range(in: text) }
    }

    /// The passage with the most of what the query looks for; the text's beginning where there is nothing.
    /// - Parameter words: the most words of the passage.
    public func passage(of text: String, words most: Int = 40) -> SearchPassage {
        passages(of: text, count: 1, words: most).first
            ?? SearchPassage(range: text.startIndex..<text.endIndex, marks: [])
    }

    /// The best passages, in the text's order, none over another.
    public func passages(of text: String, count: Int, words most: Int = 40) -> [SearchPassage] {
        let folded = SearchText.FoldedWords(text)
        let words = folded.places
        guard !words.isEmpty, most > 0, count > 0 else { return [] }
        let occurrences = occurrences(in: folded)
        var windows: [Range<Int>] = []
        for window in rankedWindows(occurrences, in: words, text, most) where windows.count < count {
            if !windows.contains(where: { $0.overlaps(window) }) { windows.append(window) }
        }
        if windows.isEmpty { windows = [0..<min(most, words.count)] }
        return windows.sorted { $0.lowerBound < $1.lowerBound }.map { window in
            let bytes = words[window.lowerBound].utf8.lowerBound..<words[window.upperBound - 1].utf8.upperBound
            let marks = occurrences.filter {
                window.lowerBound <= $0.words.lowerBound && $0.words.upperBound <= window.upperBound
            }
            return SearchPassage(
                range: text.range(ofUTF8: Self.withClosingMarks(bytes, of: text)),
                marks: marks.map { $0.range(in: text) })
        }
    }

    /// Words that one clause or several that touch stand at.
    private struct Occurrence {
        var words: Range<Int>
        var utf8: Range<Int>
        var clauses: Set<Int>

        func range(in text: String) -> Range<String.Index> { text.range(ofUTF8: utf8) }
    }

    private func occurrences(in text: SearchText.FoldedWords) -> [Occurrence] {
        var found: [Occurrence] = []
        let words = text.places
        let patterns = wanted.map { clause in (words: clause.words.map { Array($0.utf8) }, isPrefix: clause.isPrefix) }
        for start in words.indices {
            for (index, pattern) in patterns.enumerated()
            where text.hold(pattern.words, at: start, lastIsPrefix: pattern.isPrefix) {
                let range = start..<(start + pattern.words.count)
                let utf8 = words[start].utf8.lowerBound..<words[range.upperBound - 1].utf8.upperBound
                if let last = found.last, last.words.upperBound > range.lowerBound {
                    let end = max(last.words.upperBound, range.upperBound)
                    found[found.count - 1] = Occurrence(
                        words: last.words.lowerBound..<end,
                        utf8: last.utf8.lowerBound..<max(last.utf8.upperBound, utf8.upperBound),
                        clauses: last.clauses.union([index]))
                } else {
                    found.append(Occurrence(words: range, utf8: utf8, clauses: [index]))
                }
            }
        }
        return found
    }

    /// The windows that begin near an occurrence, the best first.
    private func rankedWindows(
        _ occurrences: [Occurrence], in words: [SearchText.FoldedWords.Place], _ text: String, _ most: Int
    ) -> [Range<Int>] {
        var ranked: [(score: Int, window: Range<Int>)] = []
        for (index, first) in occurrences.enumerated() {
            let window = window(around: first.words, in: words, text, most)
            var clauses: Set<Int> = []
            var count = 0
            for occurrence in occurrences[index...] {
                guard occurrence.words.upperBound <= window.upperBound else { break }
                clauses.formUnion(occurrence.clauses)
                count += 1
            }
            ranked.append((clauses.count * 10 + min(count, 9), window))
        }
        return ranked.sorted { ($0.score, $1.window.lowerBound) > ($1.score, $0.window.lowerBound) }.map(\.window)
    }

    /// A window that begins with the occurrence's sentence where that is near, or a few words before it.
    private func window(
        around found: Range<Int>, in words: [SearchText.FoldedWords.Place], _ text: String, _ most: Int
    ) -> Range<Int> {
        let room = max(0, most - found.count)
        let earliest = max(0, found.lowerBound - room / 2)
        var start = max(0, found.lowerBound - min(8, room / 2))
        for candidate in stride(from: found.lowerBound, through: earliest, by: -1)
        where candidate == 0 || Self.endsSentence(between: words[candidate - 1], and: words[candidate], text) {
            start = candidate
            break
        }
        let end = min(words.count, start + max(most, found.count))
        return max(0, min(start, end - most))..<end
    }

    private static func endsSentence(
        between left: SearchText.FoldedWords.Place, and right: SearchText.FoldedWords.Place, _ text: String
    ) -> Bool {
        // Nearly every gap is a single space; of single bytes a line end alone is both mark and white space.
        if right.utf8.lowerBound - left.utf8.upperBound == 1 {
            return text.utf8[text.utf8.index(text.startIndex, offsetBy: left.utf8.upperBound)] == UInt8(ascii: "\n")
        }
        let gap = text[text.range(ofUTF8: left.utf8.upperBound..<right.utf8.lowerBound)]
        return gap.contains { ".!?\n؟。".contains($0) } && gap.contains { $0.isWhitespace || $0 == "。" }
    }

    /// Takes in the full stop and quotation marks that close the last word, and what opens the first one.
    private static func withClosingMarks(_ utf8: Range<Int>, of text: String) -> Range<Int> {
        let end = text.utf8.index(text.startIndex, offsetBy: utf8.upperBound)
        let closing = text[end...].prefix { ".,;:!?…”’»)]\"'؟،。".contains($0) }
        let start = text.utf8.index(text.startIndex, offsetBy: utf8.lowerBound)
        let opening = text[..<start].reversed().prefix { "“‘«„([\"'¿¡".contains($0) }
        return (utf8.lowerBound - opening.reduce(0) { $0 + $1.utf8.count })..<(utf8.upperBound + closing.utf8.count)
    }
}

extension SearchText.FoldedWords {
    /// Whether some words stand one after the other from a place on.
    fileprivate func hold(_ wanted: [[UInt8]], at start: Int, lastIsPrefix: Bool) -> Bool {
        guard start + wanted.count <= places.count else { return false }
        for (offset, word) in wanted.enumerated() {
            let found = places[start + offset].folded
            let isPrefix = lastIsPrefix && offset == wanted.count - 1
            guard isPrefix ? found.count >= word.count : found.count == word.count else { return false }
            for (index, byte) in word.enumerated() where bytes[found.lowerBound + index] != byte { return false }
        }
        return true
    }
}

extension String {
    fileprivate func range(ofUTF8 utf8: Range<Int>) -> Range<Index> {
        let start = self.utf8.index(startIndex, offsetBy: utf8.lowerBound)
        return start..<self.utf8.index(start, offsetBy: utf8.count)
    }
}
