/// Small exports, made for the tests.
enum SampleExport {
    static let small = export(
        """
        <wp:author><wp:author_id>1</wp:author_id><wp:author_login><![CDATA[ada]]></wp:author_login><wp:author_email>ada@old.example</wp:author_email><wp:author_display_name><![CDATA[Ada Marsh]]></wp:author_display_name></wp:author>
        <wp:category><wp:term_id>2</wp:term_id><wp:category_nicename>news</wp:category_nicename><wp:category_parent></wp:category_parent><wp:cat_name><![CDATA[News]]></wp:cat_name></wp:category>
        <wp:tag><wp:term_id>3</wp:term_id><wp:tag_slug>harbour</wp:tag_slug><wp:tag_name><![CDATA[Harbour]]></wp:tag_name></wp:tag>
        <wp:term><wp:term_id>4</wp:term_id><wp:term_taxonomy>author</wp:term_taxonomy><wp:term_slug>cap-ben</wp:term_slug><wp:term_name><![CDATA[Ben]]></wp:term_name></wp:term>
        <item><title>Dredging &amp; after</title><link>https://old.example/2015/01/dredging/</link><pubDate>Tue, 27 Jan 2015 14:56:57 +0000</pubDate>
        <dc:creator><![CDATA[ada]]></dc:creator><guid isPermaLink="false">https://old.example/?p=7</guid><description></description>
        <content:encoded><![CDATA[First.\n\nSecond ]]]]><![CDATA[> third.]]></content:encoded><excerpt:encoded><![CDATA[Short.]]></excerpt:encoded>
        <wp:post_id>7</wp:post_id><wp:post_date>2015-01-27 15:56:57</wp:post_date><wp:post_date_gmt>2015-01-27 14:56:57</wp:post_date_gmt>
        <wp:comment_status>open</wp:comment_status><wp:ping_status>closed</wp:ping_status><wp:post_name>dredging</wp:post_name>
        <wp:status>publish</wp:status><wp:post_parent>0</wp:post_parent><wp:menu_order>3</wp:menu_order><wp:post_type>post</wp:post_type>
        <wp:post_password>secret</wp:post_password><wp:is_sticky>1</wp:is_sticky>
        <category domain="category" nicename="news"><![CDATA[News]]></category><category domain="post_tag" nicename="harbour"><![CDATA[Harbour]]></category>
        <wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value><![CDATA[12]]></wp:meta_value></wp:postmeta>
        <wp:postmeta><wp:meta_key>_wp_old_slug</wp:meta_key><wp:meta_value><![CDATA[dredge]]></wp:meta_value></wp:postmeta>
        <wp:comment><wp:comment_id>5</wp:comment_id><wp:comment_author><![CDATA[Reader]]></wp:comment_author><wp:comment_content><![CDATA[Well said.]]></wp:comment_content><wp:comment_approved>1</wp:comment_approved><wp:comment_parent>0</wp:comment_parent><wp:commentmeta><wp:meta_key>likes</wp:meta_key><wp:meta_value>2</wp:meta_value></wp:commentmeta></wp:comment>
        </item>
        <item><title>A page</title><wp:post_id>8</wp:post_id><wp:status>draft</wp:status><wp:post_type>page</wp:post_type></item>
        """)

    static func export(_ inside: String, version: String = "1.2", scheme: String = "http") -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <rss version="2.0" xmlns:excerpt="\(scheme)://wordpress.org/export/\(version)/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="\(scheme)://wordpress.org/export/\(version)/">
        <channel><title>Old Paper</title><link>https://old.example</link><description>News</description><language>en-GB</language>
        <wp:wxr_version>\(version)</wp:wxr_version><wp:base_site_url>https://old.example</wp:base_site_url><wp:base_blog_url>https://old.example</wp:base_blog_url>
        \(inside)
        </channel></rss>

        """
    }
}
