import Crypto
import Foundation

/// The key that confidential sources are sealed with: 256 bits that stand in the environment or in a file, never in the
/// database.
public struct SourceKey: Sendable, CustomStringConvertible {
    let key: SymmetricKey

    /// Names the key without telling anything of it; stored with what it seals, so that a wrong key is known as such.
    public let fingerprint: String

    /// Reads a key as 64 hexadecimal digits or as base64 of 32 bytes; white space around it is nothing.
    /// - Throws: ``SourceKeyError/malformed``
    public init(parsing text: String) throws(SourceKeyError) {
        let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard let bytes = Self.hexadecimal(text) ?? Data(base64Encoded: text).map({ [UInt8]($0) }), bytes.count == 32
        else { throw .malformed }
        key = SymmetricKey(data: bytes)
        let code = HMAC<SHA256>.authenticationCode(for: Data("standfirst: name of a source key".utf8), using: key)
        fingerprint = code.prefix(8).map { Self.digits($0) }.joined()
    }

    /// A new key as its owner is to keep it: 64 hexadecimal digits.
    public static func make() -> String {
        SymmetricKey(size: .bits256).withUnsafeBytes { bytes in bytes.map { digits($0) }.joined() }
    }

    /// Never the key itself, so that no log can hold it.
    public var description: String { "source key \(fingerprint)" }

    private static func digits(_ byte: UInt8) -> String {
        let text = String(byte, radix: 16)
        return text.count == 1 ? "0" + text : text
    }

    private static func hexadecimal(_ text: String) -> [UInt8]? {
        let digits = text.compactMap(\.hexDigitValue)
        guard digits.count == 64, text.count == 64 else { return nil }
        return stride(from: 0, to: 64, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}

/// Why a confidential source can't be sealed or opened.
public enum SourceKeyError: Error, Sendable, Hashable, CustomStringConvertible {
    case missing
    case malformed
    case unreadable(path: String, why: String)
    case wrong(given: String, needed: String)
    /// The right key, and the sealed bytes are not those that were sealed.
    case damaged

    public var description: String {
        switch self {
        case .missing:
            """
            Confidential sources are sealed with a key, and none is given: set STANDFIRST_SOURCE_KEY to 64 hexadecimal \
            digits, or STANDFIRST_SOURCE_KEY_FILE to a file that holds them (`openssl rand -hex 32` makes a key).
            """
        case .malformed: "The source key is none: it must be 64 hexadecimal digits, or base64 of 32 bytes."
        case .unreadable(let path, let why): "The source key in \(path) can't be read: \(why)."
        case .wrong(let given, let needed):
            "The source was sealed with the key \(needed), and the one given is \(given): set STANDFIRST_SOURCE_KEY to that one."
        case .damaged: "The sealed source is damaged: its bytes are not those that were sealed. Restore it from a backup."
        }
    }
}
