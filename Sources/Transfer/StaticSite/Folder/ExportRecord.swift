import Crypto

/// What an export knows of a file that it wrote.
struct ExportRecord: Sendable, Hashable {
    /// Of the bytes, or of what they are made of where that is quicker to have.
    let digest: ExportDigest
    let size: Int
    /// In nanoseconds since 1970.
    let modified: Int64
    /// Whether its `.gz` and `.br` stand beside it, with the same time.
    let isCompressed: Bool
}

/// The first half of a SHA-256.
struct ExportDigest: Sendable, Hashable, CustomStringConvertible {
    private let high: UInt64
    private let low: UInt64

    init(of bytes: [UInt8]) {
        var halves: (UInt64, UInt64) = (0, 0)
        SHA256.hash(data: bytes).withUnsafeBytes { digest in
            halves = (
                UInt64(bigEndian: digest.loadUnaligned(as: UInt64.self)),
                UInt64(bigEndian: digest.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            )
        }
        (high, low) = halves
    }

    /// - Parameter text: 32 hexadecimal digits, as `description` gives them.
    init?(_ text: Substring) {
        guard text.utf8.count == 32, let high = UInt64(text.prefix(16), radix: 16), let low = UInt64(text.suffix(16), radix: 16)
        else { return nil }
        self.high = high
        self.low = low
    }

    var description: String { Self.digits(high) + Self.digits(low) }

    private static func digits(_ half: UInt64) -> String {
        let digits = String(half, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
}
