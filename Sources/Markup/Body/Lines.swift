extension Block {
    /// Every line in it, in reading order.
    var lines: [[Inline]] {
        var lines: [[Inline]] = []
        _ = mapLines { line in
            lines.append(line)
            return line
        }
        return lines
    }

    /// The same block with every line changed, in reading order.
    func mapLines(_ change: ([Inline]) -> [Inline]) -> Block {
        switch self {
        case .paragraph(let text): .paragraph(change(text))
        case .heading(let level, let text): .heading(level, change(text))
        case .quotation(let blocks, let attribution, let cite):
            .quotation(blocks.map { $0.mapLines(change) }, attribution: change(attribution), cite: cite)
        case .pullQuote(let text, let attribution): .pullQuote(change(text), attribution: change(attribution))
        case .list(let style, let items): .list(style, items.map { $0.map { $0.mapLines(change) } })
        case .table(let table): .table(table.mapLines(change))
        case .figure(let figure): .figure(figure.mapLines(change))
        case .gallery(let figures, let caption):
            .gallery(figures.map { $0.mapLines(change) }, caption: change(caption))
        case .aside(let title, let blocks): .aside(title: change(title), blocks.map { $0.mapLines(change) })
        case .code, .rule: self
        case .embed(var card):
            {
                card.text = card.text.map(change)
                return .embed(card)
            }()
        case .file(var card):
            {
                card.caption = change(card.caption)
                return .file(card)
            }()
        }
    }
}

extension Figure {
    func mapLines(_ change: ([Inline]) -> [Inline]) -> Figure {
        var figure = self
        figure.caption = change(caption)
        figure.credit = change(credit)
        return figure
    }
}

extension Table {
    func mapLines(_ change: ([Inline]) -> [Inline]) -> Table {
        func changed(_ rows: [Row]) -> [Row] {
            rows.map { row in
                Row(
                    row.cells.map { cell in
                        var cell = cell
                        cell.blocks = cell.blocks.map { $0.mapLines(change) }
                        return cell
                    })
            }
        }
        let caption = change(caption)
        let header = changed(header)
        return Table(caption: caption, header: header, rows: changed(rows))
    }
}
