/// What a byte of text becomes in HTML.
enum ByteClass: UInt8 {
    case plain, ampersand, less, greater, quotation, apostrophe, control

    static let table: [UInt8] = (0..<256).map { byte -> UInt8 in
        let kind: ByteClass = switch byte {
        case 0x26: .ampersand
        case 0x3C: .less
        case 0x3E: .greater
        case 0x22: .quotation
        case 0x27: .apostrophe
        case 0x09, 0x0A, 0x0C, 0x0D: .plain
        case 0x00..<0x20, 0x7F: .control
        default: .plain
        }
        return kind.rawValue
    }

    /// As ``table``, for content, where quotation marks are plain.
    static let contentTable: [UInt8] = table.map { kind in
        kind == quotation.rawValue || kind == apostrophe.rawValue ? plain.rawValue : kind
    }

    /// As ``table``, for attributes in double quotation marks.
    static let attributeTable: [UInt8] = table.map { $0 == apostrophe.rawValue ? plain.rawValue : $0 }
}

extension [UInt8] {
    /// Appends the content of an element; quotation marks stay as they are.
    mutating func appendContent(_ text: String) {
        var text = text
        text.withUTF8 { appendEscaped($0, by: ByteClass.contentTable) }
    }

    /// Appends a value within double quotation marks.
    mutating func appendAttributeValue(_ text: String) {
        var text = text
        text.withUTF8 { appendEscaped($0, by: ByteClass.attributeTable) }
    }

    /// Appends text, with `&`, `<`, `>`, `"` and `'` as references; control characters that HTML forbids are left out.
    mutating func appendEscaped(_ text: String) {
        var text = text
        text.withUTF8 { appendEscaped($0, by: ByteClass.table) }
    }

    private mutating func appendEscaped(_ utf8: UnsafeBufferPointer<UInt8>, by table: [UInt8]) {
        table.withUnsafeBufferPointer { table in
            var start = 0
            var index = 0
            while index < utf8.count {
                let kind = table[Int(utf8[index])]
                if kind != 0 {
                    if start < index { append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start..<index])) }
                    appendReference(kind)
                    start = index + 1
                }
                index += 1
            }
            if start < index { append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start..<index])) }
        }
    }

    private mutating func appendReference(_ kind: UInt8) {
        switch ByteClass(rawValue: kind) {
        case .ampersand: append(contentsOf: "&amp;".utf8)
        case .less: append(contentsOf: "&lt;".utf8)
        case .greater: append(contentsOf: "&gt;".utf8)
        case .quotation: append(contentsOf: "&quot;".utf8)
        case .apostrophe: append(contentsOf: "&#39;".utf8)
        case .control, .plain, nil: break
        }
    }

    /// The attribute whose value would begin at the end of these bytes, if any.
    ///
    /// It costs a look at one byte unless that byte is `=` or a quotation mark.
    func attributeThatOpensAtTheEnd() -> OpenAttribute {
        guard var index = indices.last else { return .none }
        let isQuoted = self[index] == UInt8(ascii: "\"") || self[index] == UInt8(ascii: "'")
        if isQuoted { index -= 1 }
        guard index >= 0, self[index] == UInt8(ascii: "=") else { return .none }
        let end = index
        while index > 0, self[index - 1].isAttributeNameByte { index -= 1 }
        guard index < end, index > 0, self[index - 1].isMarkupSpace else { return .none }
        guard let opening = self[..<index].lastIndex(where: { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">") }),
            self[opening] == UInt8(ascii: "<")
        else { return .none }
        let name = String(decoding: self[index..<end], as: UTF8.self).lowercased()
        if name.hasPrefix("on") || OpenAttribute.executables.contains(name) { return .executable(isQuoted: isQuoted) }
        if OpenAttribute.addresses.contains(name) { return .address(isQuoted: isQuoted) }
        return .plain(isQuoted: isQuoted)
    }
}

/// What kind of attribute a value is being written into.
enum OpenAttribute: Equatable {
    case none
    case plain(isQuoted: Bool)
    case address(isQuoted: Bool)
    case executable(isQuoted: Bool)

    static let addresses: Set<String> = [
        "href", "src", "srcset", "action", "formaction", "poster", "cite", "data", "background", "ping", "manifest",
        "xlink:href",
    ]
    static let executables: Set<String> = ["style", "srcdoc", "http-equiv"]
}

extension UInt8 {
    /// ASCII white space as HTML defines it.
    var isMarkupSpace: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0C || self == 0x0D }

    /// A letter of ASCII.
    var isASCIILetter: Bool { (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self) }

    /// A digit of ASCII.
    var isASCIIDigit: Bool { (0x30...0x39).contains(self) }

    /// A digit of base 16.
    var isHexadecimalDigit: Bool { isASCIIDigit || (0x41...0x46).contains(self) || (0x61...0x66).contains(self) }

    var isAttributeNameByte: Bool { isASCIILetter || isASCIIDigit || self == 0x2D || self == 0x3A || self == 0x5F }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether a literal ends within `<script>` or `<style>`, where references aren't read.
    func endsInRawText(startingIn isInside: Bool) -> Bool {
        var isInside = isInside
        var index = 0
        while index < count {
            if self[index] == UInt8(ascii: "<") {
                if isInside {
                    if hasWord("/script", at: index + 1) || hasWord("/style", at: index + 1) { isInside = false }
                } else {
                    isInside = hasWord("script", at: index + 1) || hasWord("style", at: index + 1)
                }
            }
            index += 1
        }
        return isInside
    }

    private func hasWord(_ word: StaticString, at start: Int) -> Bool {
        guard start + word.utf8CodeUnitCount <= count else { return false }
        return word.withUTF8Buffer { utf8 in
            for index in 0..<utf8.count where self[start + index] | 0x20 != utf8[index] | 0x20 { return false }
            return true
        }
    }
}
