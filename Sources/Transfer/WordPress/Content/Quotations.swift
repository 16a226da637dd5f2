extension BodyWriter {
    /// Writes a quotation, with its attribution apart; or the post that it is a copy of, as a card.
    mutating func quotation(_ node: Int) {
        let attributes = attributes(of: node)
        if let post = quotedPost(node, attributes) { return quotedPostCard(node, post) }
        if isInQuotation {
            notes.changed("quotation inside a quotation", how: "joined with the one around it")
            return blocks(node)
        }
        if attributes.hasClass("wp-block-pullquote") || attributes.hasClass("pullquote") { return pullQuote(node) }
        let attribution = attribution(of: node)
        let start = output.count
        isInQuotation = true
        var opening = "<blockquote>"
        if let cite = attributes["cite"], cite.utf8.starts(with: "http".utf8) {
            var written: [UInt8] = []
            CharacterReferences.append(cite, to: &written)
            opening = "<blockquote cite=\"\(String(decoding: written, as: UTF8.self))\">"
        }
        enclosed(opening, "</blockquote>") { writer in
            writer.flow(node, without: attribution)
            guard writer.output.count > start + opening.utf8.count, let attribution else { return }
            writer.endParagraph()
            writer.enclosed("<footer>", "</footer>") { $0.line(attribution) }
        }
        isInQuotation = false
        if output.count == start, let attribution { enclosed("<p>", "</p>") { $0.line(attribution) } }
    }

    /// Writes words of the story that are repeated large.
    mutating func pullQuote(_ node: Int) {
        let quote = tree.descendants(of: node, tagged: [.blockquote]).first ?? node
        let caption = tree.descendants(of: node, tagged: [.figcaption]).first
        let attribution = attribution(of: quote) ?? caption
        enclosed("<figure class=\"pullquote\">", "</figure>") { writer in
            writer.enclosed("<blockquote>", "</blockquote>") { $0.flow(quote, without: attribution) }
            if let attribution { writer.enclosed("<figcaption>", "</figcaption>") { $0.line(attribution) } }
        }
    }

    /// Writes what is inside, but for one node.
    mutating func flow(_ node: Int, without left: Int?) {
        for child in tree.children(of: node) where child != left {
            if let left, tree.children(of: child).contains(left) {
                endParagraph()
                flow(child, without: left)
                endParagraph()
            } else {
                flowChild(child)
            }
        }
    }

    /// The `cite` or `footer` that ends a quotation: by itself, alone in its paragraph, or on a paragraph's last line.
    private func attribution(of node: Int) -> Int? {
        var found: Int?
        for child in tree.children(of: node) {
            switch tree.tag(of: child) {
            case .cite, .footer: found = child
            case .p: found = lastLine(of: child)
            case nil where tree.isBlank(child): break
            case nil where tree.blockName(of: child) != nil: found = lastLine(of: child) ?? attribution(of: child)
            default: found = nil
            }
        }
        return found
    }

    private func lastLine(of paragraph: Int) -> Int? {
        let children = tree.children(of: paragraph).filter { tree.tag(of: $0) == .br || !tree.isBlank($0) }
        guard let last = children.last, tree.tag(of: last) == .cite else { return nil }
        return children.count == 1 || tree.tag(of: children[children.count - 2]) == .br ? last : nil
    }

    // MARK: Posts

    /// The address of the post that a quotation was copied from by a site's own embed code.
    private func quotedPost(_ node: Int, _ attributes: MarkupAttributes) -> String? {
        guard !tree.nodes[node].source.isEmpty else { return nil }
        if let address = attributes["data-instgrm-permalink"] { return address }
        if attributes.hasClass("tiktok-embed"), let address = attributes["cite"] { return address }
        let isPost = ["twitter-tweet", "twitter-video", "bluesky-embed", "mastodon-embed", "reddit-embed-bq", "reddit-card",
            "wp-embedded-content", "text-post-media", "imgur-embed-pub", "flourish-embed"].contains { attributes.hasClass($0) }
        guard isPost else { return nil }
        let links = tree.descendants(of: node, tagged: [.a]).compactMap { self.attributes(of: $0)["href"] }
        return attributes.hasClass("wp-embedded-content") ? links.first : links.last
    }

    /// `2013-04-03` for `April 3, 2013`, as posts are signed in English.
    private static func day(in text: String) -> String? {
        let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
        let words = text.split { $0 == " " || $0 == "," }
        guard words.count == 3, let month = months.firstIndex(of: words[0].lowercased().prefix(3).description),
            let day = Int(words[1]), let year = Int(words[2]), year > 1000,
            CivilTime(year: year, month: month + 1, day: day).isValid
        else { return nil }
        return "\(year)-\(month < 9 ? "0" : "")\(month + 1)-\(day < 10 ? "0" : "")\(day)"
    }

    private mutating func quotedPostCard(_ node: Int, _ address: String) {
        var text: [String] = []
        var rest = ""
        for child in tree.children(of: node) {
            let words = tree.text(of: child)
            let isSignature = words.utf8.starts(with: "\u{2014}".utf8)
            if tree.tag(of: child) == .p, !isSignature { text.append(words) } else { rest += words }
        }
        // After the text comes «— Name (@handle) date».
        let signature = rest.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        var card = Card(address: address, text: text.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") })
        if signature.first == "—" {
            let date = tree.descendants(of: node, tagged: [.a]).last.map { tree.text(of: $0) } ?? ""
            let name = signature.dropFirst().drop { $0 == " " }
            let ending = date.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            card.author = name.hasSuffix(ending) ? String(name.dropLast(ending.count)).trimmedSpaces : String(name)
            card.published = Self.day(in: ending)
        } else if text.isEmpty, !signature.isEmpty {
            card.text = [signature]
        }
        write(card)
        notes.changed("post of another site", how: "set as a card with its text and a link")
    }
}

extension String {
    fileprivate var trimmedSpaces: String {
        var text = Substring(self)
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
