/// What a page shows of its text, so that nothing is quoted from it which no reader sees or which it has struck out.
///
/// Style sheets are not read; what an element itself says is.
enum ShownText {
    static func shown(_ nodes: [HTMLNode]) -> [HTMLNode] {
        nodes.compactMap { node in
            guard case .element(var element) = node else { return node }
            guard !element.isHidden, !element.isStruck else { return nil }
            element.children = shown(element.children)
            return .element(element)
        }
    }
}

extension HTMLElement {
    /// By the `hidden` attribute (what can be found in the page is not), by `style`, or as a dialogue that isn't open.
    fileprivate var isHidden: Bool {
        if isForeign { return false }
        if let hidden = attribute("hidden"), hidden.lowercased() != "until-found" { return true }
        if name == "dialog", attribute("open") == nil { return true }
        guard let style = attribute("style") else { return false }
        return style.split(separator: ";").contains { declaration in
            let parts = declaration.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { return false }
            let value = parts[1].lowercased().filter { !$0.isWhitespace }.replacing("!important", with: "")
            switch parts[0].lowercased().filter({ !$0.isWhitespace }) {
            case "display": return value == "none"
            case "visibility": return value == "hidden" || value == "collapse"
            default: return false
            }
        }
    }

    fileprivate var isStruck: Bool { !isForeign && ["del", "s", "strike"].contains(name) }
}

extension ParsedBody {
    /// Reads HTML from anywhere for what it shows: without what is hidden in it or struck out.
    ///
    /// - Throws: ``BodyError/tooLong(bytes:limit:)``, ``BodyError/tooComplex(limit:)``.
    public init(shownIn html: String, limits: ReadingLimits = ReadingLimits()) throws(BodyError) {
        let nodes = ShownText.shown(try HTMLParser.parse(html, limits: limits))
        var reader = BodyReader(media: { _ in nil })
        let body = reader.body(of: nodes)
        self.init(body: body, changes: reader.changes)
    }
}
