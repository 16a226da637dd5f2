import Editorial
import Foundation
import Markup
import Storage

extension SiteAddress {
    /// Reads a request's path and query.
    ///
    /// A spelling that means an address without being its `path` (a trailing slash, `/page/1`) is read too; the
    /// server sends its reader on to `path`. Everything that is none of the site's own addresses may be a story's.
    /// - Returns: `nil` for what no address can be: traversal, control characters, malformed escapes or UTF-8.
    public init?(path: String, query: String = "") {
        guard let whole = AddressPath(path) else { return nil }
        let form = FormQuery(query)
        if whole.description == "/" {
            guard let name = Self.importedQueryNames.first(where: { form[$0] != nil }), let value = form[name] else {
                self = .front
                return
            }
            // Whatever else the query holds, such as a campaign's name, is no part of the address.
            guard let story = AddressPath("/?\(name)=\(value.percentEncoded(allowing: .query))") else { return nil }
            self = .story(story)
            return
        }
        var segments: [String] = []
        for segment in whole.description.split(separator: "/") {
            guard let decoded = segment.removingPercentEncoding else { return nil }
            segments.append(decoded)
        }
        self = Self.known(segments, form) ?? .story(whole)
    }

    /// How old systems addressed stories and lists from the root, as in `/?p=12`.
    static let importedQueryNames = ["p", "page_id", "attachment_id", "cat", "tag", "author"]

    /// A count from 1, as addresses write it.
    static func pageNumber(_ text: String) -> Int? {
        guard text.utf8.count <= 6, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text),
            number >= 1
        else { return nil }
        return number
    }

    private static func known(_ segments: [String], _ form: FormQuery) -> SiteAddress? {
        switch segments.first {
        case "section": listed(segments, FeedScope.section) { .section($0, page: $1) }
        case "topic": listed(segments, FeedScope.topic) { .topic($0, page: $1) }
        case "author": listed(segments, FeedScope.author) { .author($0, page: $1) }
        case "archive": archived(Array(segments.dropFirst()))
        case "media": media(segments)
        case "fonts": font(segments)
        case "sources": source(segments)
        case "standards": segments == ["standards", "quotations"] ? .quotationStandards : nil
        default: segments.count == 1 ? single(segments[0], form) : file(segments)
        }
    }

    private static func single(_ segment: String, _ form: FormQuery) -> SiteAddress? {
        switch segment {
        case "search": return .search(SearchTerms(form))
        case "sitemap.xml": return .sitemapIndex
        case "news-sitemap.xml": return .newsSitemap
        case "robots.txt": return .robots
        case "trust.txt": return .trust
        case "card.png": return .card(nil)
        case "favicon.ico": return .icon
        case "apple-touch-icon.png": return .touchIcon
        case "healthz": return .health
        case "readyz": return .ready
        default: break
        }
        if let format = feedFormat(segment) { return .feed(.whole, format) }
        guard segment.hasPrefix("look-") else { return nil }
        if segment.hasSuffix(".css") { return AssetName(segment.dropFirst(5).dropLast(4)).map { .stylesheet($0) } }
        guard LookLogo.Format.allCases.contains(where: { segment.hasSuffix(".\($0.rawValue)") }) else { return nil }
        return AssetName(segment.dropFirst(5)).map { .logo($0) }
    }

    private static func file(_ segments: [String]) -> SiteAddress? {
        guard segments.count == 2 else { return nil }
        let name = segments[1]
        switch segments[0] {
        case ".well-known": return name == "security.txt" ? .security : nil
        case "sitemap":
            guard name.hasSuffix(".xml") else { return nil }
            return pageNumber(String(name.dropLast(4))).map { .sitemap($0) }
        case "card":
            guard name.hasSuffix(".png") else { return nil }
            return Slug(parsing: String(name.dropLast(4))).map { .card($0) }
        default: return nil
        }
    }

    private static func listed(
        _ segments: [String], _ scope: (Slug) -> FeedScope, _ list: (Slug, Int) -> SiteAddress
    ) -> SiteAddress? {
        guard segments.count > 1, let slug = Slug(parsing: segments[1]) else { return nil }
        switch segments.count {
        case 2: return list(slug, 1)
        case 3: return feedFormat(segments[2]).map { .feed(scope(slug), $0) }
        case 4 where segments[2] == "page": return pageNumber(segments[3]).map { list(slug, $0) }
        default: return nil
        }
    }

    private static func archived(_ rest: [String]) -> SiteAddress? {
        if rest.isEmpty { return .archive }
        guard rest.count == 2 || (rest.count == 4 && rest[2] == "page"), let month = YearMonth("\(rest[0])-\(rest[1])")
        else { return nil }
        return rest.count == 2 ? .archiveMonth(month) : pageNumber(rest[3]).map { .archiveMonth(month, page: $0) }
    }

    private static func media(_ segments: [String]) -> SiteAddress? {
        guard segments.count >= 3, let hash = ContentHash(segments[1]) else { return nil }
        if segments.count == 4 {
            return segments[2] == "original" ? AssetName(segments[3]).map { .mediaFile(hash, $0) } : nil
        }
        let parts = segments[2].split(separator: ".")
        guard segments.count == 3, parts.count == 2, let width = pageNumber(String(parts[0])),
            let format = Rendition.Format(rawValue: String(parts[1])),
            let rendition = Rendition(original: hash, width: width, format: format)
        else { return nil }
        return .rendition(rendition)
    }

    private static func font(_ segments: [String]) -> SiteAddress? {
        guard segments.count == 3, let family = AssetName(segments[1]), let file = AssetName(segments[2]) else {
            return nil
        }
        return .font(family: family, file)
    }

    private static func source(_ segments: [String]) -> SiteAddress? {
        guard segments.count > 1, let id = Source.ID(segments[1]) else { return nil }
        switch segments.count {
        case 2: return .source(id)
        case 3 where segments[2] == "annotations.json": return .sourceAnnotations(id)
        default: return nil
        }
    }

    private static func feedFormat(_ name: String) -> FeedFormat? {
        FeedFormat.allCases.first { $0.fileName == name }
    }
}
