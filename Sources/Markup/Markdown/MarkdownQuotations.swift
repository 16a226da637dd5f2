extension MarkdownReader {
    /// A block quotation, or what its first line says that it is.
    mutating func quotation(_ node: MarkdownNode, depth: Int) -> [Block] {
        var blocks = blocks(of: node.children, depth: depth)
        guard let directive = directive(of: node) else {
            let attribution = Self.takeAttribution(&blocks)
            return [.quotation(blocks, attribution: attribution, cite: nil)]
        }
        Self.dropFirstLine(&blocks)
        switch directive.kind {
        case "pull":
            let attribution = Self.takeAttribution(&blocks)
            return html.pullQuote(blocks, attribution)
        case "aside":
            return [.aside(title: directive.rest.isEmpty ? [] : [.text(directive.rest)], blocks)]
        default: return card(directive, blocks)
        }
    }

    private func card(_ directive: Directive, _ blocks: [Block]) -> [Block] {
        let values = directive.values
        guard let kind = EmbedCard.Kind(rawValue: directive.kind),
            let url = values["url"].flatMap(SafeURL.init(parsing:)), url.isWeb
        else {
            return [.quotation(blocks, attribution: [.text(values["author"] ?? "")], cite: nil)]
        }
        var card = EmbedCard(
            url: url, provider: values["provider"] ?? "", kind: kind, author: values["author"] ?? "",
            handle: values["handle"], published: values["date"].flatMap(PublishedTime.init(parsing:)),
            title: values["title"])
        var rest: [Block] = []
        for block in blocks {
            switch block {
            case .paragraph(let line): card.text.append(line)
            case .figure(let figure) where card.image == nil: card.image = figure.image.media
            default: rest.append(block)
            }
        }
        return [.embed(card)] + rest
    }

    /// Takes the last line of the last paragraph away where it begins with an em dash.
    private static func takeAttribution(_ blocks: inout [Block]) -> [Inline] {
        guard case .paragraph(let line)? = blocks.last else { return [] }
        let lastBreak = line.lastIndex { $0 == .lineBreak || $0 == .text("\n") }
        let start = lastBreak.map { $0 + 1 } ?? 0
        guard start < line.count, case .text(let first) = line[start], first.hasPrefix("—") else { return [] }
        // A quotation that is one line alone is its text, dash or not.
        guard lastBreak != nil || blocks.count > 1 else { return [] }
        let attribution = [.text(String(first.dropFirst()))] + line[(start + 1)...]
        blocks.removeLast()
        if let lastBreak { blocks.append(.paragraph(Array(line[..<lastBreak]))) }
        return attribution
    }

    private static func dropFirstLine(_ blocks: inout [Block]) {
        guard case .paragraph(let line)? = blocks.first else { return }
        if let end = line.firstIndex(where: { $0 == .lineBreak || $0 == .text("\n") }) {
            blocks[0] = .paragraph(Array(line[(end + 1)...]))
        } else {
            blocks.removeFirst()
        }
    }

    /// What the first line of a quotation says, read from the source, for Markdown sees links in it.
    private func directive(of node: MarkdownNode) -> Directive? {
        guard node.children.first?.kind == "paragraph", sourceLines.indices.contains(node.startLine - 1) else { return nil }
        return Directive(line: sourceLines[node.startLine - 1])
    }
}

/// The first line of a quotation that is more than one: `[!kind] rest`, the rest a title or `name="value"` pairs.
struct Directive {
    var kind: String
    var rest: String

    init?(line: Substring) {
        guard let start = line.firstRange(of: "[!"), line[..<start.lowerBound].allSatisfy({ ">-+*. \t".contains($0) || $0.isNumber })
        else { return nil }
        let afterMark = line[start.upperBound...]
        guard let end = afterMark.firstIndex(of: "]") else { return nil }
        kind = afterMark[..<end].lowercased()
        guard ["pull", "aside"].contains(kind) || EmbedCard.Kind(rawValue: kind) != nil else { return nil }
        rest = String(afterMark[afterMark.index(after: end)...]).asOneLine()
    }

    /// The pairs; the first of a name counts.
    var values: [String: String] {
        var values: [String: String] = [:]
        var remaining = rest[...]
        while let equals = remaining.firstRange(of: "=\"") {
            let name = remaining[..<equals.lowerBound].split(separator: " ").last.map(String.init) ?? ""
            let afterQuote = remaining[equals.upperBound...]
            let end = afterQuote.firstIndex(of: "\"") ?? afterQuote.endIndex
            if values[name] == nil { values[name] = String(afterQuote[..<end]) }
            remaining = end < afterQuote.endIndex ? afterQuote[afterQuote.index(after: end)...] : ""
        }
        return values
    }
}
