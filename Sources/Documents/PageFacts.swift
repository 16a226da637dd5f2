import Foundation
import Markup

/// What a page is, by its own account: structured data (schema.org in JSON-LD) first, since it is written to be read by
/// programs; then Open Graph, other `meta` and what stands in the article.
struct PageFacts {
    private(set) var title: String?
    private(set) var author: String?
    private(set) var publisher: String?
    private(set) var published: String?
    private(set) var language: String?
    /// The address that the page gives as its own.
    private(set) var address: String?

    init(_ page: WebPageFacts) {
        let article = ArticleData(page.structuredData)
        func meta(_ names: String...) -> String? { names.lazy.compactMap { page.metas[$0]?.first }.first }
        // A profile's address is no name.
        func names(_ names: String...) -> String? {
            for name in names {
                let people = (page.metas[name] ?? []).filter { !$0.contains("://") }
                if !people.isEmpty { return people.joined(separator: ", ") }
            }
            return nil
        }
        title = article.title ?? meta("og:title", "twitter:title", "dc.title", "dcterms.title") ?? page.heading ?? page.title
        author = article.author ?? names("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "byl")
            ?? page.author
        publisher = article.publisher ?? meta("og:site_name", "dc.publisher", "dcterms.publisher", "application-name")
        let moments = [
            article.published,
            meta(
                "article:published_time", "datepublished", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date",
                "parsely-pub-date", "date", "pubdate"),
            page.time,
        ]
        published = moments.lazy.compactMap { $0 }.first(where: Self.isMoment)
        language = page.language ?? article.language ?? meta("og:locale").map { $0.replacing("_", with: "-") }
        address = [page.canonical, meta("og:url")].compactMap { $0.flatMap { SafeURL(parsing: $0) } }.first(where: \.isWeb)?.string
    }

    /// A day or a moment as ISO 8601 writes it.
    private static func isMoment(_ text: String) -> Bool {
        let day = Array(text.utf8.prefix(10))
        return day.count == 10 && day.enumerated().allSatisfy { place, byte in
            place == 4 || place == 7 ? byte == UInt8(ascii: "-") : (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        }
    }
}

/// The article that a page's JSON-LD describes.
private struct ArticleData {
    var title: String?
    var author: String?
    var publisher: String?
    var published: String?
    var language: String?

    private static let deepest = 8

    init(_ scripts: [String]) {
        var nodes: [[String: Any]] = []
        for script in scripts {
            guard let value = try? JSONSerialization.jsonObject(with: Data(script.utf8)) else { continue }
            Self.collect(value, into: &nodes, depth: 0)
        }
        guard let article = nodes.first(where: Self.isArticle) else { return }
        title = Self.text(article["headline"]) ?? Self.text(article["name"])
        author = Self.names(article["author"] ?? article["creator"])
        publisher = Self.names(article["publisher"])
        published = Self.text(article["datePublished"]) ?? Self.text(article["dateCreated"])
        language = Self.text(article["inLanguage"])
    }

    private static func collect(_ value: Any, into nodes: inout [[String: Any]], depth: Int) {
        guard depth < deepest, nodes.count < 200 else { return }
        if let list = value as? [Any] {
            for item in list { collect(item, into: &nodes, depth: depth + 1) }
        } else if let node = value as? [String: Any] {
            nodes.append(node)
            for key in ["@graph", "mainEntity"] {
                if let inner = node[key] { collect(inner, into: &nodes, depth: depth + 1) }
            }
        }
    }

    private static func isArticle(_ node: [String: Any]) -> Bool {
        let types = (node["@type"] as? [String]) ?? (node["@type"] as? String).map { [$0] } ?? []
        return types.contains { type in
            ["Article", "Posting", "Report", "Statement", "PressRelease"].contains { type.hasSuffix($0) }
        }
    }

    private static func text(_ value: Any?) -> String? {
        guard let text = value as? String else { return nil }
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return line.isEmpty ? nil : line
    }

    private static func names(_ value: Any?) -> String? {
        if let text = text(value) { return text.contains("://") ? nil : text }
        if let node = value as? [String: Any] { return text(node["name"]) }
        guard let list = value as? [Any] else { return nil }
        let found = list.compactMap { names($0) }
        return found.isEmpty ? nil : found.joined(separator: ", ")
    }
}
