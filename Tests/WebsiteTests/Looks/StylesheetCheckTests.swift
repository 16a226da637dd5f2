import PropertyTesting
import Testing

@testable import Website

@Suite("The publication's own stylesheet")
struct StylesheetCheckTests {
    private func faults(_ css: String) -> [LookFault] {
        StylesheetCheck.faults(in: Array(css.utf8), file: "custom.css")
    }

    @Test("ordinary rules pass", arguments: [
        "", "/* nothing */", ".wordmark { letter-spacing: .1em }", "@media (min-width: 40em) { a:hover { color: #abc } }",
        ".a { background: url(media/x.png) no-repeat }", ".a { background: url(\"/media/x.webp\") }",
        ".a { background: image-set(url(a.png) 1x, \"b.avif\" type(\"image/avif\") 2x) }", "a[href^=\"https:\"] { color: red }",
        ".a::before { content: \"https://lantern.example\" }", "@font-face { font-family: X; src: url(fonts/x.woff2) format(\"woff2\") }",
        ".a { width: calc(100% - var(--x, 1rem)); margin: -1.5em; } :root { --x: { a: b } }", "@layer own { p { margin: 0 } }",
        ".\\31 23 { color: red }", "p { filter: url(#blur) }", ":is(a, b):not(.c) > d + e ~ f { }", "@property --a { syntax: \"<length>\"; }",
    ])
    func good(css: String) {
        #expect(faults(css) == [])
    }

    @Test("nothing gets a request past the check", arguments: [
        "@import \"x.css\";", "@import url(//evil.example/x.css);", "@\\69mport 'x';", "@IMPORT 'x';", "a{}@import'x';",
        ".a { background: url(https://evil.example/x) }", ".a { background: url( 'https://evil.example/x' ) }",
        ".a { background: URL(//evil.example) }", ".a { background: \\75rl(//evil.example/x) }",
        ".a { background: u\\72 l(//evil.example/x) }", ".a { background: url(\\2f\\2f evil.example) }",
        ".a { background: url(/\\\\evil.example) }", ".a { background: url(\"\\\\\\\\evil.example\") }",
        ".a { background: url(\"/\\9/evil.example\") }", ".a { background: url(\"\\a //evil.example\") }",
        ".a { background: url(data:image/png;base64,AAAA) }", ".a { background: url(javascript:alert(1)) }",
        ".a { background: url(\"ht\\\ntps://evil.example\") }", ".a { background: image-set('https://evil.example/x' 1x) }",
        ".a { background: -webkit-image-set('//evil.example/x' 1x) }", ".a { background: image('//evil.example/x') }",
        ".a { --u: \"//evil.example\"; background: image-set(var(--u) 1x) }", ".a { background: src(\"//evil.example\") }",
        ".a { background: src(var(--u)) }", ".a { background: cross-fade('//evil.example', red) }",
        ".a { background: image-set(attr(data-u) 1x) }", "@font-face { src: url(https://evil.example/f.woff2) }",
        "@namespace url(https://evil.example);", "@charset \"utf-7\";", ".a { width: expression(alert(1)) }",
        ".a { width: e\\78pression(1) }", ".a { behavior: url(x.htc) }", ".a { -moz-binding: url(x.xml#a) }",
        ".a { color: red } } .b { color: blue }", ".a { color: red", ".a { color: rgb(1,2,3 }", ".a { content: \"x }",
        ".a { content: \"x\n\" }", "/* ", ".a { background: url(x }", ".a { background: url(a b) }", ".a { background: url(a'b) }",
        ".a { ( ] ) }", "a \\", "a { b: \"\\", "\u{0}", "]", ")", "/*/ } ", ".a { background: url(mailto:x@evil.example) }",
    ])
    func bad(css: String) {
        #expect(!faults(css).isEmpty)
    }

    @Test("a fault is on the line where it stands, whatever ends the lines", arguments: ["\n", "\r\n", "\r", "\u{C}"])
    func lines(end: String) {
        let css = ["/* one", "two */", ".a {", "  background: url(https://evil.example);", "}", "@import 'x';"].joined(separator: end)
        #expect(faults(css).map(\.line) == [4, 6])
        #expect(faults(css).first?.description.hasPrefix("custom.css:4: “https://evil.example” leads elsewhere") == true)
    }

    @Test("a stylesheet that is too large or no text is refused whole")
    func bounds() {
        #expect(faults(String(repeating: " ", count: StylesheetCheck.largestByteCount)).isEmpty)
        #expect(faults(String(repeating: " ", count: StylesheetCheck.largestByteCount + 1)).count == 1)
        #expect(StylesheetCheck.faults(in: [0x61, 0xFF], file: "custom.css").count == 1)
    }

    @Test("whatever passes leaves nothing open, so that it stays in its layer")
    func fuzz() {
        let pieces = [
            "{", "}", "(", ")", "[", "]", "\"", "'", "\\", "/*", "*/", "url(", "URL(", "image-set(", "@import", "//", "evil", ":",
            ";", "a", " ", "\n", "\r\n", "\\75rl(", "src(", "var(--x)", "https:", "1x", ",", "#", "\u{0}", "é", "--x", "-", "!", "\\",
        ]
        var passed = 0
        for seed in 0..<4000 as Range<UInt64> {
            var random = SeededGenerator(seed: seed)
            let css = (0..<Int.random(in: 1...12, using: &random)).compactMap { _ in pieces.randomElement(using: &random) }.joined()
            guard faults(css).isEmpty else { continue }
            passed += 1
            // A rule after it is still read as a rule, and closes what it opens: nothing was left open.
            #expect(faults(css + "\n}\n").map(\.message) == ["A bracket is closed here that isn’t open."], "seed \(seed): \(css)")
        }
        #expect(passed > 100)
    }
}
