import Foundation
import PropertyTesting

/// A made-up WordPress export of ordinary stories: about 600 words each in block mark-up, an author, a category, two
/// tags, and two comments under every tenth.
struct SampleExport {
    private var generator = SeededGenerator(seed: 1)
    private static let desks = ["politics", "health", "housing", "work", "environment", "courts", "culture", "local"]
    private static let authors = ["ada.marsh", "ben.okoro", "cara.lind", "dev.patel", "ela.novak"]
    private static let words = SampleStories.common + [
        "minister", "hospital", "inquiry", "union", "flood", "police", "river", "protest", "ballot", "worker", "transport",
        "energy", "tenant", "nurse", "teacher", "promise", "evidence", "public", "summer", "strike", "wage", "contract",
        "company", "owner", "board", "member", "leader", "party", "village", "town", "city", "county", "region", "nation",
    ]

    /// Writes the export of some stories to a file.
    mutating func write(_ count: Int, to file: URL) throws {
        guard FileManager.default.createFile(atPath: file.path, contents: nil) else { throw CocoaError(.fileWriteUnknown) }
        let output = try FileHandle(forWritingTo: file)
        defer { try? output.close() }
        try output.write(
            contentsOf: Data(
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
                xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
                xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>The Made-up Measure</title>
                <link>https://old.example</link><language>en-GB</language><wp:wxr_version>1.2</wp:wxr_version>
                <wp:base_site_url>https://old.example</wp:base_site_url>
                <wp:base_blog_url>https://old.example</wp:base_blog_url>

                """.utf8))
        for number in 1...count { try output.write(contentsOf: Data(item(number).utf8)) }
        try output.write(contentsOf: Data("</channel></rss>\n".utf8))
    }

    private mutating func item(_ number: Int) -> String {
        let (desk, author) = (pick(Self.desks), pick(Self.authors))
        let stamp = Self.stamp(Date(timeIntervalSince1970: 1_262_325_600 + Double(number) * 3180))
        let paragraphs = (0..<8).map { index in
            let text = (0..<5).map { _ in sentence() }.joined(separator: " ")
            let quotation = index == 2 || index == 5 ? " “\(sentence())” \(author) said." : ""
            return "<!-- wp:paragraph -->\n<p>\(text)\(quotation)</p>\n<!-- /wp:paragraph -->"
        }
        let tags = (0..<2).map { _ in pick(Self.words) }.map { "<category domain=\"post_tag\" nicename=\"\($0)\"><![CDATA[\($0)]]></category>" }
        let comments = number.isMultiple(of: 10) ? (0..<2).map { comment(number / 5 + $0, stamp) } : []
        return """
            <item><title>\(sentence()) \(number)</title><link>https://old.example/\(stamp.prefix(4))/\(stamp.dropFirst(5).prefix(2))/story-\(number)/</link>
            <dc:creator>\(author)</dc:creator><guid isPermaLink="false">https://old.example/?p=\(number)</guid>
            <content:encoded><![CDATA[\(paragraphs.joined(separator: "\n\n"))]]></content:encoded>
            <excerpt:encoded><![CDATA[\(sentence())]]></excerpt:encoded><wp:post_id>\(number)</wp:post_id>
            <wp:post_date>\(stamp)</wp:post_date><wp:post_date_gmt>\(stamp)</wp:post_date_gmt>
            <wp:comment_status>open</wp:comment_status><wp:post_name>story-\(number)</wp:post_name>
            <wp:status>publish</wp:status><wp:post_parent>0</wp:post_parent><wp:post_type>post</wp:post_type>
            <category domain="category" nicename="\(desk)"><![CDATA[\(desk)]]></category>\(tags.joined())\(comments.joined())</item>

            """
    }

    private mutating func comment(_ number: Int, _ stamp: String) -> String {
        """
        <wp:comment><wp:comment_id>\(number)</wp:comment_id><wp:comment_author>Reader \(number)</wp:comment_author>
        <wp:comment_date_gmt>\(stamp)</wp:comment_date_gmt><wp:comment_content>\(sentence())</wp:comment_content>
        <wp:comment_approved>1</wp:comment_approved><wp:comment_parent>0</wp:comment_parent></wp:comment>
        """
    }

    private mutating func sentence() -> String {
        (0..<Int.random(in: 9...22, using: &generator)).map { _ in pick(Self.words) }.joined(separator: " ") + "."
    }

    private mutating func pick(_ words: [String]) -> String { words[Int.random(in: 0..<words.count, using: &generator)] }

    /// As WordPress writes a moment in GMT.
    private static func stamp(_ date: Date) -> String {
        let style = Date.ISO8601FormatStyle(dateTimeSeparator: .space)
        return String(style.format(date).prefix(19))
    }
}
