/// What a card says of something elsewhere.
struct Card {
    var address: String
    var title: String?
    var author: String?
    var published: String?
    /// In paragraphs.
    var text: [String] = []
}

extension BodyWriter {
    /// Writes a card for an address of which nothing else is known.
    mutating func card(for address: String, title: String? = nil) {
        if let own = media(id: nil, address: address), own.kind != .file { return file(own, title: title) }
        guard lookup.isOwn(address) else { return write(Card(address: address, title: title)) }
        // What is on the site itself needs no card: a link goes along when the site moves.
        append("<p><a")
        appendAttribute("href", address)
        append(">")
        CharacterReferences.append(title.flatMap { $0.isEmpty ? nil : $0 } ?? address, to: &output)
        append("</a></p>")
    }

    /// Writes one of the site's own files of which the address alone was given.
    private mutating func file(_ media: WordPressMedia, title: String?) {
        guard media.kind != .picture else {
            append("<figure><img")
            appendAttribute("src", media.address)
            appendAttribute("alt", media.alternativeText)
            append("></figure>")
            return
        }
        append("<figure class=\"file\"")
        appendAttribute("data-kind", media.kind == .audio ? "audio" : "video")
        append("><a")
        appendAttribute("href", media.address)
        append(">")
        let name = media.address.split(separator: "/").last.map(String.init)
        CharacterReferences.append(title.flatMap { $0.isEmpty ? nil : $0 } ?? name ?? media.address, to: &output)
        append("</a></figure>")
    }

    mutating func write(_ card: Card) {
        let address = EmbedProvider.page(for: card.address)
        guard address.utf8.starts(with: "http".utf8) else {
            notes.omitted("embed of \(card.address.prefix(80))", why: "it has no web address")
            return
        }
        append("<figure class=\"embed\"")
        appendAttribute("data-url", address)
        let provider = EmbedProvider.name(of: address)
        appendAttribute("data-provider", provider)
        appendAttribute("data-kind", EmbedProvider.kind(ofProvider: provider))
        if let author = card.author, !author.isEmpty { appendAttribute("data-author", author) }
        if let published = card.published, !published.isEmpty { appendAttribute("data-published", published) }
        if let title = card.title, !title.isEmpty { appendAttribute("data-title", title) }
        append(">")
        let text = card.text.filter { !$0.isEmpty }
        if !text.isEmpty {
            append("<blockquote>")
            for paragraph in text {
                append("<p>")
                CharacterReferences.append(paragraph, to: &output)
                append("</p>")
            }
            append("</blockquote>")
        }
        append("</figure>")
    }

    /// Writes a recording or a film of the site's own, or of another, as a card.
    mutating func recording(_ node: Int, _ tag: MarkupTag, caption: Int?) {
        let sources = tree.descendants(of: node, tagged: [.source])
        let written = attributes(of: node)["src"] ?? sources.compactMap({ attributes(of: $0)["src"] }).first
        guard let written, !written.isEmpty else {
            notes.omitted("\(tag.rawValue) without a file", why: "it has no address")
            return
        }
        let media = media(id: nil, address: written)
        notes.changed(tag == .audio ? "recording" : "film", how: "set as a card with a link to the file")
        if !tree.descendants(of: node, tagged: [.track]).isEmpty {
            notes.omitted("subtitles of a \(tag == .audio ? "recording" : "film")", why: "a card with a link has none")
        }
        if attributes(of: node)["poster"]?.isEmpty == false {
            notes.changed("still picture of a film", how: "dropped; its card names the file")
        }
        let name = written.split(separator: "/").last.map { String($0.prefix { $0 != "?" }) }
        append("<figure class=\"file\"")
        appendAttribute("data-kind", tag == .audio ? "audio" : "video")
        append("><a")
        appendAttribute("href", media?.address ?? written)
        append(">")
        CharacterReferences.append(name ?? written, to: &output)
        append("</a>")
        if let caption { enclosed("<figcaption>", "</figcaption>") { $0.line(caption) } }
        append("</figure>")
    }

    mutating func frame(_ node: Int) {
        let attributes = attributes(of: node)
        guard let address = attributes["src"] ?? attributes["data-src"], !address.isEmpty, !address.utf8.starts(with: "about:".utf8)
        else {
            notes.omitted("frame without an address", why: "there is nothing to link to")
            return
        }
        card(for: address, title: attributes["title"])
        notes.changed("frame from another site", how: "set as a card with a link")
    }

    mutating func embeddedObject(_ node: Int, _ tag: MarkupTag) {
        if tag == .object, let inner = tree.descendants(of: node, tagged: [.iframe]).first { return frame(inner) }
        let inner = tree.descendants(of: node, tagged: [.embed]).first
        let attributes = attributes(of: node)
        let address = attributes["src"] ?? attributes["data"] ?? inner.flatMap { self.attributes(of: $0)["src"] }
        guard let address, !address.isEmpty else {
            notes.omitted("<\(tag.rawValue)> element", why: "it has no address")
            return
        }
        card(for: address)
        notes.changed("plug-in content", how: "set as a card with a link")
    }

    /// The address that a site's script would have loaded into a `div`.
    func cardAddress(ofDivision attributes: MarkupAttributes) -> String? {
        guard !attributes.range.isEmpty else { return nil }
        if attributes.hasClass("fb-post") || attributes.hasClass("fb-video") { return attributes["data-href"] }
        if attributes.hasClass("flourish-embed"), let source = attributes["data-src"] {
            return "https://public.flourish.studio/" + source
        }
        return nil
    }
}
