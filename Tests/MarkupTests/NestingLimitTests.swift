@testable import Markup
import PropertyTesting
import Testing

@Suite("The bound of nesting")
struct NestingLimitTests {
    private func flattened(_ html: String) throws -> String? {
        var html = html
        return try html.withUTF8 { try NestingLimit.flattened($0) }.map { String(decoding: $0, as: UTF8.self) }
    }

    @Test(
        "tags beyond the bound are left out, and the text in them stays",
        arguments: [
            "<div>", "<b>", "<b><i>", "<span>", "<x-y>", "<ul><li>", "<table><tr><td>", "<div><table></div>", "<svg><a><b>",
            "<svg><g>", "<svg><style>", "<svg><p><x/>", "<select><style></select><div>", "<p><div></p>", "<form><span></form>", "<!--><div>",
            "<div a=\">\">", "<h1><h2></h2><div></h1>", "<svg><g a=b/>", "<font size=1><p>", "<blockquote/>",
        ])
    func shapes(repeated: String) throws {
        let html = String(repeating: repeated, count: 1_000) + "deep"
        let flat = try #require(try flattened(html))
        #expect(flat.hasSuffix("deep"))
        // What is left are the tags of a bounded stack, where all of them were thousands.
        #expect(flat.utf8.count { $0 == UInt8(ascii: "<") } < html.utf8.count { $0 == UInt8(ascii: "<") })
        #expect(Self.depth(of: try HTMLParser.parseWhole(html)) <= HTMLParser.depthLimit + 1)
        // A style sheet is none of the text.
        if !repeated.contains("<style>") { #expect(try ParsedBody(html: html).body.plainText.string.contains("deep")) }
    }

    @Test("what is closed, or closed by what follows, counts for nothing", arguments: [
        "<p>one", "<li>one", "<p><b>one</b><i>two</i></p>", "<ul><li>one<li>two</ul>", "<table><tr><td>one<td>two<tr><td>three</table>", "<br>",
        "<img src=a>", "<p><span>one</p>", "<div><span>one</div>", "<a name=b>", "<dl><dt>a<dd>b</dl>", "<h2>a</h2>", "<svg><path d=a/></svg>",
        "<script>'<div>'</script>", "<!-- <div> -->", "<textarea><div></textarea>", "<ruby>a<rt>b</ruby>", "<svg viewBox=a />", "<select><option>a</select>",
    ])
    func flat(repeated: String) throws {
        #expect(try flattened(String(repeating: repeated, count: 2_000)) == nil)
    }

    @Test("text that is left without its elements keeps its words apart, and what follows keeps its form")
    func words() throws {
        let depth = NestingLimit.depth
        let html = String(repeating: "<div>", count: depth) + "<div>one</div><div>t<span>w</span>o</div>" + String(repeating: "</div>", count: depth) + "<p>three</p>"
        let flat = try #require(try flattened(html))
        #expect(flat.contains("<div> one  two </div>") && flat.hasSuffix("</div><p>three</p>"))
    }

    @Test("a tag of too many attributes is refused with what the bound is")
    func attributes() {
        let html = "<p " + (0...NestingLimit.attributes).map { "a\($0)=b" }.joined(separator: " ") + ">text"
        #expect(throws: BodyError.tooComplex(limit: "more than \(NestingLimit.attributes) attributes in one tag")) { try ParsedBody(html: html) }
    }

    @Test("the search for what an end tag closes is counted, and ends")
    func steps() {
        let html = "<section><table>" + String(repeating: "<x-y>", count: 200) + String(repeating: "</section>", count: 30_000)
        #expect(throws: BodyError.self) { try flattened(html) }
    }

    private static func depth(of nodes: [HTMLNode]) -> Int {
        nodes.map { node in if case .element(let element) = node { 1 + depth(of: element.children) } else { 0 } }.max() ?? 0
    }
}
