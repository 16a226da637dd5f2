public import Crypto
public import Storage
public import SystemPackage

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

    public init(digest: SHA256.Digest) {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(64)
        for byte in digest {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        self.init(hexadecimalDigits: text)
    }

    /// The hash of a file's bytes, read in pieces.
    /// - Throws: ``ObjectStoreError/unreadable(path:why:)``
    public static func hash(ofFileAt path: FilePath) async throws -> ContentHash {
        try await blocking {
            var hasher = SHA256()
            try path.eachPiece { hasher.update(bufferPointer: $0) }
            return ContentHash(digest: hasher.finalize())
        }
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
