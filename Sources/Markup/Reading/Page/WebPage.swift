/// A whole page of the web, read for its article: what is navigation about it is left out, what it tells of itself is
/// kept apart.
public struct WebPage: Sendable {
    /// The article, or where none can be told apart for certain, all of the page.
    public let body: Body
    public let facts: WebPageFacts

    /// - Throws: ``BodyError``, as ``ParsedBody`` does.
    public init(html: String, limits: ReadingLimits = ReadingLimits()) throws(BodyError) {
        let nodes = try HTMLParser.parseWhole(html, limits: limits)
        var reader = BodyReader(media: { _ in nil })
        let article = PageArticle(nodes).nodes
        body = reader.body(of: article)
        facts = WebPageFacts(nodes, article: article)
    }
}

/// What a page says of itself, as it says it.
public struct WebPageFacts: Sendable, Hashable {
    /// Of `<html>`.
    public private(set) var language: String?
    /// `<title>`.
    public private(set) var title: String?
    /// The first heading of the article, of the first level.
    public private(set) var heading: String?
    /// `<meta>`: contents by name, property or `itemprop` in small letters, in their order.
    public private(set) var metas: [String: [String]] = [:]
    /// JSON-LD, unread.
    public private(set) var structuredData: [String] = []
    /// `<link rel=canonical>`.
    public private(set) var canonical: String?
    /// The first `<time datetime>` of the article.
    public private(set) var time: String?
    /// Of the article: `<a rel=author>` or `itemprop=author`.
    public private(set) var author: String?

    init(_ nodes: [HTMLNode], article: [HTMLNode]) {
        read(nodes)
        heading = Self.first(in: article) { $0.name == "h1" }?.text.oneLine
        time = Self.first(in: article) { $0.name == "time" && $0.attribute("datetime") != nil }?.attribute("datetime")
        let isAuthor: (HTMLElement) -> Bool = { element in
            element.attribute("itemprop") == "author"
                || element.attribute("rel")?.split(separator: " ").contains("author") == true && element.name == "a"
        }
        let byline = Self.first(in: article, isAuthor)
        let name = byline.flatMap { line in Self.first(in: line.children) { $0.attribute("itemprop") == "name" } }
        author = (name ?? byline)?.text.oneLine
    }

    private mutating func read(_ nodes: [HTMLNode]) {
        for element in nodes.compactMap(\.element) {
            switch element.name {
            case "html": language = language ?? element.attribute("lang") ?? element.attribute("xml:lang")
            case "title" where !element.isForeign: title = title ?? element.text.oneLine
            case "meta": readMeta(element)
            case "script" where element.attribute("type")?.lowercased().hasPrefix("application/ld+json") == true:
                structuredData.append(element.text)
            case "link" where element.attribute("rel")?.lowercased() == "canonical":
                canonical = canonical ?? element.attribute("href")
            default: break
            }
            if !element.isForeign { read(element.children) }
        }
    }

    private mutating func readMeta(_ element: HTMLElement) {
        guard let content = element.attribute("content")?.oneLine, !content.isEmpty else { return }
        for kind in ["property", "name", "itemprop"] {
            guard let name = element.attribute(kind)?.lowercased() else { continue }
            metas[name, default: []].append(content)
        }
    }

    private static func first(in nodes: [HTMLNode], _ fits: (HTMLElement) -> Bool) -> HTMLElement? {
        for element in nodes.compactMap(\.element) {
            if fits(element) { return element }
            if let found = first(in: element.children, fits) { return found }
        }
        return nil
    }
}

extension String {
    /// Words with one space between.
    fileprivate var oneLine: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
