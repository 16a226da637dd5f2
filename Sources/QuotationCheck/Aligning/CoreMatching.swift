/// The strict comparison of one segment, item by item. Several places of the source are followed at
/// once only after an insertion, whose length in the source is not known.
extension StrictMatcher {
    struct State {
        var position: Int
        var node: Int
    }

    mutating func matchCore(
        _ segment: Segment, from start: Int
    ) -> (end: Int, edits: [MarkedEdit], skipsStop: Bool)? {
        var states = [State(position: start, node: -1)]
        var nodes: [(parent: Int, edit: MarkedEdit)] = []
        var skipsStop = false
        for index in segment.core {
            budget -= states.count
            guard budget > 0 else { return nil }
            switch printed.items[index] {
            case .token(let token):
                var kept = 0
                for slot in states.indices where equals(token, states[slot].position) {
                    if index > segment.core.lowerBound, isJoinedOtherwise(index, token, at: states[slot].position) { continue }
                    states[kept] = State(position: states[slot].position + 1, node: states[slot].node)
                    kept += 1
                }
                if kept > 0 {
                    states.removeLast(states.count - kept)
                } else if mayBeSkipped(index, token, segment) {
                    if printed.folded.tokens[token].kind == .stop, index == segment.core.upperBound - 1 {
                        skipsStop = true
                    }
                } else {
                    return nil
                }
            case .bracket(let tokens): branch(&states, &nodes, over: tokens)
            case .partial(let prefix, let content, let suffix, let all):
                var next: [State] = []
                for state in states where isPartOf(prefix, content, suffix, at: state.position) {
                    let source = state.position..<state.position + 1
                    nodes.append((state.node, MarkedEdit(kind: .bracketed, printed: all, source: source)))
                    next.append(State(position: state.position + 1, node: nodes.count - 1))
                }
                states = next
            case .sic(let tokens):
                guard followsSourceWord(index, segment) else { return nil }
                for slot in states.indices {
                    let here = states[slot].position..<states[slot].position
                    nodes.append(
                        (states[slot].node, MarkedEdit(kind: .bracketed, printed: tokens, source: here)))
                    states[slot].node = nodes.count - 1
                }
            case .interruption: skipPauses(&states)
            case .ellipsis: return nil
            }
            if states.isEmpty { return nil }
        }
        guard let state = states.first else { return nil }
        var edits: [MarkedEdit] = []
        var node = state.node
        while node >= 0 {
            edits.append(nodes[node].edit)
            node = nodes[node].parent
        }
        return (state.position, edits.reversed(), skipsStop)
    }

    private func equals(_ token: Int, _ index: Int) -> Bool {
        guard index < window.tokens.count else { return false }
        if FoldedText.equal(printed.folded, token, window.folded, index) { return true }
        return policy.allowsInitialCaseChange && token == printed.firstWord
            && FoldedText.equalButForInitialCase(printed.folded, token, window.folded, index)
    }

    /// A full stop or comma at a closing mark need not be the source's.
    private func mayBeSkipped(_ index: Int, _ token: Int, _ segment: Segment) -> Bool {
        let kind = printed.folded.tokens[token].kind
        guard kind == .stop || kind == .comma, index > segment.core.lowerBound else { return false }
        if case .token(let before) = printed.items[index - 1] {
            let kindBefore = printed.folded.tokens[before].kind
            if kindBefore == .stop || kindBefore == .comma { return false }
        }
        let next = index + 1
        if next == printed.items.count { return true }
        if case .interruption = printed.items[next] { return true }
        if case .ellipsis = printed.items[next] { return kind == .stop }
        return false
    }

    /// `[sic]` vouches for the word before it, which must be the source's and not the editor's.
    private func followsSourceWord(_ index: Int, _ segment: Segment) -> Bool {
        var before = index - 1
        while before >= segment.core.lowerBound {
            guard case .token(let token) = printed.items[before] else { return false }
            if printed.folded.tokens[token].kind == .word { return true }
            before -= 1
        }
        return false
    }

    /// What may be lost where a quotation is interrupted: a pause, and nothing that carries meaning.
    func isPause(_ index: Int) -> Bool {
        let token = window.tokens[index]
        switch token.kind {
        case .stop, .comma, .dash, .ellipsis, .mark: return true
        case .symbol:
            let byte = window.folded.folded[Int(token.foldedStart)]
            return token.foldedCount == 1 && (byte == 0x3A || byte == 0x3B)
        default: return false
        }
    }

    private mutating func skipPauses(_ states: inout [State]) {
        var positions = Set(states.map(\.position))
        for state in states {
            var position = state.position
            var skipped = 0
            while position < window.tokens.count, isPause(position), skipped < 6 {
                position += 1
                skipped += 1
                if positions.insert(position).inserted {
                    states.append(State(position: position, node: state.node))
                }
            }
        }
    }
}
