import Markup
import PropertyTesting
import Testing

@Suite("Reading Markdown")
struct MarkdownTests {
    static let name = BodyGenerator.media

    @Test(
        "Markdown becomes the vocabulary",
        arguments: [
            ("# A\n\n## B\n\ntext *a* **b** `c`\nnext", "<h2>A</h2>\n<h2>B</h2>\n<p>text <em>a</em> <strong>b</strong> <code>c</code> next</p>"),
            ("a  \nb ~~c~~", "<p>a<br>b <del>c</del></p>"),
            ("3. a\n4. b\n   - c", "<ol start=\"3\"><li>a</li><li>b<ul><li>c</li></ul></li></ol>"),
            ("> q\n> r\n>\n> — A. *B*", "<blockquote><p>q r</p><footer>A. <em>B</em></footer></blockquote>"),
            ("> q\n> — A", "<blockquote><p>q</p><footer>A</footer></blockquote>"),
            ("> — q", "<blockquote><p>— q</p></blockquote>"),
            ("> [!pull]\n> The wall.\n> — A", "<figure class=\"pull-quote\"><blockquote><p>The wall.</p></blockquote><figcaption>A</figcaption></figure>"),
            ("> [!aside] How we know\n> One.\n>\n> Two.", "<aside><h2>How we know</h2><p>One.</p><p>Two.</p></aside>"),
            (
                "> [!post] author=\"Fish Market\" handle=\"@fish\" date=\"2026-06-09T06:51:00+01:00\" url=\"https://tidepool.example/@fish/1\"\n> Lot 14.\n>\n> Gone.",
                "<figure class=\"embed\" data-kind=\"post\" data-provider=\"tidepool.example\" data-url=\"https://tidepool.example/@fish/1\" data-author=\"Fish Market\" data-handle=\"@fish\" data-published=\"2026-06-09T06:51:00+01:00\"><blockquote><p>Lot 14.</p><p>Gone.</p></blockquote></figure>"
            ),
            (
                "![A *map*](ours.jpg \"The wall. | Map: W\")",
                "<figure class=\"picture\"><img src=\"media:\(name)\" alt=\"A map\"><figcaption>The wall. <small class=\"credit\">Map: W</small></figcaption></figure>"
            ),
            (
                "![A](ours.jpg)\n![B](ours.jpg)",
                "<figure class=\"gallery\"><figure class=\"picture\"><img src=\"media:\(name)\" alt=\"A\"></figure><figure class=\"picture\"><img src=\"media:\(name)\" alt=\"B\"></figure></figure>"
            ),
            ("| a | b |\n|---|--:|\n| 1 | 2 |", "<table><thead><tr><th>a</th><th data-align=\"end\">b</th></tr></thead><tbody><tr><td>1</td><td data-align=\"end\">2</td></tr></tbody></table>"),
            ("a[^x]\n\n[^x]: N *b*", "<p>a<sup><a class=\"footnote\" href=\"#fn-1\">1</a></sup></p>\n<section class=\"footnotes\"><ol><li id=\"fn-1\">N <em>b</em></li></ol></section>"),
            ("```swift\nlet a = \"b\"\n```", "<pre><code data-language=\"swift\">let a = \"b\"</code></pre>"),
            ("a <mark onclick=x>*b*</mark> <script>x</script> c", "<p>a <mark><em>b</em></mark> c</p>"),
            ("<div onclick=x>\n\n*a*\n\n</div>", "<p><em>a</em></p>"),
            ("[a](javascript:alert(1)) <https://example.test>", "<p>a <a href=\"https://example.test\">https://example.test</a></p>"),
            ("\"a\" -- 'b'...", "<p>\"a\" -- 'b'...</p>"),
            ("a\n\n---\n\nb", "<p>a</p>\n<hr>\n<p>b</p>"),
        ])
    func mapping(input: String, expected: String) throws {
        let html = try ParsedBody(markdown: input) { $0.string == "ours.jpg" ? Self.name : nil }.body.html
        #expect(html == expected)
        #expect(try Body(canonical: html).html == html)
    }

    @Test("nesting of any depth keeps its text")
    func depth() throws {
        let body = try ParsedBody(markdown: String(repeating: ">", count: 3_000) + " deep").body
        #expect(body.plainText.string.contains("deep"))
    }
}
