extension SiteAddress.Kind {
    /// How the router matches addresses of this kind: a segment in braces takes any text, `**` the rest.
    /// Whatever matches is read by `SiteAddress(path:query:)`, which refuses what the pattern is too coarse for.
    public var routePatterns: [String] {
        switch self {
        case .front: ["/"]
        case .story: ["/**"]
        case .section: ["/section/{slug}", "/section/{slug}/page/{page}"]
        case .topic: ["/topic/{slug}", "/topic/{slug}/page/{page}"]
        case .author: ["/author/{slug}", "/author/{slug}/page/{page}"]
        case .archive: ["/archive"]
        case .archiveMonth: ["/archive/{year}/{month}", "/archive/{year}/{month}/page/{page}"]
        case .search: ["/search"]
        case .feed:
            ["", "/section/{slug}", "/topic/{slug}", "/author/{slug}"].flatMap { folder in
                FeedFormat.allCases.map { "\(folder)/\($0.fileName)" }
            }
        case .sitemapIndex: ["/sitemap.xml"]
        case .sitemap: ["/sitemap/{file}"]
        case .newsSitemap: ["/news-sitemap.xml"]
        case .robots: ["/robots.txt"]
        case .trust: ["/trust.txt"]
        case .security: ["/.well-known/security.txt"]
        case .stylesheet: ["/look-{file}"]
        case .font: ["/fonts/{family}/{file}"]
        case .rendition: ["/media/{hash}/{file}"]
        case .mediaFile: ["/media/{hash}/original/{file}"]
        case .card: ["/card.png", "/card/{file}"]
        case .icon: ["/favicon.ico"]
        case .health: ["/healthz"]
        case .ready: ["/readyz"]
        }
    }
}
