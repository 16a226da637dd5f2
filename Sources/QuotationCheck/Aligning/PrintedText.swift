/// The words of a quotation as printed, with the editor's marks read.
struct PrintedText {
    /// What a strict comparison takes one after another. Numbers are of tokens.
    enum Item {
        case token(Int)
        /// `[x]`: inserted, or in place of the source's words.
        case bracket(Range<Int>)
        /// `[T]he`, `walk[ed]`: a word of which a piece is the editor's.
        case partial(prefix: Int?, content: Int, suffix: Int?, all: Range<Int>)
        case sic(Range<Int>)
        /// `…`, or `[…]`, which can only be the editor's.
        case ellipsis(Range<Int>, isBracketed: Bool)
        /// The mark was closed and opened again.
        case interruption
    }

    private(set) var utf8: [UInt8] = []
    private(set) var folded = FoldedText()
    private(set) var items: [Item] = []
    /// The first word of all, whose first letter may change its case.
    private(set) var firstWord: Int?

    /// Tokens that a paragraph of the story begins with, but for the first.
    private var paragraphStarts: Set<Int> = []

    private static let longestBracket = 40

    init(parts: [String], joints: [FoundQuotation.Joint]) {
        var bytes: [UInt8] = []
        var ends: [Int] = []
        for part in parts {
            bytes.append(contentsOf: part.utf8)
            ends.append(bytes.count)
            bytes.append(0x20)
        }
        utf8 = bytes
        var start = 0
        for (index, end) in ends.enumerated() {
            if index > 0, index <= joints.count, joints[index - 1] == .interruption {
                items.append(.interruption)
            }
            let first = folded.tokens.count
            if index > 0, index <= joints.count, joints[index - 1] == .paragraph { paragraphStarts.insert(first) }
            bytes.withUnsafeBytes { folded.append($0, from: start, to: end) }
            readItems(from: first)
            start = end + 1
        }
        firstWord = folded.tokens.firstIndex { $0.kind == .word }
    }

    /// Words that are the source's, not the editor's.
    var anchoredWords: Int {
        items.reduce(0) { total, item in
            if case .token(let index) = item, folded.tokens[index].kind == .word { return total + 1 }
            if case .partial = item { return total + 1 }
            return total
        }
    }

    /// Whether a token is printed as the beginning of a paragraph.
    func beginsParagraph(_ token: Int) -> Bool {
        if paragraphStarts.contains(token) { return true }
        guard token > 0, folded.tokens[token - 1].end < folded.tokens[token].start else { return false }
        return utf8[folded.tokens[token - 1].end..<folded.tokens[token].start].count { $0 == 0x0A } > 1
    }

    /// The printed text of tokens.
    func text(of range: Range<Int>) -> String {
        guard let first = range.first else { return "" }
        var start = folded.tokens[first].start
        var end = folded.tokens[first].end
        for index in range {
            start = min(start, folded.tokens[index].start)
            end = max(end, folded.tokens[index].end)
        }
        return String(decoding: utf8[start..<end], as: UTF8.self)
    }

    func tokens(of item: Item) -> Range<Int> {
        switch item {
        case .token(let index): index..<index + 1
        case .bracket(let range), .sic(let range), .ellipsis(let range, _): range
        case .partial(_, _, _, let all): all
        case .interruption: 0..<0
        }
    }

    // MARK: Reading the marks

    private mutating func readItems(from first: Int) {
        var index = first
        let tokens = folded.tokens
        while index < tokens.count {
            switch tokens[index].kind {
            case .ellipsis:
                items.append(.ellipsis(index..<index + 1, isBracketed: false))
                index += 1
            case .openBracket where closingBracket(after: index) != nil:
                let close = closingBracket(after: index) ?? index
                index = readBracket(from: index, to: close, partStart: first)
            default:
                items.append(.token(index))
                index += 1
            }
        }
    }

    private func closingBracket(after open: Int) -> Int? {
        let tokens = folded.tokens
        var index = open + 1
        while index < tokens.count, index - open <= Self.longestBracket {
            if tokens[index].kind == .closeBracket { return index > open + 1 ? index : nil }
            if tokens[index].kind == .openBracket { return nil }
            index += 1
        }
        return nil
    }

    private mutating func readBracket(from open: Int, to close: Int, partStart: Int) -> Int {
        let tokens = folded.tokens
        let content = open + 1..<close
        let all = open..<close + 1
        if content.allSatisfy({ tokens[$0].kind == .ellipsis || tokens[$0].kind == .stop }),
            content.contains(where: { tokens[$0].kind == .ellipsis })
        {
            items.append(.ellipsis(all, isBracketed: true))
            return close + 1
        }
        if content.count(where: { tokens[$0].kind == .word }) == 1,
            let word = content.first(where: { tokens[$0].kind == .word }),
            folded.text(of: word).lowercased() == "sic"
        {
            items.append(.sic(all))
            return close + 1
        }
        guard content.count == 1, tokens[open + 1].kind == .word else {
            items.append(.bracket(all))
            return close + 1
        }
        var prefix: Int?
        var suffix: Int?
        if open > partStart, tokens[open - 1].kind == .word, tokens[open - 1].end == tokens[open].start,
            case .token(open - 1)? = items.last
        {
            prefix = open - 1
        }
        if close + 1 < tokens.count, tokens[close + 1].kind == .word,
            tokens[close + 1].start == tokens[close].end
        {
            suffix = close + 1
        }
        guard prefix != nil || suffix != nil else {
            items.append(.bracket(all))
            return close + 1
        }
        if prefix != nil { items.removeLast() }
        let whole = (prefix ?? open)..<(suffix ?? close) + 1
        items.append(.partial(prefix: prefix, content: open + 1, suffix: suffix, all: whole))
        return whole.upperBound
    }
}
