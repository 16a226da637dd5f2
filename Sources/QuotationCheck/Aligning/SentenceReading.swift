/// Words and sentences about a place of the source.
extension StrictMatcher {
    /// The words between an editor's brackets. Where there are none, as in `[.]`, no word of the source is replaced.
    func contentWords(_ tokens: Range<Int>) -> Int {
        tokens.count { printed.folded.tokens[$0].kind == .word }
    }

    /// Back over at most `count` words, within the sentence.
    func wordsBack(from start: Int, count: Int, floor: Int) -> Int {
        var position = start
        var words = 0
        while position > floor, words < min(count, policy.replacementCap) {
            let token = window.tokens[position - 1]
            guard token.kind == .word else { break }
            if window.followsBlankLine(position) { break }
            position -= 1
            words += 1
        }
        return position
    }

    func wordsForward(from start: Int, count: Int) -> Int {
        var position = start
        var words = 0
        while position < window.tokens.count, words < min(count, policy.replacementCap) {
            guard window.tokens[position].kind == .word, !window.followsBlankLine(position) else { break }
            position += 1
            words += 1
        }
        return position
    }

    func sentenceStart(before start: Int) -> Int {
        var position = start
        while position > 0, start - position < 80 {
            if window.tokens[position - 1].kind == .label || window.endsSentence(position - 1)
                || window.followsBlankLine(position)
            {
                break
            }
            position -= 1
        }
        return position
    }

    func restOfSentence(from end: Int) -> Range<Int> {
        var position = end
        while position < window.tokens.count, position - end < 80 {
            if window.tokens[position].kind == .label || window.endsSentence(position)
                || window.followsBlankLine(position)
            {
                break
            }
            position += 1
        }
        return end..<position
    }

    /// Whether the source goes on where the print says that the sentence ends.
    func goesOn(after end: Int) -> Bool {
        var position = end
        // The full stop itself was printed and matched.
        if position > 0, window.tokens[position - 1].kind == .stop { return false }
        while position < window.tokens.count,
            window.tokens[position].kind == .mark || window.tokens[position].kind == .closeBracket
        {
            position += 1
        }
        guard position < window.tokens.count else { return false }
        let token = window.tokens[position]
        if token.kind == .label || token.kind == .stop || window.followsBlankLine(position) {
            return false
        }
        // A question or an exclamation that was printed as such has ended too.
        if position > 0, position == end, window.endsSentence(end - 1) { return false }
        return true
    }
}
