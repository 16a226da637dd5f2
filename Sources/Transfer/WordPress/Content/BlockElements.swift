extension BodyWriter {
    /// Writes a block element as what the body calls it.
    mutating func block(_ tag: MarkupTag, _ node: Int) {
        noteLayout(of: node)
        if language(of: node) != nil, !tag.isHeading, tag != .pre, tag != .table {
            formatted(node) { $0.blockElement(tag, node) }
        } else {
            blockElement(tag, node)
        }
    }

    private mutating func blockElement(_ tag: MarkupTag, _ node: Int) {
        switch tag {
        case .p, .address: blocks(node)
        case .h1, .h2: heading("h2", node)
        case .h3: heading("h3", node)
        case .h4, .h5, .h6: heading("h4", node)
        case .blockquote: quotation(node)
        case .ul where isGallery(node): gallery(node)
        case .ul, .menu, .dir: list("ul", node)
        case .ol: list("ol", node)
        case .dl: definitionList(node)
        case .li, .dt, .dd: blocks(node)
        case .table: table(node, caption: nil)
        case .figure: figure(node)
        case .img: picture(node, caption: nil)
        case .picture: pictureElement(node)
        case .aside: aside(node)
        case .pre: code(node)
        case .hr: append("<hr>")
        case .details: details(node)
        case .figcaption, .caption, .summary, .legend: blocks(node)
        case .audio, .video: recording(node, tag, caption: nil)
        case .iframe: frame(node)
        case .embed, .object: embeddedObject(node, tag)
        case .canvas, .svg, .math:
            notes.omitted("<\(tag.rawValue)> drawing", why: "only text and pictures can be carried over")
        case .script: notes.omitted("script", why: "pages load nothing from elsewhere and need no script")
        case .style, .link, .meta, .title, .head: notes.omitted("style sheet or page header in the text", why: "the look is set by the publication")
        case .noscript, .template: notes.omitted("<\(tag.rawValue)> element", why: "it is not shown to readers")
        case .textarea, .select, .input, .form, .search: form(node, tag)
        case .div: division(node)
        default: blocks(node)
        }
    }

    /// The first galleries of the block editor are lists.
    private func isGallery(_ node: Int) -> Bool {
        let attributes = attributes(of: node)
        return attributes.hasClass("wp-block-gallery") || attributes.hasClass("blocks-gallery-grid")
    }

    private mutating func heading(_ name: String, _ node: Int) {
        if let tag = tree.tag(of: node), tag.rawValue != name {
            notes.changed("heading <\(tag.rawValue)>", how: "set as <\(name)>")
        }
        enclosed("<\(name)>", "</\(name)>") { $0.line(node) }
    }

    private mutating func list(_ name: String, _ node: Int) {
        var opening = "<\(name)>"
        if name == "ol" {
            if let start = attributes(of: node).integer("start"), start > 1, start < 1_000_000 { opening = "<ol start=\"\(start)\">" }
            if attributes(of: node)["reversed"] != nil {
                notes.changed("list counted backwards", how: "counted forwards")
            }
        }
        enclosed(opening, "</\(name)>") { $0.listItems(node) }
    }

    private mutating func listItems(_ node: Int) {
        for child in tree.children(of: node) {
            switch tree.nodes[child].kind {
            case .block: listItems(child)
            case .element(.li): listItem(child)
            case .text where tree.isBlank(child): break
            case .more, .nextPage: break
            default:
                // A list directly inside a list belongs to the item before it; it becomes an item of its own.
                let start = output.count
                append("<li>")
                let contentStart = output.count
                flowChild(child)
                endParagraph()
                if output.count == contentStart { output.removeSubrange(start...) } else { append("</li>") }
            }
        }
    }

    private mutating func listItem(_ node: Int) {
        append("<li>")
        item(node)
        append("</li>")
    }

    /// The body has no lists of terms: the term becomes a bold line, its meaning the paragraphs below it.
    private mutating func definitionList(_ node: Int) {
        notes.changed("list of definitions", how: "set as paragraphs, the terms bold")
        definitions(node)
    }

    private mutating func definitions(_ node: Int) {
        for child in tree.children(of: node) {
            switch tree.tag(of: child) {
            case .dt: enclosed("<p><strong>", "</strong></p>") { $0.line(child) }
            case .div: definitions(child)
            default: if tree.tag(of: child) == .dd { blocks(child) } else { flowChild(child) }
            }
        }
        endParagraph()
    }

    mutating func aside(_ node: Int) {
        if isInAside || isInQuotation { return blocks(node) }
        isInAside = true
        enclosed("<aside>", "</aside>") { $0.flow(node) }
        isInAside = false
    }

    private mutating func details(_ node: Int) {
        notes.changed("text that unfolds", how: "set as a box, open")
        if isInAside || isInQuotation { return blocks(node) }
        isInAside = true
        enclosed("<aside>", "</aside>") { writer in
            for child in writer.tree.children(of: node) {
                if writer.tree.tag(of: child) == .summary {
                    writer.enclosed("<h4>", "</h4>") { $0.line(child) }
                } else {
                    writer.flowChild(child)
                }
            }
        }
        isInAside = false
    }

    private mutating func form(_ node: Int, _ tag: MarkupTag) {
        notes.omitted("form", why: "a story has no forms")
        if tag == .form, !tree.isBlank(node) { blocks(node) }
    }

    private mutating func division(_ node: Int) {
        let attributes = attributes(of: node)
        if let address = cardAddress(ofDivision: attributes) {
            card(for: address)
            notes.changed("embed by script", how: "set as a card with a link")
        } else if attributes.hasClass("gallery") || attributes.hasClass("tiled-gallery") {
            gallery(node)
        } else if attributes.hasClass("wp-caption") {
            figure(node)
        } else {
            blocks(node)
        }
    }

    /// How much room a picture takes: `wide`, `full` or, beside the text, `side`.
    static func placement(of attributes: MarkupAttributes) -> String? {
        switch attributes.classSuffix(after: "align") {
        case "full": "full"
        case "wide": "wide"
        case "left", "right": "side"
        default: nil
        }
    }

    /// The body keeps no styles; what readers would miss is noted.
    private mutating func noteLayout(of node: Int) {
        let range = tree.nodes[node].source
        guard range.count > 4 else { return }
        let attributes = attributes(of: node)
        if let style = attributes["style"], !style.isEmpty {
            notes.changed("style written into the text", how: "dropped; the look is set by the publication")
        }
        let alignment = attributes.classSuffix(after: "align")
        if attributes["align"] != nil || attributes.classSuffix(after: "has-text-align-") != nil
            || (alignment != nil && Self.placement(of: attributes) == nil)
        {
            notes.changed("alignment", how: "dropped; the look is set by the publication")
        }
        if let tag = tree.tag(of: node), tag.isHeading || tag == .pre || tag == .table, language(of: node) != nil {
            notes.changed("language of a <\(tag.rawValue)>", how: "dropped")
        }
    }
}
