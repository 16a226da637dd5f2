import Foundation
import Markup

/// A web page's text.
struct HTMLPage {
    let text: String

    private static let prologue = 1_024

    init(bytes: [UInt8], charset: String? = nil) throws(BodyError) {
        let markup = TextEncoding.text(bytes, charset: charset ?? Self.declaredCharset(in: bytes))
        text = try DocumentText(html: markup).plain.string
    }

    /// What `<meta charset=…>` says within the first bytes, where HTML wants it.
    private static func declaredCharset(in bytes: [UInt8]) -> String? {
        let start = String(decoding: bytes.prefix(prologue), as: UTF8.self).lowercased()
        guard let key = start.firstRange(of: "charset=") else { return nil }
        let value = start[key.upperBound...].drop { $0 == "\"" || $0 == "'" || $0 == " " }
        let name = value.prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
        return name.isEmpty ? nil : String(name)
    }
}
