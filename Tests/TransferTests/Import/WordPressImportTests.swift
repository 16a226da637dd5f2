import Editorial
import Foundation
import Markup
import Storage
import StorageTesting
import Testing
import Transfer

private let fixture = "../shared/fixtures/wordpress/theme-unit-test.wxr.xml"

@Suite("Importing a WordPress export")
struct WordPressImportTests {
    @Test(
        "WordPress's own test export comes in whole, and a second time changes nothing",
        .enabled(if: FileManager.default.fileExists(atPath: fixture), "the fixture is missing"), arguments: TestEngine.available)
    func fixtureIsImported(engine: TestEngine) async throws {
        try await ImportDesk.open(engine) { desk in
            let report = try await desk.importing(file: fixture)
            let expected = ["post": 51, "page": 21, "attachment": 38, "comment": 32, "category": 67, "tag": 110, "author": 2]
            for (kind, count) in expected {
                #expect(report.found[kind] == count)
                #expect(report.imported[kind] == count, "\(kind)")
            }
            #expect(report.omitted.contains { $0.what.contains("nav_menu_item") })
            #expect(try await desk.count("SELECT COUNT(*) FROM story") == 72)
            #expect(try await desk.count("SELECT COUNT(*) FROM story WHERE state = 'published'") == 69)
            #expect(try await desk.count("SELECT COUNT(*) FROM story WHERE state = 'scheduled'") == 1)
            #expect(try await desk.count("SELECT COUNT(*) FROM story WHERE visibility = 'staff'") == 1)
            #expect(try await desk.count("SELECT COUNT(*) FROM story WHERE parent IS NOT NULL") == 13)
            #expect(try await desk.count("SELECT COUNT(*) FROM section WHERE parent IS NOT NULL") == 10)
            let replies = try await desk.count("SELECT COUNT(*) FROM comment WHERE parent IS NOT NULL")
            #expect(replies > 0)
            #expect(
                try await desk.count("SELECT COUNT(*) FROM comment c JOIN comment p ON p.id = c.parent AND p.story = c.story")
                    == replies)
            #expect(try await desk.page(at: "/2018/10/20/keyboard-navigation/") != nil)

            let events = try await desk.count("SELECT COUNT(*) FROM story_event")
            let again = try await desk.importing(file: fixture)
            #expect(again.imported.values.allSatisfy { $0 == 0 })
            #expect(try await desk.count("SELECT COUNT(*) FROM story_event") == events)
        }
    }

    @Test("states, dates, sections, people and addresses are taken over", arguments: TestEngine.available)
    func takesOver(engine: TestEngine) async throws {
        try await ImportDesk.open(engine) { desk in
            let report = try await desk.importing(Samples.paper)
            let page = try #require(try await desk.page(at: "/2015/01/dredging"))
            let content = page.published.content
            #expect(content.headline == "Dredging & after")
            #expect(content.standfirst == "Short.")
            #expect(content.searchTitle == "Dredging – Old Paper")
            #expect(content.bylines.count == 2)
            #expect(page.published.teaser.publishedAt == Timestamp(seconds: 1_422_370_617))
            #expect(content.body.html.contains("href=\"/about/\""))
            #expect(content.leadImage?.alt == "A dredger")
            for old in ["/?p=7", "/2015/01/dredge", "/2015/01/dredging/boat", "/?attachment_id=12"] {
                #expect(try await desk.answer(at: old) == .moved(page.published.teaser.address), "\(old)")
            }
            for old in ["/category/harbour", "/category/news/harbour", "/?cat=5"] {
                #expect(try await desk.answer(at: old) == .moved(Section.address(of: Slug(of: "harbour"))), "\(old)")
            }
            #expect(try await desk.answer(at: "/tag/boats") == .moved(Topic.address(of: Slug(of: "boats"))))
            let states = try await desk.store.read { connection in
                try connection.rows("SELECT slug, state, visibility FROM story ORDER BY slug").map { row in
                    "\(try row.get("slug", as: String.self)) \(try row.get("state", as: String.self)) \(try row.get("visibility", as: String.self))"
                }
            }
            #expect(
                states == [
                    "about published everyone", "dredging published everyone", "later scheduled everyone",
                    "locked draft staff", "mine draft staff", "people published everyone", "waiting in-review everyone",
                ])
            #expect(report.omitted.contains { $0.what.contains("Thrown away") && $0.why.contains("trash") })
            let comments = try await desk.store.read { try Comment.all(of: page.published.teaser.story, from: $0) }
            #expect(comments.map(\.state) == [.approved, .pending, .approved])
            #expect(comments[1].parent == comments[0].id)
            #expect(comments[2].kind == .pingback)
            #expect(try await desk.answer(at: "/about/people") != nil)
            #expect(try await desk.count("SELECT COUNT(*) FROM story WHERE parent IS NOT NULL") == 1)
        }
    }

    @Test("a file that is cut off anywhere imports nothing, and says line and column", arguments: TestEngine.available)
    func prefixes(engine: TestEngine) async throws {
        try await ImportDesk.open(engine) { desk in
            let whole = Array(Samples.paper.utf8)
            let end = try #require(Samples.paper.range(of: "</rss>")).lowerBound.utf16Offset(in: Samples.paper)
            let step = engine == .sqlite ? 37 : 911
            for length in stride(from: 0, through: end, by: step) {
                let prefix = String(decoding: whole.prefix(length), as: UTF8.self)
                let error = await #expect(throws: WXRError.self, "\(length) bytes") { try await desk.importing(prefix) }
                if length > 0 { #expect((error?.line ?? 0) > 0 && (error?.column ?? 0) > 0, "\(length) bytes") }
            }
            #expect(try await desk.count("SELECT COUNT(*) FROM story") == 0)
            #expect(try await desk.count("SELECT COUNT(*) FROM setting") == 0)
            #expect(try await desk.count("SELECT COUNT(*) FROM import_record") == 0)
        }
    }

    @Test("an import that is cut off leaves whole stories, and the next one goes on", arguments: TestEngine.available)
    func resumes(engine: TestEngine) async throws {
        try await ImportDesk.open(engine) { desk in
            let export = Samples.many(60)
            let work = Task {
                try await desk.importing(export, { $0.batchSize = 5 }) { progress in
                    if progress.stage == .stories, progress.done >= 30 { withUnsafeCurrentTask { $0?.cancel() } }
                }
            }
            _ = await work.result
            let stories = try await desk.count("SELECT COUNT(*) FROM story")
            #expect(try await desk.count("SELECT COUNT(*) FROM published_story") == stories)
            #expect(try await desk.count("SELECT COUNT(*) FROM import_record WHERE kind = 'story'") == stories)
            #expect(try await desk.count("SELECT COUNT(*) FROM comment") == stories)
            let report = try await desk.importing(export)
            #expect(report.imported["post"] == 60 - stories)
            #expect(try await desk.count("SELECT COUNT(*) FROM story") == 60)
            #expect(try await desk.count("SELECT COUNT(DISTINCT slug) FROM story") == 60)
        }
    }

    @Test("what stood at an address of the site's own stands elsewhere, and the report says so", arguments: TestEngine.available)
    func ownAddresses(engine: TestEngine) async throws {
        try await ImportDesk.open(engine) { desk in
            let report = try await desk.importing(
                SampleExport.export(
                    [
                        Samples.item(1, "Search", type: "page", slug: "search", link: "/search/"),
                        Samples.item(2, "Giving", type: "page", slug: "support", link: "/support/"),
                        Samples.item(3, "Names", type: "page", slug: "names", link: "/support/names/", more: "<wp:post_parent>2</wp:post_parent>"),
                        Samples.item(4, "News", slug: "archive", link: "/archive/"),
                        Samples.item(5, "Fine", type: "page", slug: "topic", link: "/help/topic/"),
                    ].joined(separator: "\n")))
            #expect(report.imported["page"] == 4 && report.imported["post"] == 1)
            for (old, new) in [("/search", "/search-2"), ("/support", "/support-2"), ("/support/names", "/names"), ("/archive", "/2015/01/archive")] {
                #expect(try await desk.answer(at: old) == nil, "\(old)")
                #expect(try await desk.page(at: new) != nil, "\(new)")
                let line = report.changed.first { $0.what.hasPrefix("address \(old) of") }
                #expect(line?.how == "is one of the site's own and was not taken; it stands at \(new)", "\(old)")
            }
            #expect(report.changed.contains { $0.what == "page 1 “Search”" && $0.how == "its slug is search-2: search begins addresses of the site itself" })
            #expect(try await desk.page(at: "/help/topic") != nil)
        }
    }

    @Test("what changed since is told of and not overwritten; new comments are taken", arguments: TestEngine.available)
    func changes(engine: TestEngine) async throws {
        try await ImportDesk.open(engine) { desk in
            try await desk.importing(Samples.many(3))
            let changed = Samples.many(3).replacing("Text of 2", with: "Other text")
                .replacing("</item>", with: Samples.comment(900) + "</item>", maxReplacements: 1)
            let report = try await desk.importing(changed)
            #expect(report.imported["post"] == 0)
            #expect(report.imported["comment"] == 1)
            #expect(report.omitted.contains { $0.what.hasPrefix("post 2") && $0.why.contains("changed since") })
            #expect(try await desk.page(at: "/2020/01/story-2")?.published.content.body.html.contains("Text of 2") == true)
            #expect(try await desk.importing(changed).imported["comment"] == 0)
        }
    }

    @Test("the report is JSON of the documented shape")
    func reportShape() async throws {
        try await ImportDesk.open(.sqlite) { desk in
            let report = try await desk.importing(Samples.paper)
            let json = try JSONSerialization.jsonObject(with: JSONEncoder().encode(report)) as? [String: Any]
            #expect(Set(try #require(json).keys) == ["found", "imported", "changed", "omitted"])
            #expect((json?["found"] as? [String: Int])?["post"] == 6)
            #expect((json?["changed"] as? [[String: String]])?.allSatisfy { Set($0.keys) == ["what", "how"] } == true)
            #expect((json?["omitted"] as? [[String: String]])?.allSatisfy { Set($0.keys) == ["what", "why"] } == true)
        }
    }
}
