/// A quotation may begin and end anywhere between words, but not between a number and its sign:
/// `5` out of `5%` or `£5` is another quantity, and neither in a name that a sign holds together:
/// `AT` out of `AT&T` is another name,
/// and so is `C` out of `C++`.
enum QuantityEdge {
    static func isCut(_ window: SourceWindow, _ range: Range<Int>) -> Bool {
        cutSymbol(window, range) != nil
    }

    /// The sign that was cut off.
    static func cutSymbol(_ window: SourceWindow, _ range: Range<Int>) -> Int? {
        guard !range.isEmpty else { return nil }
        let first = range.lowerBound
        if first > 0, isQuantitySign(window, first - 1), startsWithDigit(window, first),
            window.tokens[first - 1].end == window.tokens[first].start
        {
            return first - 1
        }
        let next = range.upperBound
        if next < window.tokens.count, isQuantitySign(window, next), endsWithDigit(window, next - 1) {
            let touches = window.tokens[next - 1].end == window.tokens[next].start
            // `5 %` is one quantity too; `5 $100 notes` is not.
            if touches || isPercent(window, next) { return next }
        }
        if isBinding(window, first - 1) || isTag(window, first - 1) { return first - 1 }
        if isBinding(window, next) || isGrade(window, next) { return next }
        return EdgeApostrophe.cut(from: range, window)
    }

    /// `#` or `@` before a word: without it, a name or a number stands for another thing.
    private static func isTag(_ window: SourceWindow, _ index: Int) -> Bool {
        guard index >= 0, index + 1 < window.tokens.count, window.tokens[index].kind == .symbol,
            window.tokens[index + 1].kind == .word, window.tokens[index].end == window.tokens[index + 1].start
        else { return false }
        return ["#", "@"].contains(window.folded.text(of: index))
    }

    /// `+` or `#` after a word: `A+`, `C++`, `C#`.
    private static func isGrade(_ window: SourceWindow, _ index: Int) -> Bool {
        guard index > 0, index < window.tokens.count, window.tokens[index].kind == .symbol,
            window.tokens[index - 1].kind == .word, window.tokens[index - 1].end == window.tokens[index].start
        else { return false }
        return ["+", "#"].contains(window.folded.text(of: index))
    }

    /// Whether two neighbours are a number and its sign.
    static func isQuantity(_ text: FoldedText, _ first: Int, _ second: Int) -> Bool {
        isQuantitySign(text, second) && text.tokens[first].kind == .word && text.text(of: first).last?.isNumber == true
            || isQuantitySign(text, first) && text.tokens[second].kind == .word
                && text.text(of: second).first?.isNumber == true
    }

    private static func isQuantitySign(_ window: SourceWindow, _ index: Int) -> Bool {
        isQuantitySign(window.folded, index)
    }

    private static func isQuantitySign(_ text: FoldedText, _ index: Int) -> Bool {
        guard text.tokens[index].kind == .symbol, let scalar = text.text(of: index).unicodeScalars.first
        else { return false }
        switch scalar {
        case "%", "‰", "°", "/", "+", "±", "−": return true
        default: return scalar.properties.generalCategory == .currencySymbol
        }
    }

    /// Whether a sign touches the words on both sides of it.
    private static func isBinding(_ window: SourceWindow, _ index: Int) -> Bool {
        guard index > 0, index + 1 < window.tokens.count else { return false }
        let (before, sign, after) = (window.tokens[index - 1], window.tokens[index], window.tokens[index + 1])
        guard sign.kind == .symbol, before.kind == .word, after.kind == .word, before.end == sign.start,
            sign.end == after.start
        else { return false }
        return ["&", "@", "_", "+", "=", "#", "~", "\\"].contains(window.folded.text(of: index))
    }

    /// Whether a sign stands beside a digit, so that cutting it off makes another number.
    static func isOfNumber(_ window: SourceWindow, _ sign: Int) -> Bool {
        sign > 0 && endsWithDigit(window, sign - 1)
            || sign + 1 < window.tokens.count && startsWithDigit(window, sign + 1)
    }

    private static func isPercent(_ window: SourceWindow, _ index: Int) -> Bool {
        let text = window.folded.text(of: index)
        return text == "%" || text == "‰"
    }

    private static func startsWithDigit(_ window: SourceWindow, _ index: Int) -> Bool {
        window.tokens[index].kind == .word
            && window.folded.text(of: index).first?.isNumber == true
    }

    private static func endsWithDigit(_ window: SourceWindow, _ index: Int) -> Bool {
        window.tokens[index].kind == .word && window.folded.text(of: index).last?.isNumber == true
    }
}
