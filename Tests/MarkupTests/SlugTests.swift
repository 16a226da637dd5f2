import Markup
import Testing

@Suite("Slugs")
struct SlugTests {
    @Test(
        "a headline becomes words of an address",
        arguments: [
            ("The Sea Came Over!", "the-sea-came-over"), ("  It’s £40 — again  ", "its-40-again"), ("Crème brûlée à Łódź", "creme-brulee-a-lodz"),
            ("Straße über Öl", "strasse-uber-ol"), ("Москва и Київ", "moskva-i-kiyiv"), ("Αθήνα", "athina"), ("مرحبا بالعالم", "مرحبا-بالعالم"),
            ("東京 2026", "東京-2026"), ("हिन्दी", "हिन्दी"), ("🧭", "untitled"), ("", "untitled"), ("--a--", "a"),
        ])
    func words(text: String, expected: String) {
        #expect(Slug(of: text).string == expected)
        #expect(Slug(parsing: expected)?.string == expected)
    }

    @Test("German has its own spelling of umlauts")
    func german() {
        #expect(Slug(of: "Straße über Öl", transliteration: .german).string == "strasse-ueber-oel")
    }

    @Test("a long headline loses whole words, and a number fits in the length")
    func length() {
        let slug = Slug(of: String(repeating: "breakwater ", count: 20))
        #expect(slug.string.count <= Slug.lengthLimit)
        #expect(slug.string.hasSuffix("-breakwater"))
        #expect(slug.numbered(12).string.hasSuffix("-12"))
        #expect(slug.numbered(12).string.count <= Slug.lengthLimit)
        #expect(Slug(of: String(repeating: "a", count: 300)).string.count == Slug.lengthLimit)
    }

    @Test("other text is no slug", arguments: ["", "-", "A", "a b", "a--b", "a-", "a/b", "a?"])
    func refused(text: String) {
        #expect(Slug(parsing: text) == nil)
    }
}
