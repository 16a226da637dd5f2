import Compression
import Crypto

/// A strong validator of an answer's bytes (RFC 9110, 8.8.3).
struct EntityTag: Hashable, CustomStringConvertible {
    /// In its quotation marks.
    let description: String

    init(of bytes: [UInt8]) {
        let digits = Array("0123456789abcdef".utf8)
        let hash = SHA256.hash(data: bytes).prefix(16).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        description = "\"\(String(decoding: hash, as: UTF8.self))\""
    }

    private init(description: String) {
        self.description = description
    }

    /// The validator of the same bytes in a content coding, which are others.
    func variant(_ coding: ContentCoding) -> EntityTag {
        EntityTag(description: "\(description.dropLast())-\(coding.rawValue)\"")
    }

    /// Whether an `If-None-Match` names it (weak comparison, as that field asks).
    func matches(_ field: String) -> Bool {
        field.split(separator: ",").contains { candidate in
            let tag = candidate.trimming { $0 == " " || $0 == "\t" }
            return tag == "*" || tag == description || tag == "W/\(description)"
        }
    }
}

extension Substring {
    fileprivate func trimming(_ isPadding: (Character) -> Bool) -> Substring {
        var text = drop(while: isPadding)
        while let last = text.last, isPadding(last) { text.removeLast() }
        return text
    }
}
