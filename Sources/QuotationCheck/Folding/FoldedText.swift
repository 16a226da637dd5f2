/// Text cut into tokens, each with its folded form and its place in the original.
///
/// Folded in silence: canonical composition, the shapes of quotation marks and apostrophes, the
/// kinds and number of spaces, soft hyphens, the ligatures ﬁ ﬂ ﬀ ﬃ ﬄ, the dash family, the ways to
/// print an ellipsis, and the order of a full stop or comma and a mark beside it. White space only
/// divides: `3 .5` and `3.5` stay apart because the second is one word. Nothing else is folded.
struct FoldedText {
    private(set) var tokens: [Token] = []
    private(set) var folded: [UInt8] = []

    var words: Int { tokens.reduce(0) { $1.kind == .word ? $0 + 1 : $0 } }

    init() {}

    init(_ text: String) {
        var text = text
        text.withUTF8 { append(UnsafeRawBufferPointer($0), from: 0, to: $0.count) }
    }

    init(_ bytes: UnsafeRawBufferPointer, from start: Int, to end: Int) {
        tokens.reserveCapacity((end - start) / 5 + 4)
        folded.reserveCapacity(end - start)
        append(bytes, from: start, to: end)
    }

    /// Folds `bytes[start..<end]` and appends its tokens. The run must begin and end between words.
    mutating func append(_ bytes: UnsafeRawBufferPointer, from start: Int, to end: Int) {
        var cutter = TokenCutter(bytes: bytes, from: start, to: end)
        let first = tokens.count
        while let token = cutter.next(into: &folded) { append(token, after: first) }
    }

    /// British style prints a full stop or comma after the closing mark, American style before it. A
    /// mark that follows with a space opens something else.
    private mutating func append(_ token: Token, after first: Int) {
        guard token.kind == .mark, tokens.count > first,
            let last = tokens.last, last.kind == .stop || last.kind == .comma,
            last.end == token.start
        else {
            tokens.append(token)
            return
        }
        tokens.insert(token, at: tokens.count - 1)
    }

    /// Takes the tokens that touch `range` (bytes) for a speaker's label.
    mutating func markLabel(from start: Int, to end: Int, near index: inout Int) {
        while index < tokens.count, tokens[index].end <= start { index += 1 }
        while index < tokens.count, tokens[index].start < end {
            tokens[index].kind = .label
            index += 1
        }
    }

    func text(of index: Int) -> String {
        String(decoding: foldedBytes(of: tokens[index]), as: UTF8.self)
    }

    func foldedBytes(of token: Token) -> ArraySlice<UInt8> {
        folded[Int(token.foldedStart)..<Int(token.foldedStart) + Int(token.foldedCount)]
    }

    /// Whether two tokens are the same word or punctuation, folding apart.
    static func equal(
        _ left: FoldedText, _ leftIndex: Int, _ right: FoldedText, _ rightIndex: Int
    ) -> Bool {
        let a = left.tokens[leftIndex]
        let b = right.tokens[rightIndex]
        guard a.kind == b.kind else { return false }
        switch a.kind {
        case .label: return false
        case .mark: return !a.isUnit || !b.isUnit || a.hash == b.hash
        case .dash, .ellipsis, .stop, .comma, .openBracket, .closeBracket: return true
        case .word, .symbol: break
        }
        if a.needsCanonicalComparison || b.needsCanonicalComparison {
            // Swift compares strings by canonical equivalence.
            return left.text(of: leftIndex) == right.text(of: rightIndex)
        }
        return a.hash == b.hash && a.foldedCount == b.foldedCount
            && left.foldedBytes(of: a).elementsEqual(right.foldedBytes(of: b))
    }

    /// Whether two words differ in nothing but the case of their first letter.
    static func equalButForInitialCase(
        _ left: FoldedText, _ leftIndex: Int, _ right: FoldedText, _ rightIndex: Int
    ) -> Bool {
        guard left.tokens[leftIndex].kind == .word, right.tokens[rightIndex].kind == .word else {
            return false
        }
        return equalButForInitialCase(left.text(of: leftIndex), right.text(of: rightIndex))
    }

    static func equalButForInitialCase(_ left: String, _ right: String) -> Bool {
        // By characters, so that a letter keeps the marks that combine with it.
        guard let a = left.first, let b = right.first, left.dropFirst() == right.dropFirst() else {
            return false
        }
        return a == b || isCasePair(a, b)
    }

    /// One letter in two cases. A letter whose other case takes more than one (ß, İ) has no pair.
    static func isCasePair(_ a: Character, _ b: Character) -> Bool {
        let lower = a.lowercased()
        guard lower == b.lowercased(), a.isCased, b.isCased else { return false }
        let upper = a.uppercased()
        return upper == b.uppercased() && lower.count == 1 && upper.count == 1
            && (String(a) == lower || String(a) == upper) && (String(b) == lower || String(b) == upper)
    }
}
