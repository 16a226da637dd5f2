import Crypto

/// The name of a served file: letters, digits, `-`, `_` and `.`, at most 120 bytes, no dot at its start and no two
/// in a row, so that it can never name another folder.
public struct AssetName: Sendable, Hashable, CustomStringConvertible {
    public let description: String

    /// - Returns: `nil` for anything else.
    public init?(_ text: some StringProtocol) {
        guard (1...120).contains(text.utf8.count) else { return nil }
        var previous = UInt8(ascii: ".")
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                break
            case UInt8(ascii: ".") where previous != UInt8(ascii: "."):
                break
            default:
                return nil
            }
            previous = byte
        }
        description = String(text)
    }

    /// The name of a file by its content: sixteen hexadecimal digits, and an ending.
    init(hashOf bytes: [UInt8], fileExtension: String? = nil) {
        let digits = Array("0123456789abcdef".utf8)
        let hash = SHA256.hash(data: bytes).prefix(8).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        description = String(decoding: hash, as: UTF8.self) + (fileExtension.map { ".\($0)" } ?? "")
    }

    /// The nearest valid name to one that somebody chose; `file` where nothing is left of it.
    public init(nearest text: String) {
        var kept = ""
        for scalar in text.unicodeScalars.prefix(120) {
            let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
            if isPlain || scalar == "_" {
                kept.unicodeScalars.append(scalar)
            } else if scalar == ".", !kept.isEmpty, kept.last != "." {
                kept.append(".")
            } else if !kept.isEmpty, kept.last != "-", kept.last != "." {
                kept.append("-")
            }
        }
        description = AssetName(kept)?.description ?? "file"
    }
}
