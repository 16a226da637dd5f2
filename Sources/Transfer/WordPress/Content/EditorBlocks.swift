import Foundation

extension BodyWriter {
    /// Writes a block of the block editor. Most are what their mark-up says; the others are told by their name.
    mutating func editorBlock(_ node: Int) {
        guard let name = tree.blockName(of: node) else { return }
        switch name {
        case "paragraph", "heading", "list", "list-item", "quote", "table", "preformatted", "code", "separator", "image",
            "html", "shortcode", "freeform", "classic", "pullquote", "gallery", "audio", "video", "media-text", "details",
            "more", "nextpage", "file":
            if name == "file" { file(node) } else { flow(node) }
        case "group", "row", "stack", "columns", "column", "buttons", "text-columns", "accordion", "accordion-item",
            "accordion-panel", "subhead":
            if name == "columns" { notes.changed("columns", how: "set one below the other") }
            flow(node)
        case "verse": for child in tree.children(of: node) where !tree.isBlank(child) { verse(child) }
        case "cover": cover(node)
        case "button": button(node)
        case "embed": embed(address: fields(of: node)["url"]?.string, in: node)
        case "spacer": notes.changed("spacer", how: "dropped; the look is set by the publication")
        case "footnotes": break
        case "block": pattern(fields(of: node)["ref"]?.integer)
        case "missing":
            let original = fields(of: node)["originalName"]?.string ?? "unknown"
            notes.changed("block \(original)", how: "its text kept; the old site could not show it either")
            flow(node)
        case "social-links": socialLinks(node)
        case _ where name.utf8.starts(with: "core-embed/".utf8):
            embed(address: fields(of: node)["url"]?.string, in: node)
        case _ where Self.made.contains(name):
            notes.omitted("block \(name)", why: "the old site made its content afresh for each page")
        default: unknown(name, node)
        }
    }

    /// Blocks of WordPress itself whose content is not in the text.
    private static let made: Set<String> = [
        "archives", "calendar", "categories", "latest-comments", "latest-posts", "loginout", "navigation",
        "navigation-link", "navigation-submenu", "page-list", "page-list-item", "rss", "search", "tag-cloud", "query",
        "query-loop", "query-pagination", "query-title", "query-no-results", "query-total", "post-template", "post-title",
        "post-content", "post-date", "post-excerpt", "post-featured-image", "post-terms", "post-author",
        "post-author-name", "post-author-biography", "post-navigation-link", "post-comments", "post-comments-form",
        "post-comments-count", "post-comments-link", "post-time-to-read", "comments", "comment-template",
        "comment-content", "comment-date", "comment-author-name", "comment-edit-link", "comment-reply-link",
        "comments-title", "comments-pagination", "read-more", "site-logo", "site-title", "site-tagline", "avatar",
        "template-part", "term-description", "term-name", "term-count", "widget-group", "legacy-widget", "home-link",
        "pattern", "breadcrumbs", "terms-query", "term-template",
    ]

    private mutating func unknown(_ name: String, _ node: Int) {
        let start = output.count
        flow(node)
        endParagraph()
        if output.count > start {
            notes.changed("block \(name)", how: "its text kept, since only the old site's plug-in knows it")
        } else {
            notes.omitted("block \(name)", why: "its content was made by a plug-in of the old site")
        }
    }

    // MARK: Single blocks

    private mutating func cover(_ node: Int) {
        let fields = fields(of: node)
        let hasPicture = !tree.descendants(of: node, tagged: [.img]).isEmpty
        if !hasPicture, let address = fields["url"]?.string, MediaAddress.kind(of: address) == .picture {
            let found = media(id: fields["id"]?.integer, address: address)
            append("<figure><img")
            appendAttribute("src", found?.address ?? address)
            appendAttribute("alt", fields["alt"]?.string ?? found?.alternativeText ?? "")
            if let found, found.width > 0, found.height > 0 {
                append(" width=\"\(found.width)\" height=\"\(found.height)\"")
            }
            append("></figure>")
        }
        notes.changed("text over a picture", how: "set below the picture")
        flow(node)
    }

    private mutating func button(_ node: Int) {
        let links = tree.descendants(of: node, tagged: [.a]).filter { linkAddress($0, noting: false) != nil }
        notes.changed("button", how: links.isEmpty ? "set as text" : "set as a link in a paragraph")
        flow(node)
    }

    /// The name that links to a file; the button beside it says the same again.
    private mutating func file(_ node: Int) {
        let links = tree.descendants(of: node, tagged: [.a])
        let named = links.first { !attributes(of: $0).hasClass("wp-block-file__button") } ?? links.first
        guard let named, let written = attributes(of: named)["href"] else { return flow(node) }
        let found = media(id: fields(of: node)["id"]?.integer, address: written)
        append("<p><a")
        appendAttribute("href", found?.address ?? written)
        append(">")
        inlineChildren(named)
        append("</a></p>")
    }

    private mutating func socialLinks(_ node: Int) {
        let start = output.count
        append("<ul>")
        let contentStart = output.count
        for child in tree.children(of: node) { socialLink(child) }
        if output.count == contentStart { output.removeSubrange(start...) } else { append("</ul>") }
    }

    private mutating func socialLink(_ node: Int) {
        guard tree.blockName(of: node) == "social-link" else {
            for child in tree.children(of: node) { socialLink(child) }
            return
        }
        let fields = fields(of: node)
        guard let address = fields["url"]?.string, address.utf8.starts(with: "http".utf8) else { return }
        append("<li><a")
        appendAttribute("href", address)
        append(">")
        let label = fields["label"]?.string ?? ""
        CharacterReferences.append(label.isEmpty ? EmbedProvider.name(of: address) : label, to: &output)
        append("</a></li>")
    }

    /// Writes an embed's card. Its caption is the card's title where it is plain, else a paragraph after it.
    mutating func embed(address: String?, in node: Int) {
        let figure = tree.descendants(of: node, tagged: [.figure]).first ?? node
        let caption = caption(of: figure)
        let quotation = tree.descendants(of: figure, tagged: [.blockquote, .iframe, .figcaption])
            .first { tree.tag(of: $0) != .figcaption }
        let written = address ?? embeddedText(of: figure, without: caption)
        let trimmed = written.split(whereSeparator: \.isWhitespace).first.map(String.init) ?? ""
        let isPlain = caption.map { tree.children(of: $0).allSatisfy { tree.nodes[$0].firstChild == nil } } ?? false
        let title = caption.map { tree.text(of: $0).split(whereSeparator: \.isWhitespace).joined(separator: " ") }
        if trimmed.utf8.starts(with: "http".utf8) {
            card(for: trimmed, title: isPlain ? title : nil)
        } else if let quotation {
            flowChild(quotation)
        } else {
            notes.omitted("embed", why: "it has no address")
        }
        if let caption, !isPlain { enclosed("<p>", "</p>") { $0.line(caption) } }
    }

    private func embeddedText(of node: Int, without caption: Int?) -> String {
        tree.children(of: node).filter { $0 != caption }.map { tree.text(of: $0) }.joined()
    }

    /// Writes a synced pattern in its place.
    private mutating func pattern(_ id: Int?) {
        guard let id, let content = lookup.pattern(id) else {
            notes.omitted("synced pattern \(id.map(String.init) ?? "")", why: "the export does not have it")
            return
        }
        guard !patterns.contains(id), patterns.count < 8 else {
            notes.omitted("synced pattern \(id)", why: "it holds itself")
            return
        }
        let prepared = ContentPreparation.prepare(content, lookup: lookup, itemID: nil)
        var writer = BodyWriter(
            ContentTree(prepared.bytes), lookup: lookup, footnotes: footnotes, patterns: patterns.union([id]))
        writer.blocks(ContentTree.root)
        output.append(contentsOf: writer.output)
        notes.append(prepared.notes)
        notes.append(writer.notes)
        references += (prepared.references + writer.references).filter { !references.contains($0) }
    }

    private func fields(of node: Int) -> [String: BlockField] {
        let json = tree.bytes[tree.nodes[node].source]
        guard !json.isEmpty else { return [:] }
        return (try? JSONDecoder().decode([String: BlockField].self, from: Data(json))) ?? [:]
    }
}

/// A value of a block's JSON, as far as a conversion needs one.
enum BlockField: Decodable {
    case text(String)
    case number(Int)
    case other

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let number = try? container.decode(Int.self) {
            self = .number(number)
        } else {
            self = .other
        }
    }

    var string: String? { if case .text(let text) = self { text } else { nil } }

    var integer: Int? {
        switch self {
        case .number(let number): number
        case .text(let text): Int(text)
        case .other: nil
        }
    }
}
