import Editorial
import Foundation
import Storage
import struct QuotationCheck.CheckedQuotation

/// A source's quoted passages in the W3C Web Annotation Data Model: a collection with one page, on it an annotation for
/// each quotation, whose target is a place in the source's text and whose body is the story's words.
struct WebAnnotations: Encodable {
    /// The media type of the model's JSON-LD.
    static let mediaType = "application/ld+json; profile=\"http://www.w3.org/ns/anno.jsonld\""

    private let context = "http://www.w3.org/ns/anno.jsonld"
    private let id: String
    private let type = "AnnotationCollection"
    private let label: String
    private let total: Int
    private let first: Page

    enum CodingKeys: String, CodingKey {
        case context = "@context"
        case id, type, label, total, first
    }

    private struct Page: Encodable {
        let id: String
        let type = "AnnotationPage"
        let startIndex = 0
        let items: [Annotation]
    }

    private struct Annotation: Encodable {
        let id: String
        let type = "Annotation"
        let motivation = "linking"
        let created: String
        let body: [Body]
        let target: Target
    }

    private enum Body: Encodable {
        case quotation(story: String, words: String)
        case verdict(String)

        private enum Keys: String, CodingKey { case type, source, selector, purpose, value, format }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Keys.self)
            switch self {
            case .quotation(let story, let words):
                try container.encode("SpecificResource", forKey: .type)
                try container.encode(story, forKey: .source)
                try container.encode("linking", forKey: .purpose)
                try container.encode(Selector.words(exact: words, prefix: nil, suffix: nil), forKey: .selector)
            case .verdict(let verdict):
                try container.encode("TextualBody", forKey: .type)
                try container.encode(verdict, forKey: .value)
                try container.encode("text/plain", forKey: .format)
                try container.encode("classifying", forKey: .purpose)
            }
        }
    }

    private struct Target: Encodable {
        let type = "SpecificResource"
        let source: String
        let selector: [Selector]
        let state: State
    }

    /// When the source was as the selectors have it, and where that is kept.
    private struct State: Encodable {
        let type = "TimeState"
        let sourceDate: String
        let cached: String
    }

    private enum Selector: Encodable {
        case position(start: Int, end: Int)
        case words(exact: String, prefix: String?, suffix: String?)

        private enum Keys: String, CodingKey { case type, start, end, exact, prefix, suffix }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Keys.self)
            switch self {
            case .position(let start, let end):
                try container.encode("TextPositionSelector", forKey: .type)
                try container.encode(start, forKey: .start)
                try container.encode(end, forKey: .end)
            case .words(let exact, let prefix, let suffix):
                try container.encode("TextQuoteSelector", forKey: .type)
                try container.encode(exact, forKey: .exact)
                try container.encodeIfPresent(prefix, forKey: .prefix)
                try container.encodeIfPresent(suffix, forKey: .suffix)
            }
        }
    }

    /// - Parameter absolute: Gives addresses their origin.
    init(_ page: SourcePage, absolute: (SiteAddress) -> String) {
        let address = absolute(.sourceAnnotations(page.source.id))
        let source = absolute(.source(page.source.id))
        let versions = Dictionary(page.versions.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let items = page.passages.flatMap { passage -> [Annotation] in
            guard let version = versions[passage.version] else { return [] }
            return passage.citations.compactMap { citation in
                let checked = citation.quotation.finding.checked
                guard let match = checked.match else { return nil }
                let anchor = StoryQuotations.anchor(citation.place, in: version.number)
                let story = absolute(.story(citation.story.address))
                return Annotation(
                    id: "\(address)#\(citation.story.id)-\(checked.id)", created: version.capturedAt.internetDate,
                    body: [
                        .quotation(story: story, words: checked.text), .verdict(citation.quotation.verdict.rawValue),
                    ],
                    target: Target(
                        source: source,
                        selector: [
                            .position(start: match.range.start, end: match.range.end),
                            .words(exact: match.exact, prefix: match.prefix, suffix: match.suffix),
                        ],
                        state: State(sourceDate: version.capturedAt.internetDate, cached: "\(source)#\(anchor)")))
            }
        }
        id = address
        label = page.versions.first?.details.title ?? ""
        total = items.count
        first = Page(id: "\(address)#page", items: items)
    }

    func json() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return [UInt8](try encoder.encode(self))
    }
}
