extension BodyReader {
    /// A table, with what stands in it but in no cell after it.
    mutating func table(_ element: HTMLElement) -> [Block] {
        var table = Table(rows: [])
        var foot: [Table.Row] = []
        var rest: [Block] = []
        for child in element.elements {
            switch child.name {
            case "caption":
                let caption = line(child.children)
                if table.caption.isEmpty { table.caption = caption.line } else { rest.append(.paragraph(caption.line)) }
                rest += caption.rest
            case "thead": table.header += rows(child, &rest)
            case "tbody": table.rows += rows(child, &rest)
            case "tfoot": foot += rows(child, &rest)
            case "tr": table.rows.append(row(child, &rest))
            case "colgroup", "col": continue
            default: rest += flow([.element(child)])
            }
        }
        table.rows += foot
        return [.table(table)] + rest
    }

    private mutating func rows(_ group: HTMLElement, _ rest: inout [Block]) -> [Table.Row] {
        reportAttributes(of: group)
        var rows: [Table.Row] = []
        for child in group.elements {
            if child.name == "tr" { rows.append(row(child, &rest)) } else { rest += flow([.element(child)]) }
        }
        return rows
    }

    private mutating func row(_ element: HTMLElement, _ rest: inout [Block]) -> Table.Row {
        reportAttributes(of: element)
        var cells: [Table.Cell] = []
        for child in element.elements {
            guard child.name == "td" || child.name == "th" else {
                rest += flow([.element(child)])
                continue
            }
            reportAttributes(of: child)
            cells.append(
                Table.Cell(
                    flow([.element(child)]), isHeader: child.name == "th",
                    columnSpan: child.attribute("colspan").flatMap { Int($0) } ?? 1,
                    rowSpan: child.attribute("rowspan").flatMap { Int($0) } ?? 1, alignment: child.alignment))
        }
        return Table.Row(cells)
    }
}

extension HTMLElement {
    fileprivate var alignment: Table.Alignment? {
        if let name = attribute("data-align") { return Table.Alignment(rawValue: name) }
        if hasClass("has-text-align-right", "number") { return .end }
        if hasClass("has-text-align-center") { return .centre }
        switch attribute("align")?.lowercased() {
        case "right": return .end
        case "center": return .centre
        default: break
        }
        let style = attribute("style")?.lowercased().filter { !$0.isWhitespace } ?? ""
        if style.contains("text-align:right") || style.contains("text-align:end") { return .end }
        return style.contains("text-align:center") ? .centre : nil
    }
}
