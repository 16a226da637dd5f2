/// Reads the text of an address with the tolerance of the WHATWG URL standard and none for what it could hide.
enum URLReader {
    static func read(_ text: String) -> String? {
        // Most addresses are plain paths of this site, with nothing to mend.
        if isPlainPath(text) { return text }
        var bytes = Array(text.utf8)
        while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
        bytes = Array(bytes.drop { $0 <= 0x20 })
        bytes.removeAll { $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
        guard !bytes.isEmpty, bytes.count <= 8192 else { return nil }
        guard !bytes.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == UInt8(ascii: "\\") }) else { return nil }

        if let colon = schemeEnd(of: bytes) {
            let scheme = String(decoding: bytes[..<colon], as: UTF8.self).lowercased()
            return absolute(scheme: scheme, rest: bytes[(colon + 1)...])
        }
        if bytes.starts(with: "//".utf8) { return absolute(scheme: "https", rest: bytes[...]) }
        return relative(bytes)
    }

    /// Whether it is an absolute path of unreserved characters (RFC 3986, 2.3) alone.
    private static func isPlainPath(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            guard bytes.count <= 8192, bytes.first == 0x2F, bytes.count == 1 || bytes[1] != 0x2F else { return false }
            return bytes.allSatisfy { byte in
                byte.isASCIILetter || byte.isASCIIDigit || byte == 0x2F || byte == 0x2D || byte == 0x2E || byte == 0x5F
                    || byte == 0x7E
            }
        }
    }

    private static func schemeEnd(of bytes: [UInt8]) -> Int? {
        guard let first = bytes.first, first.isASCIILetter else { return nil }
        let end = bytes.firstIndex { byte in
            !(byte.isASCIILetter || byte.isASCIIDigit || byte == 0x2B || byte == 0x2D || byte == 0x2E)
        }
        guard let end, bytes[end] == UInt8(ascii: ":") else { return nil }
        return end
    }

    private static func absolute(scheme: String, rest: ArraySlice<UInt8>) -> String? {
        switch scheme {
        case "http", "https":
            guard rest.starts(with: "//".utf8) else { return nil }
            let afterSlashes = rest.dropFirst(2)
            let end = afterSlashes.firstIndex { $0 == 0x2F || $0 == 0x3F || $0 == 0x23 } ?? afterSlashes.endIndex
            guard let authority = authority(String(decoding: afterSlashes[..<end], as: UTF8.self)) else { return nil }
            var bytes = Array("\(scheme)://\(authority)".utf8)
            bytes.appendPercentEncoded(afterSlashes[end...], allowing: .address)
            return String(decoding: bytes, as: UTF8.self)
        case "mailto":
            return opaque("mailto:", rest) { !$0.isEmpty && $0.first != UInt8(ascii: "/") }
        case "tel":
            return opaque("tel:", rest) { number in
                number.contains(where: \.isASCIIDigit)
                    && number.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || "+-.();=*,%# ".utf8.contains($0) }
            }
        default: return nil
        }
    }

    private static func opaque(
        _ prefix: String, _ rest: ArraySlice<UInt8>, if isValid: (ArraySlice<UInt8>) -> Bool
    ) -> String? {
        guard isValid(rest) else { return nil }
        var bytes = Array(prefix.utf8)
        bytes.appendPercentEncoded(rest, allowing: .address)
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func relative(_ bytes: [UInt8]) -> String? {
        let firstSegment = bytes.prefix { $0 != 0x2F && $0 != 0x3F && $0 != 0x23 }
        guard !firstSegment.contains(UInt8(ascii: ":")) else { return nil }
        // A reference in place of a letter or the colon is a scheme for whoever decodes once more.
        let start = bytes.prefix { $0 != 0x2F && $0 != 0x3F }
        guard start.first == UInt8(ascii: "#") || !start.contains(UInt8(ascii: "&")) else { return nil }
        var encoded: [UInt8] = []
        encoded.appendPercentEncoded(bytes[...], allowing: .address)
        return String(decoding: encoded, as: UTF8.self)
    }

    /// A host of letters, digits, `-`, `.` and `_`, or an IPv6 address in brackets, with a port of 16 bits.
    private static func authority(_ text: String) -> String? {
        var host = text[...]
        var port = ""
        if let colon = text.lastIndex(of: ":"), !text.hasSuffix("]") {
            let digits = text[text.index(after: colon)...]
            guard digits.isEmpty || (digits.utf8.allSatisfy(\.isASCIIDigit) && UInt16(digits) != nil) else { return nil }
            host = text[..<colon]
            port = digits.isEmpty ? "" : ":\(digits)"
        }
        if host.hasPrefix("["), host.hasSuffix("]") {
            let address = host.dropFirst().dropLast()
            guard address.contains(":"),
                address.utf8.allSatisfy({ $0.isHexadecimalDigit || $0 == 0x3A || $0 == 0x2E })
            else { return nil }
            return host.lowercased() + port
        }
        guard !host.isEmpty, host.unicodeScalars.allSatisfy(isHostScalar), host.contains(where: { $0 != "." }) else {
            return nil
        }
        return host.lowercased() + port
    }

    private static func isHostScalar(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            let byte = UInt8(truncatingIfNeeded: scalar.value)
            return byte.isASCIILetter || byte.isASCIIDigit || byte == 0x2D || byte == 0x2E || byte == 0x5F
        }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .otherLetter, .modifierLetter, .nonspacingMark, .spacingMark,
            .decimalNumber:
            // Full-width forms are mapped to ASCII by a browser, slashes among them; such a host isn't what it looks.
            return !(0xFF00...0xFFEF).contains(scalar.value)
        default: return false
        }
    }
}
