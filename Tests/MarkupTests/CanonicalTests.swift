import Markup
import PropertyTesting
import Testing

@Suite("Canonical HTML")
struct CanonicalTests {
    @Test("any tree printed and read again is the same tree", arguments: 0..<12)
    func parsePrintIsTheIdentity(block: Int) throws {
        for seed in UInt64(block * 50)..<UInt64(block * 50 + 50) {
            var generator = BodyGenerator(seed: seed)
            let body = generator.body()
            let again = try? Body(canonical: body.html)
            #expect(again == body, "seed \(seed): \(body.html)")
            #expect(again?.html == body.html, "seed \(seed)")
            #expect((try? Body(stored: body.html)) == body, "seed \(seed)")
        }
    }

    @Test("a body made of a body's own blocks is that body", arguments: 0..<6)
    func normalisationIsIdempotent(block: Int) {
        for seed in UInt64(block * 100)..<UInt64(block * 100 + 100) {
            var generator = BodyGenerator(seed: seed)
            let body = generator.body()
            let again = Body(blocks: body.blocks, footnotes: body.footnotes)
            #expect(again == body, "seed \(seed): \(body.html) / \(again.html)")
        }
    }

    @Test("the spelling of each element is fixed")
    func spelling() throws {
        let url = try #require(SafeURL(parsing: "https://example.test/?a&b"))
        let body = Body(
            blocks: [
                .heading(.two, [.text("The <tide>")]),
                .paragraph([.text("It \n rose"), .footnoteReference(1), .text(" "), .link(url, title: nil, [.emphasis([.text("fast")])])]),
                .list(.ordered(start: 3), [[.paragraph([.text("one")])], [.paragraph([.text("a")]), .paragraph([.text("b")])]]),
                .quotation([.paragraph([.text("No.")])], attribution: [.text("A. Reader")], cite: nil),
                .figure(Figure(image: .media(BodyGenerator.media), alt: "A \"boat\"", width: 4, height: 3, caption: [.text("Boat")], credit: [.text("Ada")])),
            ],
            footnotes: [Footnote(blocks: [.paragraph([.text("By two metres.")])])])
        #expect(
            body.html == """
                <h2>The &lt;tide&gt;</h2>
                <p>It rose<sup><a class="footnote" href="#fn-1">1</a></sup> <a href="https://example.test/?a&amp;b"><em>fast</em></a></p>
                <ol start="3"><li>one</li><li><p>a</p><p>b</p></li></ol>
                <blockquote><p>No.</p><footer>A. Reader</footer></blockquote>
                <figure class="picture"><img src="media:0192f0c1-7a2b-7c3d-8e4f-0123456789ab" alt="A &quot;boat&quot;" width="4" height="3"><figcaption>Boat <small class="credit">Ada</small></figcaption></figure>
                <section class="footnotes"><ol><li id="fn-1">By two metres.</li></ol></section>
                """)
    }

    @Test(
        "text that a body doesn't print is refused",
        arguments: [
            "<p>a", "<p>a</p>\n", "<p>a  b</p>", "<p onclick=\"x\">a</p>", "<script>1</script>", "text", "<P>a</P>",
            "<p><a href=\"javascript:x\">a</a></p>", "<p>&nbsp;</p>", "<p><em></em></p>", "<p>a</p><p>b</p>",
            "<figure class=\"picture\"><img src=\"https://example.test/a.jpg\" alt=\"\"></figure>",
        ])
    func refused(text: String) {
        #expect(throws: BodyError.notCanonical) { try Body(canonical: text) }
    }

    @Test("stored text is held to the vocabulary too", arguments: ["<script>1</script>", "<p onclick=\"x\">a</p>", "<p><a href=\"javascript:x\">a</a></p>"])
    func storedIsHeldToTheVocabulary(text: String) {
        #expect(throws: BodyError.notCanonical) { try Body(stored: text) }
    }

    @Test("an empty text is an empty body")
    func empty() throws {
        #expect(try Body(canonical: "") == .empty)
    }
}
