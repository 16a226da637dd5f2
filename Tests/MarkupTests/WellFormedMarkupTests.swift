import Foundation
import PropertyTesting
import Testing

@testable import Markup

@Suite("Well-formed mark-up")
struct WellFormedMarkupTests {
    private static func quick(_ html: String) -> [HTMLNode]? {
        var html = html
        return html.withUTF8 { WellFormedMarkup.parse($0, limits: ReadingLimits()) }
    }

    /// A tree in one line, texts that stand side by side as one.
    private static func written(_ nodes: [HTMLNode]) -> String {
        var text = ""
        var result = ""
        func endText() {
            if !text.isEmpty { result += text.debugDescription }
            text = ""
        }
        for node in nodes {
            switch node {
            case .text(let more): text += more
            case .element(let element):
                endText()
                let attributes = element.attributes.map { " \($0.name)=\($0.value.debugDescription)" }.joined()
                result += "<\(element.name)\(element.isForeign ? "!" : "")\(attributes)>\(written(element.children))</>"
            }
        }
        endText()
        return result
    }

    @Test("what the quick reader takes, it reads as the standard's algorithm does")
    func same() throws {
        let pieces = [
            "<p>", "</p>", "<em>", "</em>", "<strong>", "</strong>", "<a href=\"/a?b=1&amp;c\">", "</a>", "<ul>", "</ul>", "<li>",
            "</li>", "<blockquote>", "</blockquote>", "<h2 class=\"x\" id=\"y\">", "</h2>", "<br>", "<hr>", "<img src=\"/x.jpg\" alt=\"&quot;\">",
            "text", " ", "\n", "&amp;", "&#8217;", "&#x41;", "&eacute;", "&", "é", "<figure>", "</figure>", "<figcaption>", "</figcaption>",
            "<span lang=\"de\">", "</span>", "<del>", "</del>", "<footer>", "</footer>", "<ol>", "</ol>", "<q>", "</q>", "&#128;", "<b>", "<td>",
            "\u{7F}", "\u{85}", "\u{A0}", "\u{FFFD}", "\u{1F6A2}", String(Unicode.Scalar(0xFDD1)!), String(Unicode.Scalar(0x1FFFF)!),
        ]
        let opposite = ["<p>": "</p>", "<em>": "</em>", "<ul>": "</ul>", "<li>": "</li>", "<blockquote>": "</blockquote>"]
        var taken = 0
        for round in 0..<(4_000 * FuzzTests.rounds / 600) {
            let seed = UInt64(round) + 21_000_000
            var random = SeededGenerator(seed: seed)
            var html = ""
            var open: [String] = []
            for _ in 0..<Int.random(in: 1...14, using: &random) {
                // Closes what is open more often than not, so that much of it is well-formed.
                if let last = open.last, random.chance(2, in: 5) {
                    html += last
                    open.removeLast()
                    continue
                }
                let piece = random.pick(pieces)
                html += piece
                if let end = opposite[piece] { open.append(end) }
            }
            html += open.reversed().joined()
            try compare(html, &taken, seed)
        }
        #expect(taken > 100)
    }

    @Test("bodies as they are stored, and any others, are read as the standard's algorithm does")
    func bodies() throws {
        var taken = 0
        for round in 0..<FuzzTests.rounds {
            let seed = UInt64(round) + 22_000_000
            var generator = BodyGenerator(seed: seed)
            try compare(generator.body().html, &taken, seed)
            var random = SeededGenerator(seed: seed)
            try compare(FuzzTests.input(&random), &taken, seed)
        }
        #expect(taken > 0)
    }

    private func compare(_ html: String, _ taken: inout Int, _ seed: UInt64) throws {
        guard let quick = Self.quick(html) else { return }
        taken += 1
        let whole = try HTMLParser.parseWhole(html)
        #expect(Self.written(quick) == Self.written(whole), "seed \(seed) \(html.debugDescription)")
    }

    @Test("as many tags as there may be are read, and no more")
    func limits() {
        let html = String(repeating: "<br>", count: 20)
        #expect(throws: BodyError.self) { try ParsedBody(html: html, limits: ReadingLimits(tags: 19)) }
        #expect(throws: BodyError.self) { try ParsedBody(html: html, limits: ReadingLimits(bytes: 79)) }
    }
}
