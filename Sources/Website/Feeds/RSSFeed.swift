import Markup

extension Feed {
    /// RSS 2.0 with the content, Dublin Core and Atom modules.
    var rss: XML {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
        <channel>
        <title>\(title)</title>
        <link>\(page)</link>
        <description>\(summary ?? title)</description>
        <language>\(language)</language>
        <atom:link rel="self" type="application/rss+xml" href="\(address)"/>
        \(updatedAt.map { "<lastBuildDate>\($0.internetMessageDate)</lastBuildDate>\n" as XML })<generator>Standfirst</generator>
        \(items.map(\.rss))</channel>
        </rss>

        """
    }
}

extension Feed.Item {
    fileprivate var rss: XML {
        """
        <item>
        <title>\(headline)</title>
        <link>\(address)</link>
        <guid isPermaLink="false">\(identifier)</guid>
        <pubDate>\(publishedAt.internetMessageDate)</pubDate>
        \(authors.map { "<dc:creator>\($0.name)</dc:creator>\n" as XML })\
        \(subjects.map { "<category>\($0)</category>\n" as XML })\
        \(standfirst.map { "<description>\($0)</description>\n" as XML })<content:encoded>\(html: content)</content:encoded>
        </item>

        """
    }
}
