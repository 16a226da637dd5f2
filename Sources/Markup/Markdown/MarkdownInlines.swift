extension MarkdownReader {
    /// What the inline nodes of a block become; those with raw HTML among them are read as HTML together, for a tag
    /// that opens in one may close in another.
    mutating func pieces(of nodes: [MarkdownNode], depth: Int) -> [Piece] {
        if holdsMarkup(nodes, depth: depth) {
            var bytes: [UInt8] = []
            for node in nodes { appendMarkup(of: node, to: &bytes, depth: depth) }
            return html.pieces(of: parsed(String(decoding: bytes, as: UTF8.self)))
        }
        return nodes.flatMap { piece($0, depth: depth + 1) }
    }

    private mutating func piece(_ node: MarkdownNode, depth: Int) -> [Piece] {
        guard depth < Self.depthLimit else { return [.inline(.text(node.text))] }
        switch node.kind {
        case "text": return [.inline(.text(node.literal))]
        case "softbreak": return [.inline(.text("\n"))]
        case "linebreak": return [.inline(.lineBreak)]
        case "code": return [.inline(.code(node.literal))]
        case "emph": return Piece.wrapped(inside(node, depth)) { .emphasis($0) }
        case "strong": return Piece.wrapped(inside(node, depth)) { .strong($0) }
        case "strikethrough": return Piece.wrapped(inside(node, depth)) { .deleted($0) }
        case "link":
            guard let url = SafeURL(parsing: node.url) else {
                html.report(String(node.url.prefix(200)), .linkRefused)
                return inside(node, depth)
            }
            return Piece.wrapped(inside(node, depth)) { .link(url, title: node.title, $0) }
        case "image": return picture(node)
        case "footnote_reference":
            return Int(node.literal).map { [.inline(.footnoteReference($0))] } ?? [.inline(.text("[^\(node.literal)]"))]
        default: return inside(node, depth)
        }
    }

    private mutating func inside(_ node: MarkdownNode, _ depth: Int) -> [Piece] {
        node.children.flatMap { piece($0, depth: depth + 1) }
    }

    private mutating func picture(_ node: MarkdownNode) -> [Piece] {
        let alt = node.text
        if let name = html.mediaName(node.url) {
            var figure = Figure(image: .media(name), alt: alt)
            if let bar = node.title.lastIndex(of: "|") {
                figure.caption = [.text(String(node.title[..<bar]))]
                figure.credit = [.text(String(node.title[node.title.index(after: bar)...]))]
            } else {
                figure.caption = [.text(node.title)]
            }
            return [.block(.figure(figure))]
        }
        guard let url = SafeURL(parsing: node.url) else {
            html.report(String(node.url.prefix(200)), .linkRefused)
            return [.inline(.text(alt))]
        }
        html.report(url.string, .pictureUnresolved)
        return [.inline(.link(url, title: nil, [.text(alt.isBlank ? url.string : alt)]))]
    }

    private func holdsMarkup(_ nodes: [MarkdownNode], depth: Int) -> Bool {
        guard depth < Self.depthLimit else { return false }
        return nodes.contains { $0.kind == "html_inline" || holdsMarkup($0.children, depth: depth + 1) }
    }

    private func appendMarkup(of node: MarkdownNode, to bytes: inout [UInt8], depth: Int) {
        guard depth < Self.depthLimit else { return bytes.appendContent(node.text) }
        func element(_ name: String, _ attributes: [(String, String)] = []) {
            bytes += "<\(name)".utf8
            for (name, value) in attributes {
                bytes += " \(name)=\"".utf8
                bytes.appendAttributeValue(value)
                bytes.append(UInt8(ascii: "\""))
            }
            bytes.append(UInt8(ascii: ">"))
            for child in node.children { appendMarkup(of: child, to: &bytes, depth: depth + 1) }
            bytes += "</\(name)>".utf8
        }
        switch node.kind {
        case "html_inline": bytes += node.literal.utf8
        case "text": bytes.appendContent(node.literal)
        case "softbreak": bytes += "\n".utf8
        case "linebreak": bytes += "<br>".utf8
        case "code":
            bytes += "<code>".utf8
            bytes.appendContent(node.literal)
            bytes += "</code>".utf8
        case "emph": element("em")
        case "strong": element("strong")
        case "strikethrough": element("del")
        case "link": element("a", [("href", node.url)] + (node.title.isEmpty ? [] : [("title", node.title)]))
        case "image":
            bytes += "<img src=\"".utf8
            bytes.appendAttributeValue(node.url)
            bytes += "\" alt=\"".utf8
            bytes.appendAttributeValue(node.text)
            bytes += "\">".utf8
        case "footnote_reference": bytes += "<a href=\"#fn-\(node.literal)\">\(node.literal)</a>".utf8
        default: for child in node.children { appendMarkup(of: child, to: &bytes, depth: depth + 1) }
        }
    }
}
