extension BodyWriter {
    /// Writes a `figure` as what it holds: a picture, a gallery, a table, a recording, a card, a pull quote.
    mutating func figure(_ node: Int) {
        let attributes = attributes(of: node)
        let caption = caption(of: node)
        if attributes.hasClass("wp-block-pullquote") { return pullQuote(node) }
        if attributes.hasClass("wp-block-embed") || attributes.hasClass("wp-block-embed-youtube") {
            return embed(address: attributes["data-url"], in: node)
        }
        if attributes.hasClass("wp-block-gallery") || attributes.hasClass("gallery") { return gallery(node) }
        if let inner = tree.descendants(of: node, tagged: [.table]).first { return table(inner, caption: caption) }
        let shown = tree.descendants(of: node, tagged: [.img, .audio, .video, .iframe, .blockquote, .figcaption])
            .filter { tree.tag(of: $0) != .figcaption && pictureAsText($0) == nil }
        let pictures = shown.filter { tree.tag(of: $0) == .img }
        if pictures.count > 1 { return gallery(node) }
        if let only = pictures.first {
            let id = attributes.integer("data-id") ?? attributes["id"].flatMap { Int($0.drop { !$0.isNumber }) }
            picture(only, caption: caption, id: id, placement: Self.placement(of: attributes))
            noteLink(around: only, in: node)
        } else if shown.count == 1, let tag = tree.tag(of: shown[0]), tag == .audio || tag == .video {
            recording(shown[0], tag, caption: caption)
        } else {
            blocks(node)
        }
    }

    /// The caption of a figure itself, not of one inside it.
    func caption(of node: Int) -> Int? {
        var found: Int?
        for child in tree.children(of: node) {
            if tree.tag(of: child) == .figcaption || attributes(of: child).hasClass("wp-caption-text") {
                found = child
            } else if tree.tag(of: child) == .div, found == nil {
                found = caption(of: child)
            }
        }
        return found
    }

    /// Writes a picture as a figure.
    mutating func picture(_ node: Int, caption: Int?, id: Int? = nil, placement: String? = nil) {
        let attributes = attributes(of: node)
        guard let written = source(of: attributes) else {
            if attributes["src"]?.utf8.starts(with: "data:".utf8) == true {
                notes.omitted("picture written into the text itself", why: "only files can be kept; add it to the media archive")
            } else {
                notes.omitted("picture without an address", why: "there is nothing to show")
            }
            return
        }
        if attributes.integer("width") == 1, attributes.integer("height") == 1 {
            notes.omitted("tracking picture of one pixel", why: "it shows nothing and reports readers elsewhere")
            return
        }
        let id = id ?? attributes.classSuffix(after: "wp-image-").flatMap { Int($0) } ?? attributes.integer("data-id")
            ?? attributes.integer("data-attachment-id")
        let media = media(id: id, address: written)
        append("<figure")
        if let placement = placement ?? Self.placement(of: attributes) { appendAttribute("data-width", placement) }
        append("><img")
        appendAttribute("src", media?.address ?? written)
        let alternative = attributes["alt"] ?? ""
        appendAttribute("alt", alternative.isEmpty ? media?.alternativeText ?? "" : alternative)
        if let media, media.width > 0, media.height > 0 {
            append(" width=\"\(media.width)\" height=\"\(media.height)\"")
        }
        append(">")
        appendCaption(caption, credit: media?.credit ?? "")
        append("</figure>")
    }

    private mutating func appendCaption(_ caption: Int?, credit: String) {
        let start = output.count
        append("<figcaption>")
        let contentStart = output.count
        if let caption { line(caption) }
        if !credit.isEmpty {
            if output.count > contentStart { append(" ") }
            append("<small class=\"credit\">")
            CharacterReferences.append(credit, to: &output)
            append("</small>")
        }
        if output.count == contentStart { output.removeSubrange(start...) } else { append("</figcaption>") }
    }

    /// The first source of a `picture` is only a better form of the picture inside.
    mutating func pictureElement(_ node: Int) {
        if let inner = tree.descendants(of: node, tagged: [.img]).first { picture(inner, caption: nil) }
    }

    /// Writes several pictures, each with its own caption, and one for all.
    mutating func gallery(_ node: Int) {
        let common = caption(of: node)
        let pictures = galleryPictures(in: node, common)
        guard !pictures.isEmpty else {
            notes.omitted("gallery without pictures", why: "there is nothing to show")
            return
        }
        let start = output.count
        append("<figure class=\"gallery\">")
        let contentStart = output.count
        for item in pictures { picture(item.picture, caption: item.caption, id: item.id) }
        guard output.count > contentStart else {
            output.removeSubrange(start...)
            return
        }
        if let common { enclosed("<figcaption>", "</figcaption>") { $0.line(common) } }
        append("</figure>")
    }

    private struct GalleryItem {
        var picture: Int
        var caption: Int?
        var id: Int?
    }

    private func galleryPictures(in node: Int, _ common: Int?) -> [GalleryItem] {
        tree.children(of: node).flatMap { child -> [GalleryItem] in
            if child == common { return [] }
            let tag = tree.tag(of: child)
            if tag == .img { return pictureAsText(child) == nil ? [GalleryItem(picture: child)] : [] }
            let isItem = tag == .figure || tag == .li || attributes(of: child).hasClass("gallery-item")
            var inner = galleryPictures(in: child, nil)
            if isItem, inner.count == 1, inner[0].caption == nil {
                inner[0].caption = tree.descendants(of: child, tagged: [.figcaption]).first ?? caption(of: child)
                inner[0].id = inner[0].id ?? attributes(of: child).integer("data-id")
            } else if tag == .dl, inner.count == 1 {
                inner[0].caption = tree.descendants(of: child, tagged: [.dd]).first
            }
            return inner
        }
    }

    // MARK: Pictures in text

    /// Writes a link that holds nothing but a picture as that picture.
    mutating func linkedPicture(_ node: Int) -> Bool {
        guard tree.tag(of: node) == .a else { return false }
        let pictures = tree.descendants(of: node, tagged: [.img])
        guard pictures.count == 1, holdsOnly(pictures[0], node) else { return false }
        endParagraph()
        picture(pictures[0], caption: nil)
        noteLink(node, around: pictures[0])
        return true
    }

    private func holdsOnly(_ picture: Int, _ node: Int) -> Bool {
        tree.children(of: node).allSatisfy { child in
            child == picture || tree.isBlank(child) || (tree.tag(of: child) != nil && tree.nodes[child].containsBlock && holdsOnly(picture, child))
        }
    }

    private mutating func noteLink(around picture: Int, in node: Int) {
        for link in tree.descendants(of: node, tagged: [.a, .figcaption]) where tree.tag(of: link) == .a {
            if tree.nodes[link].containsBlock { noteLink(link, around: picture) }
        }
    }

    /// A picture's link to itself, larger, needs no word; one that leads elsewhere is lost.
    private mutating func noteLink(_ link: Int, around picture: Int) {
        guard let address = attributes(of: link)["href"] else { return }
        let isItself = MediaAddress.kind(of: address) == .picture || address.utf8.isEmpty
            || address.contains("attachment_id=") || attributes(of: link)["rel"]?.contains("attachment") == true
        if !isItself { notes.changed("link around a picture, to \(address.prefix(120))", how: "dropped; the picture stays") }
    }

    /// What an emoji or a smiley that was drawn stands for.
    func pictureAsText(_ node: Int) -> String? {
        let attributes = attributes(of: node)
        guard attributes.hasClass("emoji") || attributes.hasClass("wp-smiley") else { return nil }
        return attributes["alt"]
    }

    /// Where the picture is, with regard to scripts that load it late.
    private func source(of attributes: MarkupAttributes) -> String? {
        let written = attributes["src"] ?? ""
        if !written.isEmpty, !written.utf8.starts(with: "data:".utf8) { return written }
        return attributes["data-src"] ?? attributes["data-lazy-src"] ?? attributes["data-orig-file"]
    }

    // MARK: The export's files

    /// The export's own file behind an id or an address, kept as a reference either way.
    mutating func media(id: Int?, address: String) -> WordPressMedia? {
        let original = MediaAddress.original(of: address)
        let found = lookup.byAddress(address) ?? original.flatMap { lookup.byAddress($0) } ?? id.flatMap { lookup.byID($0) }
        let reference = MediaReference(id: found?.id ?? id, address: original ?? address, isFound: found != nil)
        if !references.contains(reference) { references.append(reference) }
        return found
    }
}
