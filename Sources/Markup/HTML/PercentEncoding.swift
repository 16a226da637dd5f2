/// Which bytes stand for themselves in a part of an address (RFC 3986, and the WHATWG sets where they are narrower).
struct PercentEncodingSet: Sendable {
    private let plain: [Bool]

    private init(_ punctuation: String) {
        let allowed = Set(punctuation.utf8)
        plain = (0...255).map { (byte: UInt8) in byte.isASCIILetter || byte.isASCIIDigit || allowed.contains(byte) }
    }

    func contains(_ byte: UInt8) -> Bool { plain[Int(byte)] }

    /// One segment of a path.
    static let segment = PercentEncodingSet("-._~!$()*,;=@+")
    /// A name or a value of a query, or a fragment.
    static let component = PercentEncodingSet("-._~!$()*,;/:@")
    /// What is already an address: its delimiters and escapes stay.
    static let address = PercentEncodingSet("-._~!$&()*+,;=:@/?#[]%")
}

extension [UInt8] {
    mutating func appendPercentEncoded(_ text: String, allowing set: PercentEncodingSet) {
        appendPercentEncoded(Array(text.utf8)[...], allowing: set)
    }

    /// Appends bytes with those outside the set as `%XX`. Where the set holds `%`, one that opens no escape is
    /// encoded too, so that encoding twice is encoding once; and so is every `#` after the first.
    mutating func appendPercentEncoded(_ bytes: ArraySlice<UInt8>, allowing set: PercentEncodingSet) {
        var hasFragment = false
        for index in bytes.indices {
            let byte = bytes[index]
            var isPlain = set.contains(byte)
            if byte == UInt8(ascii: "%"), isPlain {
                isPlain = index + 2 < bytes.endIndex && bytes[index + 1].isHexadecimalDigit
                    && bytes[index + 2].isHexadecimalDigit
            } else if byte == UInt8(ascii: "#") {
                isPlain = isPlain && !hasFragment
                hasFragment = true
            }
            if isPlain { append(byte) } else { appendPercentEncoded(byte) }
        }
    }

    mutating func appendQuery(_ items: [(name: String, value: String)], isFirst: Bool) {
        for (index, item) in items.enumerated() {
            append(isFirst && index == 0 ? UInt8(ascii: "?") : UInt8(ascii: "&"))
            appendPercentEncoded(item.name, allowing: .component)
            append(UInt8(ascii: "="))
            appendPercentEncoded(item.value, allowing: .component)
        }
    }

    private mutating func appendPercentEncoded(_ byte: UInt8) {
        let digits: StaticString = "0123456789ABCDEF"
        append(UInt8(ascii: "%"))
        digits.withUTF8Buffer { digits in
            append(digits[Int(byte >> 4)])
            append(digits[Int(byte & 15)])
        }
    }
}
