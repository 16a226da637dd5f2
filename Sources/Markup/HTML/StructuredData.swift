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
        json.withUnsafeBufferPointer { json in
            // What needs no escape is taken over in one go.
            var start = 0
            var index = 0
            func escape(_ text: StaticString, _ length: Int, _ bytes: inout [UInt8]) {
                bytes.append(contentsOf: json[start..<index])
                text.withUTF8Buffer { bytes.append(contentsOf: $0) }
                index += length
                start = index
            }
            while index < json.count {
                switch json[index] {
                case UInt8(ascii: "<"): escape("\\u003C", 1, &self)
                case UInt8(ascii: ">"): escape("\\u003E", 1, &self)
                case UInt8(ascii: "&"): escape("\\u0026", 1, &self)
                case 0xE2 where index + 2 < json.count && json[index + 1] == 0x80 && json[index + 2] & 0xFE == 0xA8:
                    escape(json[index + 2] == 0xA8 ? "\\u2028" : "\\u2029", 3, &self)
                default: index += 1
                }
            }
            append(contentsOf: json[start...])
        }
    }
}
