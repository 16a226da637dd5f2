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
}
