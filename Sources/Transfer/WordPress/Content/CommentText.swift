/// What WordPress does with a reader's comment before it shows it: bare addresses become links, and shortcodes are text.
enum CommentText {
    static func prepare(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var scanner = MarkupScanner(bytes)
        // Inside a link, or where mark-up is shown as it is written, an address stays text.
        var enclosing = 0
        while let token = scanner.next() {
            guard token.kind == .text else {
                if [.a, .pre, .code, .script, .style].contains(token.tag), !token.isSelfClosing {
                    enclosing = max(0, enclosing + (token.kind == .startTag ? 1 : -1))
                }
                output += bytes[token.range]
                continue
            }
            if enclosing == 0 {
                appendLinking(bytes, token.range, to: &output)
            } else {
                appendText(bytes[token.range], to: &output)
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    private static func appendLinking(_ bytes: [UInt8], _ range: Range<Int>, to output: inout [UInt8]) {
        var index = range.lowerBound
        var plain = index
        while index < range.upperBound {
            guard bytes[index] == UInt8(ascii: "h"), index == range.lowerBound || !isWord(bytes[index - 1]),
                let end = addressEnd(bytes, from: index, limit: range.upperBound)
            else {
                index += 1
                continue
            }
            appendText(bytes[plain..<index], to: &output)
            output += "<a href=\"".utf8
            appendText(bytes[index..<end], to: &output)
            output += "\">".utf8
            appendText(bytes[index..<end], to: &output)
            output += "</a>".utf8
            index = end
            plain = end
        }
        appendText(bytes[plain..<range.upperBound], to: &output)
    }

    /// Where the address that begins here ends, without the punctuation of the sentence that it stands in.
    private static func addressEnd(_ bytes: [UInt8], from start: Int, limit: Int) -> Int? {
        let scheme = bytes.holds("https://", at: start) ? 8 : bytes.holds("http://", at: start) ? 7 : 0
        guard scheme > 0 else { return nil }
        var end = start + scheme
        while end < limit, !bytes[end].isMarkupSpace, ![UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\"")].contains(bytes[end]) {
            end += 1
        }
        let opens = bytes[start..<end].contains(UInt8(ascii: "("))
        while end > start + scheme, ".,;:!?'".utf8.contains(bytes[end - 1]) || (bytes[end - 1] == UInt8(ascii: ")") && !opens) { end -= 1 }
        return end > start + scheme ? end : nil
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        byte.isASCIILetter || byte.isASCIIDigit || byte >= 0x80
    }

    private static func appendText(_ text: ArraySlice<UInt8>, to output: inout [UInt8]) {
        for byte in text {
            if byte == UInt8(ascii: "[") { output += "&#91;".utf8 } else { output.append(byte) }
        }
    }
}
