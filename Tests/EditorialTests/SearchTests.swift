import Editorial
import Markup
import PropertyTesting
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

    @Test("filters alone find the newest of what they let through", arguments: TestEngine.available)
    func filtersAlone(engine: TestEngine) async throws {
        try await Newsroom.open(engine) { store, room in
            let boats = try await store.published("one", room.content("Tide one"))
            let arts = try await store.published(
                "two", room.content("Ebb two", bylines: [Byline(person: room.bo.id)], sections: [room.arts]),
                at: morning.later(days: 1))
            let late = try await store.published("three", room.content("Spring three"), at: morning.later(hours: 1))
            try await store.atDesk { try $0.pin(boats.id) }
            func found(_ search: StorySearch) async throws -> [Story.ID] {
                try await find(search, in: store).hits.map(\.teaser.story)
            }
            #expect(try await found(StorySearch(text: "", section: room.harbour.id)) == [late.id, boats.id])
            #expect(try await found(StorySearch(text: "  ", author: room.bo.id)) == [arts.id])
            #expect(try await found(StorySearch(text: "", to: CivilDay("2026-03-10"))) == [late.id, boats.id])
            #expect(try await found(StorySearch(text: "", section: room.arts.id, author: room.bo.id)) == [arts.id])
            #expect(try await found(StorySearch(text: "", section: room.harbour.id, author: room.bo.id)) == [])
            #expect(try await found(StorySearch(text: "", section: room.harbour.id, from: CivilDay("2026-03-11"))) == [])
            #expect(try await found(StorySearch(text: "-tide", section: room.harbour.id)) == [])
            #expect(try await found(StorySearch(text: "")) == [])
        }
    }

    @Test("where more match than the pages hold, the count is of the pages and says so", arguments: TestEngine.available)
    func manyMatches(engine: TestEngine) async throws {
        try await Newsroom.open(engine) { store, room in
            try await store.atDesk { desk in
                for number in 0..<StorySearch.candidates + 5 {
                    let content = room.content("Tale \(number)", text: "The tide came in.")
                    try desk.publish(desk.create(.news, slug: Slug(of: "tale \(number)"), content).id)
                }
            }
            for search in [StorySearch(text: "tide"), StorySearch(text: "", section: room.harbour.id)] {
                let page = try await find(search, 99, in: store)
                #expect(page.isMore)
                #expect(page.total == StorySearch.candidates)
                #expect((page.pageCount - 1) * 20 + page.hits.count == page.total)
            }
            #expect(try await !find(StorySearch(text: "\"tale 7\""), in: store).isMore)
        }
    }

    @Test("everybody who has a published story is offered to search by, and nobody else", arguments: TestEngine.available)
    func writers(engine: TestEngine) async throws {
        try await Newsroom.open(engine) { store, room in
            let writers = try await store.write { connection in
                let desk = try StoryDesk(connection, by: "Ama Derricott", at: morning)
                for number in 100..<220 {
                    let person = Person(
                        id: Person.ID(at: morning), slug: Slug(of: "writer \(number)"), name: "Writer \(number)")
                    try Person.create(person, in: connection)
                    guard number > 100 else { continue }
                    let content = room.content("By \(number)", bylines: [Byline(person: person.id)])
                    try desk.publish(desk.create(.news, slug: Slug(of: "by \(number)"), content).id)
                }
                return try PersonLink.writers(from: connection)
            }
            #expect(writers.map(\.name) == (101..<220).map { "Writer \($0)" })
        }
    }

    @Test("a person's stories are found by the name that they have now", arguments: TestEngine.available)
    func renamed(engine: TestEngine) async throws {
        try await Newsroom.open(engine) { store, room in
            let story = try await store.published("one", room.content("Tide one"))
            var person = room.ama
            person.name = "Ama Quillfeather"
            let renamed = person
            try await store.write { try Person.update(renamed, in: $0) }
            #expect(try await find(StorySearch(text: "quillfeather"), in: store).hits.map(\.teaser.story) == [story.id])
            #expect(try await find(StorySearch(text: "derricott"), in: store).total == 0)
            #expect(try await find(StorySearch(text: "tide"), in: store).total == 1)
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
