extension BodyPage {
    mutating func write(_ figure: Figure, in place: BodyRenderer.Picture.Place) {
        let picture = renderer.picture(
            BodyRenderer.Picture(
                media: figure.image.media, alt: figure.alt, width: figure.width, height: figure.height, place: place))
        write("<figure class=\"picture\"\(data: "width", place.width)>\(picture)")
        if !figure.caption.isEmpty || !figure.credit.isEmpty {
            tag("<figcaption>")
            write(figure.caption)
            if !figure.credit.isEmpty {
                write(figure.credit, figure.caption.isEmpty ? "<span class=\"credit\">" : " <span class=\"credit\">", "</span>")
            }
            tag("</figcaption>")
        }
        tag("</figure>")
    }

    /// A table in a region that can be scrolled by keyboard, named by its caption.
    mutating func write(_ table: Table) {
        let name = table.caption.isEmpty ? renderer.labels.table : table.caption.plainText
        write("<div class=\"table\" tabindex=\"0\" role=\"region\"\(aria: "label", name)><table>")
        if !table.caption.isEmpty { write(table.caption, "<caption>", "</caption>") }
        if !table.header.isEmpty {
            tag("<thead>")
            write(table.header, scope: "col")
            tag("</thead>")
        }
        if !table.rows.isEmpty {
            tag("<tbody>")
            write(table.rows, scope: "row")
            tag("</tbody>")
        }
        tag("</table></div>")
    }

    private mutating func write(_ rows: [Table.Row], scope: String) {
        for row in rows {
            tag("<tr>")
            for cell in row.cells {
                let columns = cell.columnSpan > 1 ? cell.columnSpan : nil
                let spans: HTML = "\(attribute: .colspan, columns)\(attribute: .rowspan, cell.rowSpan > 1 ? cell.rowSpan : nil)"
                let look: HTML = "\(class: cell.alignment?.className)"
                // A corner without words heads nothing.
                let isHeader = cell.isHeader && !cell.blocks.isEmpty
                if isHeader {
                    write("<th\(attribute: .scope, scope)\(spans)\(look)>")
                } else {
                    write("<td\(spans)\(look)>")
                }
                writeCompact(cell.blocks)
                tag(isHeader ? "</th>" : "</td>")
            }
            tag("</tr>")
        }
    }

    /// A card: what was stored of the original, and the way to it.
    mutating func write(_ card: EmbedCard) {
        write("<figure class=\"embed\"\(data: "source", card.kind.rawValue)>")
        if let image = card.image {
            let picture = renderer.picture(BodyRenderer.Picture(media: image, alt: "", place: .card))
            if !picture.isEmpty { write("<div class=\"embed-picture\">\(picture)</div>") }
        }
        if card.title != nil || !card.text.isEmpty {
            write("<blockquote\(cite: card.url)>")
            if let title = card.title {
                enterLine()
                write("<p><strong>\(title)</strong></p>")
            }
            for paragraph in card.text { write(paragraph, "<p>", "</p>") }
            tag("</blockquote>")
        }
        tag("<figcaption>")
        if !card.author.isEmpty || card.handle != nil {
            let name = [card.author, card.handle ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
            write("<cite>\(name)</cite> ")
        }
        write("<span class=\"embed-site\">\(card.provider)</span> ")
        if let time = card.published {
            write("<time\(attribute: .datetime, time.string)>\(renderer.labels.time(time))</time> ")
        }
        write("<a\(href: card.url)>\(renderer.labels.seeOriginal)</a></figcaption></figure>")
    }

    /// A player for what is in the archive; a link for anything else.
    mutating func write(_ card: FileCard) {
        enterLine()
        let address: SafeURL?
        var isOurs = false
        switch card.location {
        case .media(let name):
            address = renderer.file(name)
            isOurs = true
        case .web(let url): address = resolved(url)
        }
        write("<figure class=\"file\"\(data: "kind", card.kind.rawValue)>")
        if let address, isOurs {
            switch card.kind {
            case .audio:
                write("<audio controls preload=\"none\"\(src: address)\(aria: "label", card.title)></audio>")
            case .video:
                write("<video controls preload=\"none\"\(src: address)\(aria: "label", card.title)></video>")
            case .document: break
            }
        }
        if let address { write("<a\(href: address)>\(card.title)</a>") } else { write("<span>\(card.title)</span>") }
        if !card.caption.isEmpty { write(card.caption, "<figcaption>", "</figcaption>") }
        tag("</figure>")
    }
}

extension BodyRenderer.Picture.Place {
    fileprivate var width: String? {
        switch self {
        case .figure(let placement): placement.rawValue
        case .gallery, .card: nil
        }
    }
}

extension Table.Alignment {
    /// Numbers stand at the end of their cell.
    fileprivate var className: String? {
        switch self {
        case .start: nil
        case .centre: "centre"
        case .end: "number"
        }
    }
}
