/// Where one segment stands, with the insertions at its ends.
extension StrictMatcher {
    /// Places a segment whose core begins exactly at `start`. Insertions before it may not reach back
    /// beyond `floor`.
    mutating func place(_ segment: Segment, at start: Int, floor: Int) -> Placement? {
        guard start >= floor, start < window.tokens.count, !segment.core.isEmpty,
            let core = matchCore(segment, from: start)
        else { return nil }
        var placement = Placement(start: start, end: core.end, edits: core.edits)
        placement.isTruncated = core.skipsStop
        for index in segment.leading.reversed() {
            let tokens = printed.tokens(of: printed.items[index])
            if sameTokens(tokens, at: placement.start - tokens.count) != nil {
                placement.start -= tokens.count
                continue
            }
            let replaced = wordsBack(
                from: placement.start, count: contentWords(tokens), floor: floor)
            placement.edits.insert(
                MarkedEdit(kind: .bracketed, printed: tokens, source: replaced..<placement.start), at: 0)
            placement.start = replaced
        }
        for index in segment.trailing {
            let tokens = printed.tokens(of: printed.items[index])
            guard case .bracket = printed.items[index] else {
                if let end = sameTokens(tokens, at: placement.end) { placement.end = end }
                continue
            }
            if let end = sameTokens(tokens, at: placement.end) {
                placement.end = end
                continue
            }
            let replaced = wordsForward(from: placement.end, count: contentWords(tokens))
            placement.edits.append(
                MarkedEdit(kind: .bracketed, printed: tokens, source: placement.end..<replaced))
            placement.end = replaced
        }
        return placement
    }
}
