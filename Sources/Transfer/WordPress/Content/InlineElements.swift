extension BodyWriter {
    /// Writes an inline element with what is in it.
    mutating func inline(_ node: Int) {
        guard let tag = tree.tag(of: node) else { return }
        switch tag {
        case .br: append("<br>")
        case .wbr: append("\u{200B}")
        case .button: notes.changed("button", how: "set as text"); inlineChildren(node)
        case .sup where footnoteReference(node): break
        default:
            let start = output.count
            let closings = startInline(node)
            let contentStart = output.count
            inlineChildren(node)
            if output.count == contentStart {
                output.removeSubrange(start...)
            } else if closings {
                endInline(node)
            }
        }
    }

    /// Writes the start tags that an inline element becomes.
    ///
    /// - Returns: whether there are any.
    mutating func startInline(_ node: Int) -> Bool {
        let before = output.count
        guard let tag = tree.tag(of: node) else { return false }
        switch tag {
        case .a:
            if let address = linkAddress(node) {
                append("<a")
                appendAttribute("href", address)
                if let title = attributes(of: node)["title"], !title.isEmpty { appendAttribute("title", title) }
                append(">")
            }
        case .abbr, .acronym:
            append("<abbr")
            if let title = attributes(of: node)["title"], !title.isEmpty { appendAttribute("title", title) }
            append(">")
        case .span, .bdi, .bdo, .font:
            for name in styledNames(node) { append("<\(name)>") }
            appendLanguage(node)
        case _ where tag.isBlock: appendLanguage(node)
        default:
            if let name = Self.inlineName(of: tag) { append("<\(name)>") }
        }
        return output.count > before
    }

    mutating func endInline(_ node: Int) {
        guard let tag = tree.tag(of: node) else { return }
        switch tag {
        case .a: if linkAddress(node, noting: false) != nil { append("</a>") }
        case .abbr, .acronym: append("</abbr>")
        case .span, .bdi, .bdo, .font:
            if language(of: node) != nil { append("</span>") }
            for name in styledNames(node).reversed() { append("</\(name)>") }
        case _ where tag.isBlock: if language(of: node) != nil { append("</span>") }
        default:
            if let name = Self.inlineName(of: tag) { append("</\(name)>") }
        }
    }

    /// What the body calls an element; `nil` for one that leaves only its content.
    private static func inlineName(of tag: MarkupTag) -> String? {
        switch tag {
        case .strong, .b: "strong"
        case .em, .i, .dfn, .var, .u: "em"
        case .code, .tt, .samp: "code"
        case .s, .strike: "s"
        case .sub, .sup, .cite, .q, .mark, .small, .del, .ins, .kbd: tag.rawValue
        default: nil
        }
    }

    // MARK: Styles and languages

    private func styledNames(_ node: Int) -> [String] {
        guard tree.nodes[node].source.count > 12, let style = attributes(of: node)["style"] else { return [] }
        let declarations = style.lowercased().filter { !$0.isWhitespace }.split(separator: ";")
        return declarations.compactMap { declaration in
            switch declaration {
            case "font-weight:bold", "font-weight:700", "font-weight:600", "font-weight:800": "strong"
            case "font-style:italic", "font-style:oblique": "em"
            case "text-decoration:line-through": "s"
            default: nil
            }
        }
    }

    func language(of node: Int) -> (language: String?, direction: String?)? {
        guard tree.nodes[node].source.count > 4 else { return nil }
        let attributes = attributes(of: node)
        let language = attributes["lang"].flatMap { tag in
            !tag.isEmpty && tag.utf8.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || $0 == UInt8(ascii: "-") } ? tag : nil
        }
        let direction = attributes["dir"].flatMap { ["ltr", "rtl", "auto"].contains($0.lowercased()) ? $0.lowercased() : nil }
        return language == nil && direction == nil ? nil : (language, direction)
    }

    private mutating func appendLanguage(_ node: Int) {
        guard let (language, direction) = language(of: node) else { return }
        append("<span")
        if let language { appendAttribute("lang", language) }
        if let direction { appendAttribute("dir", direction) }
        append(">")
    }

    // MARK: Links

    /// Where a link leads; `nil` where it leads nowhere that a reader could go.
    mutating func linkAddress(_ node: Int, noting: Bool = true) -> String? {
        guard let written = attributes(of: node)["href"] else { return nil }
        let bytes = Array(written.utf8)
        let address = String(decoding: bytes[bytes.trimmed(bytes.indices)], as: UTF8.self)
        if address.isEmpty { return nil }
        if address.utf8.first == UInt8(ascii: "#") {
            if noting { notes.changed("link to a place on the same page", how: "set as text") }
            return nil
        }
        let scheme = address.utf8.prefix { $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") }
        let hasScheme = scheme.endIndex < address.utf8.endIndex && address.utf8[scheme.endIndex] == UInt8(ascii: ":")
        if hasScheme, !["http", "https", "mailto", "tel"].contains(Substring(scheme).lowercased()) {
            if noting { notes.omitted("link with the scheme \(Substring(scheme).prefix(20))", why: "only web, mail and telephone links are kept") }
            return nil
        }
        guard let media = lookup.byAddress(address) ?? MediaAddress.original(of: address).flatMap({ lookup.byAddress($0) })
        else { return address }
        let reference = MediaReference(id: media.id, address: MediaAddress.original(of: address) ?? address, isFound: true)
        if noting, !references.contains(reference) { references.append(reference) }
        return media.address
    }

    // MARK: Footnotes

    /// Writes a reference to a note of the block editor: `<sup data-fn="id"><a href="#id">1</a></sup>`.
    private mutating func footnoteReference(_ node: Int) -> Bool {
        guard let id = attributes(of: node)["data-fn"], footnotes.contains(where: { $0.id == id }) else { return false }
        let number: Int
        if let place = citedFootnotes.firstIndex(of: id) {
            number = place + 1
        } else {
            citedFootnotes.append(id)
            number = citedFootnotes.count
        }
        append("<sup><a class=\"footnote\" href=\"#fn-\(number)\">\(number)</a></sup>")
        return true
    }

    /// Writes the notes that were referred to, and after them those that were not.
    mutating func writeFootnotes() {
        endParagraph()
        let cited = citedFootnotes.compactMap { id in footnotes.first { $0.id == id } }
        let uncited = footnotes.filter { !citedFootnotes.contains($0.id) }
        if !uncited.isEmpty {
            notes.omitted("footnote that nothing in the text refers to", why: "a note needs its mark", count: uncited.count)
        }
        guard !cited.isEmpty else { return }
        append("<section class=\"footnotes\"><ol>")
        for (index, note) in cited.enumerated() {
            append("<li id=\"fn-\(index + 1)\">")
            var writer = BodyWriter(ContentTree(Array(note.content.utf8)), lookup: lookup)
            writer.blocks(ContentTree.root)
            output.append(contentsOf: writer.output)
            notes.append(writer.notes)
            append("</li>")
        }
        append("</ol></section>")
    }
}

/// A note of the block editor, as the `footnotes` field holds it.
struct ImportedFootnote: Equatable, Decodable {
    var id: String
    /// As HTML.
    var content: String
}
