/// `NAME:` at the start of a line of a transcript.
struct TurnLabel {
    var name: String
    /// Bytes of the source, the colon included.
    var start: Int
    var end: Int

    private static let longest = 56

    /// The label that begins the line at `lineStart`, if there is one.
    static func at(
        _ lineStart: Int, in bytes: UnsafeRawBufferPointer, lexicon: SpeechLexicon
    ) -> TurnLabel? {
        var index = lineStart
        while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
        let start = index
        guard index < bytes.count, isUpper(bytes[index]) else { return nil }
        while index < bytes.count, index - start <= longest, bytes[index] != 0x3A {
            guard isNameByte(bytes[index]) else { return nil }
            index += 1
        }
        guard index < bytes.count, bytes[index] == 0x3A, index > start else { return nil }
        let next = index + 1 < bytes.count ? bytes[index + 1] : 0x0A
        guard next == 0x20 || next == 0x0A || next == 0x0D || next == 0x09 || next == 0xC2 else {
            return nil
        }
        let name = ScalarDecoding.text(bytes, from: start, to: index)
        guard isName(name, lexicon: lexicon) else { return nil }
        return TurnLabel(name: name, start: start, end: index + 1)
    }

    /// The last label at or before `position`, looking back no further than `reach` bytes.
    static func last(
        before position: Int, in bytes: UnsafeRawBufferPointer, lexicon: SpeechLexicon,
        reach: Int = 1 << 20
    ) -> TurnLabel? {
        var end = min(position, bytes.count)
        let limit = max(0, end - reach)
        while true {
            var lineStart = end
            while lineStart > limit, bytes[lineStart - 1] != 0x0A { lineStart -= 1 }
            if let label = at(lineStart, in: bytes, lexicon: lexicon), label.start <= position {
                return label
            }
            guard lineStart > limit else { return nil }
            end = lineStart - 1
        }
    }

    /// The labels whose lines begin in `start..<end`. `start` need not begin a line.
    static func all(
        from start: Int, to end: Int, in bytes: UnsafeRawBufferPointer, lexicon: SpeechLexicon
    ) -> [TurnLabel] {
        var labels: [TurnLabel] = []
        var lineStart = start
        while lineStart > max(0, start - longest), bytes[lineStart - 1] != 0x0A { lineStart -= 1 }
        while lineStart < end {
            if lineStart == 0 || bytes[lineStart - 1] == 0x0A,
                let label = at(lineStart, in: bytes, lexicon: lexicon)
            {
                labels.append(label)
            }
            while lineStart < end, bytes[lineStart] != 0x0A { lineStart += 1 }
            lineStart += 1
        }
        return labels
    }

    /// Whether the beginning of a text reads as a transcript: a name in capitals, a name that opens
    /// the text, or two lines with names.
    static func isTranscript(_ bytes: UnsafeRawBufferPointer, lexicon: SpeechLexicon) -> Bool {
        let labels = all(from: 0, to: min(bytes.count, 1 << 16), in: bytes, lexicon: lexicon)
        if labels.count >= 2 { return true }
        return labels.contains { label in
            label.name == label.name.uppercased()
                || bytes[..<label.start].allSatisfy { $0 <= 0x20 }
        }
    }

    private static func isName(_ name: String, lexicon: SpeechLexicon) -> Bool {
        let words = name.split(separator: " ")
        guard let first = words.first, words.count <= 6 else { return false }
        if lexicon.labelExceptions.contains(first.lowercased()) { return false }
        return words.allSatisfy { word in
            let letter = word.first { $0.isLetter || $0.isNumber }
            return letter.map { $0.isUppercase || $0.isNumber || !$0.isCased } ?? true
                || lexicon.particles.contains(word.lowercased())
        }
    }

    private static func isUpper(_ byte: UInt8) -> Bool { byte &- 0x41 < 26 || byte >= 0xC3 }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        ScalarClass.isASCIIWord(byte) || byte >= 0x80
            || [0x20, 0x2E, 0x27, 0x2D, 0x28, 0x29, 0x2C].contains(byte)
    }
}
