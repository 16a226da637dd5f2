import Crypto
import Foundation
import Storage

/// A request as AWS Signature Version 4 sees it, and the signature of it.
///
/// "Authenticating Requests (AWS Signature Version 4)" in the Amazon S3 API Reference. S3 encodes a path once and takes
/// it as it stands, where other services encode twice and resolve dots.
struct RequestSignature {
    let method: String
    /// Percent-encoded, as it is sent.
    let path: String
    /// Not yet encoded.
    var query: [(name: String, value: String)] = []
    /// All of them are signed.
    let headers: [(name: String, value: String)]
    /// The payload's SHA-256 in hexadecimal digits, or `UNSIGNED-PAYLOAD`.
    let payloadHash: String

    /// Where and when a signature holds.
    struct Scope {
        let time: Timestamp
        let region: String
        var service = "s3"

        /// `YYYYMMDDTHHMMSSZ`.
        var moment: String {
            let style = Date.ISO8601FormatStyle(dateSeparator: .omitted, timeSeparator: .omitted)
            return Date(timeIntervalSince1970: Double(time.milliseconds / 1000)).formatted(style)
        }

        var day: String { String(moment.prefix(8)) }
        var description: String { "\(day)/\(region)/\(service)/aws4_request" }
    }

    /// The query as it is sent and signed: encoded, and sorted by the bytes of its names and then of its values.
    var canonicalQuery: String {
        query.map { (SignedText.encoded($0.name), SignedText.encoded($0.value)) }
            .sorted { $0.0 == $1.0 ? $0.1.utf8.lexicographicallyPrecedes($1.1.utf8) : $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }
            .map { "\($0)=\($1)" }
            .joined(separator: "&")
    }

    /// Names in lower case and in order, values without needless space; a name's several values are one list.
    private var canonicalHeaders: [(name: String, value: String)] {
        var values: [String: [String]] = [:]
        for header in headers {
            let value = header.value.split(whereSeparator: { $0 == " " || $0 == "\t" }).joined(separator: " ")
            values[header.name.lowercased(), default: []].append(value)
        }
        return values.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { ($0.key, $0.value.joined(separator: ",")) }
    }

    private var signedHeaders: String { canonicalHeaders.map(\.name).joined(separator: ";") }

    var canonicalRequest: String {
        """
        \(method)
        \(path)
        \(canonicalQuery)
        \(canonicalHeaders.map { "\($0.name):\($0.value)\n" }.joined())
        \(signedHeaders)
        \(payloadHash)
        """
    }

    func stringToSign(_ scope: Scope) -> String {
        "AWS4-HMAC-SHA256\n\(scope.moment)\n\(scope.description)\n\(SignedText.hash(of: canonicalRequest.utf8))"
    }

    /// 64 hexadecimal digits.
    func signature(_ scope: Scope, _ credentials: S3Credentials) -> String {
        var key = SymmetricKey(data: Array("AWS4\(credentials.secretKey)".utf8))
        for part in [scope.day, scope.region, scope.service, "aws4_request"] {
            key = SymmetricKey(data: HMAC<SHA256>.authenticationCode(for: Array(part.utf8), using: key))
        }
        let code = HMAC<SHA256>.authenticationCode(for: Array(stringToSign(scope).utf8), using: key)
        return SignedText.hexadecimal(code)
    }

    /// The value of `Authorization`.
    func authorization(_ scope: Scope, _ credentials: S3Credentials) -> String {
        "AWS4-HMAC-SHA256 Credential=\(credentials.accessKey)/\(scope.description), SignedHeaders=\(signedHeaders), "
            + "Signature=\(signature(scope, credentials))"
    }
}

/// How text is written in what is signed.
enum SignedText {
    /// Percent-encodes all but the unreserved characters of RFC 3986, in upper-case digits.
    static func encoded(_ text: String, keepingSlashes: Bool = false) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
                bytes.append(byte)
            case UInt8(ascii: "/") where keepingSlashes:
                bytes.append(byte)
            default:
                let digits = Array("0123456789ABCDEF".utf8)
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    static func hash(of bytes: some Sequence<UInt8>) -> String { hexadecimal(SHA256.hash(data: Array(bytes))) }

    static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
