import Markup
import Testing

@Suite("Addresses")
struct SafeURLTests {
    @Test(
        "what a browser may be sent to is taken, normalised",
        arguments: [
            ("https://example.test", "https://example.test"), ("HTTPS://Example.TEST/A b", "https://example.test/A%20b"),
            (" \thttps://example.test/a\nb ", "https://example.test/ab"), ("//example.test/x", "https://example.test/x"),
            ("/2026/11/slug?a=1#b", "/2026/11/slug?a=1#b"), ("#part", "#part"), ("?q=x", "?q=x"), ("../up", "../up"), ("a/b:c", "a/b:c"),
            ("mailto:desk@example.test?subject=Hi there", "mailto:desk@example.test?subject=Hi%20there"), ("tel:+44 1632", "tel:+44%201632"),
            ("https://example.test/%zz%20", "https://example.test/%25zz%20"), ("/\"><'", "/%22%3E%3C%27"), ("/ü", "/%C3%BC"),
            ("http://bücher.example:80/", "http://bücher.example:80/"), ("http://[::1]:8080/x", "http://[::1]:8080/x"),
        ])
    func taken(text: String, expected: String) {
        #expect(SafeURL(parsing: text)?.string == expected)
    }

    @Test(
        "everything else is refused",
        arguments: [
            "", " ", "javascript:alert(1)", "data:,x", "ftp://example.test", "foo:bar", "a:b", "&#106;avascript:x", "https:", "https:///x",
            "https:example.test", "http://user@example.test", "https://exa mple.test", "https://example.test:99999", "\\\\example.test",
            "/a\\b", "https://example.test/\u{1}a", "mailto:", "tel:x", "https://．/", "https://ex／ample.test",
        ])
    func refused(text: String) {
        #expect(SafeURL(parsing: text) == nil)
    }

    @Test("parts are encoded, so that none becomes another")
    func parts() {
        let url = SafeURL(path: ["topic", "a/b?c", "..", "ü"], query: [("q", "a&b=c d#"), ("p", "2")], fragment: "x y")
        #expect(url.string == "/topic/a%2Fb%3Fc/%C3%BC?q=a%26b%3Dc%20d%23&p=2#x%20y")
        #expect(SafeURL(path: []).string == "/")
        #expect(SafeURL(path: ["a"], fragment: "x").adding(query: [("b", "1")]).string == "/a?b=1#x")
    }

    @Test(
        "relative addresses resolve as RFC 3986 has it",
        arguments: [
            ("g", "https://a.test/b/c/g"), ("./g", "https://a.test/b/c/g"), ("g/", "https://a.test/b/c/g/"), ("/g", "https://a.test/g"),
            ("?y", "https://a.test/b/c/d?y"), ("#s", "https://a.test/b/c/d?q#s"), ("..", "https://a.test/b/"), ("../../../g", "https://a.test/g"),
            ("https://x.test/", "https://x.test/"),
        ])
    func resolution(relative: String, expected: String) throws {
        let base = try #require(SafeURL(parsing: "https://a.test/b/c/d?q"))
        #expect(try #require(SafeURL(parsing: relative)).resolved(against: base).string == expected)
    }

    @Test("the parts of an address can be asked for")
    func reading() throws {
        let url = try #require(SafeURL(parsing: "https://a.test:8080/b/c?d#e"))
        #expect(url.scheme == "https")
        #expect(url.host == "a.test")
        #expect(url.path == "/b/c")
        #expect(SafeURL(parsing: "/x?y")?.path == "/x")
        #expect(SafeURL(parsing: "/x")?.scheme == nil)
    }

    @Test("language tags are those of BCP 47", arguments: [("en-gb", "en-GB"), ("AR", "ar"), ("zh_hant_tw", "zh-Hant-TW"), ("de-1996", "de-1996")])
    func languages(text: String, expected: String) {
        #expect(LanguageTag(parsing: text)?.string == expected)
    }

    @Test("other text is no language tag", arguments: ["", "-", "e", "en-", "en--gb", "en gb", "1a", "en-toolongsubtag", "\"", "en-x"])
    func noLanguages(text: String) {
        #expect(LanguageTag(parsing: text) == nil)
    }

    @Test("Arabic and Hebrew are written from right to left, by language or script")
    func direction() {
        #expect(LanguageTag(parsing: "ar-EG")?.direction == .rightToLeft)
        #expect(LanguageTag(parsing: "az-Arab")?.direction == .rightToLeft)
        #expect(LanguageTag(parsing: "ar-Latn")?.direction == .leftToRight)
        #expect(LanguageTag(parsing: "de")?.direction == .leftToRight)
    }
}
