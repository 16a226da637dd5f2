import PropertyTesting
import Testing

@testable import Transfer

@Suite("The paragraph rule of the classic editor")
struct ParagraphRuleTests {
    @Test(
        "each part of the rule",
        arguments: [
            ("One.\n\nTwo.", "<p>One.</p>\n<p>Two.</p>\n"),
            ("One\ntwo", "<p>One<br>\ntwo</p>\n"),
            ("One\r\n\r\nTwo", "<p>One</p>\n<p>Two</p>\n"),
            ("One<br><br>Two", "<p>One</p>\n<p>Two</p>\n"),
            ("One<br />\ntwo", "<p>One<br>\ntwo</p>\n"),
            ("  One  \n\n\n\n  ", "<p>One</p>\n"),
            ("Text\n<h2>Head</h2>\nMore", "<p>Text</p>\n<h2>Head</h2><p>More</p>\n"),
            ("<div>bare</div>", "<div>bare</div>"),
            ("<div>one\n\ntwo</div>", "<div><p>one</p>\n<p>two</p>\n</div>"),
            ("<blockquote>said</blockquote>", "<blockquote><p>said</p>\n</blockquote>"),
            ("<ul>\n\t<li>one</li>\n\t<li>two</li>\n</ul>", "<ul><li>one</li><li>two</li></ul>"),
            ("<pre>a\n\nb</pre>", "<pre>a\n\nb</pre>"),
            ("a <!-- note --> b", "<p>a <!-- note --> b</p>\n"),
            ("<em>one\n\ntwo</em>", "<p><em>one</em></p>\n<p><em>two</em></p>\n"),
            ("<p>kept</p>\n\nnew", "<p>kept</p>\n<p>new</p>\n"),
            ("before\nhttps://video.example/1\nafter", "<p>before</p>\n<p>https://video.example/1</p>\n<p>after</p>\n"),
            ("<table><tr><td>one\ntwo</td></tr></table>", "<table><tr><td>one<br>\ntwo</td></tr></table>"),
            ("", ""),
        ])
    func examples(text: String, expected: String) {
        #expect(ParagraphRule.apply(to: text) == expected)
    }

    @Test("no text is lost and none is added, and a second time changes nothing", arguments: 0..<400)
    func properties(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let pieces = [
            "word", "two words", "\n", "\n\n", " ", "<em>", "</em>", "<strong>x</strong>", "<br>", "<br />\n", "<div>", "</div>",
            "<ul><li>item</li></ul>", "<h2>head</h2>", "<blockquote>quote</blockquote>", "<pre>a\n\n b</pre>",
            "<p>para</p>", "<a href=\"/x\">link</a>", "<!--more-->", "<hr>", "é", "<img src=\"a.jpg\">", "a < b", "\thttps://a.example/b\n",
        ]
        let text = (0..<Int.random(in: 0...30, using: &generator)).map { _ in generator.pick(pieces) }.joined()
        let once = ParagraphRule.apply(to: text)
        #expect(words(once) == words(text), "seed \(seed): \(text.debugDescription)")
        let twice = ParagraphRule.apply(to: once)
        #expect(words(twice) == words(text), "seed \(seed)")
    }

    @Test("well-formed text stays as it is the second time", arguments: 0..<200)
    func idempotence(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let pieces = [
            "words in a row", "a <em>word</em> stressed", "line\nline", "<h2>head</h2>", "<blockquote>one\n\ntwo</blockquote>",
            "<ul><li>item</li><li>item</li></ul>", "<pre>a\n\n b</pre>", "https://a.example/b",
        ]
        let text = (0..<Int.random(in: 0...8, using: &generator)).map { _ in generator.pick(pieces) }.joined(separator: "\n\n")
        let once = ParagraphRule.apply(to: text)
        #expect(ParagraphRule.apply(to: once) == once, "seed \(seed): \(text.debugDescription)")
    }

    /// The text without its tags and white space.
    private func words(_ html: String) -> String {
        var scanner = MarkupScanner(Array(html.utf8))
        var text: [UInt8] = []
        while let token = scanner.next() {
            if token.kind == .text { text += scanner.bytes[token.range].filter { !$0.isMarkupSpace } }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
