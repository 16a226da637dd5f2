/// An apostrophe at the edge of a word is a part of it, though it is printed like a mark: `boys’`, `goin’`, `’tis`. A
/// quotation that ends or begins there without it has another word. What is paired is a mark of the source's own.
enum EdgeApostrophe {
    /// As much of a paragraph as is read to pair its marks, to each side.
    private static let reach = 4 << 10

    /// The apostrophe that was cut off the first or the last word of a stretch.
    static func cut(from range: Range<Int>, _ window: SourceWindow) -> Int? {
        guard !range.isEmpty else { return nil }
        let (before, after) = (range.lowerBound - 1, range.upperBound)
        if before >= 0, touches(window, before, word: before + 1), isApostrophe(window, before) { return before }
        if after < window.tokens.count, touches(window, after, word: after - 1), isApostrophe(window, after) {
            return after
        }
        return nil
    }

    /// Whether an omission took the apostrophe of a word beside it.
    static func isCut(by omission: Range<Int>, _ window: SourceWindow) -> Bool {
        guard let first = omission.first, let last = omission.last else { return false }
        return first > 0 && touches(window, first, word: first - 1) && isApostrophe(window, first)
            || last + 1 < window.tokens.count && touches(window, last, word: last + 1) && isApostrophe(window, last)
    }

    private static func touches(_ window: SourceWindow, _ mark: Int, word: Int) -> Bool {
        guard window.tokens[mark].kind == .mark, window.tokens[word].kind == .word else { return false }
        return mark < word
            ? window.tokens[mark].end == window.tokens[word].start
            : window.tokens[word].end == window.tokens[mark].start
    }

    /// A single mark that opens and closes nothing in its paragraph.
    private static func isApostrophe(_ window: SourceWindow, _ index: Int) -> Bool {
        let bytes = window.bytes
        let place = window.tokens[index].start
        guard ScalarClass.of(ScalarDecoding.scalar(in: bytes, at: place).value) == .singleMark else { return false }
        let start = paragraphStart(before: place, in: bytes)
        let end = paragraphEnd(after: place, in: bytes)
        var scalars: [UInt32] = []
        scalars.reserveCapacity(end - start)
        var position = start
        var mark = 0
        while position < end {
            if position == place { mark = scalars.count }
            let (scalar, length) = ScalarDecoding.scalar(in: bytes, at: position)
            scalars.append(scalar)
            position += length
        }
        var balance = MarkBalance(scalars: scalars)
        balance.read(CodePointRange(start: 0, end: scalars.count))
        balance.finish()
        return !balance.found.contains { run in
            !run.isUnbalanced && run.parts.contains { $0.end == mark || $0.start - 1 == mark }
                || run.nested.contains { $0.end == mark || $0.start - 1 == mark }
        }
    }

    private static func paragraphStart(before place: Int, in bytes: UnsafeRawBufferPointer) -> Int {
        let limit = max(0, place - reach)
        var start = place
        while start > limit, !isBlankLine(start - 1, in: bytes) { start -= 1 }
        while start < place, bytes[start] & 0xC0 == 0x80 { start += 1 }
        return start
    }

    private static func paragraphEnd(after place: Int, in bytes: UnsafeRawBufferPointer) -> Int {
        let limit = min(bytes.count, place + reach)
        var end = place
        while end < limit, !isBlankLine(end, in: bytes) { end += 1 }
        while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
        return end
    }

    /// Whether the newline at a place and the one before it have nothing between them.
    private static func isBlankLine(_ place: Int, in bytes: UnsafeRawBufferPointer) -> Bool {
        guard bytes[place] == 0x0A else { return false }
        var before = place - 1
        while before >= 0, bytes[before] == 0x20 || bytes[before] == 0x0D || bytes[before] == 0x09 { before -= 1 }
        return before >= 0 && bytes[before] == 0x0A
    }
}
