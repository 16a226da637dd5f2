import Editorial
import Markup
import Storage
import StorageTesting
import Testing

@Suite("Search")
struct SearchTests {
    private let morning = Newsroom.morning

    private func find(
        _ search: StorySearch, _ number: Int = 1, in store: any Store
    ) async throws -> SearchPage {
        let calendar = try PublicationCalendar(timeZone: "Europe/London")
        let now = morning.later(days: 2)
        return try await store.read { try search.page(number, at: now, calendar, from: $0) }
    }

    @Test("a story is found by headline, standfirst, body and byline, with the words marked",
        arguments: TestEngine.available)
    func fields(engine: TestEngine) async throws {
        try await Newsroom.open(engine) { store, room in
            let story = try await store.published(
                "sea-wall", room.content("The Sea Wall holds", text: "At dawn the owner of the café wept."))
            try await store.published("other", room.content("Nothing", text: "Nothing at all.", bylines: [Byline(person: room.bo.id)]))
            for text in ["wall", "WALL sea", "\"sea wall\"", "cafe", "derricott", "dawn -nothing"] {
                let page = try await find(StorySearch(text: text), in: store)
                #expect(page.hits.map(\.teaser.story) == [story.id], "\(text)")
                #expect(page.total == 1, "\(text)")
            }
            let hit = try #require(try await find(StorySearch(text: "cafe wall"), in: store).hits.first)
            #expect(hit.headlineMatches.map { String(hit.teaser.headline[$0]) } == ["Wall"])
            #expect(hit.snippet.matches.map { String(hit.snippet.text[$0]) } == ["café"])
        }
    }

    @Test("filters narrow by section, author and day", arguments: TestEngine.available)
    func filters(engine: TestEngine) async throws {
        try await Newsroom.open(engine) { store, room in
            let boats = try await store.published("one", room.content("Tide one"))
            let arts = try await store.published(
                "two", room.content("Tide two", bylines: [Byline(person: room.bo.id)], sections: [room.arts]),
                at: morning.later(days: 1))
            func found(_ search: StorySearch) async throws -> [Story.ID] {
                try await find(search, in: store).hits.map(\.teaser.story)
            }
            #expect(try await found(StorySearch(text: "tide", section: room.harbour.id)) == [boats.id])
            #expect(try await found(StorySearch(text: "tide", author: room.bo.id)) == [arts.id])
            #expect(try await found(StorySearch(text: "tide", to: CivilDay("2026-03-10"))) == [boats.id])
            #expect(try await found(StorySearch(text: "tide", from: CivilDay("2026-03-11"))) == [arts.id])
            #expect(try await found(StorySearch(text: "tide", from: CivilDay("2026-03-12"), to: CivilDay("2026-03-09"))) == [])
        }
    }

    @Test("what readers can't see isn't found", arguments: TestEngine.available)
    func hidden(engine: TestEngine) async throws {
        try await Newsroom.open(engine) { store, room in
            let story = try await store.published("one", room.content("Tide one"))
            try await store.atDesk { desk in
                try desk.create(.news, slug: Slug(of: "draft"), room.content("Tide draft"))
                try desk.revise(story.id, room.content("Ebb one"))
            }
            #expect(try await find(StorySearch(text: "tide"), in: store).hits.map(\.teaser.story) == [story.id])
            #expect(try await find(StorySearch(text: "ebb"), in: store).total == 0)
            try await store.atDesk { try $0.publish(story.id) }
            #expect(try await find(StorySearch(text: "ebb"), in: store).total == 1)
            try await store.atDesk { try $0.withdraw(story.id, notice: "Wrong.") }
            #expect(try await find(StorySearch(text: "ebb"), in: store).total == 0)
        }
    }

    @Test("results come in pages, each story once", arguments: TestEngine.available)
    func pages(engine: TestEngine) async throws {
        try await Newsroom.open(engine) { store, room in
            try await store.atDesk { desk in
                for number in 0..<45 {
                    let story = try desk.create(.news, slug: Slug(of: "story \(number)"), room.content("Tide \(number)"))
                    try desk.publish(story.id)
                }
            }
            var found: [Story.ID] = []
            for number in 1...3 {
                let page = try await find(StorySearch(text: "tide"), number, in: store)
                #expect(page.pageCount == 3)
                #expect(page.total == 45)
                #expect(!page.isMore)
                found += page.hits.map(\.teaser.story)
            }
            #expect(Set(found).count == 45)
            #expect(try await find(StorySearch(text: "tide"), 99, in: store).number == 3)
        }
    }

    @Test("any text gives a page", arguments: TestEngine.available)
    func anything(engine: TestEngine) async throws {
        try await Newsroom.open(engine) { store, room in
            try await store.published("one", room.content("Tide one"))
            var generator = SeededGenerator()
            let pieces = [
                "\"", "'", "-", "*", "(", ")", "AND", "OR", "NOT", "NEAR", ":", "tide", "\u{0}", "%", "\\", "é", "日本",
                " ", "{headline}", "^", "&", "|", "!", "<->", "“", "\u{202E}", "🌊",
            ]
            for _ in 0..<150 {
                let text = (0..<Int.random(in: 0...7, using: &generator))
                    .map { _ in pieces.randomElement(using: &generator)! }.joined()
                let page = try await find(StorySearch(text: text), in: store)
                #expect(page.number == 1, "\(generator) \(text.debugDescription)")
            }
        }
    }
}
