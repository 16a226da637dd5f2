import Markup
import PropertyTesting
import Storage
import Testing

@testable import Website

@Suite("The shape of pages")
struct PageShapeTests {
    @Test("no text in any view model can become mark-up", arguments: [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)", "</title></h1></main>", "&lt;b&gt;&amp;",
        "<!--", "-->", "]]>", "<svg/onload=alert(1)>", "\u{0}\u{8}", "\u{202E}\u{2066}", "{{name}}", "{count}", "\\(text)", "</textarea><script>",
        "javascript:alert(1)", "`\n\r\t=",
    ])
    func escaping(hostile: String) throws {
        let plain = try PageSamples(text: { _ in "text" })
        let attacked = try PageSamples(text: { _ in hostile })
        for (expected, found) in zip(try plain.all(), try attacked.all()) {
            let shape = Self.shape(of: expected.page.document(in: plain.paper).string)
            #expect(Self.shape(of: found.page.document(in: attacked.paper).string) == shape, "\(expected.name)")
            #expect(shape.count > 20)
        }
    }

    @Test("mark-up of the program's own is never taken for text", arguments: CatalogueLibrary.bundledLanguages)
    func unescaped(language: String) throws {
        let samples = try PageSamples(language: language, text: { _ in "text" })
        for (name, page) in try samples.all() {
            #expect(!page.document(in: samples.paper).string.contains("&lt;"), "\(name)")
        }
    }

    @Test("random hostile texts keep the shape of every page")
    func randomEscaping() throws {
        let plain = try PageSamples(text: { _ in "text" })
        let shapes = try plain.all().map { Self.shape(of: $0.page.document(in: plain.paper).string) }
        for seed in 0..<60 as Range<UInt64> {
            var random = SeededGenerator(seed: seed)
            let hostile = "x" + random.text(of: Array("<>\"'&;/=!-x \u{0}\u{1}\n{}`\\é"), upTo: 24)
            let attacked = try PageSamples(text: { _ in hostile })
            for (shape, found) in zip(shapes, try attacked.all()) {
                let html = found.page.document(in: attacked.paper).string
                #expect(Self.shape(of: html) == shape, "seed \(seed), \(found.name)")
            }
        }
    }

    @Test("every page has one h1, one main, landmarks, a skip link, and headings in order", arguments: CatalogueLibrary.bundledLanguages)
    func outline(language: String) throws {
        let samples = try PageSamples(language: language)
        for (name, page) in try samples.all() {
            let html = page.document(in: samples.paper).string
            let tags = Self.shape(of: html)
            for tag in ["h1", "main", "header class=masthead", "footer class=foot", "title"] {
                #expect(tags.count { $0.hasPrefix(tag.prefix { $0 != " " } + " ") || $0 == tag.prefix { $0 != " " } } >= 1, "\(name): \(tag)")
            }
            #expect(tags.count { $0 == "h1" || $0.hasPrefix("h1 ") } == 1, "\(name)")
            #expect(tags.count { $0.hasPrefix("main ") } == 1, "\(name)")
            #expect(html.contains("<a class=\"skip\" href=\"#content\">"), "\(name)")
            var level = 1
            for tag in tags {
                guard tag.hasPrefix("h"), let digit = tag.dropFirst().first?.wholeNumberValue else { continue }
                #expect(digit <= level + 1 || digit == 2, "\(name): h\(digit) after h\(level)")
                level = digit
            }
        }
    }

    @Test("no page has a script, a style, an event attribute, an identifier twice or an address elsewhere")
    func safety() throws {
        let samples = try PageSamples()
        for (name, page) in try samples.all() {
            let html = page.document(in: samples.paper).string.replacing("<script type=\"application/ld+json\">", with: "")
            let tags = Self.shape(of: html)
            #expect(!tags.contains { $0.hasPrefix("script") || $0.hasPrefix("style") || $0.contains(" style") }, "\(name)")
            #expect(!tags.contains { $0.split(separator: " ").dropFirst().contains { $0.hasPrefix("on") } }, "\(name)")
            let identifiers = html.matches(of: #/ id="([^"]*)"/#).map { String($0.1) }
            #expect(Set(identifiers).count == identifiers.count, "\(name): \(identifiers)")
            for match in html.matches(of: #/ (?:src|srcset)="([^"]*)"/#) { #expect(match.1.hasPrefix("/"), "\(name): \(match.1)") }
            for match in html.matches(of: #/ aria-labelledby="([^"]*)"/#) { #expect(identifiers.contains(String(match.1)), "\(name)") }
            for match in html.matches(of: /<label for="([^"]*)"/) { #expect(identifiers.contains(String(match.1)), "\(name)") }
        }
    }

    @Test("every internal link of every page is an address of the site")
    func links() throws {
        let samples = try PageSamples()
        for (name, page) in try samples.all() {
            for match in page.document(in: samples.paper).string.matches(of: #/ href="(/[^"]*)"/#) {
                let parts = match.1.replacing("&amp;", with: "&").split(separator: "?", maxSplits: 1)
                let address = SiteAddress(path: String(parts[0]), query: parts.count > 1 ? String(parts[1]) : "")
                #expect(address?.url.string == String(match.1.replacing("&amp;", with: "&")), "\(name): \(match.1)")
            }
        }
    }

    @Test("pages that must do without the database link to the front alone", arguments: ["failure", "maintenance"])
    func bare(name: String) throws {
        let samples = try PageSamples()
        let page = try #require(try samples.all().first { $0.name == name }).page
        let links = page.document(in: samples.paper).string.matches(of: /<a [^>]*href="([^"]*)"/).map { String($0.1) }
        #expect(Set(links) == ["#content", "/"])
    }

    @Test("a long list shows its ends and the pages about the current one", arguments: [
        (1, 9, "1 2 3 … 9"), (5, 9, "1 2 3 4 5 6 7 8 9"), (9, 9, "1 … 7 8 9"), (50, 100, "1 … 48 49 50 51 52 … 100"), (2, 2, "1 2"),
        (99, 3, "1 2 3"),
    ])
    func pagination(current: Int, total: Int, expected: String) throws {
        let view = try #require(PaginationView(current: current, total: total, address: .archive))
        #expect(view.numbers.map { $0.map { String($0) } ?? "…" }.joined(separator: " ") == expected)
        #expect(PaginationView(current: 1, total: 1, address: .archive) == nil)
    }

    @Test("a thread of thousands of replies is printed whole")
    func deepThread() throws {
        var comment = CommentView(id: "0", author: "A", postedAt: PageSamples.moment, text: "<p>x</p>")
        for number in 1...3000 {
            comment = CommentView(id: String(number), author: "A", postedAt: PageSamples.moment, text: "<p>x</p>", replies: [comment])
        }
        let samples = try PageSamples()
        let html = CommentsView(count: 3001, threads: [comment]).html(samples.paper.wording).string
        #expect(html.matches(of: /<li class="comment"/).count == 3001)
        #expect(html.matches(of: /<ol class="comment-list">/).count == CommentView.deepestIndentation)
    }

    /// The tags of a page in order, each with the names of its attributes: what hostile text would change.
    static func shape(of html: String) -> [String] {
        var tags: [String] = []
        var rest = html.utf8[...]
        while let opening = rest.firstIndex(of: UInt8(ascii: "<")) {
            rest = rest[rest.index(after: opening)...]
            var tag: [UInt8] = []
            var quote: UInt8?
            while let byte = rest.popFirst(), byte != UInt8(ascii: ">") || quote != nil {
                if let open = quote {
                    if byte == open { quote = nil }
                } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                    quote = byte
                } else {
                    tag.append(byte)
                }
            }
            tags.append(String(decoding: tag, as: UTF8.self).replacing("=", with: ""))
        }
        return tags
    }
}
