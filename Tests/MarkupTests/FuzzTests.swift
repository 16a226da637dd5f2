import Foundation
import Markup
import PropertyTesting
import Testing

/// `STANDFIRST_FUZZ` multiplies how much is tried.
@Suite("Any input")
struct FuzzTests {
    static let rounds = 600 * (ProcessInfo.processInfo.environment["STANDFIRST_FUZZ"].flatMap { Int($0) } ?? 1)

    /// Bytes of no sense, or a sample with some of its bytes changed, left out, doubled or moved.
    static func input(_ random: inout SeededGenerator) -> String {
        if random.chance(1, in: 6) {
            let bytes = (0..<Int.random(in: 0...200, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
            return String(decoding: bytes, as: UTF8.self)
        }
        var generator = BodyGenerator(seed: random.next())
        let sample = random.chance(1, in: 3) ? generator.body().html : random.pick(AttackCorpus.strings)
        var bytes = Array((sample + random.pick(AttackCorpus.strings)).utf8.prefix(4_000))
        for _ in 0..<Int.random(in: 1...6, using: &random) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes.remove(at: place)
            case 2: bytes.insert(contentsOf: bytes[place..<min(place + 20, bytes.count)], at: place)
            default: bytes = Array(bytes[place...] + bytes[..<place])
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test("HTML of any kind gives a body that prints and reads as itself")
    func html() throws {
        for round in 0..<Self.rounds {
            let seed = UInt64(round) + 7_000_000
            var random = SeededGenerator(seed: seed)
            let input = Self.input(&random)
            let stored = try ParsedBody(html: input).body.html
            #expect(Vocabulary.fault(in: stored) == nil, "seed \(seed)")
            #expect((try? Body(canonical: stored))?.html == stored, "seed \(seed) \(input.debugDescription)")
            #expect(try ParsedBody(html: stored).body.html == stored, "seed \(seed) \(input.debugDescription)")
        }
    }

    @Test("Markdown of any kind gives a body that prints and reads as itself")
    func markdown() throws {
        for round in 0..<Self.rounds {
            let seed = UInt64(round) + 8_000_000
            var random = SeededGenerator(seed: seed)
            let marks = ["> [!post] ", "![a](b \"c|d\")", "\n\n> ", "| a |\n|--|\n", "[^1]", "\n[^1]: ", "- ", "```", "***", "\n1. "]
            let input = (0..<4).map { _ in random.pick(marks) + Self.input(&random).prefix(60) }.joined()
            let stored = try ParsedBody(markdown: input).body.html
            #expect(Vocabulary.fault(in: stored) == nil, "seed \(seed)")
            #expect((try? Body(canonical: stored))?.html == stored, "seed \(seed) \(input.debugDescription)")
        }
    }

    @Test("the reader of stored text refuses or gives itself back")
    func canonical() {
        for round in 0..<Self.rounds {
            var random = SeededGenerator(seed: UInt64(round) + 9_000_000)
            let input = Self.input(&random)
            if let body = try? Body(canonical: input) { #expect(body.html == input) }
        }
    }

    @Test("small values of any text hold or refuse")
    func values() {
        for round in 0..<Self.rounds {
            let seed = UInt64(round) + 10_000_000
            var random = SeededGenerator(seed: seed)
            let text = String(Self.input(&random).prefix(40))
            if let url = SafeURL(parsing: text) { #expect(SafeURL(parsing: url.string) == url, "seed \(seed) \(text.debugDescription)") }
            if let tag = LanguageTag(parsing: text) { #expect(LanguageTag(parsing: tag.string) == tag, "seed \(seed)") }
            let slug = Slug(of: text)
            #expect(Slug(parsing: slug.string) == slug, "seed \(seed) \(text.debugDescription)")
            #expect(SafeURL(path: [slug.string]).string.hasPrefix("/"))
        }
    }
}
