extension CanonicalCursor {
    mutating func table(_ depth: Int) throws(BodyError) -> Table {
        let caption = take("<caption>") ? try line("</caption>") : []
        let header = take("<thead>") ? try rows("</thead>", depth) : []
        let rows = take("<tbody>") ? try rows("</tbody>", depth) : []
        try expect("</table>")
        return Table(caption: caption, header: header, rows: rows)
    }

    private mutating func rows(_ end: StaticString, _ depth: Int) throws(BodyError) -> [Table.Row] {
        var rows: [Table.Row] = []
        while take("<tr>") {
            var cells: [Table.Cell] = []
            while isNext("<th") || isNext("<td") { cells.append(try cell(depth)) }
            try expect("</tr>")
            rows.append(Table.Row(cells))
        }
        try expect(end)
        return rows
    }

    private mutating func cell(_ depth: Int) throws(BodyError) -> Table.Cell {
        let isHeader = take("<th")
        if !isHeader { try expect("<td") }
        let columnSpan = try attribute(" colspan=\"").flatMap { Int($0) } ?? 1
        let rowSpan = try attribute(" rowspan=\"").flatMap { Int($0) } ?? 1
        let alignment = try attribute(" data-align=\"").flatMap(Table.Alignment.init(rawValue:))
        try expect(">")
        let line = try line()
        let rest = try blocks(depth: depth)
        try expect(isHeader ? "</th>" : "</td>")
        return Table.Cell(
            line.isEmpty ? rest : [.paragraph(line)] + rest, isHeader: isHeader, columnSpan: columnSpan,
            rowSpan: rowSpan, alignment: alignment)
    }

    mutating func embed() throws(BodyError) -> EmbedCard {
        guard let kind = try attribute(" data-kind=\"").flatMap(EmbedCard.Kind.init(rawValue:)),
            let provider = try attribute(" data-provider=\""),
            let url = try attribute(" data-url=\"").flatMap(SafeURL.init(parsing:))
        else { throw .notCanonical }
        var card = EmbedCard(url: url, provider: provider, kind: kind)
        card.author = try attribute(" data-author=\"") ?? ""
        card.handle = try attribute(" data-handle=\"")
        card.published = try attribute(" data-published=\"").flatMap(PublishedTime.init(parsing:))
        card.title = try attribute(" data-title=\"")
        try expect(">")
        if take("<img") {
            guard let image = try attribute(" src=\"").flatMap(MediaName.init(address:)) else { throw .notCanonical }
            card.image = image
            try expect(" alt=\"\">")
        }
        if take("<blockquote>") {
            while take("<p>") {
                card.text.append(try line("</p>"))
            }
            try expect("</blockquote>")
        }
        try expect("</figure>")
        return card
    }

    mutating func file() throws(BodyError) -> FileCard {
        guard let kind = try attribute(" data-kind=\"").flatMap(FileCard.Kind.init(rawValue:)) else {
            throw .notCanonical
        }
        try expect("><a")
        guard let address = try attribute(" href=\""), let location = FileCard.Location(address: address) else {
            throw .notCanonical
        }
        try expect(">")
        let title = try content()
        try expect("</a>")
        var card = FileCard(location: location, kind: kind, title: title)
        if take("<figcaption>") {
            card.caption = try line("</figcaption>")
        }
        try expect("</figure>")
        return card
    }
}

extension FileCard.Location {
    init?(address: String) {
        if let name = MediaName(address: address) {
            self = .media(name)
        } else if let url = SafeURL(parsing: address) {
            self = .web(url)
        } else {
            return nil
        }
    }
}
