import Documents
import PropertyTesting
import Testing

@Suite("Web pages")
struct WebPageTests {
    private func read(_ html: String) throws -> Document { try Document(parsing: Array(html.utf8), as: .html) }

    @Test("navigation is left out, and every word of the article stays")
    func article() throws {
        let document = try read(
            """
            <!DOCTYPE html><html><body>
            <header><p>The Daily Site</p></header>
            <nav><ul><li><a href="/">Home</a></li></ul></nav>
            <ul><li><a>News</a></li><li><a>Sport</a></li><li><a>Weather</a></li><li><a>Jobs</a></li><li><a>Cars</a></li></ul>
            <article><header><h1>Ward to shut</h1><p>By Roe</p></header>
            <nav><a href="#a">Contents</a></nav>
            <p>We will <em>not</em> close it.</p><aside><p>“Nobody asked,” said Bruun.</p></aside>
            <ul><li><a href="/1">One</a></li><li><a href="/2">Two</a></li><li><a href="/3">Three</a></li><li><a href="/4">Four</a></li><li><a href="/5">Five</a></li></ul>
            <button>Share</button><footer><p>Corrected on Monday.</p></footer></article>
            <aside><p>Most read</p></aside><footer><p>© The Daily Site</p></footer>
            </body></html>
            """)
        for word in ["Ward to shut", "By Roe", "We will not close it.", "“Nobody asked,” said Bruun.", "Three", "Corrected on Monday."] {
            #expect(document.text.contains(word), "\(word)")
        }
        for word in ["The Daily Site", "Home", "Weather", "Contents", "Most read", "Share"] {
            #expect(!document.text.contains(word), "\(word)")
        }
    }

    @Test("a page that calls nothing its article is kept but for its navigation")
    func plain() throws {
        let document = try read(
            "<body><header><h2>Statement</h2></header><nav>Menu</nav><div><p>We agree.</p></div><aside>Note: they do.</aside><footer>Ends.</footer></body>")
        for word in ["Statement", "We agree.", "Note: they do.", "Ends."] { #expect(document.text.contains(word), "\(word)") }
        #expect(!document.text.contains("Menu"))
    }

    @Test("what a page hides or has struck out is not its text", arguments: [
        "<del>no longer</del>", "<s>no longer</s>", "<strike>no longer</strike>", "<p hidden>no longer</p>", "<div style='color:red; Display : NONE !important'><p>no longer</p></div>",
        "<span style=visibility:hidden>no longer</span>", "<dialog>no longer</dialog>", "<template>no longer</template>", "<p><b hidden=hidden>no longer</b></p>",
    ])
    func hidden(markup: String) throws {
        for html in ["<p>We will close it.</p>\(markup)<p>We agree.</p>", "<main><p>We will \(markup) close it.</p><p>We agree.</p></main>"] {
            let text = try read(html).text
            #expect(!text.contains("no longer") && text.contains("close it.") && text.contains("We agree."), "\(text)")
            let mail = try Document(parsing: Array("Content-Type: text/html\n\n\(html)".utf8), as: .email).text
            #expect(!mail.contains("no longer") && mail.contains("We agree."))
        }
    }

    @Test("elements about many paragraphs cost nothing for each of them", arguments: ["<mark>", "<div lang=en>", "<q>", "<div dir=rtl>", "<cite>"])
    func wrapping(markup: String) throws {
        let html = String(repeating: markup, count: 100) + (0..<500).map { "<p>We agree \($0).</p>" }.joined()
        let text = try read(html).text
        #expect(text.contains("We agree 0.") && text.contains("We agree 499."))
        let marks = text.count { $0 == "“" || $0 == "‘" || $0 == "\"" }
        #expect(marks <= 4 * 501)
    }

    @Test("what a page shows stays, be it hidden from screen readers or folded away", arguments: [
        "<p aria-hidden=true>We agree.</p>", "<p hidden=until-found>We agree.</p>", "<dialog open>We agree.</dialog>", "<details><p>We agree.</p></details>",
        "<p style='display:block'>We agree.</p>", "<ins>We agree.</ins>", "<p style='background:url(display:none)'>We agree.</p>",
    ])
    func shown(markup: String) throws {
        #expect(try read("<p>Yes.</p>\(markup)").text.contains("We agree."))
    }

    @Test("a main element that holds little is no reason to lose the rest")
    func smallMain() throws {
        let words = (0..<200).map { "word\($0)" }.joined(separator: " ")
        let document = try read("<body><main><p>Loading</p></main><div><p>\(words)</p></div></body>")
        #expect(document.text.contains("word199"))
        let other = try read("<body><nav><p>\(words)</p></nav><p>Ok</p></body>")
        #expect(other.text.contains("word199"))
    }

    @Test("structured data is believed first, then Open Graph, then the page's own words")
    func facts() throws {
        let document = try read(
            """
            <html lang="de"><head><title>Bericht | Seite</title><meta property="og:title" content="Bericht!">
            <meta property="og:site_name" content="Die Seite"><meta name="author" content="https://x.example/roe">
            <meta name="author" content="J. Roe"><link rel="canonical" href="https://seite.example/b">
            <script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"x"},
            {"@type":["NewsArticle"],"headline":"Der Bericht","author":[{"@type":"Person","name":"Jo Roe"},{"name":"Al Fell"}],
            "datePublished":"2026-03-01T08:00:00+01:00","publisher":{"name":"Die Zeitung"}}]}</script></head>
            <body><article><h1>Überschrift</h1><p>Text.</p><time datetime="2020-01-01">1.1.</time></article></body></html>
            """)
        #expect(document.title == "Der Bericht")
        #expect(document.author == "Jo Roe, Al Fell")
        #expect(document.publisher == "Die Zeitung")
        #expect(document.published == "2026-03-01T08:00:00+01:00")
        #expect(document.language == "de" && document.address == "https://seite.example/b")
        let plainer = try read(
            """
            <head><title>T</title><meta property="og:title" content="Open"><meta name="author" content="https://x.example/roe">
            <script type="application/ld+json">{"@type": nonsense</script></head>
            <body><article><h1>H</h1><a rel="author" href="/roe">Jo  Roe</a><time datetime="2020-01-01">then</time><p>x</p></article></body>
            """)
        #expect(plainer.title == "Open" && plainer.author == "Jo Roe" && plainer.published == "2020-01-01")
        #expect(try read("<title>Only\n this</title><p>x").title == "Only this")
        #expect(try read("<meta name=date content='last week'><p>x").published == nil)
    }

    @Test("pages in other encodings are read as they say")
    func encodings() throws {
        let cases: [(charset: String, bytes: [UInt8], text: String)] = [
            ("big5", [0xA7, 0x41, 0xA6, 0x6E], "你好"), ("euc-kr", [0xC7, 0xD1], "한"), ("iso-8859-15", [0xA4], "€"),
            ("windows-1251", [0xC4, 0xE0], "Да"), ("koi8-r", [0xE4, 0xC1], "Да"), ("windows-1256", [0xE3, 0xD1], "مر"),
        ]
        for (charset, bytes, text) in cases {
            let page = Array("<meta charset=\"\(charset)\"><p>".utf8) + bytes
            #expect(try Document(parsing: page, as: .html).text == text, "\(charset)")
            #expect(try Document(parsing: bytes, as: .plainText, charset: charset).text == text, "\(charset)")
        }
        // A name that is none, or that would be more than a name, is as if nothing was said.
        for charset in ["", "nonsense", "UTF-8//IGNORE", "../x"] {
            #expect(try Document(parsing: [0x4A, 0xF6], as: .plainText, charset: charset).text == "Jö", "\(charset)")
        }
    }

    /// A page of random elements, each paragraph with a word of its own.
    private struct Soup {
        var random: SeededGenerator
        var html = ""
        /// Words that stand in the article, and in no navigation.
        var kept: [String] = []
        private var count = 0

        init(_ random: SeededGenerator) { self.random = random }

        mutating func add(depth: Int, isInside: Bool, isNavigation: Bool) {
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                count += 1
                let word = "word\(count)x"
                if depth == 0 || Bool.random(using: &random) {
                    html += random.pick(["<p>\(word)</p>", word + " ", "<h2>\(word)</h2>", "<blockquote>\(word)</blockquote>", "<ul><li><a href=/>\(word)</a></li></ul>", "<table><tr><td>\(word)</table>"])
                    if isInside, !isNavigation { kept.append(word) }
                } else {
                    let name = random.pick(["div", "section", "header", "footer", "aside", "nav", "span", "figure"])
                    html += "<\(name)>"
                    add(depth: depth - 1, isInside: isInside, isNavigation: isNavigation || name == "nav")
                    // Some are never closed.
                    if Int.random(in: 0..<8, using: &random) > 0 || name == "nav" { html += "</\(name)>" }
                }
            }
        }
    }

    @Test("whatever the page is made of, no word of its article is lost", arguments: ["main", "article", "div role=main"])
    func noWordLost(element: String) throws {
        var random = SeededGenerator()
        let seed = random.description
        for _ in 0..<150 {
            var soup = Soup(SeededGenerator(seed: random.next()))
            soup.html = "<body>"
            soup.add(depth: 2, isInside: false, isNavigation: false)
            soup.html += "<\(element)>"
            soup.add(depth: 4, isInside: true, isNavigation: false)
            soup.html += "</\(element.prefix { $0 != " " })>"
            soup.add(depth: 2, isInside: false, isNavigation: false)
            let text = try read(soup.html).text
            for word in soup.kept { #expect(text.contains(word), "\(seed) \(word) of \(soup.html)") }
        }
    }

    @Test("no page ends the program")
    func fuzz() throws {
        var random = SeededGenerator()
        let pieces = [
            "<main>", "</main>", "<nav>", "<article", ">", "<script type=application/ld+json>", "</script>", "{\"@type\":\"Article\",", "[[", "<meta ",
            "property=og:title content=", "<time datetime=", "<svg>", "<title>", "<html lang=", "\0", "é", "<h1>", "<ul><li><a>", "<template>", "<frameset>", "<!--",
        ]
        for _ in 0..<400 {
            let html = (0..<Int.random(in: 0...60, using: &random)).map { _ in random.pick(pieces) }.joined()
            _ = try? Document(parsing: Array(html.utf8), as: .html)
        }
        let deep = String(repeating: "<div><nav>", count: 20_000) + "words"
        _ = try? read(deep)
        #expect(try read("<p>still here").text == "still here")
    }
}
