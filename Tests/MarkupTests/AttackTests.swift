import Foundation
import Markup
import Testing

@Suite("Attacks")
struct AttackTests {
    static let corpusFile = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Browser/attacks.json")
    static let renderer = BodyRenderer(
        labels: .english, file: { SafeURL(path: ["files", $0.string]) },
        picture: { "<img src=\"/x.png\"\(attribute: .alt, $0.alt)>" })

    @Test("what is stored of an attack is vocabulary alone, and a fixed point")
    func storedIsVocabulary() throws {
        #expect(AttackCorpus.strings.count > 1_000)
        for attack in AttackCorpus.strings {
            let stored = try ParsedBody(html: attack).body.html
            #expect(Vocabulary.fault(in: stored) == nil, "\(attack.debugDescription)\n\(stored)")
            #expect(try ParsedBody(html: stored).body.html == stored, "\(attack.debugDescription)")
            #expect(try Body(canonical: stored).html == stored, "\(attack.debugDescription)")
        }
    }

    @Test("an attack in Markdown stores vocabulary alone")
    func markdown() throws {
        for attack in AttackCorpus.strings + AttackCorpus.schemes.map({ "[x](<\($0)alert(1)>) ![y](<\($0)alert(1)>) <\($0)alert(1)>" }) {
            let stored = try ParsedBody(markdown: attack).body.html
            #expect(Vocabulary.fault(in: stored) == nil, "\(attack.debugDescription)\n\(stored)")
            #expect(try Body(canonical: stored).html == stored, "\(attack.debugDescription)")
        }
    }

    @Test("no scheme in disguise is an address")
    func schemes() {
        for scheme in AttackCorpus.schemes {
            guard let url = SafeURL(parsing: scheme + AttackCorpus.program) else { continue }
            #expect(SafeURL(parsing: url.string) == url, "\(scheme.debugDescription)")
            #expect(!url.string.utf8.contains { $0 <= 0x20 || "\"'<>`\\".utf8.contains($0) }, "\(url)")
            let isKnown = url.scheme.map { ["http", "https", "mailto", "tel"].contains($0) } ?? true
            #expect(isKnown, "\(url)")
        }
    }

    @Test("the page of an attack holds no program")
    func page() throws {
        for attack in AttackCorpus.strings {
            let page = Self.renderer.html(of: try ParsedBody(html: attack).body).string.lowercased()
            let tags = page.split(separator: "<").map { $0.prefix { $0 != ">" } }
            #expect(!tags.contains { $0.hasPrefix("script") || $0.hasPrefix("svg") || $0.hasPrefix("iframe") }, "\(attack.debugDescription)")
            #expect(!tags.contains { $0.contains(#/ on[a-z]+=/#) && !$0.contains(#/="[^"]* on[a-z]+=/#) }, "\(attack.debugDescription)")
        }
    }

    @Test("the browser tests' corpus is this one; set STANDFIRST_WRITE_ATTACKS=1 to write it anew")
    func corpusFile() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .withoutEscapingSlashes]
        let wanted = try encoder.encode(AttackCorpus.strings)
        if ProcessInfo.processInfo.environment["STANDFIRST_WRITE_ATTACKS"] != nil { try wanted.write(to: Self.corpusFile) }
        let strings = try JSONDecoder().decode([String].self, from: Data(contentsOf: Self.corpusFile))
        #expect(strings.map { Array($0.unicodeScalars) } == AttackCorpus.strings.map { Array($0.unicodeScalars) })
    }
}
