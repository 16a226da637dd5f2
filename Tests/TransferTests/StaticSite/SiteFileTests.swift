import Editorial
import Markup
import PropertyTesting
import Testing
import Website

@testable import Transfer

@Suite("Names of exported files, and what servers are told")
struct SiteFileTests {
    @Test("a page is what every server finds at its address", arguments: [
        ("/", "index.html"), ("/2026/03/sea-wall", "2026/03/sea-wall/index.html"), ("/2006/story.html", "2006/story.html"),
        ("/caf%C3%A9/%E2%80%A6", "café/…/index.html"), ("/?p=12", "_query/p=12/index.html"),
    ])
    func pages(path: String, name: String) throws {
        #expect(SiteFileName.page(at: path) == name)
    }

    @Test("no address leads out of the folder, into the export's own room, or to a name that no file can have", arguments: [
        "/a%2Fb", "/%2E%2E/x", "/..", "/a%00b", "/.standfirst/manifest", "/" + String(repeating: "a", count: 251),
        "/?p=../x", "/?" + String(repeating: "b", count: 300), "/a?b=c",
    ])
    func refused(path: String) {
        #expect(SiteFileName.page(at: path) == nil)
    }

    @Test("addresses of any characters stay one word of a configuration, and one line")
    func configuration() throws {
        var random = SeededGenerator()
        let odd = Array("ab/?=&$\"'\\{}; \n\t#é%<>")
        for _ in 0..<200 {
            let words = String((0..<12).map { _ in random.pick(odd) })
            var addresses = Press.Addresses()
            addresses.moved = [(try #require(AddressPath("/old")), "https://x.example/" + words)]
            for (name, text) in ServerFiles(SitePlan(addresses)).files {
                let lines = text.split(separator: "\n").filter { $0.contains("x.example") }
                guard name != "_headers", !name.hasSuffix("server.conf") else { continue }
                let line = try #require(lines.first, "\(name), \(random)")
                #expect(lines.count == 1, "\(name), \(random)")
                let location = try #require(line.firstMatch(of: /https:\/\/x\.example\/[^ "]*/)?.0, "\(name)")
                #expect(!location.contains { "$\\{}\"".contains($0) } && location.utf8.allSatisfy { (0x21...0x7E).contains($0) }, "\(random)")
                let ending = line[location.endIndex...]
                #expect(["\";", "\"", " 301"].contains(String(ending)), "\(name): \(line), \(random)")
            }
        }
    }

    @Test("a manifest is read as it was written, and a torn line is passed over")
    func manifest() throws {
        var random = SeededGenerator()
        var records: [String: ExportRecord] = [:]
        for number in 0..<200 {
            let bytes = (0..<8).map { _ in UInt8.random(in: 0...255, using: &random) }
            records["folder \(number)/a name with spaces…"] = ExportRecord(
                digest: ExportDigest(of: bytes), size: .random(in: 0...1 << 40, using: &random),
                modified: .random(in: 0...Int64.max, using: &random), isCompressed: .random(using: &random))
        }
        let text = ExportManifest(compression: .small, records: records).text
        let read = try #require(ExportManifest(text))
        #expect(read.compression == .small && read.records == records, "\(random)")
        for _ in 0..<100 {
            let torn = String(text.prefix(Int.random(in: 0..<text.count, using: &random)))
            for (name, record) in ExportManifest(torn)?.records ?? [:] where records[name] != nil {
                #expect(records[name] == record, "\(random)")
            }
        }
        #expect(ExportManifest("something else") == nil)
    }

    @Test("files are found wherever a page names them, with an origin or without, and nothing else is")
    func references() throws {
        let hash = String(repeating: "0a", count: 32)
        let page = """
            <link href="/look-00ff.css"><meta content="https://lantern.example/card/sea-wall.png"><img src="/media/\(hash)/320.jpg"
            srcset="/media/\(hash)/320.webp 320w, /media/\(hash)/640.webp 640w"> {"image":"https:\\/\\/x"} url("fonts/vollkorn-5.1/bold.woff2")
            <a href="/sources/00000000-0000-782b-aca7-4d18058e9e0b#v1-0-9">the media/relations</a> /media/none/1.jpg /section/x
            """
        var references = PageReferences()
        let found = references.add(Array(page.utf8))
        #expect(Set(found.map(\.path)) == [
            "/look-00ff.css", "/card/sea-wall.png", "/media/\(hash)/320.jpg", "/media/\(hash)/320.webp", "/media/\(hash)/640.webp",
            "/fonts/vollkorn-5.1/bold.woff2", "/sources/00000000-0000-782b-aca7-4d18058e9e0b",
        ])
        #expect(references.add(Array(page.utf8)) == [])
    }
}
