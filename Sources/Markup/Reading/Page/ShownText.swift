/// What a page shows of its text, so that nothing is quoted from it which no reader sees or which it has struck out.
///
/// Style sheets are not read; what an element itself says is. The form of words is left out too: a source is read for its
/// text, and each element about them would be made again for every paragraph in it.
enum ShownText {
    /// Quotation marks within quotation marks, at the most.
    private static let quotations = 4
    private static let forms: Set<String> = [
        "em", "i", "dfn", "strong", "b", "sup", "sub", "ins", "mark", "small", "cite", "abbr", "acronym", "bdi",
    ]

    static func shown(_ nodes: [HTMLNode], quotations: Int = 0) -> [HTMLNode] {
        nodes.compactMap { node in
            guard case .element(var element) = node else { return node }
            guard !element.isHidden, !element.isStruck else { return nil }
            let isQuotation = element.name == "q"
            if !element.isForeign {
                if forms.contains(element.name) || isQuotation && quotations >= Self.quotations { element.name = "span" }
                element.attributes.removeAll { $0.name == "lang" || $0.name == "dir" }
            }
            element.children = shown(element.children, quotations: quotations + (isQuotation ? 1 : 0))
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
