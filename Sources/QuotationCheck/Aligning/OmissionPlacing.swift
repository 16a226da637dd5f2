/// What stands on the far side of an omission.
extension StrictMatcher {
    /// Places what follows an omission: the source's own ellipsis first, else forward in the turn.
    mutating func extend(_ placement: Placement, with segment: Segment) -> Placement? {
        guard let separator = segment.separator else { return nil }
        let mark = printed.tokens(of: printed.items[separator])
        var joined = placement
        if segment.items.isEmpty {
            if let own = ownEllipsis(separator, at: placement.end) {
                joined.end = own
            } else if segment.isLast {
                joined.edits.append(
                    MarkedEdit(kind: .omitted, printed: mark, source: restOfSentence(from: placement.end)))
                joined.end = placement.end
            }
            return joined
        }
        guard !segment.core.isEmpty else { return nil }
        if let own = ownEllipsis(separator, at: placement.end) {
            for start in own...own + 2 * policy.replacementCap * segment.leading.count {
                if let next = place(segment, at: start, floor: own) {
                    return append(next, to: joined)
                }
            }
        }
        if case .interruption = printed.items[separator] {
            var start = placement.end
            while true {
                if let next = place(segment, at: start, floor: placement.end) {
                    return append(next, to: joined)
                }
                guard start < window.tokens.count, isPause(start) else { break }
                start += 1
            }
        }
        var start = placement.end
        var skipped = 0
        while start < window.tokens.count, budget > 0 {
            let token = window.tokens[start]
            // Another speaker's words are never taken for the end of a sentence of this one's.
            if token.kind == .label { return nil }
            if skipped > 0, let next = place(segment, at: start, floor: placement.end) {
                let from = placement.end
                let omitted = from..<max(from, next.start)
                guard window.words(in: omitted) > 0 else {
                    start += 1
                    continue
                }
                joined.edits.append(MarkedEdit(kind: .omitted, printed: mark, source: omitted))
                joined.longestOmission = max(joined.longestOmission, window.words(in: omitted))
                return append(next, to: joined)
            }
            if token.kind == .word { skipped += 1 }
            start += 1
            budget -= 1
        }
        return nil
    }

    /// Places what precedes an omission whose far side is placed: backward in the turn.
    mutating func extendBack(
        _ placement: Placement, with segment: Segment, next segments: [Segment]
    ) -> Placement? {
        guard
            let following = segments.first(where: {
                $0.separator.map { segment.items.upperBound == $0 } ?? false
            }), let separator = following.separator
        else { return nil }
        let mark = printed.tokens(of: printed.items[separator])
        var joined = placement
        if segment.items.isEmpty {
            guard segment.separator == nil else { return joined }
            if placement.start > 0, window.tokens[placement.start - 1].kind == .ellipsis,
                !isBracketed(separator)
            {
                joined.start -= 1
            } else {
                let rest = sentenceStart(before: placement.start)..<placement.start
                joined.edits.insert(MarkedEdit(kind: .omitted, printed: mark, source: rest), at: 0)
            }
            return joined
        }
        guard !segment.core.isEmpty else { return nil }
        var start = placement.start - 1
        while start >= 0, budget > 0 {
            budget -= 1
            if window.tokens[start].kind == .label { return nil }
            if let previous = place(segment, at: start, floor: 0), previous.end <= placement.start {
                let gap = previous.end..<placement.start
                let isOwn = ownEllipsis(separator, at: previous.end) == placement.start
                joined.start = previous.start
                joined.isTruncated = joined.isTruncated || previous.isTruncated
                if !isOwn {
                    if window.words(in: gap) == 0, !isInterruption(separator) {
                        start -= 1
                        joined = placement
                        continue
                    }
                    if window.words(in: gap) > 0 {
                        joined.edits.insert(MarkedEdit(kind: .omitted, printed: mark, source: gap), at: 0)
                        joined.longestOmission = max(joined.longestOmission, window.words(in: gap))
                    }
                }
                joined.edits.insert(contentsOf: previous.edits, at: 0)
                return joined
            }
            start -= 1
        }
        return nil
    }

    private func append(_ next: Placement, to placement: Placement) -> Placement {
        var joined = placement
        joined.end = next.end
        joined.edits.append(contentsOf: next.edits)
        joined.isTruncated = joined.isTruncated || next.isTruncated
        return joined
    }

    private func isInterruption(_ item: Int) -> Bool {
        if case .interruption = printed.items[item] { return true }
        return false
    }

    private func isBracketed(_ item: Int) -> Bool {
        if case .ellipsis(_, let isBracketed) = printed.items[item] { return isBracketed }
        return false
    }

    /// Where the source goes on after an ellipsis of its own, if it has one here.
    private func ownEllipsis(_ item: Int, at index: Int) -> Int? {
        guard case .ellipsis(let tokens, let isBracketed) = printed.items[item] else { return nil }
        if isBracketed { return sameTokens(tokens, at: index) }
        return index < window.tokens.count && window.tokens[index].kind == .ellipsis ? index + 1 : nil
    }

    /// The end of the source's tokens from `index` if they equal the printed ones.
    func sameTokens(_ tokens: Range<Int>, at index: Int) -> Int? {
        guard index >= 0, index + tokens.count <= window.tokens.count else { return nil }
        for (offset, token) in tokens.enumerated()
        where !FoldedText.equal(printed.folded, token, window.folded, index + offset) {
            return nil
        }
        return index + tokens.count
    }
}
