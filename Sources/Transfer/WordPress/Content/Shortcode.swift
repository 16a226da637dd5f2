/// One shortcode of WordPress: `[name key="value" other]`, perhaps with content up to `[/name]`.
struct Shortcode: Equatable {
    var name: String
    /// In the order in which they were written; those without a key have an empty one.
    var attributes: [(key: String, value: String)] = []
    /// What stands before its end; `nil` where it has none.
    var content: Range<Int>?
    /// All of it, its end included.
    var range: Range<Int>

    subscript(_ key: String) -> String? {
        attributes.first { $0.key == key }?.value
    }

    /// The first value that has no key.
    var bare: String? { self[""] }

    static func == (left: Shortcode, right: Shortcode) -> Bool {
        left.name == right.name && left.content == right.content && left.range == right.range
            && left.attributes.elementsEqual(right.attributes) { $0.key == $1.key && $0.value == $1.value }
    }
}

extension Shortcode {
    /// Those that have content up to an end of their own.
    private static let enclosing: Set<String> = [
        "caption", "wp_caption", "embed", "audio", "video", "playlist", "gallery", "youtube", "vimeo",
    ]

    /// Reads the shortcode that begins with the `[` at a position.
    init?(in bytes: [UInt8], at start: Int, end: Int) {
        guard let opening = Shortcode(openingIn: bytes, at: start, end: end) else { return nil }
        self = opening
        guard Self.enclosing.contains(name), !isSelfClosed(in: bytes) else { return }
        let mark = Array("[/\(name)]".utf8)
        var index = range.upperBound
        while index + mark.count <= end {
            if bytes[index] == UInt8(ascii: "[") {
                if bytes[index..<(index + mark.count)].elementsEqual(mark) {
                    content = range.upperBound..<index
                    range = range.lowerBound..<(index + mark.count)
                    return
                }
                // The next one of the same name begins before this one ends: this one has no end.
                if bytes[(index + 1)..<(index + mark.count - 1)].starts(with: mark[2..<(mark.count - 1)]) { return }
            }
            index += 1
        }
    }

    private func isSelfClosed(in bytes: [UInt8]) -> Bool {
        range.count > 2 && bytes[range.upperBound - 2] == UInt8(ascii: "/")
            && (attributes.isEmpty || bytes[range.upperBound - 3].isMarkupSpace
                || bytes[range.upperBound - 3] == UInt8(ascii: "\""))
    }

    private init?(openingIn bytes: [UInt8], at start: Int, end: Int) {
        var index = start + 1
        while index < end, bytes[index].isShortcodeName { index += 1 }
        guard index > start + 1, index < end, bytes[start + 1].isASCIILetter else { return nil }
        guard bytes[index] == UInt8(ascii: "]") || bytes[index].isMarkupSpace || bytes[index] == UInt8(ascii: "/") else {
            return nil
        }
        name = String(decoding: bytes[(start + 1)..<index], as: UTF8.self)
        range = start..<start
        while index < end {
            while index < end, bytes[index].isMarkupSpace { index += 1 }
            guard index < end else { return nil }
            if bytes[index] == UInt8(ascii: "]") {
                range = start..<(index + 1)
                return
            }
            guard bytes[index] != UInt8(ascii: "[") else { return nil }
            guard let attribute = Self.attribute(in: bytes, from: &index, end: end) else { return nil }
            if attribute.key != "" || attribute.value != "/" { attributes.append(attribute) }
        }
        return nil
    }

    private static func attribute(in bytes: [UInt8], from index: inout Int, end: Int) -> (key: String, value: String)? {
        let start = index
        while index < end, bytes[index].isShortcodeName { index += 1 }
        if index > start, index < end, bytes[index] == UInt8(ascii: "=") {
            let key = String(decoding: bytes[start..<index], as: UTF8.self).lowercased()
            index += 1
            return value(in: bytes, from: &index, end: end).map { (key, $0) }
        }
        index = start
        return value(in: bytes, from: &index, end: end).map { ("", $0) }
    }

    private static func value(in bytes: [UInt8], from index: inout Int, end: Int) -> String? {
        guard index < end else { return nil }
        if let closing = closingMark(of: bytes, at: index) {
            let from = index + closing.length
            var place = from
            // A value that is too long to be one is a stray mark.
            let limit = min(end, from + 4096)
            while place < limit, !bytes[place...].starts(with: closing.mark) { place += 1 }
            guard place < limit else { return nil }
            index = place + closing.mark.count
            return CharacterReferences.resolve(bytes[from..<place])
        }
        let from = index
        // Stopping at the next `[` keeps a text of many brackets linear.
        while index < end, !bytes[index].isMarkupSpace, bytes[index] != UInt8(ascii: "]"),
            bytes[index] != UInt8(ascii: "[")
        {
            index += 1
        }
        return index > from ? CharacterReferences.resolve(bytes[from..<index]) : nil
    }

    /// Straight quotation marks, and the curly ones that editors put in their place.
    private static func closingMark(of bytes: [UInt8], at index: Int) -> (mark: [UInt8], length: Int)? {
        switch bytes[index] {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): ([bytes[index]], 1)
        case 0xE2 where bytes.holds("\u{201C}", at: index) || bytes.holds("\u{201D}", at: index):
            (Array("\u{201D}".utf8), 3)
        default: nil
        }
    }
}

extension UInt8 {
    fileprivate var isShortcodeName: Bool {
        isASCIILetter || isASCIIDigit || self == UInt8(ascii: "_") || self == UInt8(ascii: "-")
    }
}
