import Foundation
import Testing

@testable import Transfer

private let fixture = "../shared/fixtures/wordpress/theme-unit-test.wxr.xml"

@Suite("Reading a WordPress export")
struct WXRReaderTests {
    @Test("WordPress's own test export is counted whole", .enabled(if: FileManager.default.fileExists(atPath: fixture), "the fixture is missing"))
    func fixtureIsCounted() throws {
        let summary = try WXRReader.validate(path: fixture)
        #expect(
            summary.found == [
                "post": 51, "page": 21, "attachment": 38, "nav_menu_item": 70, "comment": 32, "author": 2,
                "category": 67, "tag": 110, "nav_menu": 6,
            ])
        #expect(summary.statuses["post"] == ["publish": 49, "draft": 1, "future": 1])
        #expect(summary.statuses["page"] == ["publish": 21])
        #expect(summary.statuses["attachment"] == ["inherit": 38])
        #expect(summary.items == 180)
        #expect(summary.metaKeys.values.reduce(0, +) == 723)
        #expect(summary.unknownElements.isEmpty)
    }

    @Test("what is read is what was counted, however the file is cut", .enabled(if: FileManager.default.fileExists(atPath: fixture), "the fixture is missing"), arguments: [509, 65_536, 4_194_304])
    func fixtureIsRead(pieceSize: Int) throws {
        let read = try read(fixture, pieceSize: pieceSize)
        #expect(read.items.count == 180)
        #expect(read.items.reduce(0) { $0 + $1.comments.count } == 32)
        #expect(read.items.filter { $0.type == "page" && $0.parent != 0 }.count == 13)
        #expect(read.items.filter(\.isSticky).count == 1)
        #expect(read.items.filter { !$0.password.isEmpty }.map(\.password) == ["enter"])
        #expect(read.terms.filter { $0.taxonomy == "category" && !$0.parentSlug.isEmpty }.count == 10)
        #expect(read.channel?.version == "1.2")
        let comments = read.items.flatMap(\.comments)
        #expect(comments.filter { $0.parent != 0 }.allSatisfy { child in comments.contains { $0.id == child.parent } })
    }

    @Test("every field of an item is read")
    func fields() throws {
        let folder = try TemporaryFolder()
        let read = try read(folder.write(SampleExport.small, to: "small.xml"), pieceSize: 7)
        let item = try #require(read.items.first)
        #expect(item.title == "Dredging & after")
        #expect(item.content == "First.\n\nSecond ]]> third.")
        #expect(item.excerpt == "Short.")
        #expect(item.creator == "ada" && item.id == 7 && item.name == "dredging" && item.status == "publish")
        #expect(item.menuOrder == 3 && item.isSticky && item.password == "secret" && item.commentStatus == "open")
        #expect(item.terms.map(\.slug) == ["news", "harbour"])
        #expect(item.meta["_thumbnail_id"] == "12")
        #expect(item.comments.first?.content == "Well said.")
        #expect(item.comments.first?.meta == [WXRMeta(key: "likes", value: "2")])
        #expect(read.terms.map(\.taxonomy) == ["category", "post_tag", "author"])
        #expect(read.authors.first?.displayName == "Ada Marsh")
    }

    @Test("every version's addresses are known, with http and with https", arguments: ["1.0", "1.1", "1.2"], ["http", "https"])
    func versions(version: String, scheme: String) throws {
        let folder = try TemporaryFolder()
        let text = SampleExport.export("<item><wp:post_type>post</wp:post_type><excerpt:encoded>x</excerpt:encoded></item>", version: version, scheme: scheme)
        let read = try read(folder.write(text, to: "export.xml"))
        #expect(read.items.map(\.excerpt) == ["x"])
    }

    @Test("no part of a file is taken for the whole")
    func everyPrefix() throws {
        let folder = try TemporaryFolder()
        let whole = Array(SampleExport.small.utf8)
        let end = try #require(SampleExport.small.range(of: "</rss>")).upperBound.utf16Offset(in: SampleExport.small)
        for length in 0..<whole.count {
            let path = try folder.write(Array(whole[..<length]), to: "prefix.xml")
            if length >= end {
                #expect(throws: Never.self) { try WXRReader.validate(path: path) }
                continue
            }
            let error = #expect(throws: WXRError.self, "of \(length) bytes") { try WXRReader.validate(path: path) }
            #expect(error?.reason == (length == 0 ? .empty : .truncated), "of \(length) bytes: \(String(describing: error))")
            #expect(throws: WXRError.self) { try self.read(path) }
        }
    }

    @Test(
        "a fault is named with its line, its column and what to do",
        arguments: [
            ("<item><title>a\u{08}b</title></item>", WXRError.Reason.controlCharacter(8), "remove it"),
            ("<item><title>a&nbsp;b</title></item>", .malformed("undefined entity"), "repair this line"),
            ("<item><title>a</item>", .malformed("mismatched tag"), "repair this line"),
        ])
    func faults(inside: String, reason: WXRError.Reason, advice: String) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(SampleExport.export(inside), to: "bad.xml")
        let error = try #require(throws: WXRError.self) { try WXRReader.validate(path: path) }
        #expect(error.reason == reason)
        #expect(error.line == 5)
        #expect(error.description.hasPrefix("\(path):5:\(error.column): "))
        #expect(error.description.contains(advice))
    }

    @Test("bytes that are not UTF-8 are refused with the byte's value")
    func encoding() throws {
        let folder = try TemporaryFolder()
        var bytes = Array(SampleExport.small.utf8)
        let place = try #require(bytes.firstPlace(of: "Well"))
        bytes[place] = 0xE9
        let path = try folder.write(bytes, to: "latin.xml")
        let error = try #require(throws: WXRError.self) { try WXRReader.validate(path: path) }
        #expect(error.reason == .invalidEncoding(0xE9))
    }

    @Test("a document type is refused, whatever it defines")
    func documentType() throws {
        let folder = try TemporaryFolder()
        let bomb = "<?xml version=\"1.0\"?>\n<!DOCTYPE rss [<!ENTITY a \"b\">]>\n<rss><channel><title>&a;</title></channel></rss>"
        let error = try #require(throws: WXRError.self) { try WXRReader.validate(path: try folder.write(bomb, to: "bomb.xml")) }
        #expect(error.reason == .documentType)
        #expect(error.line == 2)
    }

    @Test("what is no export is refused by what it is")
    func notAnExport() throws {
        let folder = try TemporaryFolder()
        func reason(_ text: String) throws -> WXRError.Reason {
            try #require(throws: WXRError.self) { try WXRReader.validate(path: try folder.write(text, to: "x.xml")) }.reason
        }
        #expect(try reason("<html><body/></html>") == .notAnExport(root: "html"))
        #expect(try reason("<rss version=\"2.0\"><channel><title>Feed</title></channel></rss>") == .missingVersion)
        #expect(try reason(SampleExport.export("", version: "2.0")) == .unsupportedVersion("2.0"))
        #expect(throws: WXRError.self) { try WXRReader(path: folder.path + "/missing.xml") }
    }

    private struct Read {
        var channel: WXRChannel?
        var authors: [WXRAuthor] = []
        var terms: [WXRTerm] = []
        var items: [WXRItem] = []
    }

    @discardableResult
    private func read(_ path: String, pieceSize: Int = 4096) throws -> Read {
        var read = Read()
        let reader = try WXRReader(path: path, pieceSize: pieceSize)
        while let element = try reader.next() {
            switch element {
            case .channel(let channel): read.channel = channel
            case .author(let author): read.authors.append(author)
            case .term(let term): read.terms.append(term)
            case .item(let item): read.items.append(item)
            }
        }
        return read
    }
}
