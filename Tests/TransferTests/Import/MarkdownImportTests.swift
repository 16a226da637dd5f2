import Editorial
import Foundation
import Markup
import Storage
import StorageTesting
import Testing
import Transfer

@Suite("Importing a folder of Markdown")
struct MarkdownImportTests {
    private func importing(_ folder: TemporaryFolder, into desk: ImportDesk) async throws -> ImportReport {
        try await MarkdownImport(
            folder: folder.path, into: desk.store, media: desk.archive, options: .init(source: "test"),
            clock: .fixed(ImportDesk.now)
        ).run()
    }

    @Test("stories come with their sections, topics, people, aliases and states; twice changes nothing", arguments: TestEngine.available)
    func folder(engine: TestEngine) async throws {
        try await ImportDesk.open(engine) { desk in
            let folder = try TemporaryFolder()
            try folder.write(
                "---\ntitle: The wall\ndate: 2024-05-06T07:08:09Z\nauthor: Ada Marsh\ntags: [sea wall]\naliases: [/old/wall]\n---\nIt *held*.",
                to: "harbour/boats/the-wall.md")
            try folder.write("---\ntitle: Draft\ndate: 2024-05-06\ndraft: true\n---\nNot yet.", to: "posts/draft.md")
            try folder.write("---\ntitle: Later\ndate: 2030-05-06\n---\nSoon.", to: "_posts/2030-05-06-later.md")
            try folder.write("---\ntitle: About\n---\nUs.", to: "about.md")
            let report = try await importing(folder, into: desk)
            #expect(report.imported["story"] == 3)
            #expect(report.imported["page"] == 1)
            #expect(report.imported["section"] == 2)
            let page = try #require(try await desk.page(at: "/2024/05/the-wall"))
            #expect(page.published.content.body.html.contains("<em>held</em>"))
            #expect(page.published.content.bylines.count == 1)
            #expect(try await desk.answer(at: "/old/wall") == .moved(page.published.teaser.address))
            #expect(try await desk.page(at: "/about") != nil)
            #expect(try await desk.count("SELECT COUNT(*) FROM story WHERE state = 'draft'") == 1)
            #expect(try await desk.count("SELECT COUNT(*) FROM story WHERE state = 'scheduled'") == 1)
            #expect(try await desk.count("SELECT COUNT(*) FROM section WHERE parent IS NOT NULL") == 1)
            let again = try await importing(folder, into: desk)
            #expect(again.imported.values.allSatisfy { $0 == 0 })
        }
    }

    @Test("the front is as the settings say, and a setting that isn't one is told of", arguments: TestEngine.available)
    func front(engine: TestEngine) async throws {
        try await ImportDesk.open(engine) { desk in
            let folder = try TemporaryFolder()
            try folder.write(
                """
                name: The Test
                colour: blue
                policies: {astrology: stars}
                front:
                  lead: one
                  opinion: [three, two]
                  sport: [one]
                """, to: "publication.yaml")
            for (slug, kind) in [("one", "news"), ("two", "opinion"), ("three", "opinion"), ("four", "opinion")] {
                try folder.write("---\ntitle: \(slug)\ndate: 2024-05-06\nkind: \(kind)\n---\nText.", to: "stories/\(slug).md")
            }
            let report = try await importing(folder, into: desk)
            let front = try await desk.store.read { try Front.read(from: $0) }
            #expect(front.lead?.headline == "one")
            #expect(front.opinion.map(\.headline) == ["three", "two"])
            #expect(
                Set(report.omitted.map(\.what)) == [
                    "setting “colour” of publication.yaml", "setting “policies.astrology” of publication.yaml",
                    "setting “front.sport” of publication.yaml",
                ])
        }
    }

    @Test("a file that can't be read stops the import before it begins")
    func faults() async throws {
        try await ImportDesk.open(.sqlite) { desk in
            let folder = try TemporaryFolder()
            try folder.write("---\ntitle: Fine\ndate: 2024-05-06\n---\nFine.", to: "a.md")
            try folder.write("---\ntitle: \"broken\n---\nText.", to: "b.md")
            await #expect(throws: MarkdownImportError.self) { try await importing(folder, into: desk) }
            #expect(try await desk.count("SELECT COUNT(*) FROM story") == 0)
            #expect(try await desk.count("SELECT COUNT(*) FROM setting") == 0)
        }
    }

    @Test("links between files lead to what the files become, and old addresses redirect", arguments: TestEngine.available)
    func links(engine: TestEngine) async throws {
        try await ImportDesk.open(engine) { desk in
            let folder = try TemporaryFolder()
            try folder.write(
                "---\ntitle: A\ndate: 2024-05-06\n---\n[b](../b.md#end) [c]({{< relref \"c\" >}}) [f](list.csv) [s](/files/s.csv) [no](gone.pdf) [out](https://e.example/)",
                to: "content/posts/a/index.md")
            try folder.write("name\nIda\n", to: "content/posts/a/list.csv")
            try folder.write("name\nBen\n", to: "static/files/s.csv")
            try folder.write("---\ntitle: B\ndate: 2024-05-07\n---\nB", to: "content/posts/b.md")
            try folder.write("---\ntitle: C\ndate: 2024-05-08\nurl: /see/\n---\nC", to: "content/notes/c.md")
            try folder.write("---\ntitle: J\n---\nJ", to: "content/_posts/2024-5-9-jay.md")
            let report = try await importing(folder, into: desk)
            let html = try #require(try await desk.page(at: "/2024/05/a")).published.content.body.html
            for link in ["/posts/b#end", "/see", "/posts/a/list.csv", "/files/s.csv", "gone.pdf", "https://e.example/"] {
                #expect(html.contains("href=\"\(link)\""), "\(link) in \(html)")
            }
            #expect(report.changed.contains { $0.what.contains("gone.pdf") })
            for (old, current) in [("/posts/a", "/2024/05/a"), ("/posts/b", "/2024/05/b"), ("/2024/05/09/jay.html", "/2024/05/jay")] {
                #expect(try await desk.answer(at: old) == AddressPath(current).map { .moved($0) }, "\(old)")
            }
            guard case .elsewhere(let location) = try await desk.answer(at: "/posts/a/list.csv") else { return #expect(Bool(false)) }
            #expect(location.hasPrefix("/media/"))
        }
    }

    @Test("what Hugo and Jekyll don't show isn't shown, and nothing is left out in silence")
    func accounts() async throws {
        try await ImportDesk.open(.sqlite) { desk in
            let folder = try TemporaryFolder()
            try folder.write("---\ntitle: Old\ndate: 2020-01-01\nexpiryDate: 2021-01-01\n---\nx", to: "posts/old.md")
            try folder.write("---\ntitle: Undated\n---\n![p](none.png)", to: "posts/undated.md")
            try folder.write("---\ntitle: Odd\ndate: next week\n---\nx", to: "odd.md")
            try folder.write("---\ntitle: S\n---\nWords of a section", to: "posts/_index.md")
            try folder.write("---\nlayout: home\n---\n", to: "index.md")
            try folder.write("---\ntitle: H\n---\n<p>Made of <b>HTML</b></p>", to: "_posts/2024-01-02-h.html")
            try folder.write("= Title", to: "posts/other.adoc")
            let report = try await importing(folder, into: desk)
            #expect(report.found["story"] == 4 && report.imported["story"] == 4)
            #expect(try await desk.count("SELECT COUNT(*) FROM story WHERE state = 'draft'") == 1)
            #expect(try await desk.page(at: "/2024/01/h")?.published.content.body.html == "<p>Made of <strong>HTML</strong></p>")
            for what in ["text of posts/_index.md", "index.md", "posts/other.adoc", "picture none.png of posts/undated.md"] {
                #expect(report.omitted.contains { $0.what == what }, "\(what)")
            }
            #expect(report.changed.contains { $0.what == "posts/old.md" && $0.how.contains("expired") })
            #expect(report.changed.contains { $0.what == "posts/undated.md" && $0.how.contains("no date") })
            let again = try await importing(folder, into: desk)
            #expect(again.omitted.contains { $0.what == "story (4 times)" })
        }
    }
}
