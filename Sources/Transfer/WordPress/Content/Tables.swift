extension BodyWriter {
    /// Writes a table: its caption, the rows that head it, the rows. Feet follow the last row.
    mutating func table(_ node: Int, caption: Int?) {
        var head: [Int] = []
        var body: [Int] = []
        var foot: [Int] = []
        var caption = caption
        collectRows(of: node, into: &head, &body, &foot, &caption)
        // A table of one cell was only there for its frame.
        if head.isEmpty, foot.isEmpty, body.count == 1, cells(of: body[0]).count == 1 {
            notes.changed("table of a single cell", how: "set as text")
            return blocks(cells(of: body[0])[0])
        }
        if head.isEmpty, let first = body.first, !cells(of: first).isEmpty, cells(of: first).allSatisfy({ tree.tag(of: $0) == .th }),
            body.count > 1
        {
            head = [body.removeFirst()]
        }
        enclosed("<table>", "</table>") { writer in
            if let caption { writer.enclosed("<caption>", "</caption>") { $0.line(caption) } }
            writer.rows(head, "thead")
            writer.rows(body + foot, "tbody")
        }
    }

    private func collectRows(of node: Int, into head: inout [Int], _ body: inout [Int], _ foot: inout [Int], _ caption: inout Int?) {
        for child in tree.children(of: node) {
            switch tree.tag(of: child) {
            case .tr: body.append(child)
            case .thead: head += rows(in: child)
            case .tbody: body += rows(in: child)
            case .tfoot: foot += rows(in: child)
            case .caption: caption = caption ?? child
            default: break
            }
        }
    }

    private func rows(in node: Int) -> [Int] {
        tree.children(of: node).filter { tree.tag(of: $0) == .tr }
    }

    private func cells(of row: Int) -> [Int] {
        tree.children(of: row).filter { tree.tag(of: $0) == .td || tree.tag(of: $0) == .th }
    }

    private mutating func rows(_ rows: [Int], _ group: String) {
        guard !rows.isEmpty else { return }
        append("<\(group)>")
        for row in rows {
            append("<tr>")
            for cell in cells(of: row) { self.cell(cell) }
            append("</tr>")
        }
        append("</\(group)>")
    }

    private mutating func cell(_ node: Int) {
        let name = tree.tag(of: node) == .th ? "th" : "td"
        append("<\(name)")
        let attributes = attributes(of: node)
        if let span = attributes.integer("colspan"), span > 1, span <= 100 { append(" colspan=\"\(span)\"") }
        if let span = attributes.integer("rowspan"), span > 1, span <= 1000 { append(" rowspan=\"\(span)\"") }
        append(">")
        item(node)
        append("</\(name)>")
    }
}
