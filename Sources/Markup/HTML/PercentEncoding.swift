/// Which bytes stand for themselves in a part of an address (RFC 3986, and the WHATWG sets where they are narrower).
public struct PercentEncodingSet: Sendable {
    private let plain: [Bool]

    private init(_ punctuation: String) {
        let allowed = Set(punctuation.utf8)
        plain = (0...255).map { (byte: UInt8) in byte.isASCIILetter || byte.isASCIIDigit || allowed.contains(byte) }
    }

    func contains(_ byte: UInt8) -> Bool { plain[Int(byte)] }

    /// A path's segment as RFC 3986 has it, 3.3: what a request's path may hold besides slashes.
    public static let pathSegment = PercentEncodingSet("-._~!$&'()*+,;=:@")
    /// A whole query as RFC 3986 has it, 3.4.
    public static let query = PercentEncodingSet("-._~!$&'()*+,;=:@/?")
    /// One segment of a path, also where it stands first in a relative address.
    static let segment = PercentEncodingSet("-._~!$()*,;=@+")
    /// A name or a value of a query, or a fragment.
    static let component = PercentEncodingSet("-._~!$()*,;/:@")
    /// What is already an address: its delimiters and escapes stay.
    static let address = PercentEncodingSet("-._~!$&()*+,;=:@/?#[]%")
}

extension String {
    /// The text with every byte outside the set as `%XX`.
    public func percentEncoded(allowing set: PercentEncodingSet) -> String {
        // Nearly every address is plain throughout. What stands for itself in some places only is left to the whole rule.
        if utf8.allSatisfy({ set.contains($0) && $0 != UInt8(ascii: "%") && $0 != UInt8(ascii: "#") }) { return self }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(utf8.count)
        bytes.appendPercentEncoded(self, allowing: set)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The text that a percent-encoded one stands for.
    /// - Returns: `nil` for a malformed escape, malformed UTF-8, or a control character.
    public init?(percentDecoding text: some StringProtocol) {
        // Nothing to decode and nothing to refuse: a string's UTF-8 is well-formed.
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "%") }) {
            self.init(text)
            return
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        var rest = text.utf8.makeIterator()
        while let byte = rest.next() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.next(), let low = rest.next(), let escaped = UInt8(hexadecimal: high, low) else {
                return nil
            }
            bytes.append(escaped)
        }
        guard !bytes.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return nil }
        self.init(validating: bytes, as: UTF8.self)
    }
}

extension UInt8 {
    /// The byte that two hexadecimal digits stand for.
    public init?(hexadecimal high: UInt8, _ low: UInt8) {
        guard high.isHexadecimalDigit, low.isHexadecimalDigit else { return nil }
        func value(_ digit: UInt8) -> UInt8 { digit.isASCIIDigit ? digit - 0x30 : (digit | 0x20) - 0x61 + 10 }
        self = value(high) << 4 | value(low)
    }
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
