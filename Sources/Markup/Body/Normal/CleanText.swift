extension Unicode.Scalar {
    /// Whether neither HTML nor XML may hold the character: controls (but for white space) and non-characters.
    var isForbiddenInText: Bool {
        switch value {
        case 0x09, 0x0A, 0x0C, 0x0D: false
        case 0..<0x20, 0x7F..<0xA0, 0xFDD0...0xFDEF: true
        default: value & 0xFFFE == 0xFFFE
        }
    }
}

extension String {
    /// The text without characters that can't be written.
    ///
    /// Almost every text is clean, so that is found out first, by bytes: a forbidden character is an ASCII control or
    /// begins with 0xC2, 0xEF or a byte of four-byte sequences.
    func withoutForbiddenCharacters() -> String {
        func isSuspicious(_ bytes: some Sequence<UInt8>) -> Bool {
            bytes.contains { byte in
                (byte < 0x20 && !byte.isMarkupSpace) || byte == 0x7F || byte == 0xC2 || byte == 0xEF || byte >= 0xF0
            }
        }
        let isSuspicious = utf8.withContiguousStorageIfAvailable { isSuspicious($0) } ?? isSuspicious(utf8)
        guard isSuspicious, unicodeScalars.contains(where: \.isForbiddenInText) else { return self }
        var kept = self
        kept.unicodeScalars.removeAll(where: \.isForbiddenInText)
        return kept
    }

    /// One line: forbidden characters left out, runs of white space made one space, none at either end.
    func asOneLine() -> String {
        let text = withoutForbiddenCharacters()
        return text.utf8.needsNoCollapsing(after: true, before: true) ? text : text.collapsed(after: true, before: true)
    }

    /// Runs of ASCII white space made one space; at the ends none where `after` or `before` says there is one already.
    func collapsed(after spaceBefore: Bool, before spaceAfter: Bool) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(utf8.count)
        var isAfterSpace = spaceBefore
        for byte in utf8 {
            if byte.isMarkupSpace {
                if !isAfterSpace { bytes.append(0x20) }
                isAfterSpace = true
            } else {
                bytes.append(byte)
                isAfterSpace = false
            }
        }
        if spaceAfter, bytes.last == 0x20 { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Whether there is nothing but ASCII white space.
    var isBlank: Bool { utf8.allSatisfy(\.isMarkupSpace) }

    /// Program text: line ends as U+000A, no forbidden characters, no empty lines at the end.
    func asCode() -> String {
        var text = withoutForbiddenCharacters()
        if text.utf8.contains(where: { $0 == 0x0D || $0 == 0x0C }) {
            text = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n").replacing("\u{C}", with: "")
        }
        while text.utf8.last == 0x0A { text.removeLast() }
        return text
    }
}

extension String.UTF8View {
    /// Whether collapsing would change nothing.
    func needsNoCollapsing(after spaceBefore: Bool, before spaceAfter: Bool) -> Bool {
        func isCollapsed(_ bytes: some Sequence<UInt8>) -> Bool {
            var isAfterSpace = spaceBefore
            for byte in bytes {
                if byte.isMarkupSpace {
                    if isAfterSpace || byte != 0x20 { return false }
                    isAfterSpace = true
                } else {
                    isAfterSpace = false
                }
            }
            return true
        }
        let isCollapsed = withContiguousStorageIfAvailable { isCollapsed($0) } ?? isCollapsed(self)
        return isCollapsed && !(spaceAfter && last == 0x20)
    }
}
