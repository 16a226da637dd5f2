import Markup
import Storage

extension Feed {
    /// RFC 4287.
    var atom: XML {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="\(language)">
        <title>\(title)</title>
        \(summary.map { "<subtitle>\($0)</subtitle>\n" as XML })<id>\(address)</id>
        <link rel="self" type="application/atom+xml" href="\(address)"/>
        <link rel="alternate" type="text/html" href="\(page)"/>
        <updated>\((updatedAt ?? Timestamp(seconds: 0)).internetDate)</updated>
        <author><name>\(publisher)</name></author>
        <generator>Standfirst</generator>
        \(items.map(\.atom))</feed>

        """
    }
}

extension Feed.Item {
    fileprivate var atom: XML {
        """
        <entry\(language.map { " xml:lang=\"\($0)\"" as XML })>
        <title>\(headline)</title>
        <id>\(identifier)</id>
        <link rel="alternate" type="text/html" href="\(address)"/>
        <published>\(publishedAt.internetDate)</published>
        <updated>\(updatedAt.internetDate)</updated>
        \(authors.map { "<author><name>\($0.name)</name><uri>\($0.address)</uri></author>\n" as XML })\
        \(subjects.map { "<category term=\"\($0)\"/>\n" as XML })\
        \(standfirst.map { "<summary>\($0)</summary>\n" as XML })<content type="html">\(html: content)</content>
        </entry>

        """
    }
}
