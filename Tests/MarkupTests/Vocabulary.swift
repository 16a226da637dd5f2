/// A judge of stored HTML that shares nothing with the printer: it knows the vocabulary as a list, reads tags by hand,
/// and says what doesn't belong.
enum Vocabulary {
    static let elements: [String: Set<String>] = [
        "p": [], "h2": [], "h3": [], "h4": [], "blockquote": ["cite"], "footer": [], "ul": [], "ol": ["start"], "li": ["id"], "table": [],
        "caption": [], "thead": [], "tbody": [], "tr": [], "th": ["colspan", "rowspan", "data-align"],
        "td": ["colspan", "rowspan", "data-align"],
        "figure": [
            "class", "data-width", "data-kind", "data-provider", "data-url", "data-author", "data-handle", "data-published", "data-title",
        ],
        "figcaption": [], "img": ["src", "alt", "width", "height"], "aside": [], "pre": [], "code": ["data-language"], "hr": [],
        "section": ["class"], "a": ["href", "title", "class"], "em": [], "strong": [], "sup": [], "sub": [], "del": [], "ins": [], "mark": [],
        "small": ["class"], "abbr": ["title"], "cite": [], "q": [], "span": ["lang", "dir"], "br": [],
    ]
    static let classes: Set<String> = ["picture", "gallery", "pull-quote", "embed", "file", "footnotes", "footnote", "credit"]
    static let schemes: Set<String> = ["http", "https", "mailto", "tel", "media"]

    /// The first fault found, or `nil`.
    static func fault(in html: String) -> String? {
        var rest = Array(html.unicodeScalars)[...]
        while let start = rest.firstIndex(of: "<") {
            if rest[..<start].contains(">") { return "a loose >" }
            rest = rest[(start + 1)...]
            guard let end = rest.firstIndex(of: ">") else { return "an unfinished tag" }
            let tag = text(rest[..<end])
            if let fault = fault(inTag: tag) { return "\(fault) in <\(tag)>" }
            rest = rest[(end + 1)...]
        }
        if rest.contains(">") { return "a loose >" }
        let forbidden = html.unicodeScalars.first { $0.value < 0x20 && !["\n", "\t"].contains($0) }
        return forbidden.map { "the control character \($0.value)" }
    }

    private static func fault(inTag tag: String) -> String? {
        if tag.hasPrefix("/") { return elements[String(tag.dropFirst())] == nil ? "an unknown end tag" : nil }
        let name = String(tag.prefix { $0 != " " })
        guard let attributes = elements[name] else { return "an unknown element" }
        var rest = Array(tag.dropFirst(name.count).unicodeScalars)[...]
        while !rest.isEmpty {
            guard rest.removeFirst() == " ", let equals = rest.firstIndex(of: "=") else { return "a malformed attribute" }
            let attribute = text(rest[..<equals])
            guard attributes.contains(attribute) else { return "the attribute \(attribute)" }
            rest = rest[(equals + 1)...]
            guard rest.popFirst() == "\"", let end = rest.firstIndex(of: "\"") else { return "an unquoted value" }
            let value = text(rest[..<end])
            if value.contains("<") { return "a raw < in a value" }
            if let fault = fault(in: value, of: attribute) { return fault }
            rest = rest[(end + 1)...]
        }
        return nil
    }

    private static func fault(in value: String, of attribute: String) -> String? {
        switch attribute {
        case "class": return classes.contains(value) ? nil : "the class \(value)"
        case "href", "src", "cite", "data-url":
            // What a browser would take for the scheme: white space and controls ignored, references resolved.
            let read = value.replacing("&amp;", with: "&").unicodeScalars.filter { $0.value > 0x20 }
            guard let colon = read.firstIndex(of: ":") else { return nil }
            let before = String(String.UnicodeScalarView(read[..<colon])).lowercased()
            if before.contains(where: { "/?#".contains($0) }) { return nil }
            return schemes.contains(before) ? nil : "the scheme \(before)"
        default: return nil
        }
    }

    private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        String(String.UnicodeScalarView(scalars))
    }
}
