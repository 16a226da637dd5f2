import Editorial
import Markup
import Storage
import StorageTesting
import Testing

@Suite("What readers' pages ask")
struct ReadingTests {
    private let morning = Newsroom.morning

    /// Publishes stories an hour apart, the last one the newest.
    private func publish(
        _ count: Int, in store: any Store, _ room: Newsroom, topics: [Topic] = []
    ) async throws -> [Story.ID] {
        var stories: [Story.ID] = []
        for number in 0..<count {
            let story = try await store.published(
                "story-\(number)", room.content("Story \(number)", topics: topics),
                at: morning.later(hours: Int64(number)))
            stories.append(story.id)
        }
        return stories
    }

    @Test("numbered pages and positions walk the same list, each story once", arguments: TestEngine.available)
    func pages(engine: TestEngine) async throws {
        try await Newsroom.open(engine) { store, room in
            let stories = try await publish(7, in: store, room)
            try await store.atDesk { try $0.pin(stories[2]) }
            let expected = [stories[2]] + [6, 5, 4, 3, 1, 0].map { stories[$0] }
            let listing = Listing.section(room.harbour.id)
            var numbered: [Story.ID] = []
            for number in 1...3 {
                let page = try #require(try await store.read { try listing.page(number, size: 3, from: $0) })
                #expect(page.pageCount == 3)
                #expect(page.total == 7)
                numbered += page.teasers.map(\.story)
            }
            #expect(numbered == expected)
            #expect(try await store.read { try listing.page(4, size: 3, from: $0) } == nil)
            var walked: [Teaser] = []
            while true {
                let position = walked.last.map { ListingPosition($0, in: listing) }
                let next = try await store.read { try listing.teasers(after: position, limit: 2, from: $0) }
                guard !next.isEmpty else { break }
                walked += next
            }
            #expect(walked.map(\.story) == expected)
            let newest = try await store.read { try listing.newest(3, from: $0) }
            #expect(newest.map(\.story) == [6, 5, 4].map { stories[$0] })
            let feed = try await store.read { try listing.feed(2, from: $0) }
            #expect(feed.map(\.id) == [6, 5].map { stories[$0] })
            #expect(feed.first?.content.body == room.content().body)
        }
    }

    @Test("an empty list has one empty page", arguments: TestEngine.available)
    func empty(engine: TestEngine) async throws {
        try await Newsroom.open(engine) { store, room in
            let page = try await store.read { try Listing.author(room.bo.id).page(from: $0) }
            #expect(page?.teasers == [])
            #expect(page?.pageCount == 1)
            #expect(try await store.read { try Front.read(from: $0) }.lead == nil)
            #expect(try await store.read { try Archive.months(from: $0) } == [])
            #expect(try await store.read { try Sitemap.chunks(from: $0) } == [])
        }
    }

    @Test("a part of a series knows its neighbours", arguments: TestEngine.available)
    func series(engine: TestEngine) async throws {
        try await Newsroom.open(engine) { store, room in
            let stories = try await publish(3, in: store, room, topics: [room.series, room.tides])
            let page = try await store.read { try StoryPage.read(stories[1], from: $0) }
            #expect(page?.series.map(\.series) == [room.series])
            #expect(page?.series.first?.parts.map(\.id) == stories)
            #expect(page?.series.first?.index == 1)
            #expect(page?.cacheKeys.contains(.topic(room.series.id)) == true)
            #expect(page?.cacheKeys.contains(.story(stories[2])) == true)
        }
    }

    @Test("the archive counts its months in the publication's time zone", arguments: TestEngine.available)
    func archive(engine: TestEngine) async throws {
        try await Newsroom.open(engine) { store, room in
            let lastMoment = Timestamp(seconds: 1_774_997_999)  // 2026-03-31T23:59:59 in London
            try await store.published("one", room.content(), at: lastMoment)
            let second = try await store.published("two", room.content(), at: lastMoment.advanced(bySeconds: 1))
            #expect(second.address?.description == "/2026/04/two")
            let months = try await store.read { try Archive.months(from: $0) }
            #expect(months.map { "\($0.month) \($0.count)" } == ["2026-04 1", "2026-03 1"])
            let april = try #require(YearMonth("2026-04"))
            #expect(try await store.read { try Archive.stories(of: april, from: $0) }.map(\.story) == [second.id])
        }
    }

    @Test("site maps hold every address once, the news map the last two days", arguments: TestEngine.available)
    func sitemaps(engine: TestEngine) async throws {
        try await Newsroom.open(engine) { store, room in
            let stories = try await publish(5, in: store, room)
            try await store.published("about", room.content("About"), kind: .page)
            let chunks = try await store.read { try Sitemap.chunks(from: $0) }
            #expect(chunks.map(\.count) == [6])
            let entries = try await store.read { connection in
                try chunks.flatMap { try Sitemap.entries(of: $0, from: connection) }
            }
            #expect(Set(entries.map(\.address.description)).count == 6)
            let news = try await store.read { try Sitemap.news(at: morning.later(hours: 50), from: $0) }
            #expect(news.map(\.story) == [4, 3, 2].map { stories[$0] })
        }
    }
}
