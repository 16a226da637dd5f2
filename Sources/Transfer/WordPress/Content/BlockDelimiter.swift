/// The comment that begins or ends a block of the block editor: `<!-- wp:name {"key":"value"} -->`.
struct BlockDelimiter {
    enum Kind { case open, close, void }

    var kind: Kind
    /// Without `core/`; another maker's block keeps its namespace.
    var name: String
    /// Where its JSON stands; empty where it has none.
    var attributes: Range<Int>

    /// Reads what stands between `<!--` and `-->`, without the white space at its ends.
    init?(in bytes: [UInt8], _ range: Range<Int>) {
        var index = range.lowerBound
        var end = range.upperBound
        let isClosing = index < end && bytes[index] == UInt8(ascii: "/")
        if isClosing { index += 1 }
        guard index + 3 < end, bytes.holds("wp:", at: index) else { return nil }
        index += 3
        let nameStart = index
        while index < end, !bytes[index].isMarkupSpace, bytes[index] != UInt8(ascii: "{"), !Self.ends(bytes, index, end) {
            index += 1
        }
        guard index > nameStart else { return nil }
        let isVoid = bytes[end - 1] == UInt8(ascii: "/")
        if isVoid { end -= 1 }
        kind = isClosing ? .close : isVoid ? .void : .open
        var written = String(decoding: bytes[nameStart..<min(index, end)], as: UTF8.self)
        if written.utf8.starts(with: "core/".utf8) { written.removeFirst(5) }
        name = written
        attributes = bytes.trimmed(min(index, end)..<end)
    }

    private static func ends(_ bytes: [UInt8], _ index: Int, _ end: Int) -> Bool {
        index == end - 1 && bytes[index] == UInt8(ascii: "/")
    }
}
