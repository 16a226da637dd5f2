/// A mark that may open or close a quotation, with what its neighbours allow: eight bytes, since a text may be nothing
/// but marks.
struct QuotationMark {
    private struct Leave: OptionSet {
        var rawValue: UInt8

        static let open = Leave(rawValue: 1)
        static let close = Leave(rawValue: 2)
        static let apostrophe = Leave(rawValue: 4)
    }

    private let place: Int32
    private let unit: UInt16
    private var leave: Leave = []

    /// - Returns: `nil` for a position beyond 2³¹ − 1 or a scalar beyond U+FFFF, which no mark is.
    private init?(position: Int, scalar: UInt32) {
        guard let place = Int32(exactly: position), let unit = UInt16(exactly: scalar) else { return nil }
        self.place = place
        self.unit = unit
    }

    var position: Int { Int(place) }
    var scalar: UInt32 { UInt32(unit) }
    var mayOpen: Bool {
        get { leave.contains(.open) }
        set { set(.open, newValue) }
    }
    var mayClose: Bool {
        get { leave.contains(.close) }
        set { set(.close, newValue) }
    }
    /// A single mark that could as well be an apostrophe: `workers’`.
    var mayBeApostrophe: Bool {
        get { leave.contains(.apostrophe) }
        set { set(.apostrophe, newValue) }
    }

    private mutating func set(_ member: Leave, _ isMember: Bool) {
        if isMember { leave.insert(member) } else { leave.remove(member) }
    }

    /// The marks that close what this one opens, by the usage of the languages that have it.
    static func closers(of scalar: UInt32) -> [UInt32] {
        switch scalar {
        case 0x22: [0x22, 0x201D]
        case 0x201C, 0x201F: [0x201D, 0x22]
        case 0x201D: [0x201D]
        case 0x201E: [0x201C, 0x201D]
        case 0xAB: [0xBB]
        case 0xBB: [0xAB, 0xBB]
        case 0x2039: [0x203A]
        case 0x203A: [0x2039, 0x203A]
        case 0x27: [0x27, 0x2019]
        case 0x2018, 0x201B: [0x2019, 0x27]
        case 0x201A: [0x2018, 0x2019]
        default: []
        }
    }

    static func isSingle(_ scalar: UInt32) -> Bool {
        scalar == 0x27 || scalar == 0x2018 || scalar == 0x2019 || scalar == 0x201A || scalar == 0x201B
    }

    static func isMark(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x22, 0x27, 0xAB, 0xBB, 0x2018...0x201F, 0x2039, 0x203A: true
        default: false
        }
    }

    /// The marks of a paragraph, in order, apostrophes left out.
    static func marks(in scalars: [UInt32], _ range: CodePointRange) -> [QuotationMark] {
        var marks: [QuotationMark] = []
        marks.reserveCapacity(scalars[range.start..<range.end].count(where: isMark))
        var index = range.start
        while index < range.end {
            defer { index += 1 }
            guard isMark(scalars[index]) else { continue }
            if let mark = mark(at: index, in: scalars, range) { marks.append(mark) }
        }
        dropApostrophes(&marks, in: scalars, goesOn: isRepeated(after: range.end, in: scalars))
        return marks
    }

    /// Whether the next paragraph begins with a single mark, as it does where a quotation in such marks goes on.
    private static func isRepeated(after end: Int, in scalars: [UInt32]) -> Bool {
        var index = end
        while index < scalars.count, ScalarClass.of(scalars[index]) == .space { index += 1 }
        return index < scalars.count && isSingle(scalars[index]) && scalars[index] != 0x2019
    }

    private static func mark(
        at index: Int, in scalars: [UInt32], _ range: CodePointRange
    ) -> QuotationMark? {
        let scalar = scalars[index]
        let before = index > range.start ? Side(scalars[index - 1]) : .edge
        let after = index + 1 < range.end ? Side(scalars[index + 1]) : .edge
        guard var mark = QuotationMark(position: index, scalar: scalar) else { return nil }
        switch scalar {
        case 0x22, 0x27:
            mark.mayOpen = before != .word && after != .space && after != .edge
            // “…,"he said”: behind the end of speech a mark closes what is open, though the space after it was lost.
            let endsSpeech = index > range.start && isEndOfSpeech(scalars[index - 1])
            mark.mayClose = before != .space && before != .edge && (after != .word || scalar == 0x22 && endsSpeech)
            if scalar == 0x22, !mark.mayOpen, !mark.mayClose {
                // Pressed between words or set off by spaces: only the state can tell, but for inches: `5"x4"`.
                mark.mayOpen = !isDigit(before: index, in: scalars, range)
                mark.mayClose = true
            }
        case 0x201C:
            mark.mayOpen = true
            mark.mayClose = true
        case 0x2018, 0x201B:
            mark.mayOpen = before != .word
            mark.mayClose = true
        case 0x201E, 0x201F, 0x201A: mark.mayOpen = true
        case 0x2019: mark.mayClose = before != .space && before != .edge
        case 0x201D:
            mark.mayOpen = (before == .space || before == .edge) && after == .word
            mark.mayClose = true
        default:
            mark.mayOpen = true
            mark.mayClose = true
        }
        if isSingle(scalar) {
            if before == .word, after == .word { return nil }
            if scalar == 0x2019 || scalar == 0x27 { mark.mayBeApostrophe = before == .word }
            if after == .word, before != .word, isElision(after: index, in: scalars, range) {
                mark.mayBeApostrophe = true
            }
        }
        return mark.mayOpen || mark.mayClose ? mark : nil
    }

    private static func isDigit(before index: Int, in scalars: [UInt32], _ range: CodePointRange) -> Bool {
        index > range.start && (0x30...0x39).contains(scalars[index - 1])
    }

    /// What stands before a closing mark and not before an opening one: the comma, full stop or dash of the words spoken,
    /// or the mark of a quotation inside.
    private static func isEndOfSpeech(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x21, 0x2C, 0x2E, 0x3A, 0x3B, 0x3F, 0x29, 0x5D, 0x27, 0x2019, 0x201D, 0xBB, 0x203A: true
        case 0x2013...0x2015, 0x2026, 0x203C...0x203D, 0x2047...0x2049: true
        case 0x060C, 0x061B, 0x061F, 0x06D4, 0x3001, 0x3002, 0xFF01, 0xFF0C, 0xFF1F: true
        default: false
        }
    }

    /// `’90s`, `’tis`, `’em`: letters were left out, nothing was opened.
    private static func isElision(
        after index: Int, in scalars: [UInt32], _ range: CodePointRange
    ) -> Bool {
        var word = String.UnicodeScalarView()
        var ahead = index + 1
        while ahead < range.end, Side(scalars[ahead]) == .word, word.count < 8 {
            if let scalar = Unicode.Scalar(scalars[ahead]) { word.append(scalar) }
            ahead += 1
        }
        let text = String(word).lowercased()
        if text.count >= 2, text.prefix(2).allSatisfy(\.isNumber),
            text.dropFirst(2).isEmpty || text.dropFirst(2) == "s"
        {
            return true
        }
        return ["tis", "twas", "em", "til", "cause", "n", "bout", "cos", "round", "ere"].contains(text)
    }

    /// Decides which single marks are apostrophes. A possessive's (`workers’ rights’`) closes nothing
    /// if a later mark can, and an elision opens nothing unless a later mark closes it, or the quotation goes on in the
    /// next paragraph.
    ///
    /// What is kept moves to the end of the same array: a story of nothing but marks needs it once.
    private static func dropApostrophes(_ marks: inout [QuotationMark], in scalars: [UInt32], goesOn: Bool) {
        var closesLater = goesOn
        var first = marks.count
        for index in marks.indices.reversed() {
            let mark = marks[index]
            if isSingle(mark.scalar) {
                if mark.mayOpen && (!mark.mayClose || mark.scalar == 0x2018) {
                    // What opens nothing that is closed is an apostrophe, or a mark that lost its partner.
                    guard closesLater, !mark.mayBeApostrophe else { continue }
                    closesLater = false
                } else {
                    if mark.mayBeApostrophe, closesLater, endsLikePossessive(mark, in: scalars) { continue }
                    closesLater = true
                }
            }
            first -= 1
            marks[first] = mark
        }
        marks.removeFirst(first)
    }

    private static func endsLikePossessive(_ mark: QuotationMark, in scalars: [UInt32]) -> Bool {
        guard mark.position > 0 else { return false }
        let letter = scalars[mark.position - 1] | 0x20
        return letter == 0x73 || letter == 0x6E || letter == 0x6F
    }

    private enum Side {
        case edge, space, word, other

        init(_ scalar: UInt32) {
            switch ScalarClass.of(scalar) {
            case .space: self = .space
            case .word, .ideograph: self = .word
            default: self = .other
            }
        }
    }
}
