/// A stretch of a source, folded, with its speakers' labels marked.
struct SourceWindow {
    let start: Int
    let end: Int
    private(set) var folded: FoldedText
    let bytes: UnsafeRawBufferPointer

    /// The stretch about `start..<end`, moved out to white space so that no word is cut.
    init(
        _ bytes: UnsafeRawBufferPointer, from start: Int, to end: Int, isTranscript: Bool,
        lexicon: SpeechLexicon
    ) {
        self.bytes = bytes
        self.start = Self.boundary(before: max(0, start), in: bytes)
        self.end = Self.boundary(after: min(bytes.count, end), in: bytes)
        folded = FoldedText(bytes, from: self.start, to: self.end)
        guard isTranscript else { return }
        var index = 0
        for label in TurnLabel.all(from: self.start, to: self.end, in: bytes, lexicon: lexicon) {
            folded.markLabel(from: label.start, to: label.end, near: &index)
        }
    }

    var tokens: [Token] { folded.tokens }

    /// The token that holds or follows a byte.
    func token(at byte: Int) -> Int {
        var low = 0
        var high = folded.tokens.count
        while low < high {
            let middle = (low + high) / 2
            if folded.tokens[middle].end <= byte { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Bytes of the source that tokens stand in.
    func byteRange(of range: Range<Int>) -> Range<Int> {
        guard let first = range.first else { return start..<start }
        var from = folded.tokens[first].start
        var to = folded.tokens[first].end
        for index in range {
            from = min(from, folded.tokens[index].start)
            to = max(to, folded.tokens[index].end)
        }
        return from..<to
    }

    func text(of range: Range<Int>) -> String {
        let bytes = byteRange(of: range)
        return ScalarDecoding.text(self.bytes, from: bytes.lowerBound, to: bytes.upperBound)
    }

    func words(in range: Range<Int>) -> Int {
        range.reduce(0) { $1 < folded.tokens.count && folded.tokens[$1].kind == .word ? $0 + 1 : $0 }
    }

    /// Whether a sentence ends at this token: `.`, `?` or `!`.
    func endsSentence(_ index: Int) -> Bool {
        let token = folded.tokens[index]
        if token.kind == .stop { return true }
        guard token.kind == .symbol, token.foldedCount == 1 else { return false }
        let byte = folded.folded[Int(token.foldedStart)]
        return byte == 0x3F || byte == 0x21
    }

    /// Whether a blank line stands between a token and the one before it.
    func followsBlankLine(_ index: Int) -> Bool {
        guard index > 0 else { return false }
        var newlines = 0
        var position = folded.tokens[index - 1].end
        while position < folded.tokens[index].start {
            if bytes[position] == 0x0A { newlines += 1 }
            position += 1
        }
        return newlines > 1
    }

    private static let wordReach = 200

    private static func boundary(before position: Int, in bytes: UnsafeRawBufferPointer) -> Int {
        var index = position
        while index > 0, position - index < wordReach, bytes[index - 1] > 0x20 { index -= 1 }
        if index == 0 || bytes[index - 1] <= 0x20 { return index }
        // No white space at all: at least begin at a scalar.
        index = position
        while index > 0, position - index < 3, bytes[index] & 0xC0 == 0x80 { index -= 1 }
        return index
    }

    private static func boundary(after position: Int, in bytes: UnsafeRawBufferPointer) -> Int {
        var index = position
        while index < bytes.count, index - position < wordReach, bytes[index] > 0x20 { index += 1 }
        if index == bytes.count || bytes[index] <= 0x20 { return index }
        index = position
        while index < bytes.count, index - position < 3, bytes[index] & 0xC0 == 0x80 { index += 1 }
        return index
    }
}
