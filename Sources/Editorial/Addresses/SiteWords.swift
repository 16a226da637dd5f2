import Markup

/// The addresses that the site itself has, whatever it publishes. Nothing else is ever given one of them: a story
/// there would be out of every reader's reach.
enum SiteWords {
    /// First words below which everything is the site's.
    private static let rooms: Set<String> = [
        ".well-known", "account", "api", "assets", "corrections", "fonts", "funding", "healthz", "log", "metrics",
        "newsroom", "questions", "readyz", "sources", "standards", "support", "webhooks",
    ]

    /// Addresses of one word.
    private static let pages: Set<String> = [
        "apple-touch-icon.png", "archive", "atom.xml", "card.png", "favicon.ico", "feed.json", "feed.xml", "news-sitemap.xml", "robots.txt",
        "search", "sitemap.xml", "trust.txt",
    ]

    /// Words that begin addresses of the site's, of which not all are its own.
    private static let beginnings: Set<String> = ["author", "card", "feed", "look", "media", "section", "sitemap", "topic"]

    private static let looks: Set<String> = [".css", ".png", ".svg"]

    private static let feeds: Set<String> = ["atom.xml", "feed.json", "feed.xml"]

    /// Whether a standing page at the top of the tree can't have the slug.
    static func reserves(_ slug: Slug) -> Bool {
        // `/2026` would stand where the archive's years and the stories' addresses begin.
        let isYear = slug.string.utf8.count == 4 && Int(slug.string) != nil
        return isYear || rooms.contains(slug.string) || pages.contains(slug.string) || beginnings.contains(slug.string)
    }

    /// - Parameter segments: Of a path in its normal form.
    static func own(_ segments: [String]) -> Bool {
        guard let first = segments.first else { return true }
        if rooms.contains(first) { return true }
        switch (first, segments.count) {
        case (_, 1): return pages.contains(first) || (first.hasPrefix("look-") && looks.contains { first.hasSuffix($0) })
        case ("archive", 3), ("archive", 5): return YearMonth("\(segments[1])-\(segments[2])") != nil
        // Which lists there are is the address book's to say; their feeds and further pages go with them.
        case ("author", 3), ("section", 3), ("topic", 3): return feeds.contains(segments[2])
        case ("author", 4), ("section", 4), ("topic", 4): return segments[2] == "page"
        case ("card", 2): return segments[1].hasSuffix(".png")
        case ("sitemap", 2): return segments[1].hasSuffix(".xml")
        case ("media", 3...4): return ContentHash(segments[1]) != nil
        default: return false
        }
    }
}

extension AddressPath {
    /// Whether the site itself answers here, whatever it publishes: no story, and no redirect, can have the address.
    public var isSiteOwn: Bool {
        !description.contains("?") && SiteWords.own(description.split(separator: "/").map(String.init))
    }
}
