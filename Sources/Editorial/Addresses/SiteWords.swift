import Markup

/// The first words of the site's own addresses, which no standing page may take.
enum SiteWords {
    static let reserved: Set<String> = [
        "account", "api", "archive", "assets", "author", "corrections", "feed", "fonts", "funding",
        "healthz", "log", "look", "media", "metrics", "newsroom", "questions", "readyz", "search", "section",
        "sources", "standards", "support", "topic", "webhooks",
    ]

    /// Whether a standing page at the top of the tree can't have the slug.
    static func reserves(_ slug: Slug) -> Bool {
        // `/2026` would stand where the archive's years and the stories' addresses begin.
        let isYear = slug.string.utf8.count == 4 && Int(slug.string) != nil
        return isYear || reserved.contains(slug.string)
    }
}
