import Markup

/// The names and values of a query (`application/x-www-form-urlencoded`, as the URL Standard parses it).
struct FormQuery: Sendable {
    private let fields: [(name: String, value: String)]

    /// Reads any query: malformed escapes stand for themselves, malformed UTF-8 becomes U+FFFD, and control
    /// characters are dropped, since no field of ours has any.
    init(_ text: some StringProtocol) {
        fields = text.split(separator: "&").map { part in
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (Self.decoded(pair[0]), pair.count > 1 ? Self.decoded(pair[1]) : "")
        }
    }

    /// The first value of a name.
    subscript(name: String) -> String? {
        fields.first { $0.name == name }?.value
    }

    private static func decoded(_ text: some StringProtocol) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        let encoded = Array(text.utf8)
        var index = 0
        while index < encoded.count {
            if encoded[index] == UInt8(ascii: "+") {
                bytes.append(UInt8(ascii: " "))
            } else if encoded[index] == UInt8(ascii: "%"), index + 2 < encoded.count,
                let byte = UInt8(hexadecimal: encoded[index + 1], encoded[index + 2])
            {
                bytes.append(byte)
                index += 2
            } else {
                bytes.append(encoded[index])
            }
            index += 1
        }
        var decoded = String(decoding: bytes, as: UTF8.self)
        decoded.unicodeScalars.removeAll { $0.properties.generalCategory == .control }
        return decoded
    }
}
