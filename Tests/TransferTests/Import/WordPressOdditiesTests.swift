import Editorial
import Foundation
import Markup
import Storage
import StorageTesting
import Testing

@testable import Transfer

@Suite("Odd things in exports")
struct WordPressOdditiesTests {
    private static func body(_ text: String) -> String { "<content:encoded><![CDATA[\(text)]]></content:encoded>" }

    private static func attachment(_ id: Int, _ file: String, more: String = "") -> String {
        Samples.item(
            id, file, type: "attachment", status: "inherit", slug: "file-\(id)", link: "/file-\(id)/",
            more: "<wp:attachment_url>https://old.example/wp-content/uploads/\(file)</wp:attachment_url>" + more)
    }

    @Test("stories that stand after a great many items of other types are imported")
    func farApart() async throws {
        try await ImportDesk.open(.sqlite) { desk in
            let filler = String(repeating: "x", count: 1_000_000)
            let products = (100..<109).map { Samples.item($0, "Product", type: "product", slug: "product-\($0)", more: Self.body(filler)) }
            let export = SampleExport.export(products.joined() + Samples.item(1, "Found", slug: "found", link: "/2015/01/found/"))
            let report = try await desk.importing(export)
            #expect(report.imported["post"] == 1)
            #expect(try await desk.page(at: "/2015/01/found") != nil)
        }
    }

    @Test("what the file repeats is told of, wherever it stands")
    func repeated() async throws {
        try await ImportDesk.open(.sqlite) { desk in
            let comments = Samples.comment(5) + Samples.comment(5)
            let export = SampleExport.export(
                Samples.item(1, "One", slug: "one", more: comments) + Samples.item(1, "Again", slug: "again", more: Samples.comment(6)))
            let report = try await desk.importing(export)
            #expect(report.omitted.contains { $0.what.contains("“Again”") && $0.why.contains("another item") })
            #expect(report.omitted.contains { $0.what == "comment" && $0.why.contains("another comment") })
            #expect(report.omitted.contains { $0.what == "comment of post" })
            #expect(report.imported["comment"] == 1)
        }
    }

    @Test("a second import accounts for everything that it finds", arguments: TestEngine.available)
    func accounts(engine: TestEngine) async throws {
        try await ImportDesk.open(engine) { desk in
            try await desk.importing(Samples.paper)
            let again = try await desk.importing(Samples.paper)
            for kind in ["category", "tag", "author", "attachment", "page"] {
                #expect(again.omitted.contains { $0.what.hasPrefix(kind) && $0.why.contains("already") }, "\(kind)")
            }
            #expect(again.omitted.contains { $0.what == "post (5 times)" })
            #expect(again.omitted.contains { $0.what == "comment (3 times)" })
        }
    }

    @Test("a file of the site has one record, however its address is written")
    func oneRecord() async throws {
        try await ImportDesk.open(.sqlite) { desk in
            let text = "<img src=\"/wp-content/uploads/boat.png\">\n\n[audio src=\"https://old.example/wp-content/uploads/talk.mp3\"]\n\n<img src=\"http://www.old.example/wp-content/uploads/boat-300x200.png\">"
            try await desk.importing(
                SampleExport.export(
                    Samples.item(1, "One", slug: "one", link: "/2015/01/one/", more: Self.body(text))
                        + Self.attachment(5, "boat.png", more: Samples.meta("_wp_attachment_image_alt", "A boat")) + Self.attachment(6, "talk.mp3")))
            #expect(try await desk.count("SELECT COUNT(*) FROM media") == 2)
            let html = try #require(try await desk.page(at: "/2015/01/one")).published.content.body.html
            #expect(html.components(separatedBy: "alt=\"A boat\"").count == 3)
        }
    }

    @Test("the oldest exports name an item's terms without their slugs")
    func namedTerms() async throws {
        try await ImportDesk.open(.sqlite) { desk in
            let terms = "<category>Local News</category><category>Elsewhere</category><category domain=\"tag\">Sea Wall</category>"
            let export = SampleExport.export(
                "<wp:category><wp:category_nicename>local</wp:category_nicename><wp:cat_name>Local News</wp:cat_name></wp:category>"
                    + Samples.item(1, "One", slug: "one", link: "/2015/01/one/", more: terms), version: "1.0")
            try await desk.importing(export)
            let content = try #require(try await desk.page(at: "/2015/01/one")).published.content
            #expect(content.sections.count == 2 && content.topics.count == 1)
            #expect(try await desk.count("SELECT COUNT(*) FROM section WHERE slug IN ('local', 'elsewhere')") == 2)
            #expect(try await desk.count("SELECT COUNT(*) FROM topic WHERE slug = 'sea-wall'") == 1)
        }
    }

    @Test("a co-author is the account with that login, whatever its nice name, and each is counted as what it is")
    func coauthors() async throws {
        try await ImportDesk.open(.sqlite) { desk in
            let term = "<wp:term><wp:term_taxonomy>author</wp:term_taxonomy><wp:term_slug>cap-maximilian</wp:term_slug><wp:term_name>max</wp:term_name></wp:term>"
            let export = SampleExport.export(
                "<wp:author><wp:author_login>max</wp:author_login><wp:author_display_name>Max Big</wp:author_display_name></wp:author>" + term
                    + Samples.item(1, "One", slug: "one", link: "/2015/01/one/", more: "<category domain=\"author\" nicename=\"cap-maximilian\">max</category>")
                    + Samples.item(9, "Guest", type: "guest-author", slug: "cap-guest", more: Samples.meta("cap-display_name", "A Guest")))
            let report = try await desk.importing(export)
            #expect(try await desk.count("SELECT COUNT(*) FROM person") == 2)
            for kind in ["author", "co-author", "guest-author"] { #expect(report.found[kind] == 1 && report.imported[kind] == 1, "\(kind)") }
        }
    }

    @Test("comments keep what they say: shortcodes as text, bare addresses as links, the site's own within the site")
    func comments() async throws {
        try await ImportDesk.open(.sqlite) { desk in
            let words = "[gallery] See https://e.example/a(b), and <a href=\"https://old.example/about/\">us</a>."
            let comment = Samples.comment(5).replacing("Words.", with: "<![CDATA[\(words)]]>")
            let note = Samples.comment(6, type: "order_note")
            try await desk.importing(
                SampleExport.export(Samples.item(1, "One", slug: "one", link: "/2015/01/one/", more: comment + note + Samples.comment(7, parent: 6))))
            let page = try #require(try await desk.page(at: "/2015/01/one"))
            let all = try await desk.store.read { try Comment.all(of: page.published.teaser.story, from: $0) }
            #expect(all.first?.body.html == "<p>[gallery] See <a href=\"https://e.example/a(b)\">https://e.example/a(b)</a>, and <a href=\"/about/\">us</a>.</p>")
            #expect(all.last?.parent == nil)
        }
    }

    @Test("former slugs in any form of permalink, the pages of a divided story and the old feeds redirect")
    func formerAddresses() async throws {
        try await ImportDesk.open(.sqlite) { desk in
            let old = Samples.meta("_wp_old_slug", "former")
            try await desk.importing(
                SampleExport.export(
                    "<wp:category><wp:category_nicename>news</wp:category_nicename><wp:cat_name>News</wp:cat_name></wp:category>"
                        + Samples.item(1, "One", slug: "one", link: "/2015/01/one.html", more: old)
                        + Samples.item(2, "Two", slug: "two", link: "/archives/2-two", more: old)
                        + Samples.item(3, "Three", slug: "three", link: "/2015/01/three/", more: Self.body("a<!--nextpage-->b<!--nextpage-->c"))))
            for (path, current) in [
                ("/2015/01/former.html", "/2015/01/one.html"), ("/archives/2-former", "/archives/2-two"), ("/2015/01/three/3", "/2015/01/three"),
            ] {
                #expect(try await desk.answer(at: path) == AddressPath(current).map { .moved($0) }, "\(path)")
            }
            #expect(try await desk.answer(at: "/feed") == .elsewhere("/feed.xml"))
            #expect(try await desk.answer(at: "/category/news/feed/atom") == .elsewhere("/section/news/atom.xml"))
        }
    }

    @Test("what attachments, comments and terms hold beyond their fields here is told of")
    func leftovers() async throws {
        try await ImportDesk.open(.sqlite) { desk in
            let serialised = "a:2:{s:5:\"width\";i:8;s:4:\"file\";s:99:\"boat.png\";}"
            let commentMeta = "<wp:commentmeta><wp:meta_key>stars</wp:meta_key><wp:meta_value>5</wp:meta_value></wp:commentmeta></wp:comment>"
            let report = try await desk.importing(
                SampleExport.export(
                    Samples.item(1, "One", slug: "one", more: Samples.comment(5).replacing("</wp:comment>", with: commentMeta) + Samples.meta("_thumbnail_id", "6"))
                        + Samples.item(2, "Two", slug: "two", more: Samples.meta("_thumbnail_id", "0"))
                        + Self.attachment(5, "boat.png", more: Samples.meta("_wp_attachment_metadata", serialised) + Self.body("Long words") + Samples.meta("mood", "x"))
                        + Self.attachment(6, "talk.mp3")))
            #expect(report.changed.contains { $0.what.contains("wrong lengths") })
            for what in ["description of attachment 5", "field “mood” of an attachment", "field “stars” of a comment or term", "featured image of post 1 “One”"] {
                #expect(report.omitted.contains { $0.what == what }, "\(what)")
            }
            #expect(!report.omitted.contains { $0.what.contains("post 2") })
        }
    }

    @Test("a page's parent and a featured image may stand in an earlier file of the same site")
    func severalFiles() async throws {
        try await ImportDesk.open(.sqlite) { desk in
            try await desk.importing(
                SampleExport.export(
                    Samples.item(21, "About", type: "page", slug: "about", link: "/about/")
                        + Self.attachment(5, "boat.png", more: Samples.meta("_wp_attachment_image_alt", "A boat"))))
            let report = try await desk.importing(
                SampleExport.export(
                    Samples.item(20, "People", type: "page", slug: "people", link: "/about/people/", more: "<wp:post_parent>21</wp:post_parent>")
                        + Samples.item(1, "One", slug: "one", link: "/2015/01/one/", more: Samples.meta("_thumbnail_id", "5"))))
            #expect(try await desk.count("SELECT COUNT(*) FROM story WHERE parent IS NOT NULL") == 1)
            #expect(try await desk.page(at: "/2015/01/one")?.published.content.leadImage?.alt == "A boat")
            #expect(!report.omitted.contains { $0.what.contains("featured") })
        }
    }

    @Test("the layout of the file is no part of numbers, dates and names")
    func spacedOut() async throws {
        try await ImportDesk.open(.sqlite) { desk in
            let tight = Samples.item(7, "Spaced", slug: "spaced", link: "/2015/01/spaced/", more: Self.body(" a "))
            let spaced = tight.replacing("<wp:", with: "\n  <wp:").replacing(/(<(?:wp:|link|title)[^>]*>)([^<]*)</) { "\($0.1)\n   \($0.2)\n  <" }
            let report = try await desk.importing(SampleExport.export(spaced))
            #expect(report.imported["post"] == 1)
            let page = try #require(try await desk.page(at: "/2015/01/spaced"))
            #expect(page.published.teaser.publishedAt == Timestamp(seconds: 1_422_370_617))
        }
    }

    @Test(
        "links to the old site are links within the new one, in any spelling",
        arguments: [
            ("HTTPS://OLD.example/a", "/a"), ("https://old.example:443/a", "/a"), ("//www.old.example?p=1", "/?p=1"),
            ("https://old.example:8443/a", "https://old.example:8443/a"), ("https://old.example.net/a", "https://old.example.net/a"),
        ])
    func ownLinks(written: String, link: String) {
        var channel = WXRChannel()
        channel.baseBlogAddress = "https://old.example"
        #expect(RootRelativeLinks(channel).apply(to: "<a href=\"\(written)\">x</a>") == "<a href=\"\(link)\">x</a>")
    }

    @Test("a site in a folder of its host keeps to it")
    func folderSite() async throws {
        var channel = WXRChannel()
        channel.baseBlogAddress = "https://old.example/blog/"
        let links = RootRelativeLinks(channel)
        #expect(links.apply(to: "<a href=\"https://old.example/blog/a\">x</a>") == "<a href=\"/blog/a\">x</a>")
        for other in ["https://old.example/shop/", "https://old.example/blogs/", "https://old.example"] {
            #expect(links.apply(to: "<a href=\"\(other)\">x</a>") == "<a href=\"\(other)\">x</a>")
        }
        try await ImportDesk.open(.sqlite) { desk in
            try await desk.importing(Samples.paper.replacing("https://old.example", with: "https://old.example/blog"))
            #expect(try await desk.answer(at: "/blog/category/news") == .moved(Section.address(of: Slug(of: "news"))))
            #expect(try await desk.answer(at: "/blog/author/ada") == .moved(Person.address(of: Slug(of: "ada"))))
        }
    }
}
