/// Text as search sees it: plain, folded words, so that both engines find the same.
///
/// A word is a run of letters and digits, in lower case, without diacritics (compatibility decomposition, marks
/// dropped), with apostrophes inside it folded away; a character of an unspaced script is a word of its own;
/// Arabic loses vowel marks and tatweel, and its forms of alef, ya and ta marbuta are one.
public enum SearchText {
    /// A word of a text.
    public struct Word: Sendable, Hashable {
        /// What it is folded to.
        public let folded: String
        /// Where it stands, as offsets into the text's UTF-8.
        public let utf8: Range<Int>

        /// Where it stands in the text that it was found in.
        public func range(in text: String) -> Range<String.Index> {
            let start = text.utf8.index(text.startIndex, offsetBy: utf8.lowerBound)
            return start..<text.utf8.index(start, offsetBy: utf8.count)
        }
    }

    /// The longest folded word, in bytes; what is beyond is dropped from it.
    static let longestWord = 128

    /// The words of a text, in order.
    public static func words(_ text: String) -> [Word] {
        var words: [Word] = []
        forEachWord(text) { bytes, range in
            words.append(Word(folded: String(decoding: bytes, as: UTF8.self), utf8: range))
        }
        return words
    }

    /// The words of a text, without a string for each.
    struct FoldedWords: Sendable {
        /// Where a word stands in the text's UTF-8, and what it is folded to in ``bytes``.
        struct Place: Sendable {
            let utf8: Range<Int>
            let folded: Range<Int>
        }

        private(set) var bytes: [UInt8] = []
        private(set) var places: [Place] = []

        init(_ text: String) {
            bytes.reserveCapacity(text.utf8.count)
            places.reserveCapacity(text.utf8.count / 5)
            forEachWord(text) { folded, range in
                let start = bytes.count
                bytes.append(contentsOf: folded)
                places.append(Place(utf8: range, folded: start..<bytes.count))
            }
        }
    }

    /// The words with a space between them, up to `most` bytes.
    static func folded(_ text: String, most: Int = .max) -> String {
        var folded: [UInt8] = []
        forEachWord(text) { bytes, _ in
            guard folded.count + bytes.count < most else { return }
            if !folded.isEmpty { folded.append(UInt8(ascii: " ")) }
            folded.append(contentsOf: bytes)
        }
        return String(decoding: folded, as: UTF8.self)
    }

    private static func forEachWord(_ text: String, _ visit: (UnsafeBufferPointer<UInt8>, Range<Int>) -> Void) {
        var text = text
        text.withUTF8 { utf8 in
            asciiFolding.withUnsafeBufferPointer { folding in
                var scanner = WordScanner()
                var plain = PlainWord(folding: folding)
                var position = 0
                while position < utf8.count {
                    let byte = utf8[position]
                    if byte < 0x80 {
                        let folded = folding[Int(byte)]
                        if folded != 0 {
                            if scanner.isBetweenWords, let end = plain.read(utf8, from: position, visit) {
                                position = end
                                continue
                            }
                            scanner.letter(folded, at: position, visit)
                        } else if byte == UInt8(ascii: "'") {
                            scanner.apostrophe()
                        } else {
                            scanner.separator(visit)
                        }
                        position += 1
                    } else {
                        let (scalar, length) = decode(utf8, at: position)
                        scanner.take(Folding.of(scalar), at: position..<(position + length), visit)
                        position += length
                    }
                }
                scanner.separator(visit)
            }
        }
    }

    /// The folded byte of each ASCII letter and digit; 0 for the rest.
    private static let asciiFolding: [UInt8] = (0..<128).map { (byte: UInt8) in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): byte
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte + 32
        default: 0
        }
    }

    /// A string's UTF-8 is always valid, so that the length is what the first byte says.
    private static func decode(_ utf8: UnsafeBufferPointer<UInt8>, at position: Int) -> (Unicode.Scalar, Int) {
        let first = utf8[position]
        let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        var value = UInt32(first) & (0xFF >> UInt32(length + 1))
        for offset in 1..<length { value = value << 6 | UInt32(utf8[position + offset] & 0x3F) }
        return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
    }
}

/// A word of ASCII letters and digits alone between two separators, as most are: read in one go, where the scanner
/// takes letter by letter.
private struct PlainWord {
    /// As in ``SearchText``: 0 for what is neither letter nor digit.
    let folding: UnsafeBufferPointer<UInt8>
    private var bytes: [UInt8] = []

    init(folding: UnsafeBufferPointer<UInt8>) {
        self.folding = folding
    }

    /// Visits the word that begins at a position.
    /// - Returns: Where it ends; `nil` where it is of another kind, or longer than words may be.
    @inline(__always)
    mutating func read(
        _ utf8: UnsafeBufferPointer<UInt8>, from start: Int, _ visit: (UnsafeBufferPointer<UInt8>, Range<Int>) -> Void
    ) -> Int? {
        var end = start
        var isFolded = true
        while end < utf8.count, utf8[end] < 0x80 {
            let folded = folding[Int(utf8[end])]
            if folded == 0 { break }
            isFolded = isFolded && folded == utf8[end]
            end += 1
        }
        guard end - start <= SearchText.longestWord else { return nil }
        guard end == utf8.count || (utf8[end] < 0x80 && utf8[end] != UInt8(ascii: "'")) else { return nil }
        let word = UnsafeBufferPointer(rebasing: utf8[start..<end])
        if isFolded {
            visit(word, start..<end)
        } else {
            bytes.removeAll(keepingCapacity: true)
            for byte in word { bytes.append(folding[Int(byte)]) }
            bytes.withUnsafeBufferPointer { visit($0, start..<end) }
        }
        return end
    }
}

/// The word that is being read.
private struct WordScanner {
    private var bytes: [UInt8] = []
    private var start = 0
    private var end = 0
    private var isWhole = false
    private var afterApostrophe = false

    /// Whether nothing of what was read concerns what comes.
    var isBetweenWords: Bool { bytes.isEmpty && !isWhole && !afterApostrophe }

    mutating func letter(_ byte: UInt8, at position: Int, _ visit: (UnsafeBufferPointer<UInt8>, Range<Int>) -> Void) {
        if isWhole { separator(visit) }
        if bytes.isEmpty { start = position }
        bytes.append(byte)
        end = position + 1
        afterApostrophe = false
    }

    mutating func take(_ folding: Folding, at range: Range<Int>, _ visit: (UnsafeBufferPointer<UInt8>, Range<Int>) -> Void) {
        switch folding {
        case .letters(let letters):
            if isWhole { separator(visit) }
            append(letters, range)
        case .word(let letters):
            separator(visit)
            append(letters, range)
            isWhole = true
        case .sign(let sign):
            if !bytes.isEmpty { append(sign, range) }
        case .nothing:
            if !bytes.isEmpty, !afterApostrophe { end = range.upperBound }
        case .apostrophe:
            apostrophe()
        case .separator:
            separator(visit)
        }
    }

    mutating func apostrophe() {
        // A second one in a row is a quotation mark.
        if afterApostrophe { isWhole = true }
        afterApostrophe = !bytes.isEmpty
    }

    mutating func separator(_ visit: (UnsafeBufferPointer<UInt8>, Range<Int>) -> Void) {
        if !bytes.isEmpty { cut.withUnsafeBufferPointer { visit($0, start..<end) } }
        bytes.removeAll(keepingCapacity: true)
        isWhole = false
        afterApostrophe = false
    }

    private mutating func append(_ letters: [UInt8], _ range: Range<Int>) {
        if bytes.isEmpty { start = range.lowerBound }
        bytes += letters
        end = range.upperBound
        afterApostrophe = false
    }

    private var cut: ArraySlice<UInt8> {
        guard bytes.count > SearchText.longestWord else { return bytes[...] }
        var cut = bytes[..<SearchText.longestWord]
        // Not through the middle of a character.
        while bytes[cut.endIndex] & 0xC0 == 0x80 { cut = cut.dropLast() }
        return cut
    }
}
