import Editorial
import Foundation
import HTTPTypes
import Markup
import Storage
import StorageTesting
import Testing

@testable import Website

/// What the printer makes of a small paper in a database.
@Suite("Printing")
struct PrintingTests {
    private static let morning = Timestamp(seconds: 1_773_133_200)

    private static let migrations: [Migration] = {
        let seam = Migration(number: 0, name: "the seam", statements: SearchIndex.schema + JobQueue.schema)
        let all = [seam] + EditorialSchema.migrations + MediaSchema.migrations + SourceSchema.migrations
            + QuotationSchema.migrations + QuotationSpeaker.migrations + EditorialSchema.additions
        return all.enumerated().map { Migration(number: $0 + 1, name: $1.name, statements: $1.statements) }
    }()

    private let section = Section(id: Section.ID(at: morning), slug: Slug(of: "harbour"), name: "Harbour")
    private let person = Person(
        id: Person.ID(at: morning), slug: Slug(of: "ama-derricott"), name: "Ama Derricott", email: "Ama@lantern.example")

    /// Fills the paper and prints from it, in one write.
    private func print<Value: Sendable>(
        _ engine: TestEngine, _ work: @escaping @Sendable (StoryDesk, any Connection, () throws -> Printer) throws -> Value
    ) async throws -> Value {
        let catalogues = try CatalogueLibrary()
        let none = FileManager.default.temporaryDirectory.appending(path: "look-\(UUID().uuidString)")
        let look = PrintedLook(try LookLoader(folder: none).load("harbour"))
        let (section, person) = (section, person)
        nonisolated(unsafe) var value: Value?
        try await engine.withStore(Self.migrations) { store in
            value = try await store.write { connection in
                let publication = Publication(
                    name: "The Lantern", language: .english, timeZone: "Europe/London", baseURL: "https://lantern.example",
                    postalAddress: "The Lantern\n3 Fish Row\nSaltreath")
                try publication.save(in: connection)
                try Section.create(section, in: connection)
                try Person.create(person, in: connection)
                let desk = try StoryDesk(connection, by: "Ama Derricott", at: Self.morning)
                return try work(desk, connection) {
                    let issue = try Issue.read(
                        from: connection, wording: { catalogues.wording(for: $0.language, timeZone: $0.timeZone) },
                        look: look)
                    return Printer(connection: connection, issue: issue, now: Self.morning)
                }
            }
        }
        return try #require(value)
    }

    private func content(_ headline: String, _ text: String, isSigned: Bool = true) -> StoryContent {
        StoryContent(
            headline: headline, body: Body(blocks: [.paragraph([.text(text)])]),
            bylines: isSigned ? [Byline(person: person.id)] : [], sections: [section.id])
    }

    private static func text(_ answer: Answer?) throws -> String {
        guard case .bytes(let bytes)? = answer?.content else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test("a feed follows the section whose slug has changed", arguments: TestEngine.available)
    func movedFeed(engine: TestEngine) async throws {
        let section = section
        let answers = try await print(engine) { _, connection, printer in
            var renamed = section
            renamed.slug = Slug(of: "quay")
            try Section.update(renamed, in: connection)
            let printer = try printer()
            return try FeedFormat.allCases.map { try printer.feed(.section(section.slug), $0) }
                + [printer.feed(.section(Slug(of: "nothing")), .rss)]
        }
        #expect(answers.map { $0?.location } == ["/section/quay/feed.xml", "/section/quay/atom.xml", "/section/quay/feed.json", nil])
        #expect(answers.map { $0?.status.code } == [301, 301, 301, nil])
    }

    @Test("the author of what nobody signed is the publication", arguments: TestEngine.available)
    func unsigned(engine: TestEngine) async throws {
        let content = content("A statement", "We were wrong.", isSigned: false)
        let section = section
        let (page, feed) = try await print(engine) { desk, _, printer in
            let story = try desk.publish(desk.create(.statement, slug: Slug(of: "statement"), content).id)
            let printer = try printer()
            return (try Self.text(printer.story(story.id)), try Self.text(printer.feed(.section(section.slug), .atom)))
        }
        #expect(page.contains(#""author":[{"@id":"https://lantern.example/#publication","@type":"NewsMediaOrganization"}]"#))
        #expect(feed.contains("<author><name>The Lantern</name></author>"))
    }

    @Test("a story without a standfirst is described by its beginning, and its card by its headline", arguments: TestEngine.available)
    func described(engine: TestEngine) async throws {
        let content = content("The wall holds", String(repeating: "The wall held. ", count: 20))
        let page = try await print(engine) { desk, _, printer in
            let story = try desk.publish(desk.create(.news, slug: Slug(of: "wall"), content).id)
            return try Self.text(printer().story(story.id))
        }
        let description = try #require(page.firstMatch(of: /<meta name="description" content="([^"]*)">/)).1
        #expect(description.hasPrefix("The wall held. The wall held.") && description.hasSuffix("…"))
        #expect((100...160).contains(description.count))
        #expect(page.contains("<meta property=\"og:image:alt\" content=\"The wall holds\">"))
        #expect(page.contains("The Lantern, 3 Fish Row, Saltreath"))
    }

    @Test("a comment is the author's by its address, not by its name", arguments: TestEngine.available)
    func comments(engine: TestEngine) async throws {
        let content = content("The wall holds", "It held.")
        let page = try await print(engine) { desk, connection, printer in
            let story = try desk.publish(desk.create(.news, slug: Slug(of: "wall"), content).id)
            let said = [("Ama Derricott", "somebody@else.example"), ("A. D.", "ama@lantern.example"), ("Ama Derricott", nil)]
            try Comment.save(
                said.enumerated().map { index, writer in
                    Comment(
                        id: Comment.ID(at: Self.morning), story: story.id, state: .approved, authorName: writer.0,
                        authorEmail: writer.1, createdAt: Self.morning.advanced(bySeconds: Int64(index)),
                        body: Body(blocks: [.paragraph([.text("So it is.")])]))
                }, in: connection)
            return try Self.text(printer().story(story.id))
        }
        let marked = page.matches(of: /data-from="author">[^\0]*?comment-author">([^<]*)</).map { String($0.1) }
        #expect(marked == ["A. D."])
    }
}
