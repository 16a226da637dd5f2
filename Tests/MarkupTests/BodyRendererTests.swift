import Markup
import PropertyTesting
import Testing

@Suite("A body for readers")
struct BodyRendererTests {
    static let renderer = BodyRenderer(
        labels: .english, file: { SafeURL(path: ["files", $0.string]) },
        picture: { "<img src=\"/p.jpg\"\(attribute: .alt, $0.alt)\(attribute: .width, $0.width)>" })

    func page(_ html: String) throws -> String {
        Self.renderer.html(of: try ParsedBody(html: html).body).string
    }

    @Test("headings have anchors, unique on the page and clear of its own names")
    func anchors() throws {
        let html = try page("<h2>The Tide</h2><h3>The tide!</h3><h2>Comments</h2><h2>مرحبا</h2><h2>Note 1</h2>")
        #expect(
            html == """
                <h2 id="the-tide">The Tide</h2><h3 id="the-tide-2">The tide!</h3><h2 id="comments-2">Comments</h2><h2 id="مرحبا">مرحبا</h2><h2 id="part-note-1">Note 1</h2>
                """)
        let headings = try ParsedBody(html: "<h2>The Tide</h2><aside><h2>T</h2><h3>The tide</h3></aside>").body.headings
        #expect(headings.map(\.anchor) == ["the-tide", "the-tide-2"])
    }

    @Test("in a feed, footnotes lead to the story's own page")
    func footnotesElsewhere() throws {
        let body = Body(
            blocks: [.paragraph([.text("One"), .footnoteReference(1)])],
            footnotes: [Footnote(blocks: [.paragraph([.text("Two")])])])
        let base = try #require(SafeURL(parsing: "https://lantern.example/2026/03/wall"))
        let html = BodyRenderer(labels: .english, base: base, file: { _ in nil }, picture: { _ in .empty }).html(of: body).string
        #expect(html.contains("href=\"https://lantern.example/2026/03/wall#note-1\""))
        #expect(html.contains("href=\"https://lantern.example/2026/03/wall#note-mark-1\""))
        #expect(!html.contains("href=\"#"))
    }

    @Test("footnotes can be reached and left, each reference by its own name")
    func footnotes() throws {
        let html = try page("<p>a<a href=#n>1</a> b<a href=#n>1</a></p><section class=footnotes><ol><li id=n>N</ol></section>")
        #expect(
            html == """
                <p>a<sup class="note-mark"><a id="note-mark-1" href="#note-1" role="doc-noteref" aria-label="Footnote 1">1</a></sup> b<sup class="note-mark"><a id="note-mark-1-2" href="#note-1" role="doc-noteref" aria-label="Footnote 1">1</a></sup></p><section class="notes" role="doc-endnotes" aria-labelledby="notes"><h2 id="notes">Notes</h2><ol><li id="note-1"><p>N <a href="#note-mark-1" role="doc-backlink" aria-label="Back to the text">↩</a></p></li></ol></section>
                """)
    }

    @Test("tables, pictures, cards and players are whole")
    func parts() throws {
        #expect(
            try page("<table><caption>C</caption><thead><tr><th>a<th align=right>b</thead><tr><th>x<td>y</table>") == """
                <div class="table" tabindex="0" role="region" aria-label="C"><table><caption>C</caption><thead><tr><th scope="col">a</th><th scope="col" class="number">b</th></tr></thead><tbody><tr><th scope="row">x</th><td>y</td></tr></tbody></table></div>
                """)
        #expect(
            try page("<figure data-width=wide><img src=media:\(BodyGenerator.media) alt=A><figcaption>C <small class=credit>D</small></figcaption></figure>")
                == "<figure class=\"picture\" data-width=\"wide\"><img src=\"/p.jpg\" alt=\"A\"><figcaption>C <span class=\"credit\">D</span></figcaption></figure>")
        #expect(
            try page("<figure class=embed data-url=https://post.example/1 data-kind=post data-author=A data-handle=@a data-published=2026-01-02><p>Hi</figure>") == """
                <figure class="embed" data-source="post"><blockquote cite="https://post.example/1"><p>Hi</p></blockquote><figcaption><cite>A @a</cite> <span class="embed-site">post.example</span> <time datetime="2026-01-02">2026-01-02</time> <a href="https://post.example/1">See the original</a></figcaption></figure>
                """)
        #expect(
            try page("<figure class=file data-kind=audio><a href=media:\(BodyGenerator.media)>T</a></figure>") == """
                <figure class="file" data-kind="audio"><audio controls preload="none" src="/files/\(BodyGenerator.media)" aria-label="T"></audio><a href="/files/\(BodyGenerator.media)">T</a></figure>
                """)
    }

    @Test("in a feed, relative addresses become absolute")
    func base() throws {
        var renderer = Self.renderer
        renderer.base = SafeURL(parsing: "https://a.test/2026/11/slug")
        let body = try ParsedBody(html: "<p><a href=/x>a</a> <a href=#y>b</a>").body
        #expect(renderer.html(of: body).string == "<p><a href=\"https://a.test/x\">a</a> <a href=\"https://a.test/2026/11/slug#y\">b</a></p>")
    }
}
