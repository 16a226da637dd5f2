import Compression
import Editorial
import HTTPTypes
import NIOCore
import Storage
import Testing

@testable import Website

@Suite("In which variant a page is sent")
struct VariantTests {
    @Test("the smallest coding that the reader takes is chosen", arguments: [
        (nil, nil), ("", nil), ("identity", nil), ("gzip", ContentCoding.gzip), ("br", .brotli), ("gzip, deflate, br, zstd", .brotli),
        ("br;q=0, gzip", .gzip), ("GZIP;Q=0.5", .gzip), ("gzip;q=0.000", nil), ("gzip; q=0", nil), ("*", .brotli), ("*;q=0", nil),
        ("br;q=0, *", .gzip), ("x-gzip", .gzip), ("gzipped, brotli", nil), (",,;;q=", nil), ("gzip;q=0.001", .gzip),
    ] as [(String?, ContentCoding?)])
    func accepted(field: String?, coding: ContentCoding?) {
        #expect(AcceptedCodings(field).best == coding, "\(field ?? "none")")
    }

    private static let text = String(repeating: "<p>It came in, and it went out.</p>\n", count: 200)

    private static func page(_ text: String, _ type: String) -> FinishedPage {
        FinishedPage(
            Answer(mediaType: type, content: .bytes(Array(text.utf8)), keeping: .page, keys: [.front]), Array(text.utf8))
    }

    @Test("each variant has its own tag and length, and all vary by what the reader takes")
    func variants() async {
        let page = Self.page(Self.text, "text/html; charset=utf-8")
        var tags: Set<String> = []
        for (field, coding) in [(nil, nil), ("gzip", "gzip"), ("br", "br")] as [(String?, String?)] {
            let variant = await page.variant(AcceptedCodings(field)).variant
            #expect(variant.fields[.contentEncoding] == coding)
            #expect(variant.fields[.vary] == "Accept-Encoding")
            #expect(variant.fields[.contentLength] == String(variant.body.readableBytes))
            #expect(variant.notModifiedFields[.eTag] == variant.fields[.eTag])
            #expect(variant.notModifiedFields[.cacheControl] != nil && variant.notModifiedFields[.vary] != nil)
            #expect(variant.notModifiedFields[.contentLength] == nil)
            tags.insert(variant.fields[.eTag] ?? "none")
        }
        #expect(tags.count == 3)
    }

    @Test("pictures and what is tiny are sent as they are")
    func incompressible() async {
        let small = Self.page("<p>Small.</p>", "text/html; charset=utf-8")
        #expect(await small.variant(AcceptedCodings("br")).variant.coding == nil)
        #expect(small.identity.fields[.vary] == "Accept-Encoding")
        let picture = Self.page(Self.text, "image/png")
        #expect(await picture.variant(AcceptedCodings("br")).variant.coding == nil)
        #expect(picture.identity.fields[.vary] == nil)
    }

    @Test("a variant is made once, however many ask for it at once")
    func once() async {
        let page = Self.page(Self.text, "text/css")
        let made = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<50 { group.addTask { await page.variant(AcceptedCodings("gzip")).isNew } }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(made == 1)
        #expect(page.made(AcceptedCodings("gzip"))?.coding == .gzip && page.made(AcceptedCodings("br")) == nil)
    }

    @Test("a head carries its second's date")
    func dates() {
        let page = Self.page(Self.text, "text/html")
        let first = Timestamp(seconds: 1_773_133_200)
        func head(_ moment: Timestamp) -> String {
            String(buffer: page.head(of: page.identity, isNotModified: false, at: moment))
        }
        #expect(head(first).hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(head(first).hasSuffix("\r\nDate: Tue, 10 Mar 2026 09:00:00 GMT\r\n\r\n"))
        #expect(head(first.advanced(bySeconds: 1)).hasSuffix("Date: Tue, 10 Mar 2026 09:00:01 GMT\r\n\r\n"))
    }

    @Test("keys that are too many for a field are folded into coarser ones, which purges name too")
    func surrogateKeys() {
        let now = Timestamp(seconds: 1)
        let stories = (0..<400).map { _ in CacheKey.story(Story.ID(at: now)) }
        let few = SurrogateKeys.field(Set(stories.prefix(3) + [.front, .site]))
        #expect(few.split(separator: " ").count == 5 && few.contains(stories[0].surrogate))
        let authors = (0..<20).map { _ in CacheKey.author(Person.ID(at: now)) }
        let many = SurrogateKeys.field(Set(stories + authors + [.front, .site]))
        #expect(many.utf8.count <= SurrogateKeys.longestField)
        #expect(Set(many.split(separator: " ").map(String.init)) == Set(authors.map(\.surrogate) + ["front", "site", "stories"]))
    }
}
