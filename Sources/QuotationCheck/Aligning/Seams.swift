/// What stands between two words that follow one another, where it carries meaning.
extension StrictMatcher {
    /// Whether a printed token that equals the source's at `position` is joined to the one before it otherwise than there:
    /// two paragraphs printed as one sentence, or a sign drawn to a number.
    func isJoinedOtherwise(_ item: Int, _ token: Int, at position: Int) -> Bool {
        guard item > 0, position > 0 else { return false }
        switch printed.items[item - 1] {
        // Marked: the reader sees that something was done there.
        case .interruption, .bracket, .ellipsis: return false
        case .token, .partial, .sic: break
        }
        if window.beginsUnendedParagraph(position), !printed.beginsParagraph(token) { return true }
        guard case .token(token - 1) = printed.items[item - 1],
            QuantityEdge.isQuantity(printed.folded, token - 1, token)
        else { return false }
        return printed.folded.touchesPrevious(token) != window.folded.touchesPrevious(position)
    }
}

extension SourceWindow {
    /// Whether a blank line stands before a token and no end of a sentence or clause before that: a heading over its text,
    /// two posts, cells of a table. Printed as one run they read as a sentence that nobody said.
    func beginsUnendedParagraph(_ index: Int) -> Bool {
        guard followsBlankLine(index) else { return false }
        var before = index - 1
        while before >= 0, isClosing(before) { before -= 1 }
        guard before >= 0 else { return false }
        switch tokens[before].kind {
        case .stop, .ellipsis, .label: return false
        case .symbol: return !Self.ends.contains(folded.text(of: before))
        default: return true
        }
    }

    private func isClosing(_ index: Int) -> Bool {
        switch tokens[index].kind {
        case .mark, .closeBracket: true
        case .symbol: folded.text(of: index) == ")"
        default: false
        }
    }

    private static let ends: Set<String> = ["?", "!", ":", ";", "‽", "⁇", "⁈", "⁉", "。", "！", "？", "؟", "؛", "۔", "।"]
}

extension FoldedText {
    func touchesPrevious(_ index: Int) -> Bool { tokens[index - 1].end == tokens[index].start }
}
