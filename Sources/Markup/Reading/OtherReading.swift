extension BodyReader {
    /// What an element becomes that is neither text nor a block of the vocabulary.
    mutating func otherPieces(of element: HTMLElement) -> [Piece] {
        switch element.name {
        case "script", "style", "template", "head", "title", "noembed", "noframes", "frameset", "frame", "meta", "link", "base",
            "input", "keygen", "bgsound", "area", "basefont", "command":
            report("<\(element.name)>", .dropped)
            return []
        case "source", "track", "param", "col", "colgroup": return []
        case "iframe", "embed", "object", "applet": return frame(element)
        default:
            report("<\(element.name.prefix(40))>", .unwrapped)
            return pieces(of: element.children)
        }
    }

    /// What loads from elsewhere becomes a link to there.
    private mutating func frame(_ element: HTMLElement) -> [Piece] {
        let address = element.attribute("src") ?? element.attribute("data") ?? ""
        let inside = element.name == "object" || element.name == "applet" ? flow(element.children).map(Piece.block) : []
        guard let url = SafeURL(parsing: address), url.isWeb else {
            report("<\(element.name)>", .dropped)
            return inside
        }
        report("<\(element.name)> \(url.string)", .replaced)
        let title = element.attribute("title") ?? ""
        let link = Inline.link(url, title: nil, [.text(title.isBlank ? url.string : title)])
        return [.block(.paragraph([link]))] + inside
    }

    /// Names the attributes that are left out, but for those that only served the look or a program there.
    mutating func reportAttributes(of element: HTMLElement) {
        for (name, _) in element.attributes where !Self.isQuiet(name) {
            report("\(name.prefix(40)) of <\(element.name.prefix(40))>", .attributeDropped)
        }
    }

    private static func isQuiet(_ name: String) -> Bool {
        known.contains(name) || name.hasPrefix("data-") || name.hasPrefix("aria-")
    }

    private static let known: Set<String> = [
        "href", "src", "alt", "title", "width", "height", "class", "lang", "dir", "start", "colspan", "rowspan", "cite",
        "scope", "role", "target", "rel", "loading", "decoding", "fetchpriority", "srcset", "sizes", "itemprop", "itemscope",
        "itemtype", "tabindex", "datetime", "id", "controls", "preload", "headers", "type", "value",
    ]
}
