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
        // The label of a line that begins at `position` ends after it.
        var end = min(position + longest + 2, bytes.count)
        let limit = max(0, position - reach)
        while end > limit {
            let start = max(limit, end - (4 << 10))
            var last: TurnLabel?
            var colons = Colons(bytes, from: start, to: end)
            while let colon = colons.next() {
                guard let label = ending(at: colon, in: bytes, lexicon: lexicon) else { continue }
                if label.start > position { break }
                last = label
            }
            if let last { return last }
            end = start
        }
        return nil
    }

    /// The label whose colon stands at `colon`, if it is one's.
    static func ending(
        at colon: Int, in bytes: UnsafeRawBufferPointer, lexicon: SpeechLexicon
    ) -> TurnLabel? {
        var lineStart = colon
        while lineStart > 0, bytes[lineStart - 1] != 0x0A {
            let byte = bytes[lineStart - 1]
            guard colon - lineStart < longestIndented, isNameByte(byte) || byte == 0x09 else { return nil }
            lineStart -= 1
        }
        guard let label = at(lineStart, in: bytes, lexicon: lexicon), label.end == colon + 1 else { return nil }
        return label
    }

    /// How far a label's colon may be from the beginning of its line, white space included.
    private static let longestIndented = 400

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

    /// Whether a text reads as a transcript.
    static func isTranscript(_ bytes: UnsafeRawBufferPointer, lexicon: SpeechLexicon) -> Bool {
        var signs = TranscriptSigns()
        signs.read(bytes, from: 0, to: bytes.count, lexicon: lexicon)
        return signs.areEnough
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
