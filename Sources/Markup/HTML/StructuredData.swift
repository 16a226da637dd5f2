import Foundation

extension HTML {
    /// A JSON-LD block: `<script type="application/ld+json">…</script>`.
    ///
    /// `<`, `>`, `&`, U+2028 and U+2029 are written as JSON escapes, so nothing in the value can end the element.
    ///
    /// - Throws: What the value's own encoding throws.
    public static func jsonLD(_ value: some Encodable) throws -> HTML {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return jsonLD(written: [UInt8](try encoder.encode(value)))
    }

    /// As ``jsonLD(_:)-(some Encodable)``, of JSON that is written already.
    public static func jsonLD(written json: [UInt8]) -> HTML {
        var html: HTML = "<script type=\"application/ld+json\">"
        html.bytes.appendScriptSafe(json)
        html.append("</script>")
        return html
    }
}

extension [UInt8] {
    mutating func appendScriptSafe(_ json: [UInt8]) {
        reserveCapacity(count + json.count + json.count / 16 + 16)
        var index = 0
        while index < json.count {
            switch json[index] {
            case UInt8(ascii: "<"): append(contentsOf: "\\u003C".utf8)
            case UInt8(ascii: ">"): append(contentsOf: "\\u003E".utf8)
            case UInt8(ascii: "&"): append(contentsOf: "\\u0026".utf8)
            case 0xE2 where index + 2 < json.count && json[index + 1] == 0x80 && json[index + 2] & 0xFE == 0xA8:
                append(contentsOf: json[index + 2] == 0xA8 ? "\\u2028".utf8 : "\\u2029".utf8)
                index += 2
            case let byte: append(byte)
            }
            index += 1
        }
    }
}
