/// The longest stretch of a quotation about one place of a source that stands there word for word.
struct ExactRun {
    /// Items of the printed text.
    var items: Range<Int>
    /// Tokens of the window.
    var tokens: Range<Int>

    /// Grows a run from an item that equals a token. Nil where they differ.
    init?(printed: PrintedText, window: SourceWindow, item: Int, token: Int) {
        guard token < window.tokens.count, Self.equal(printed, item, window, token) else { return nil }
        var firstItem = item
        var firstToken = token
        while true {
            var previous = firstItem - 1
            var source = firstToken - 1
            while previous >= 0, Self.isPassed(printed, previous, window, source) { previous -= 1 }
            while source >= 0, firstItem - previous > 1, Self.isPause(window, source),
                previous >= 0, !Self.equal(printed, previous, window, source)
            {
                source -= 1
            }
            guard previous >= 0, source >= 0, Self.equal(printed, previous, window, source) else { break }
            firstItem = previous
            firstToken = source
        }
        var lastItem = item
        var lastToken = token
        while true {
            var next = lastItem + 1
            var source = lastToken + 1
            while next < printed.items.count, Self.isPassed(printed, next, window, source) { next += 1 }
            while source < window.tokens.count, next - lastItem > 1, Self.isPause(window, source),
                next < printed.items.count, !Self.equal(printed, next, window, source)
            {
                source += 1
            }
            guard next < printed.items.count, source < window.tokens.count,
                Self.equal(printed, next, window, source)
            else { break }
            lastItem = next
            lastToken = source
        }
        items = firstItem..<lastItem + 1
        tokens = firstToken..<lastToken + 1
    }

    private static func equal(
        _ printed: PrintedText, _ item: Int, _ window: SourceWindow, _ token: Int
    ) -> Bool {
        guard case .token(let index) = printed.items[item] else { return false }
        if FoldedText.equal(printed.folded, index, window.folded, token) { return true }
        return index == printed.firstWord
            && FoldedText.equalButForInitialCase(printed.folded, index, window.folded, token)
    }

    /// An interruption, and the full stop or comma at it, stand for nothing in the source.
    private static func isPassed(
        _ printed: PrintedText, _ item: Int, _ window: SourceWindow, _ token: Int
    ) -> Bool {
        switch printed.items[item] {
        case .interruption: return true
        case .token(let index):
            let kind = printed.folded.tokens[index].kind
            guard kind == .stop || kind == .comma, item + 1 < printed.items.count,
                case .interruption = printed.items[item + 1]
            else { return false }
            return !(token >= 0 && token < window.tokens.count && equal(printed, item, window, token))
        default: return false
        }
    }

    private static func isPause(_ window: SourceWindow, _ token: Int) -> Bool {
        switch window.tokens[token].kind {
        case .stop, .comma, .dash, .ellipsis, .mark: true
        default: false
        }
    }
}
