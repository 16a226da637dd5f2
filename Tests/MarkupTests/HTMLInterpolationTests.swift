import Markup
import Testing

@Suite("Typed interpolation")
struct HTMLInterpolationTests {
    @Test("text is escaped, in content and in attributes")
    func textIsEscaped() {
        let hostile = "<b>&\"'</b>\u{0}"
        let html: HTML = "<p title=\"\(hostile)\">\(hostile)</p>"
        let escaped = "&lt;b&gt;&amp;&quot;&#39;&lt;/b&gt;"
        #expect(html.string == "<p title=\"\(escaped)\">\(escaped)</p>")
    }

    @Test("mark-up passes, joined and optional too")
    func markupPasses() {
        let item: HTML = "<li>\(1)</li>"
        let nothing: HTML? = nil
        let html: HTML = "<ul>\([item, item])\(nothing)</ul>"
        #expect(html.string == "<ul><li>1</li><li>1</li></ul>")
    }

    @Test("attributes carry their own space and quotation marks, and nil writes nothing")
    func attributes() throws {
        let url = try #require(SafeURL(parsing: "https://example.test/?a=1&b=2"))
        let none: String? = nil
        let html: HTML = """
            <a\(href: url)\(class: "kicker")\(attribute: .title, "a \"b\"")\(attribute: .id, none)\(data: "kind", "news")\(aria: "label", "L")\(attribute: .hidden, if: true)>
            """
        #expect(
            html.string == """
                <a href="https://example.test/?a=1&amp;b=2" class="kicker" title="a &quot;b&quot;" data-kind="news" aria-label="L" hidden>
                """)
    }

    @Test("an unquoted attribute is quoted")
    func unquotedAttributeIsQuoted() {
        let html: HTML = "<p title=\("a onclick=alert(1)")>x=\("y")</p>"
        #expect(html.string == "<p title=\"a onclick=alert(1)\">x=y</p>")
    }

    @Test("JSON-LD can't leave its element")
    func structuredData() throws {
        let html = try HTML.jsonLD(["name": "</script><script>alert(1)</script>\u{2028}&"])
        #expect(
            html.string
                == #"<script type="application/ld+json">{"name":"\u003C/script\u003E\u003Cscript\u003Ealert(1)\u003C/script\u003E\u2028\u0026"}</script>"#
        )
    }

    @Test("XML leaves out what it can't hold")
    func xml() {
        let xml: XML = "<title a=\"\("\"")\">\("a\u{0}\u{B}\u{C}\u{FFFE}b & <c>")</title>"
        #expect(xml.string == "<title a=\"&quot;\">ab &amp; &lt;c&gt;</title>")
    }
}
