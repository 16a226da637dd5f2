/// Exports made for the tests of the import.
enum Samples {
    /// A small paper with a thing of each sort; parents and attachments stand after what refers to them.
    static let paper = SampleExport.export(
        """
        <wp:author><wp:author_id>1</wp:author_id><wp:author_login>ada</wp:author_login><wp:author_display_name>Ada Marsh</wp:author_display_name></wp:author>
        <wp:category><wp:term_id>5</wp:term_id><wp:category_nicename>harbour</wp:category_nicename><wp:category_parent>news</wp:category_parent><wp:cat_name>Harbour</wp:cat_name></wp:category>
        <wp:category><wp:term_id>2</wp:term_id><wp:category_nicename>news</wp:category_nicename><wp:category_parent></wp:category_parent><wp:cat_name>News</wp:cat_name></wp:category>
        <wp:tag><wp:term_id>3</wp:term_id><wp:tag_slug>boats</wp:tag_slug><wp:tag_name>Boats</wp:tag_name></wp:tag>
        \(item(7, "Dredging &amp; after", slug: "dredging", link: "/2015/01/dredging/", more: """
            <excerpt:encoded>Short.</excerpt:encoded><content:encoded><![CDATA[See <a href="https://old.example/about/">us</a>.]]></content:encoded>
            <category domain="category" nicename="harbour">Harbour</category><category domain="post_tag" nicename="boats">Boats</category>
            <category domain="author" nicename="cap-ada">ada</category><category domain="author" nicename="cap-ben">Ben Reed</category>
            \(meta("_thumbnail_id", "12"))\(meta("_wp_old_slug", "dredge"))\(meta("_yoast_wpseo_title", "Dredging %%sep%% %%sitename%%"))
            \(comment(5))\(comment(6, parent: 5, approved: "0"))\(comment(8, type: "pingback"))
            """))
        \(item(20, "People", type: "page", slug: "people", link: "/about/people/", more: "<wp:post_parent>21</wp:post_parent>"))
        \(item(21, "About", type: "page", slug: "about", link: "/about/"))
        \(item(8, "Waiting", status: "pending", slug: "waiting"))
        \(item(9, "Mine", status: "private", slug: "mine"))
        \(item(10, "Locked", slug: "locked", more: "<wp:post_password>secret</wp:post_password>"))
        \(item(11, "Later", status: "future", slug: "later", date: "2030-01-01 09:00:00"))
        \(item(13, "Thrown away", status: "trash", slug: "gone"))
        \(item(12, "boat", type: "attachment", status: "inherit", slug: "boat", link: "/2015/01/dredging/boat/", more: """
            <wp:post_parent>7</wp:post_parent><wp:attachment_url>https://old.example/wp-content/uploads/2015/01/boat.png</wp:attachment_url>
            \(meta("_wp_attachment_image_alt", "A dredger"))\(meta("_wp_attached_file", "2015/01/boat.png"))
            """))
        """)

    /// So many short posts, each with a comment.
    static func many(_ count: Int) -> String {
        let items = (1...count).map { number in
            item(
                number, "Story \(number)", slug: "story-\(number)", link: "/2020/01/story-\(number)/", date: "2020-01-02 03:04:05",
                more: "<content:encoded><![CDATA[<p>Text of \(number)</p>]]></content:encoded>\(comment(1_000 + number))")
        }
        return SampleExport.export(items.joined(separator: "\n"))
    }

    static func item(
        _ id: Int, _ title: String, type: String = "post", status: String = "publish", slug: String, link: String? = nil,
        date: String = "2015-01-27 14:56:57", more: String = ""
    ) -> String {
        """
        <item><title>\(title)</title><link>https://old.example\(link ?? "/?p=\(id)")</link><dc:creator>ada</dc:creator>
        <guid isPermaLink="false">https://old.example/?p=\(id)</guid><wp:post_id>\(id)</wp:post_id><wp:post_date>\(date)</wp:post_date>
        <wp:post_date_gmt>\(date)</wp:post_date_gmt><wp:post_name>\(slug)</wp:post_name><wp:status>\(status)</wp:status>
        <wp:post_type>\(type)</wp:post_type>\(more)</item>
        """
    }

    static func meta(_ key: String, _ value: String) -> String {
        "<wp:postmeta><wp:meta_key>\(key)</wp:meta_key><wp:meta_value><![CDATA[\(value)]]></wp:meta_value></wp:postmeta>"
    }

    static func comment(_ id: Int, parent: Int = 0, approved: String = "1", type: String = "comment") -> String {
        """
        <wp:comment><wp:comment_id>\(id)</wp:comment_id><wp:comment_author>Reader \(id)</wp:comment_author>
        <wp:comment_date_gmt>2015-02-01 00:00:0\(id % 10)</wp:comment_date_gmt><wp:comment_content>Words.</wp:comment_content>
        <wp:comment_approved>\(approved)</wp:comment_approved><wp:comment_type>\(type)</wp:comment_type>
        <wp:comment_parent>\(parent)</wp:comment_parent></wp:comment>
        """
    }
}
