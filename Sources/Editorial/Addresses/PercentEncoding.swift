/// Percent-encoding of path segments and queries (RFC 3986, sections 2.1 and 3.3).
enum PercentEncoding {
    /// The decoded text.
    /// - Returns: `nil` for a malformed escape, malformed UTF-8, or a control character.
    static func decoded(_ text: some StringProtocol) -> String? {
        var bytes: [UInt8] = []
        var rest = text.utf8.makeIterator()
        while let byte = rest.next() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let first = rest.next(), let second = rest.next(),
                let high = Character(Unicode.Scalar(first)).hexDigitValue,
                let low = Character(Unicode.Scalar(second)).hexDigitValue
            else { return nil }
            bytes.append(UInt8(high << 4 | low))
        }
        guard !bytes.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }

    /// A segment as a path carries it: everything but unreserved characters and sub-delimiters is escaped.
    static func encodedSegment(_ text: String) -> String {
        encoded(text, allowing: "-._~!$&'()*+,;=:@")
    }

    /// A query as an address carries it.
    static func encodedQuery(_ text: String) -> String {
        encoded(text, allowing: "-._~!$&'()*+,;=:@/?")
    }

    private static func encoded(_ text: String, allowing others: StaticString) -> String {
        let hexadecimal = Array("0123456789ABCDEF".utf8)
        let allowed = Set(others.description.utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                bytes.append(byte)
            case _ where allowed.contains(byte):
                bytes.append(byte)
            default:
                bytes += [UInt8(ascii: "%"), hexadecimal[Int(byte >> 4)], hexadecimal[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
