import PropertyTesting
import Testing

@testable import Transfer

@Suite("Converting the body of a WordPress item")
struct WordPressContentTests {
    private static let library: [WordPressMedia] = [
        WordPressMedia(
            id: 12, address: "https://old.example/uploads/cat.jpg", kind: .picture, alternativeText: "A cat",
            caption: "The <em>harbour</em> cat", credit: "Ada Marsh", width: 1200, height: 800),
        WordPressMedia(id: 13, address: "https://old.example/uploads/dog.jpg", kind: .picture),
        WordPressMedia(id: 14, address: "https://old.example/uploads/talk.mp3", kind: .audio),
    ]

    private static let lookup = ContentLookup(
        byID: { id in library.first { $0.id == id } },
        byAddress: { address in library.first { $0.address == address } },
        attached: { $0 == 7 ? library : [] },
        pattern: { $0 == 30 ? "<!-- wp:paragraph --><p>Pattern</p><!-- /wp:paragraph --><!-- wp:block {\"ref\":30} /-->" : nil },
        isOwn: { $0.hasPrefix("https://old.example/") })

    private func convert(_ content: String, footnotes: String? = nil) -> WordPressContent {
        WordPressContent(converting: content, itemID: 7, footnotes: footnotes, lookup: Self.lookup)
    }

    @Test(
        "classic text and its elements",
        arguments: [
            ("One\n\nTwo", "<p>One</p><p>Two</p>"),
            ("<h1>A</h1><h5>B</h5>", "<h2>A</h2><h4>B</h4>"),
            ("<b>a</b> <i>b</i> <tt>c</tt>", "<p><strong>a</strong> <em>b</em> <code>c</code></p>"),
            ("<span style=\"font-weight: bold\">a</span>", "<p><strong>a</strong></p>"),
            ("<span lang=\"fr\">oui</span>", "<p><span lang=\"fr\">oui</span></p>"),
            ("<p lang=\"fr\" dir=\"ltr\">oui</p>", "<p><span lang=\"fr\" dir=\"ltr\">oui</span></p>"),
            ("<a href=\"javascript:alert(1)\">x</a>", "<p>x</p>"),
            ("<a href=\" JaVaScript:alert(1)\">x</a>", "<p>x</p>"),
            ("<script>alert(1)</script>a", "<p>a</p>"),
            ("a < b & c", "<p>a &lt; b & c</p>"),
            ("<blockquote>Said\n<cite>Ada</cite></blockquote>", "<blockquote><p>Said</p><footer>Ada</footer></blockquote>"),
            ("<blockquote><p>Said<br><cite>Ada</cite></p></blockquote>", "<blockquote><p>Said</p><footer>Ada</footer></blockquote>"),
            ("<ul><li>a<ul><li>b</li></ul></li></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
            ("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
            ("<pre>a\n  <b>b</b></pre>", "<pre><code>a\n  b</code></pre>"),
            ("<dl><dt>T</dt><dd>D</dd></dl>", "<p><strong>T</strong></p><p>D</p>"),
            ("a<!--nextpage-->b", "<p>a</p><hr><p>b</p>"),
            ("<em>a <div>b</div> c</em>", "<p><em>a</em></p><p><em>b</em></p><p><em>c</em></p>"),
        ])
    func classic(content: String, html: String) {
        #expect(convert(content).html == html)
    }

    @Test(
        "an address alone on its line is a card, unless it is the site's own",
        arguments: [
            ("https://old.example/uploads/talk.mp3", "<figure class=\"file\" data-kind=\"audio\"><a href=\"https://old.example/uploads/talk.mp3\">talk.mp3</a></figure>"),
            ("https://old.example/uploads/cat.jpg", "<figure><img src=\"https://old.example/uploads/cat.jpg\" alt=\"A cat\"></figure>"),
            ("[embed]https://old.example/2015/a/[/embed]", "<p><a href=\"https://old.example/2015/a/\">https://old.example/2015/a/</a></p>"),
        ])
    func ownAddress(content: String, html: String) {
        #expect(convert(content).html == html)
    }

    @Test("a caption without a picture leaves no brackets behind")
    func bareCaption() {
        let result = convert("[caption width=\"3\"][audio src=\"https://old.example/uploads/talk.mp3\"] Said <em>so</em>[/caption]")
        #expect(result.html == "<figure class=\"file\" data-kind=\"audio\"><a href=\"https://old.example/uploads/talk.mp3\">talk.mp3</a></figure><p>Said <em>so</em></p>")
    }

    @Test("paragraphs that hold a gap alone are dropped, and told of")
    func gaps() {
        let result = convert("a\n\n&nbsp;\n\n<p>\u{A0}</p>b")
        #expect(result.html == "<p>a</p><p>b</p>")
        #expect(result.notes.changes.contains { $0.what == "empty paragraph" && $0.count == 2 })
    }

    @Test("the block editor's first galleries, which are lists, are galleries")
    func listGallery() {
        let content = "<!-- wp:gallery --><ul class=\"wp-block-gallery\"><li class=\"blocks-gallery-item\"><figure><img src=\"https://old.example/uploads/dog.jpg\"/><figcaption>Dog</figcaption></figure></li></ul><!-- /wp:gallery -->"
        #expect(convert(content).html == "<figure class=\"gallery\"><figure><img src=\"https://old.example/uploads/dog.jpg\" alt=\"\"><figcaption>Dog</figcaption></figure></figure>")
    }

    @Test("what a film had beside it is told of")
    func filmParts() {
        let notes = convert("<video src=\"https://e.example/v.mp4\" poster=\"p.jpg\"><track src=\"c.vtt\"></video>\n\n[video src=\"https://e.example/v.mp4\"]Words[/video]").notes
        #expect(notes.omissions.map(\.what).contains("subtitles of a film"))
        #expect(notes.omissions.map(\.what).contains("text inside [video]"))
        #expect(notes.changes.map(\.what).contains("still picture of a film"))
    }

    @Test("a table keeps its caption, head and spans")
    func table() {
        let content = "<table><caption>C</caption><tr><th>A</th><th>B</th></tr><tr><td colspan=\"2\">x</td></tr></table>"
        #expect(
            convert(content).html
                == "<table><caption>C</caption><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td colspan=\"2\">x</td></tr></tbody></table>")
    }

    private static let cat =
        "<figure><img src=\"https://old.example/uploads/cat.jpg\" alt=\"A cat\" width=\"1200\" height=\"800\"><figcaption>"

    @Test("a picture is the original of its rendition, with what the library knows")
    func picture() {
        let content = convert("Text <a href=\"https://old.example/uploads/cat.jpg\"><img src=\"https://old.example/uploads/cat-300x200.jpg\" class=\"wp-image-12\"></a> more")
        #expect(content.html == "<p>Text</p>" + Self.cat + "<small class=\"credit\">Ada Marsh</small></figcaption></figure><p>more</p>")
        #expect(content.references == [MediaReference(id: 12, address: "https://old.example/uploads/cat.jpg", isFound: true)])
        #expect(convert("<img src=\"x.jpg\" width=\"1\" height=\"1\">").notes.omissions.count == 1)
        #expect(convert("Hi <img class=\"wp-smiley\" src=\"s.png\" alt=\":)\">").html == "<p>Hi :)</p>")
    }

    @Test("captions in both forms")
    func captions() {
        let image = "<img src=\"https://old.example/uploads/cat-300x200.jpg\">"
        let expected = Self.cat + "The <em>cat</em> <small class=\"credit\">Ada Marsh</small></figcaption></figure>"
        #expect(convert("[caption id=\"attachment_12\" width=\"300\"]\(image) The <em>cat</em>[/caption]").html == expected)
        #expect(convert("[caption id=\"attachment_12\" caption=\"The <em>cat</em>\"]\(image)[/caption]").html == expected)
    }

    @Test("galleries, by ids and by what is attached")
    func galleries() {
        let expected =
            "<figure class=\"gallery\">" + Self.cat
            + "The <em>harbour</em> cat <small class=\"credit\">Ada Marsh</small></figcaption></figure><figure><img src=\"https://old.example/uploads/dog.jpg\" alt=\"\"></figure></figure>"
        #expect(convert("[gallery ids=\"12,13\"]").html == expected)
        #expect(convert("[gallery columns=\"2\"]").html == expected)
        let missing = convert("[gallery ids=\"12,99\"]")
        #expect(missing.notes.omissions.map(\.what) == ["picture 99 of a gallery"])
        #expect(missing.references.contains(MediaReference(id: 99, address: nil, isFound: false)))
    }

    @Test("shortcodes that are escaped or unknown stay as text")
    func otherShortcodes() {
        #expect(convert("[[gallery]]").html == "<p>[gallery]</p>")
        #expect(convert("He said [sic] so").notes.changes.isEmpty)
        let unknown = convert("[poll id=\"3\"]")
        #expect(unknown.html == "<p>[poll id=\"3\"]</p>")
        #expect(unknown.notes.changes.map(\.what) == ["shortcode [poll]"])
    }

    @Test(
        "what was embedded becomes a card that loads nothing",
        arguments: [
            ("https://www.youtube.com/watch?v=abc", "https://www.youtube.com/watch?v=abc", "YouTube\" data-kind=\"video"),
            ("[embed]https://vimeo.com/1[/embed]", "https://vimeo.com/1", "Vimeo\" data-kind=\"video"),
            ("<iframe src=\"//www.youtube.com/embed/abc?rel=0\"></iframe>", "https://www.youtube.com/watch?v=abc", "YouTube\" data-kind=\"video"),
            ("<!-- wp:embed {\"url\":\"https://x.com/a/status/1\"} --><figure class=\"wp-block-embed\"><div>\nhttps://x.com/a/status/1\n</div></figure><!-- /wp:embed -->", "https://x.com/a/status/1", "X\" data-kind=\"post"),
            ("<!-- wp:core-embed/youtube {\"url\":\"https://youtu.be/a\"} --><figure class=\"wp-block-embed\"></figure><!-- /wp:core-embed/youtube -->", "https://youtu.be/a", "YouTube\" data-kind=\"video"),
        ])
    func embeds(content: String, address: String, provider: String) {
        #expect(convert(content).html == "<figure class=\"embed\" data-url=\"\(address)\" data-provider=\"\(provider)\"></figure>")
    }

    @Test("a copied post keeps its text and its author")
    func copiedPost() {
        let content = "<blockquote class=\"twitter-tweet\"><p lang=\"en\">The tide is out.</p>&mdash; Ada (@ada) <a href=\"https://twitter.com/ada/status/5\">April 3, 2013</a></blockquote><script async src=\"https://platform.example/w.js\"></script>"
        let html = convert(content).html
        #expect(html.contains("data-url=\"https://twitter.com/ada/status/5\""))
        #expect(html.contains("data-author=\"Ada (@ada)\""))
        #expect(html.contains("data-published=\"2013-04-03\""))
        #expect(html.contains("<blockquote><p>The tide is out.</p></blockquote>"))
    }

    @Test(
        "blocks of the block editor",
        arguments: [
            ("<!-- wp:paragraph {\"align\":\"center\"} -->\n<p>One</p>\n<!-- /wp:paragraph -->", "<p>One</p>"),
            ("<!-- wp:quote --><blockquote class=\"wp-block-quote\"><!-- wp:paragraph --><p>Q</p><!-- /wp:paragraph --><cite>C</cite></blockquote><!-- /wp:quote -->", "<blockquote><p>Q</p><footer>C</footer></blockquote>"),
            ("<!-- wp:pullquote --><figure class=\"wp-block-pullquote\"><blockquote><p>Q</p><cite>C</cite></blockquote></figure><!-- /wp:pullquote -->", "<figure class=\"pullquote\"><blockquote><p>Q</p></blockquote><figcaption>C</figcaption></figure>"),
            ("<!-- wp:list --><ul><!-- wp:list-item --><li>a</li><!-- /wp:list-item --></ul><!-- /wp:list -->", "<ul><li>a</li></ul>"),
            ("<!-- wp:table --><figure class=\"wp-block-table\"><table><tbody><tr><td>a</td><td>b</td></tr></tbody></table><figcaption>C</figcaption></figure><!-- /wp:table -->", "<table><caption>C</caption><tbody><tr><td>a</td><td>b</td></tr></tbody></table>"),
            ("<!-- wp:columns --><div><!-- wp:column --><div><p>a</p></div><!-- /wp:column --></div><!-- /wp:columns -->", "<p>a</p>"),
            ("<!-- wp:details --><details><summary>S</summary><p>d</p></details><!-- /wp:details -->", "<aside><h4>S</h4><p>d</p></aside>"),
            ("<!-- wp:verse --><pre class=\"wp-block-verse\">a\nb</pre><!-- /wp:verse -->", "<p>a<br>b</p>"),
            ("<!-- wp:separator --><hr class=\"wp-block-separator\"/><!-- /wp:separator -->", "<hr>"),
            ("<!-- wp:code --><pre class=\"wp-block-code\"><code>let a &lt; b</code></pre><!-- /wp:code -->", "<pre><code>let a &lt; b</code></pre>"),
            ("<!-- wp:file {\"id\":5} --><div><a href=\"/a.pdf\">Report</a><a href=\"/a.pdf\" class=\"wp-block-file__button\" download>Download</a></div><!-- /wp:file -->", "<p><a href=\"/a.pdf\">Report</a></p>"),
            ("<!-- wp:block {\"ref\":30} /-->", "<p>Pattern</p>"),
            ("<!-- wp:cover {\"url\":\"https://old.example/uploads/dog.jpg\"} --><div><p>Over</p></div><!-- /wp:cover -->", "<figure><img src=\"https://old.example/uploads/dog.jpg\" alt=\"\"></figure><p>Over</p>"),
            ("classic\n\ntext<!-- wp:spacer --><div></div><!-- /wp:spacer -->after", "<p>classic</p><p>text</p><p>after</p>"),
            ("<!-- wp:acme/box --><div><p>kept</p></div><!-- /wp:acme/box -->", "<p>kept</p>"),
        ])
    func blocks(content: String, html: String) {
        #expect(convert(content).html == html)
    }

    @Test("what the old site made afresh, and plug-ins' blocks, are reported")
    func reported() {
        #expect(convert("<!-- wp:latest-posts /-->").notes.omissions.map(\.what) == ["block latest-posts"])
        #expect(convert("<!-- wp:acme/map /-->").notes.omissions.map(\.what) == ["block acme/map"])
        #expect(convert("<!-- wp:acme/box --><p>x</p><!-- /wp:acme/box -->").notes.changes.map(\.what) == ["block acme/box"])
        #expect(convert("<!-- wp:block {\"ref\":1} /-->").notes.omissions.count == 1)
        #expect(convert("<form><input></form>").notes.omissions.contains { $0.what == "form" })
    }

    @Test("footnotes are numbered as they are referred to")
    func footnotes() {
        let content = "<!-- wp:paragraph --><p>A<sup data-fn=\"b\" class=\"fn\"><a href=\"#b\">9</a></sup> B<sup data-fn=\"a\" class=\"fn\"><a href=\"#a\">1</a></sup></p><!-- /wp:paragraph --><!-- wp:footnotes /-->"
        let notes = "[{\"content\":\"First\",\"id\":\"a\"},{\"content\":\"<em>Second</em>\",\"id\":\"b\"}]"
        #expect(
            convert(content, footnotes: notes).html
                == "<p>A<sup><a class=\"footnote\" href=\"#fn-1\">1</a></sup> B<sup><a class=\"footnote\" href=\"#fn-2\">2</a></sup></p><section class=\"footnotes\"><ol><li id=\"fn-1\"><p><em>Second</em></p></li><li id=\"fn-2\"><p>First</p></li></ol></section>")
    }

    @Test("the mark to read on divides the text")
    func more() {
        #expect(convert("A\n\n<!--more-->\n\nB").teaser == "<p>A</p>")
        #expect(convert("A <!--more Go on--> B").teaser == "<p>A</p>")
        #expect(convert("<!-- wp:more -->\n<!--more-->\n<!-- /wp:more -->").teaser == "")
        #expect(convert("A").teaser == nil)
    }

    @Test("no mark-up, however broken, does worse than lose its tags", arguments: 0..<300)
    func fuzz(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let pieces = [
            "word", " ", "\n\n", "<", ">", "\"", "'", "=", "<p", "</p>", "<a href=\"", "<a href='x'>", "</a>", "<div>", "</div>", "<li>", "<ul>",
            "</ul>", "<table>", "<tr>", "<td>", "</table>", "<!--", "-->", "<!-- wp:quote -->", "<!-- /wp:quote -->", "<!-- wp:x {", "} /-->",
            "[caption]", "[/caption]", "[gallery ids=\"", "\"]", "[[", "]]", "<img src=x>", "<script>", "</script>", "<blockquote>", "<cite>", "</cite>",
            "<figure>", "</figure>", "<figcaption>", "<pre>", "<em>", "</em>", "<iframe src=//a.b/c>", "&amp;", "&#x41;", "é", "\u{1F600}",
        ]
        let content = (0..<Int.random(in: 1...60, using: &generator)).map { _ in generator.pick(pieces) }.joined()
        let html = convert(content).html
        var scanner = MarkupScanner(Array(html.utf8))
        var open: [MarkupTag] = []
        while let token = scanner.next() {
            switch token.kind {
            case .startTag:
                #expect(token.tag != .script && token.tag != .iframe && token.tag != .unknown, "seed \(seed): \(html)")
                if !token.tag.isVoid { open.append(token.tag) }
            case .endTag: #expect(open.popLast() == token.tag, "seed \(seed): \(content.debugDescription) → \(html)")
            case .text, .comment: break
            }
        }
        #expect(open.isEmpty, "seed \(seed): \(html)")
    }
}
