/// Cuts mark-up into text, tags and comments, as HTML's own rules do, with no regard to what the tags mean.
///
/// Linear in the length of the text. Every byte belongs to exactly one token, so that nothing can get lost.
struct MarkupScanner {
    enum Kind { case text, startTag, endTag, comment }

    struct Token {
        var kind: Kind
        /// The whole token.
        var range: Range<Int>
        var tag = MarkupTag.unknown
        /// What stands between the tag's name and its `>`, or between a comment's marks.
        var inner = 0..<0
        var isSelfClosing = false
    }

    let bytes: [UInt8]
    private(set) var position: Int
    let end: Int
    /// Set for good when a quoted value is found that never ends: from there on, a tag ends at its first `>`.
    private var ignoresQuotes = false

    init(_ bytes: [UInt8], in range: Range<Int>? = nil) {
        self.bytes = bytes
        position = range?.lowerBound ?? 0
        end = range?.upperBound ?? bytes.count
    }

    mutating func next() -> Token? {
        guard position < end else { return nil }
        if bytes[position] == UInt8(ascii: "<"), let token = tagOrComment() {
            position = token.range.upperBound
            return token
        }
        let start = position
        position += 1
        while position < end, !(bytes[position] == UInt8(ascii: "<") && opensMarkup(at: position)) { position += 1 }
        return Token(kind: .text, range: start..<position)
    }

    /// Passes over everything up to the end tag of an element whose content is raw text; gives that content.
    mutating func skipRawText(of tag: MarkupTag) -> Range<Int> {
        let start = position
        let name = Array(tag.rawValue.utf8)
        while position < end {
            if bytes[position] == UInt8(ascii: "<"), position + 2 + name.count <= end,
                bytes[position + 1] == UInt8(ascii: "/"),
                MarkupTag.read(bytes[(position + 2)..<(position + 2 + name.count)]) == tag
            {
                return start..<position
            }
            position += 1
        }
        return start..<position
    }

    private func opensMarkup(at index: Int) -> Bool {
        guard index + 1 < end else { return false }
        let byte = bytes[index + 1]
        return byte.isASCIILetter || byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?")
            || (byte == UInt8(ascii: "/") && index + 2 < end && bytes[index + 2].isASCIILetter)
    }

    private mutating func tagOrComment() -> Token? {
        guard opensMarkup(at: position) else { return nil }
        let second = bytes[position + 1]
        if second == UInt8(ascii: "!") || second == UInt8(ascii: "?") { return comment() }
        let isEnd = second == UInt8(ascii: "/")
        let nameStart = position + (isEnd ? 2 : 1)
        var index = nameStart
        while index < end, !bytes[index].isMarkupSpace, bytes[index] != UInt8(ascii: ">"),
            bytes[index] != UInt8(ascii: "/")
        {
            index += 1
        }
        let nameEnd = index
        guard let close = tagEnd(from: index) else {
            // No tag can end any more, so that all the rest is text.
            return Token(kind: .text, range: position..<end)
        }
        let isSelfClosing = close > nameEnd && bytes[close - 1] == UInt8(ascii: "/")
        return Token(
            kind: isEnd ? .endTag : .startTag, range: position..<(close + 1),
            tag: MarkupTag.read(bytes[nameStart..<nameEnd]), inner: nameEnd..<(isSelfClosing ? close - 1 : close),
            isSelfClosing: isSelfClosing)
    }

    /// The `>` that ends a tag: the first one outside a quoted attribute value.
    ///
    /// A quotation mark opens a value only after `=`, so that a stray one doesn't swallow the story.
    private mutating func tagEnd(from start: Int) -> Int? {
        if ignoresQuotes { return bytes[start..<end].firstIndex(of: UInt8(ascii: ">")) }
        var index = start
        var previous: UInt8 = 0
        while index < end {
            let byte = bytes[index]
            if byte == UInt8(ascii: ">") { return index }
            if previous == UInt8(ascii: "="), byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                index += 1
                while index < end, bytes[index] != byte { index += 1 }
                previous = 0
            } else if !byte.isMarkupSpace {
                previous = byte
            }
            index += 1
        }
        ignoresQuotes = true
        return tagEnd(from: start)
    }

    private func comment() -> Token {
        let isProper =
            position + 3 < end && bytes[position + 1] == UInt8(ascii: "!") && bytes[position + 2] == UInt8(ascii: "-")
            && bytes[position + 3] == UInt8(ascii: "-")
        var index = position + (isProper ? 4 : 2)
        let start = index
        while index < end {
            if bytes[index] == UInt8(ascii: ">") {
                if !isProper { return Token(kind: .comment, range: position..<(index + 1), inner: start..<index) }
                if index - start >= 2, bytes[index - 1] == UInt8(ascii: "-"), bytes[index - 2] == UInt8(ascii: "-") {
                    return Token(kind: .comment, range: position..<(index + 1), inner: start..<(index - 2))
                }
            }
            index += 1
        }
        return Token(kind: .comment, range: position..<end, inner: start..<end)
    }
}

extension UInt8 {
    var isASCIILetter: Bool { (self | 0x20) >= UInt8(ascii: "a") && (self | 0x20) <= UInt8(ascii: "z") }
    var isASCIIDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
    /// Space, tab, line feed, form feed or carriage return.
    var isMarkupSpace: Bool { self == 0x20 || (self >= 0x09 && self <= 0x0D && self != 0x0B) }
}

extension Collection<UInt8> where Index == Int {
    /// Whether a text in ASCII stands at a position, in this very case.
    func holds(_ text: StaticString, at index: Int) -> Bool {
        guard index >= startIndex, index + text.utf8CodeUnitCount <= endIndex else { return false }
        return text.withUTF8Buffer { wanted in
            for offset in wanted.indices where self[index + offset] != wanted[offset] { return false }
            return true
        }
    }

    /// The first place of a text in ASCII.
    func firstPlace(of text: StaticString, from start: Int? = nil) -> Int? {
        let first = text.utf8Start.pointee
        var index = start ?? startIndex
        let last = endIndex - text.utf8CodeUnitCount
        while index <= last {
            if self[index] == first, holds(text, at: index) { return index }
            index += 1
        }
        return nil
    }

    /// The range without the white space at either end.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var lower = range.lowerBound
        var upper = range.upperBound
        while lower < upper, self[lower].isMarkupSpace { lower += 1 }
        while upper > lower, self[upper - 1].isMarkupSpace { upper -= 1 }
        return lower..<upper
    }

    func isBlank(_ range: Range<Int>) -> Bool {
        trimmed(range).isEmpty
    }
}
