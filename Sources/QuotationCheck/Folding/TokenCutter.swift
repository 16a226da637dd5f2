/// Cuts UTF-8 into tokens, one at a time, in time linear in the bytes.
struct TokenCutter {
    private let bytes: UnsafeRawBufferPointer
    private let end: Int
    private var index: Int
    /// Dots that were read as one run and are still to be handed out.
    private var dots: [(kind: Token.Kind, start: Int, end: Int)] = []
    /// Whether the byte before `index` belongs to a word.
    private var followsWord = false
    /// Quotation marks that were opened and not yet closed.
    private var openMarks = 0

    init(bytes: UnsafeRawBufferPointer, from start: Int, to end: Int) {
        self.bytes = bytes
        self.end = min(end, bytes.count)
        index = start
        // A byte-order mark opens a file; it is no part of its text.
        if start == 0, bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF {
            index = 3
        }
    }

    mutating func next(into folded: inout [UInt8]) -> Token? {
        if let dot = dots.popLast() {
            return token(dot.kind, from: dot.start, to: dot.end, folded: &folded)
        }
        while index < end {
            let start = index
            let (scalar, length) = ScalarDecoding.scalar(in: bytes, at: index)
            let scalarClass = ScalarClass.of(scalar)
            defer { followsWord = scalarClass == .word || scalarClass == .ideograph }
            switch scalarClass {
            case .space, .softHyphen:
                index += length
                continue
            case .word: return word(from: start, folded: &folded)
            case .ideograph: return ideograph(from: start, length: length, folded: &folded)
            case .mark, .singleMark:
                index += length
                var mark = token(.mark, from: start, to: index, folded: &folded)
                mark.hash = markHash(scalar, from: start)
                return mark
            case .dash:
                index += length
                return token(.dash, from: start, to: index, folded: &folded)
            case .ellipsis: return dotRun(folded: &folded)
            case .symbol: return symbol(scalar, length: length, folded: &folded)
            }
        }
        return nil
    }

    private func token(
        _ kind: Token.Kind, from start: Int, to end: Int, folded: inout [UInt8]
    ) -> Token {
        Token(
            kind: kind, needsCanonicalComparison: false, start: start, end: end,
            foldedStart: Int32(truncatingIfNeeded: folded.count), foldedCount: 0,
            hash: UInt64(kind.rawValue))
    }

    // MARK: Punctuation

    /// Marks are one another's equals, but `5'` and `5"` are feet and inches: a mark that touches a
    /// number and closes nothing is a unit of its own.
    private mutating func markHash(_ scalar: UInt32, from start: Int) -> UInt64 {
        let touchesNext = index < end && ScalarClass.of(ScalarDecoding.scalar(in: bytes, at: index).value) != .space
        if !followsWord, touchesNext {
            openMarks += 1
        } else if openMarks > 0 {
            openMarks -= 1
        } else if start > 0, ScalarClass.isDigit(bytes[start - 1]) {
            switch scalar {
            case 0x27, 0x2018, 0x2019, 0x201B: return Token.feet
            default: return Token.inches
            }
        }
        return UInt64(Token.Kind.mark.rawValue)
    }

    private mutating func symbol(
        _ scalar: UInt32, length: Int, folded: inout [UInt8]
    ) -> Token {
        let start = index
        switch scalar {
        case 0x2E:
            if isNumber(after: index + 1) { return word(from: start, folded: &folded) }
            return dotRun(folded: &folded)
        case 0x2C:
            index += 1
            return token(.comma, from: start, to: index, folded: &folded)
        case 0x5B:
            index += 1
            return token(.openBracket, from: start, to: index, folded: &folded)
        case 0x5D:
            index += 1
            return token(.closeBracket, from: start, to: index, folded: &folded)
        case 0x2D:
            if isNumber(after: index + 1) { return word(from: start, folded: &folded) }
            while index < end, bytes[index] == 0x2D { index += 1 }
            if index - start == 2 { return token(.dash, from: start, to: index, folded: &folded) }
            return content(.symbol, from: start, to: index, folded: &folded)
        default:
            index += length
            return content(.symbol, from: start, to: index, folded: &folded)
        }
    }

    /// A sign or a decimal point belongs to the number that it touches: `-5` is not `- 5`.
    private func isNumber(after position: Int) -> Bool {
        !followsWord && position < end && ScalarClass.isDigit(bytes[position])
    }

    private func content(
        _ kind: Token.Kind, from start: Int, to end: Int, folded: inout [UInt8]
    ) -> Token {
        let foldedStart = folded.count
        folded.append(contentsOf: bytes[start..<end])
        return token(
            kind, foldedFrom: foldedStart, from: start, to: end, canonical: bytes[start] >= 0x80,
            folded: folded)
    }

    /// `…`, `...` and `. . .` are one thing. A fourth dot is the full stop of the sentence, which
    /// comes first; six are two ellipses.
    private mutating func dotRun(folded: inout [UInt8]) -> Token {
        var units: [(start: Int, end: Int, dots: Int)] = []
        var total = 0
        var ahead = index
        while ahead < end {
            if bytes[ahead] == 0x2E {
                if total > 0, ahead > index, bytes[ahead - 1] != 0x2E, ahead + 1 < end,
                    ScalarClass.isDigit(bytes[ahead + 1])
                {
                    break
                }
                units.append((ahead, ahead + 1, 1))
                total += 1
                ahead += 1
            } else if bytes[ahead] == 0xE2, ahead + 2 < end, bytes[ahead + 1] == 0x80,
                bytes[ahead + 2] == 0xA6
            {
                units.append((ahead, ahead + 3, 3))
                total += 3
                ahead += 3
            } else {
                let space = spaces(from: ahead)
                guard space > ahead, space < end, bytes[space] == 0x2E || bytes[space] == 0xE2 else { break }
                if bytes[space] == 0xE2, !(space + 2 < end && bytes[space + 1] == 0x80 && bytes[space + 2] == 0xA6) {
                    break
                }
                ahead = space
            }
        }
        index = units.last?.end ?? index + 1
        let first = units.first?.start ?? index - 1
        var pieces: [(kind: Token.Kind, start: Int, end: Int)] = []
        let stops = total % 3
        var unit = 0
        for _ in 0..<stops where unit < units.count {
            pieces.append((.stop, units[unit].start, units[unit].end))
            if units[unit].dots == 1 { unit += 1 } else { break }
        }
        let restStart = unit < units.count ? units[unit].start : first
        for _ in 0..<(total / 3) { pieces.append((.ellipsis, restStart, index)) }
        dots = pieces.dropFirst().reversed()
        let piece = pieces.first ?? (kind: Token.Kind.stop, start: first, end: index)
        return token(piece.kind, from: piece.start, to: piece.end, folded: &folded)
    }

    private func spaces(from start: Int) -> Int {
        var position = start
        while position < end {
            let (scalar, length) = ScalarDecoding.scalar(in: bytes, at: position)
            guard ScalarClass.of(scalar) == .space else { break }
            position += length
        }
        return position
    }

    // MARK: Words

    private mutating func ideograph(
        from start: Int, length: Int, folded: inout [UInt8]
    ) -> Token {
        index += length
        while index < end {
            let (scalar, length) = ScalarDecoding.scalar(in: bytes, at: index)
            // Variation selectors and sound marks belong to the scalar before them.
            guard
                scalar == 0x3099 || scalar == 0x309A || (0xFE00...0xFE0F).contains(scalar)
                    || (0xE0100...0xE01EF).contains(scalar)
            else { break }
            index += length
        }
        let foldedStart = folded.count
        folded.append(contentsOf: bytes[start..<index])
        return token(
            .word, foldedFrom: foldedStart, from: start, to: index, canonical: true, folded: folded)
    }

    private mutating func word(from start: Int, folded: inout [UInt8]) -> Token {
        let foldedStart = folded.count
        var canonical = false
        // A leading sign or decimal point was checked by the caller.
        if bytes[index] == 0x2D || bytes[index] == 0x2E {
            folded.append(bytes[index])
            index += 1
        }
        var wordEnd = index
        scan: while index < end {
            let byte = bytes[index]
            if ScalarClass.isASCIIWord(byte) {
                folded.append(byte)
                index += 1
                wordEnd = index
                continue
            }
            let (scalar, length) = ScalarDecoding.scalar(in: bytes, at: index)
            if let ligature = Self.ligature(scalar) {
                folded.append(contentsOf: ligature.utf8)
                index += length
                wordEnd = index
                continue
            }
            switch ScalarClass.of(scalar) {
            case .softHyphen: index += length
            case .word:
                if !ScalarClass.isAlwaysComposed(scalar) { canonical = true }
                if scalar == ScalarDecoding.replacement, bytes[index] != 0xEF {
                    folded.append(contentsOf: "\u{FFFD}".utf8)
                } else {
                    folded.append(contentsOf: bytes[index..<index + length])
                }
                index += length
                wordEnd = index
            case .singleMark:
                guard wordGoesOn(at: index + length) else { break scan }
                folded.append(0x27)
                index += length
            case .symbol:
                guard wordEnd > start, joins(byte, at: index) else { break scan }
                folded.append(byte)
                index += 1
            default: break scan
            }
        }
        index = max(wordEnd, start + 1)
        return token(
            .word, foldedFrom: foldedStart, from: start, to: index, canonical: canonical, folded: folded)
    }

    /// Whether punctuation at `position` stands inside a word or number: `witch-hunt`, `U.S`, `3.5`,
    /// `1,000`, `10:30`.
    private func joins(_ byte: UInt8, at position: Int) -> Bool {
        let next = position + 1
        guard next < end, position > 0 else { return false }
        let digits = ScalarClass.isDigit(bytes[position - 1]) && ScalarClass.isDigit(bytes[next])
        switch byte {
        case 0x2D: return bytes[next] != 0x2D && wordGoesOn(at: next)
        case 0x2E: return digits || (bytes[position - 1] != 0x2E && wordGoesOn(at: next))
        case 0x2C, 0x3A: return digits
        default: return false
        }
    }

    private func wordGoesOn(at position: Int) -> Bool {
        var position = position
        while position < end {
            let (scalar, length) = ScalarDecoding.scalar(in: bytes, at: position)
            switch ScalarClass.of(scalar) {
            case .softHyphen: position += length
            case .word: return true
            default: return false
            }
        }
        return false
    }

    private static func ligature(_ scalar: UInt32) -> String? {
        switch scalar {
        case 0xFB00: "ff"
        case 0xFB01: "fi"
        case 0xFB02: "fl"
        case 0xFB03: "ffi"
        case 0xFB04: "ffl"
        default: nil
        }
    }

    private func token(
        _ kind: Token.Kind, foldedFrom foldedStart: Int, from start: Int, to end: Int,
        canonical: Bool, folded: [UInt8]
    ) -> Token {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for position in foldedStart..<folded.count {
            hash = (hash ^ UInt64(folded[position])) &* 0x100_0000_01B3
        }
        return Token(
            kind: kind, needsCanonicalComparison: canonical, start: start, end: end,
            foldedStart: Int32(truncatingIfNeeded: foldedStart),
            foldedCount: Int32(truncatingIfNeeded: folded.count - foldedStart), hash: hash)
    }
}
