public import Storage

/// The SHA-256 of some bytes (FIPS 180-4), by which the object store addresses them.
public struct ContentHash: Sendable, Hashable, Codable, CustomStringConvertible, SQLBindable, SQLReadable {
    /// 64 lower-case hexadecimal digits.
    public let description: String

    /// - Returns: `nil` unless the text is 64 lower-case hexadecimal digits.
    public init?(_ text: String) {
        let isHash = text.utf8.count == 64 && text.utf8.allSatisfy {
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
        }
        guard isHash else { return nil }
        description = text
    }

    init(hexadecimalDigits: [UInt8]) {
        description = String(decoding: hexadecimalDigits, as: UTF8.self)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let hash = ContentHash(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "A content hash is 64 lower-case hexadecimal digits.")
        }
        self = hash
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    public var sqlValue: SQLValue { .text(description) }

    public init?(sqlValue: SQLValue) {
        guard case .text(let text) = sqlValue else { return nil }
        self.init(text)
    }
}
