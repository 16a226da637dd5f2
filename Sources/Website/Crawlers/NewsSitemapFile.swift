public import Markup
public import Storage

/// The sitemap of the last two days' stories, with Google's news extension 0.9.
public enum NewsSitemapFile {
    /// How old a story may be to stand in it, in seconds.
    public static let age: Int64 = 2 * 86_400

    /// The protocol's bound.
    public static let mostStories = 1000

    public struct Entry: Sendable, Hashable {
        public var address: String
        public var headline: String
        public var publishedAt: Timestamp
        public var language: LanguageTag

        public init(address: String, headline: String, publishedAt: Timestamp, language: LanguageTag) {
            self.address = address
            self.headline = headline
            self.publishedAt = publishedAt
            self.language = language
        }
    }

    public static func file(publication: String, of entries: [Entry]) -> [UInt8] {
        let urls = entries.map { entry -> XML in
            """
            <url><loc>\(entry.address)</loc><news:news><news:publication><news:name>\(publication)</news:name>\
            <news:language>\(entry.language.language)</news:language></news:publication>\
            <news:publication_date>\(entry.publishedAt.internetDate)</news:publication_date>\
            <news:title>\(entry.headline)</news:title></news:news></url>

            """
        }
        let document: XML = """
            <?xml version="1.0" encoding="UTF-8"?>
            <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
            \(urls)</urlset>

            """
        return document.bytes
    }
}
