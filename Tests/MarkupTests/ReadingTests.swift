import Markup
import PropertyTesting
import Testing

@Suite("Reading HTML")
struct ReadingTests {
    static let name = BodyGenerator.media

    func html(_ text: String) throws -> String {
        try ParsedBody(html: text) { $0.string.hasSuffix("ours.jpg") || $0.string.hasSuffix("ours.mp3") ? Self.name : nil }.body.html
    }

    @Test(
        "each element becomes what the vocabulary has for it",
        arguments: [
            ("loose text", "<p>loose text</p>"),
            ("<h1>A</h1><h5>B</h5>", "<h2>A</h2>\n<h4>B</h4>"),
            ("<b>a</b> <i>b</i> <strike>c</strike>", "<p><strong>a</strong> <em>b</em> <del>c</del></p>"),
            ("<div><p>a</p>b<p>c</div>", "<p>a</p>\n<p>b</p>\n<p>c</p>"),
            ("<a href=/x><div>a</div><p>b</p></a>", "<p><a href=\"/x\">a</a></p>\n<p><a href=\"/x\">b</a></p>"),
            ("<p>a<script>x</script><style>y</style>b", "<p>ab</p>"),
            ("<a href='javascript:alert(1)'>a</a>", "<p>a</p>"),
            ("<p onclick=x style=y>a", "<p>a</p>"),
            ("<blockquote><p>q</p><cite>A</cite></blockquote>", "<blockquote><p>q</p><footer>A</footer></blockquote>"),
            ("<blockquote><p>q</p><footer>A <b>B</b></footer></blockquote>", "<blockquote><p>q</p><footer>A <strong>B</strong></footer></blockquote>"),
            (
                "<figure class=pullquote><blockquote><p>q</p></blockquote><figcaption>A</figcaption></figure>",
                "<figure class=\"pull-quote\"><blockquote><p>q</p></blockquote><figcaption>A</figcaption></figure>"
            ),
            ("<ul><li>a<ul><li>b</ul><li><p>c</ul>", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
            ("<ul><li>a</li><ol start=4><li>b</li></ol></ul>", "<ul><li>a<ol start=\"4\"><li>b</li></ol></li></ul>"),
            ("<dl><dt>a<dd>b</dl>", "<ul><li><p><strong>a</strong></p><p>b</p></li></ul>"),
            (
                "<figure><a href=/big><img src=/ours.jpg alt='A' width=4 height=3></a><figcaption>C <small class=credit>D</small></figcaption></figure>",
                "<figure class=\"picture\"><img src=\"media:\(name)\" alt=\"A\" width=\"4\" height=\"3\"><figcaption>C <small class=\"credit\">D</small></figcaption></figure>"
            ),
            ("<p>a <img src=/ours.jpg> b", "<p>a</p>\n<figure class=\"picture\"><img src=\"media:\(name)\" alt=\"\"></figure>\n<p>b</p>"),
            ("<img src=https://example.test/a.jpg alt=A>", "<p><a href=\"https://example.test/a.jpg\">A</a></p>"),
            ("<img src=x onerror=alert(1)>", "<p><a href=\"x\">x</a></p>"),
            (
                "<figure class=gallery><figure><img src=/ours.jpg></figure><ul><li><img src=/ours.jpg></ul><figcaption>G</figcaption></figure>",
                "<figure class=\"gallery\"><figure class=\"picture\"><img src=\"media:\(name)\" alt=\"\"></figure><figure class=\"picture\"><img src=\"media:\(name)\" alt=\"\"></figure><figcaption>G</figcaption></figure>"
            ),
            ("<pre><code class=language-swift>a\n  b\n</code></pre>", "<pre><code data-language=\"swift\">a\n  b</code></pre>"),
            ("<table><tr><th>a<td align=right>b</table>", "<table><tbody><tr><th>a</th><td data-align=\"end\">b</td></tr></tbody></table>"),
            (
                "<figure><table><thead><tr><td>a</table><figcaption>C</figcaption></figure>",
                "<table><caption>C</caption><thead><tr><td>a</td></tr></thead></table>"
            ),
            ("<p lang=ar dir=rtl>a", "<p><span lang=\"ar\" dir=\"rtl\">a</span></p>"),
            ("<p dir=ltr>a", "<p>a</p>"),
            (
                "a<sup><a class=footnote href=#fn-1>1</a></sup><section class=footnotes><ol><li id=fn-1>N <a href=#r>↩</a></ol></section>",
                "<p>a<sup><a class=\"footnote\" href=\"#fn-1\">1</a></sup></p>\n<section class=\"footnotes\"><ol><li id=\"fn-1\">N</li></ol></section>"
            ),
            (
                "a<sup data-fn=u class=fn><a href=#u id=u-link>1</a></sup><ol class=wp-block-footnotes><li id=u>N <a href=#u-link>↩︎</a></ol>",
                "<p>a<sup><a class=\"footnote\" href=\"#fn-1\">1</a></sup></p>\n<section class=\"footnotes\"><ol><li id=\"fn-1\">N</li></ol></section>"
            ),
            (
                "<figure class=embed data-url=https://post.example/1 data-kind=post data-author=A><blockquote>Hi</blockquote></figure>",
                "<figure class=\"embed\" data-kind=\"post\" data-provider=\"post.example\" data-url=\"https://post.example/1\" data-author=\"A\"><blockquote><p>Hi</p></blockquote></figure>"
            ),
            ("<iframe src=//video.example/1 title=V></iframe>", "<p><a href=\"https://video.example/1\">V</a></p>"),
            (
                "<figure><audio controls src=/ours.mp3></audio><figcaption>C</figcaption></figure>",
                "<figure class=\"file\" data-kind=\"audio\"><a href=\"media:\(name)\">\(name)</a><figcaption>C</figcaption></figure>"
            ),
            ("<aside><h3>T</h3>x</aside>", "<aside><h2>T</h2><p>x</p></aside>"),
            ("<details><summary>T</summary>x</details>", "<aside><h2>T</h2><p>x</p></aside>"),
            ("<svg><text>a</text><script>b</script></svg>", "<p>a</p>"),
            ("<custom-thing>a</custom-thing>", "<p>a</p>"),
        ])
    func mapping(input: String, expected: String) throws {
        let html = try html(input)
        #expect(html == expected)
        #expect(try Body(canonical: html).html == html)
    }

    @Test("what is left out or changed is reported")
    func changes() throws {
        let parsed = try ParsedBody(
            html: "<h1 onclick=x>a</h1><marquee>b</marquee><script></script><img src=https://example.test/a.jpg><a href=data:x>y</a>")
        #expect(
            parsed.changes == [
                BodyChange("onclick of <h1>", .attributeDropped), BodyChange("<h1>", .replaced), BodyChange("<marquee>", .unwrapped),
                BodyChange("<script>", .dropped), BodyChange("https://example.test/a.jpg", .pictureUnresolved),
                BodyChange("data:x", .linkRefused),
            ])
    }

    @Test("canonical HTML read as any HTML is the same body", arguments: 0..<10)
    func canonicalIsAFixedPoint(block: Int) throws {
        for seed in UInt64(block * 40)..<UInt64(block * 40 + 40) {
            var generator = BodyGenerator(seed: seed &+ 90_000)
            let body = generator.body()
            let parsed = try ParsedBody(html: body.html)
            #expect(parsed.body == body, "seed \(seed + 90_000)\n\(body.html)\n\(parsed.body.html)")
        }
    }

    @Test("bounds are kept")
    func bounds() {
        #expect(throws: BodyError.tooLong(bytes: 11, limit: 10)) {
            try ParsedBody(html: "hello world", limits: ReadingLimits(bytes: 10))
        }
        #expect(throws: BodyError.self) {
            try ParsedBody(html: String(repeating: "<b>", count: 50), limits: ReadingLimits(tags: 49))
        }
        #expect(throws: BodyError.self) {
            try ParsedBody(html: String(repeating: "<p>x", count: 5_000), limits: ReadingLimits(memory: 100_000))
        }
    }

    @Test("nesting of any depth keeps its text", arguments: ["div", "b", "blockquote", "ul><li", "table><tr><td", "svg", "span"])
    func depth(element: String) throws {
        let nested = String(repeating: "<\(element)>", count: 5_000) + "deep"
        let body = try ParsedBody(html: nested).body
        #expect(body.plainText.string.contains("deep"))
        #expect(try Body(canonical: body.html) == body)
    }
}
