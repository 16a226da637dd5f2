/// What square brackets may stand for.
extension StrictMatcher {
    /// An insertion may stand in place of some of the source's words: as few as will do.
    mutating func branch(
        _ states: inout [State], _ nodes: inout [(parent: Int, edit: MarkedEdit)],
        over tokens: Range<Int>
    ) {
        var next: [State] = []
        var positions = Set<Int>()
        let cap = contentWords(tokens) > 0 ? policy.replacementCap : 0
        for state in states.prefix(64) {
            if let end = sameTokens(tokens, at: state.position) {
                if positions.insert(end).inserted { next.append(State(position: end, node: state.node)) }
                continue
            }
            var position = state.position
            var words = 0
            while true {
                if positions.insert(position).inserted {
                    let edit = MarkedEdit(
                        kind: .bracketed, printed: tokens, source: state.position..<position)
                    nodes.append((state.node, edit))
                    next.append(State(position: position, node: nodes.count - 1))
                }
                guard position < window.tokens.count, window.tokens[position].kind != .label else { break }
                if window.tokens[position].kind == .word {
                    words += 1
                    if words > cap { break }
                }
                position += 1
                if position - state.position > 3 * policy.replacementCap { break }
            }
        }
        budget -= next.count
        states = next
    }

    /// Whether the source's word is the printed one with the bracketed piece put back: another case of
    /// one letter, or an ending or a beginning of the editor's on the source's own letters.
    func isPartOf(_ prefix: Int?, _ content: Int, _ suffix: Int?, at index: Int) -> Bool {
        guard index < window.tokens.count, window.tokens[index].kind == .word else { return false }
        let word = window.folded.text(of: index)
        let before = prefix.map { printed.folded.text(of: $0) } ?? ""
        let inside = printed.folded.text(of: content)
        let after = suffix.map { printed.folded.text(of: $0) } ?? ""
        if before + inside + after == word { return true }
        if inside.count == 1 {
            guard word.count == before.count + 1 + after.count, word.hasPrefix(before),
                word.hasSuffix(after)
            else { return before.count > 1 && after.isEmpty && word == before }
            let letter = word[word.index(word.startIndex, offsetBy: before.count)]
            return inside.first.map { FoldedText.isCasePair($0, letter) } ?? false
        }
        guard before.count + after.count >= 2, word.count >= before.count + after.count else {
            return false
        }
        return word.hasPrefix(before) && word.hasSuffix(after)
            && word.count - before.count - after.count <= inside.count + 3
    }
}
