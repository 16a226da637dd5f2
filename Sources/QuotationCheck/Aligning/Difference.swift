/// How a quotation differs from the place where it nearly stands: the cheapest alignment of words
/// and punctuation. It explains; it never passes anything.
struct Difference {
    private(set) var edits: [MarkedEdit] = []
    /// The window's tokens that it was aligned with.
    private(set) var start = 0
    private(set) var end = 0
    /// Printed words that stand in the source, case apart.
    private(set) var matchedWords = 0
    private(set) var printedWords = 0
    /// Words of the source that are not printed and not marked as left out.
    private(set) var droppedWords = 0

    private static let block = 400
    private static let blockSlack = 160

    private let printed: PrintedText
    private let window: SourceWindow

    private enum Move: UInt8 { case match, replace, insert, delete }

    /// Aligns the quotation with the window's tokens from `floor` on.
    init(printed: PrintedText, window: SourceWindow, floor: Int) {
        self.printed = printed
        self.window = window
        printedWords = printed.anchoredWords
        var item = 0
        var position = floor
        start = floor
        while item < printed.items.count {
            let lastItem = min(item + Self.block, printed.items.count)
            let most = (lastItem - item) * 2 + Self.blockSlack
            let lastToken = min(position + most, window.tokens.count)
            position = align(
                item..<lastItem, position..<max(position, lastToken), isFirst: item == 0)
            item = lastItem
        }
        end = position
        merge()
    }

    /// Whether it is near enough to speak of one and the same passage.
    var isNear: Bool {
        guard matchedWords > 0, droppedWords <= printedWords * 2 + 12 else { return false }
        if printedWords < 3 { return matchedWords == printedWords }
        return matchedWords >= 2 && matchedWords * 100 >= printedWords * 55
    }

    /// Less is nearer.
    var distance: Int { (printedWords - matchedWords) * 4 + droppedWords * 2 + edits.count }

    // MARK: Alignment

    private mutating func align(_ items: Range<Int>, _ tokens: Range<Int>, isFirst: Bool) -> Int {
        let columns = tokens.count + 1
        let rows = items.count
        var moves = [UInt8](repeating: Move.insert.rawValue, count: (rows + 1) * columns)
        var above = [Int32](repeating: 0, count: columns)
        var current = above
        for column in 1..<max(1, columns) {
            moves[column] = Move.delete.rawValue
            above[column] =
                isFirst ? 0 : above[column - 1] + dropCost(tokens.lowerBound + column - 1, after: items.lowerBound - 1)
        }
        for row in 1..<max(1, rows + 1) {
            let item = items.lowerBound + row - 1
            let insertCost = insertCost(item)
            current[0] = above[0] + insertCost
            let base = row * columns
            moves[base] = Move.insert.rawValue
            for column in 1..<max(1, columns) {
                let token = tokens.lowerBound + column - 1
                let (cost, isMatch) = pairCost(item, token)
                var least = above[column - 1] + cost
                var move = isMatch ? Move.match : .replace
                let insert = above[column] + insertCost
                if insert < least {
                    least = insert
                    move = .insert
                }
                let delete = current[column - 1] + dropCost(token, after: item)
                if delete < least {
                    least = delete
                    move = .delete
                }
                current[column] = least
                moves[base + column] = move.rawValue
            }
            swap(&above, &current)
        }
        var column = 0
        for candidate in 0..<columns where above[candidate] < above[column] { column = candidate }
        return trace(items, tokens, moves, columns, column, isFirst: isFirst)
    }

    private mutating func trace(
        _ items: Range<Int>, _ tokens: Range<Int>, _ moves: [UInt8], _ columns: Int, _ last: Int,
        isFirst: Bool
    ) -> Int {
        var row = items.count
        var column = last
        var found: [MarkedEdit] = []
        while row > 0 || column > 0 {
            if row == 0, isFirst { break }
            let move: Move =
                column == 0 ? .insert : Move(rawValue: moves[row * columns + column]) ?? .insert
            let item = items.lowerBound + row - 1
            let token = tokens.lowerBound + column - 1
            switch move {
            case .match:
                if isWord(item) { matchedWords += 1 }
                if case .partial(_, _, _, let all) = printed.items[item] {
                    found.append(MarkedEdit(kind: .bracketed, printed: all, source: token..<token + 1))
                }
                row -= 1
                column -= 1
            case .replace:
                if isNearlyEqual(item, token) { matchedWords += 1 }
                found.append(
                    MarkedEdit(
                        kind: .replaced, printed: printed.tokens(of: printed.items[item]),
                        source: token..<token + 1))
                row -= 1
                column -= 1
            case .insert:
                let here = tokens.lowerBound + column
                if let kind = insertKind(item) {
                    found.append(
                        MarkedEdit(
                            kind: kind, printed: printed.tokens(of: printed.items[item]), source: here..<here))
                }
                row -= 1
            case .delete:
                let previous = row > 0 ? item : items.lowerBound - 1
                let kind: Edit.Kind = marker(previous) ?? .deleted
                if kind == .deleted, window.tokens[token].kind == .word { droppedWords += 1 }
                if !(isInterruption(previous) && window.tokens[token].kind != .word) {
                    found.append(MarkedEdit(kind: kind, printed: 0..<0, source: token..<token + 1))
                }
                column -= 1
            }
        }
        if isFirst { start = tokens.lowerBound + column }
        edits.append(contentsOf: found.reversed())
        return tokens.lowerBound + last
    }

    // MARK: Costs

    private func pairCost(_ item: Int, _ token: Int) -> (Int32, Bool) {
        switch printed.items[item] {
        case .token(let index):
            if FoldedText.equal(printed.folded, index, window.folded, token) { return (0, true) }
            if index == printed.firstWord,
                FoldedText.equalButForInitialCase(printed.folded, index, window.folded, token)
            {
                return (1, false)
            }
            let isWord = printed.folded.tokens[index].kind == .word
            guard isWord == (window.tokens[token].kind == .word), window.tokens[token].kind != .label
            else { return (1000, false) }
            if isWord { return isNearlyEqual(item, token) ? (2, false) : (4, false) }
            return (2, false)
        case .partial(let prefix, let content, let suffix, _):
            let whole = [prefix, content, suffix].compactMap { $0.map(printed.folded.text(of:)) }.joined()
            let word = window.folded.text(of: token)
            return FoldedText.equalButForInitialCase(whole, word) ? (0, true) : (4, false)
        case .bracket, .sic, .ellipsis, .interruption:
            if case .ellipsis(_, false) = printed.items[item], window.tokens[token].kind == .ellipsis {
                return (0, true)
            }
            return (1000, false)
        }
    }

    /// The same letters in another case: the same word for finding a passage, never for passing it.
    private func isNearlyEqual(_ item: Int, _ token: Int) -> Bool {
        guard case .token(let index) = printed.items[item] else { return false }
        let a = printed.folded.tokens[index]
        let b = window.tokens[token]
        guard a.kind == .word, b.kind == .word, a.foldedCount == b.foldedCount else { return false }
        let left = printed.folded.foldedBytes(of: a)
        let right = window.folded.foldedBytes(of: b)
        return zip(left, right).allSatisfy { $0 | 0x20 == $1 | 0x20 }
    }

    private func insertCost(_ item: Int) -> Int32 {
        guard case .token(let index) = printed.items[item] else {
            if case .partial = printed.items[item] { return 4 }
            return 0
        }
        if isClosingPunctuation(item, index) { return 0 }
        return printed.folded.tokens[index].kind == .word ? 4 : 2
    }

    private func dropCost(_ token: Int, after item: Int) -> Int32 {
        let isWord = window.tokens[token].kind == .word
        if item >= 0, item < printed.items.count {
            switch printed.items[item] {
            case .ellipsis: return 0
            case .bracket: return isWord ? 1 : 0
            case .interruption where !isWord: return 0
            default: break
            }
        }
        if window.tokens[token].kind == .label { return 8 }
        return isWord ? 4 : 2
    }

    private func isClosingPunctuation(_ item: Int, _ token: Int) -> Bool {
        let kind = printed.folded.tokens[token].kind
        guard kind == .stop || kind == .comma else { return false }
        guard item + 1 < printed.items.count else { return true }
        if case .interruption = printed.items[item + 1] { return true }
        return false
    }

    private func isWord(_ item: Int) -> Bool {
        switch printed.items[item] {
        case .token(let index): printed.folded.tokens[index].kind == .word
        case .partial: true
        default: false
        }
    }

    private func isInterruption(_ item: Int) -> Bool {
        if item >= 0, case .interruption = printed.items[item] { return true }
        return false
    }

    private func insertKind(_ item: Int) -> Edit.Kind? {
        switch printed.items[item] {
        case .interruption: nil
        case .ellipsis: .omitted
        case .bracket, .sic: .bracketed
        case .token(let index): isClosingPunctuation(item, index) ? nil : .inserted
        case .partial: .inserted
        }
    }

    private func marker(_ item: Int) -> Edit.Kind? {
        guard item >= 0, item < printed.items.count else { return nil }
        switch printed.items[item] {
        case .ellipsis: return .omitted
        case .bracket: return .bracketed
        default: return nil
        }
    }

    // MARK: Edits

    /// Puts neighbours together: what a reader sees as one change is one edit.
    private mutating func merge() {
        var merged: [MarkedEdit] = []
        for edit in edits {
            guard let last = merged.last, last.source.upperBound == edit.source.lowerBound,
                isMarked(last.kind) == isMarked(edit.kind),
                !isMarked(last.kind) || last.kind == edit.kind && edit.printed.isEmpty,
                last.printed.isEmpty || edit.printed.isEmpty
                    || last.printed.upperBound == edit.printed.lowerBound
            else {
                merged.append(edit)
                continue
            }
            var joined = last
            if joined.printed.isEmpty {
                joined.printed = edit.printed
            } else if !edit.printed.isEmpty {
                joined.printed = joined.printed.lowerBound..<edit.printed.upperBound
            }
            joined.source = last.source.lowerBound..<edit.source.upperBound
            if !isMarked(joined.kind) {
                joined.kind =
                    joined.printed.isEmpty ? .deleted : joined.source.isEmpty ? .inserted : .replaced
            }
            merged[merged.count - 1] = joined
        }
        edits = merged
    }

    private func isMarked(_ kind: Edit.Kind) -> Bool { kind == .omitted || kind == .bracketed }
}
