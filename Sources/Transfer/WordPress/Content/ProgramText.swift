extension BodyWriter {
    /// Writes text whose line breaks and spaces count. Its marks are dropped: code has none.
    mutating func code(_ node: Int) {
        var text: [UInt8] = []
        var marks = 0
        appendVerbatim(node, to: &text, &marks)
        if marks > 0 { notes.changed("emphasis and links in preformatted text", how: "dropped", count: marks) }
        while let last = text.last, last.isMarkupSpace { text.removeLast() }
        if text.first == UInt8(ascii: "\r") { text.removeFirst() }
        if text.first == UInt8(ascii: "\n") { text.removeFirst() }
        guard !text.isEmpty else { return }
        append("<pre><code>")
        output.append(contentsOf: text)
        append("</code></pre>")
    }

    /// Verse keeps its lines as a paragraph does, with breaks.
    mutating func verse(_ node: Int) {
        notes.changed("verse", how: "set as a paragraph with line breaks")
        let start = output.count
        enclosed("<p>", "</p>") { $0.line(node) }
        guard output.count > start else { return }
        let lines = output[start...].split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let joined = Array(lines.joined(separator: "<br>".utf8))
        output.removeSubrange(start...)
        output.append(contentsOf: joined)
    }

    private func appendVerbatim(_ node: Int, to text: inout [UInt8], _ marks: inout Int) {
        for child in tree.children(of: node) {
            switch tree.nodes[child].kind {
            case .text:
                for byte in tree.bytes[tree.nodes[child].source] {
                    if byte == UInt8(ascii: "<") { text.append(contentsOf: "&lt;".utf8) } else { text.append(byte) }
                }
            case .element(.br): text.append(UInt8(ascii: "\n"))
            case .element(let tag):
                if ![.code, .span, .kbd, .samp, .tt].contains(tag) { marks += 1 }
                appendVerbatim(child, to: &text, &marks)
            case .block: appendVerbatim(child, to: &text, &marks)
            case .more, .nextPage: break
            }
        }
    }
}
