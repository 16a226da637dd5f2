extension BodyReader {
    /// What an element of text becomes, or `nil` for other elements.
    mutating func inlinePieces(of element: HTMLElement) -> [Piece]? {
        switch element.name {
        case "em", "i", "dfn": return wrapped(element) { .emphasis($0) }
        case "strong", "b": return wrapped(element) { .strong($0) }
        case "sup": return wrapped(element) { .superscript($0) }
        case "sub": return wrapped(element) { .subscript($0) }
        case "del", "s", "strike": return wrapped(element) { .deleted($0) }
        case "ins": return wrapped(element) { .inserted($0) }
        case "mark": return wrapped(element) { .marked($0) }
        case "small": return wrapped(element) { .small($0) }
        case "cite": return wrapped(element) { .cite($0) }
        case "q": return wrapped(element) { .shortQuotation($0) }
        case "abbr", "acronym":
            let title = element.attribute("title") ?? ""
            return wrapped(element) { .abbreviation(title: title, $0) }
        case "code", "tt", "kbd", "samp", "var": return code(element)
        case "a": return link(element)
        case "br": return [.inline(.lineBreak)]
        case "img", "image": return picture(element)
        case "span", "time", "bdi", "bdo", "wbr", "data", "ruby", "rb", "rt", "rp", "rtc", "label", "output":
            return pieces(of: element.children)
        case "font", "u", "big", "nobr", "blink", "marquee", "button", "meter", "progress", "noscript", "option", "optgroup",
            "select", "textarea", "datalist", "map", "canvas", "slot":
            report("<\(element.name)>", .unwrapped)
            return pieces(of: element.children)
        default: return nil
        }
    }

    private mutating func wrapped(_ element: HTMLElement, in wrapper: ([Inline]) -> Inline) -> [Piece] {
        let pieces = pieces(of: element.children)
        if pieces.contains(where: { if case .block = $0 { true } else { false } }) {
            report("blocks within <\(element.name)>", .moved)
        }
        return Piece.wrapped(pieces, in: wrapper)
    }

    /// Program text holds text alone; pictures and other blocks in it follow it.
    private mutating func code(_ element: HTMLElement) -> [Piece] {
        let pieces = pieces(of: element.children)
        if !element.elements.isEmpty { report("elements within <\(element.name)>", .unwrapped) }
        return Piece.wrapped(pieces) { .code($0.plainText) }
    }

    private mutating func link(_ element: HTMLElement) -> [Piece] {
        guard let address = element.attribute("href") else { return pieces(of: element.children) }
        if address.hasPrefix("#"), let number = noteNumbers[String(address.dropFirst())] {
            return [.inline(.footnoteReference(number))]
        }
        if isInFootnote, isWayBack(element, address) {
            return []
        }
        guard let url = SafeURL(parsing: address) else {
            report(String(address.prefix(200)), .linkRefused)
            return pieces(of: element.children)
        }
        let title = element.attribute("title")
        return wrapped(element) { .link(url, title: title, $0) }
    }

    /// Whether a link leads from a footnote to the text; a page makes its own.
    private func isWayBack(_ element: HTMLElement, _ address: String) -> Bool {
        guard address.hasPrefix("#") else { return false }
        let isMarked = element.attribute("role") == "doc-backlink"
            || element.hasClass("footnote-back", "footnote-backref", "footnote-return", "reversefootnote")
        return isMarked || element.text.unicodeScalars.allSatisfy { "\u{21A9}\u{FE0E}\u{FE0F}\u{21B5}\u{2191}^ ".unicodeScalars.contains($0) }
    }

    private mutating func picture(_ element: HTMLElement) -> [Piece] {
        let alt = element.attribute("alt") ?? ""
        let source = element.attribute("src") ?? ""
        if element.hasClass("emoji", "wp-smiley") { return [.inline(.text(alt))] }
        if let name = mediaName(source) {
            return [
                .block(
                    .figure(
                        Figure(
                            image: .media(name), alt: alt, width: element.pixels("width"),
                            height: element.pixels("height"), placement: element.placement ?? .text)))
            ]
        }
        guard let url = SafeURL(parsing: source) else {
            report(source.isEmpty ? "<img>" : String(source.prefix(200)), source.isEmpty ? .dropped : .linkRefused)
            return [.inline(.text(alt))]
        }
        report(url.string, .pictureUnresolved)
        return [.inline(.link(url, title: nil, [.text(alt.isBlank ? url.string : alt)]))]
    }

    /// The name in the archive of what stands at an address.
    func mediaName(_ address: String) -> MediaName? {
        MediaName(address: address) ?? SafeURL(parsing: address).flatMap(media)
    }
}

extension HTMLElement {
    /// A size in whole pixels.
    func pixels(_ name: String) -> Int? {
        attribute(name).flatMap { Int($0.hasSuffix("px") ? String($0.dropLast(2)) : $0) }
    }

    /// How wide a picture is set, as canonical HTML or WordPress says it.
    var placement: Figure.Placement? {
        if let name = attribute("data-width"), let placement = Figure.Placement(rawValue: name) { return placement }
        if hasClass("alignfull") { return .full }
        if hasClass("alignwide") { return .wide }
        if hasClass("alignleft", "alignright") { return .side }
        return nil
    }
}
