import Markup

extension HeadView {
    /// The inside of `<head>`.
    func html(in paper: Paper) -> HTML {
        let look = paper.look
        let whole = title.map { paper.wording(.titleOnSite, ["title": $0, "site": paper.name]) } ?? paper.name
        return """
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(whole)</title>
            <meta name="color-scheme" content="light dark">
            <meta name="theme-color"\(attribute: .content, look.lightPaper) media="(prefers-color-scheme: light)">
            <meta name="theme-color"\(attribute: .content, look.darkPaper) media="(prefers-color-scheme: dark)">
            \(look.preloads.map { "<link rel=\"preload\"\(href: $0) as=\"font\" type=\"font/woff2\" crossorigin>\n" })\
            <link rel="stylesheet"\(href: look.stylesheet)>
            \(description.map { "<meta name=\"description\"\(attribute: .content, $0)>\n" })\
            \(isIndexed ? .empty : "<meta name=\"robots\" content=\"noindex\">\n")\
            \(canonical.map { "<link rel=\"canonical\"\(href: $0)>\n" })\
            \(previous.map { "<link rel=\"prev\"\(href: $0)>\n" })\
            \(next.map { "<link rel=\"next\"\(href: $0)>\n" })\
            \(feeds.map { $0.html(paper.wording) })\
            \(card.map { $0.html(canonical: canonical, in: paper) })\
            \(structuredData)
            """
    }
}

extension FeedLink {
    fileprivate func html(_ wording: Wording) -> HTML {
        let title = wording(.feedTitle, ["site": title, "format": wording(format.phrase)])
        return """
            <link rel="alternate"\(attribute: .type, format.mediaType)\(attribute: .title, title)\(href: url)>

            """
    }
}

extension FeedFormat {
    var phrase: Phrase {
        switch self {
        case .rss: .feedRSS
        case .atom: .feedAtom
        case .json: .feedJSON
        }
    }
}

extension SocialCard {
    /// Open Graph's properties, and the one of X's that Open Graph has no word for.
    fileprivate func html(canonical: SafeURL?, in paper: Paper) -> HTML {
        """
        <meta property="og:type" content="\(article == nil ? "website" : "article")">
        <meta property="og:site_name"\(attribute: .content, paper.name)>
        <meta property="og:locale"\(attribute: .content, paper.wording.language.string.replacing("-", with: "_"))>
        <meta property="og:title"\(attribute: .content, title)>
        \(description.map { "<meta property=\"og:description\"\(attribute: .content, $0)>\n" })\
        \(canonical.map { "<meta property=\"og:url\"\(content: $0)>\n" })\
        \(image.map(\.html))\
        \(article.map { $0.html(paper.wording) })\
        <meta name="twitter:card" content="\(image == nil ? "summary" : "summary_large_image")">

        """
    }
}

extension SocialCard.Image {
    fileprivate var html: HTML {
        """
        <meta property="og:image"\(content: url)>
        <meta property="og:image:width" content="\(width)">
        <meta property="og:image:height" content="\(height)">
        <meta property="og:image:alt"\(attribute: .content, alt)>

        """
    }
}

extension SocialCard.Article {
    fileprivate func html(_ wording: Wording) -> HTML {
        let published = wording.zone.localTime(at: publishedAt).machineReadable
        let updated = updatedAt.map { wording.zone.localTime(at: $0).machineReadable }
        return """
            <meta property="article:published_time"\(attribute: .content, published)>
            \(updated.map { "<meta property=\"article:modified_time\"\(attribute: .content, $0)>\n" })\
            \(section.map { "<meta property=\"article:section\"\(attribute: .content, $0)>\n" })\
            \(topics.map { "<meta property=\"article:tag\"\(attribute: .content, $0)>\n" })
            """
    }
}
