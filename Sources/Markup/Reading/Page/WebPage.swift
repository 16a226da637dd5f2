import Foundation

/// A whole page of the web, read for its article: what is navigation about it is left out, what it tells of itself is
/// kept apart, and what it hides or has struck out is left out.
public struct WebPage: Sendable {
    /// The article, or where none can be told apart for certain, all of the page.
    public let body: Body
    public let facts: WebPageFacts

    /// - Throws: ``BodyError``, as ``ParsedBody`` does.
    public init(html: String, limits: ReadingLimits = ReadingLimits()) throws(BodyError) {
        let nodes = try HTMLParser.parseWhole(html, limits: limits)
        var reader = BodyReader(media: { _ in nil })
        let article = PageArticle(ShownText.shown(nodes)).nodes
        body = reader.body(of: article)
        facts = WebPageFacts(nodes, article: article, language: Self.language(of: html))
    }
}

extension WebPage {
    /// `lang` of `<html>`: the parser takes pages as fragments, which have no such element.
    private static func language(of html: String) -> String? {
        let head = html.prefix(4_096)
        guard let tag = head.range(of: "<html", options: .caseInsensitive) else { return nil }
        let attributes = head[tag.upperBound...].prefix { $0 != ">" }
        guard let name = attributes.range(of: #"(^|\s)(xml:)?lang\s*=\s*"#, options: [.regularExpression, .caseInsensitive])
        else { return nil }
        let value = attributes[name.upperBound...].drop { $0 == "\"" || $0 == "'" }
        let language = String(value.prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" })
        return language.isEmpty ? nil : language
    }
}

/// What a page says of itself, as it says it.
public struct WebPageFacts: Sendable, Hashable {
    /// Of `<html>`.
    public let language: String?
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

    init(_ nodes: [HTMLNode], article: [HTMLNode], language: String?) {
        self.language = language
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
