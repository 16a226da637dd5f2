import Editorial
import Markup
import Storage
import StorageTesting
import Testing

@Suite("Stories from elsewhere")
struct ImportTests {
    private let morning = Newsroom.morning

    private func imported(
        _ slug: String, _ room: Newsroom, address: String? = nil, former: [String] = [], state: StoryState = .published,
        visibility: StoryVisibility = .everyone, content: StoryContent? = nil
    ) -> ImportedStory {
        ImportedStory(
            id: Story.ID(at: morning), kind: .news, slug: Slug(of: slug), address: address.flatMap { AddressPath($0) },
            formerAddresses: former.compactMap { AddressPath($0) }, state: state, visibility: visibility,
            createdAt: morning.later(days: -400), firstPublishedAt: morning.later(days: -399),
            scheduledFor: state == .scheduled ? morning.later(days: 1) : nil,
            withdrawalNotice: state == .withdrawn ? "Gone." : nil,
            revisions: [
                .init(createdAt: morning.later(days: -400), content: room.content("First")),
                .init(createdAt: morning.later(days: -399), content: content ?? room.content("Second")),
            ])
    }

    private func add(_ stories: [ImportedStory], to store: any Store) async throws -> [StoryImporter.Outcome] {
        try await store.write { connection in
            var importer = try StoryImporter(connection, at: morning)
            let outcomes = try stories.map { try importer.add($0) }
            try importer.finish()
            return outcomes
        }
    }

    @Test("an imported story keeps its dates, revisions and addresses", arguments: TestEngine.available)
    func keeps(engine: TestEngine) async throws {
        try await Newsroom.open(engine) { store, room in
            let story = imported("wall", room, address: "/2025/02/04/wall", former: ["/?p=12", "/old-wall"])
            let outcome = try #require(try await add([story], to: store).first)
            #expect(outcome.slugRefusal == nil)
            #expect(outcome.refusedAddresses == [])
            let page = try #require(try await store.read { try StoryPage.read(story.id, from: $0) })
            #expect(page.published.teaser.address.description == "/2025/02/04/wall")
            #expect(page.published.teaser.publishedAt == morning.later(days: -399))
            #expect(page.published.content.headline == "Second")
            #expect(try await store.read { try Revision.history(of: story.id, from: $0) }.count == 2)
            for old in ["/?p=12", "/old-wall"] {
                let path = try #require(AddressPath(old))
                #expect(
                    try await store.read { try AddressBook.answer(at: path, from: $0) }
                        == .moved(page.published.teaser.address))
            }
            let calendar = try PublicationCalendar(timeZone: "Europe/London")
            let found = try await store.read { try StorySearch(text: "second").page(at: morning, calendar, from: $0) }
            #expect(found.total == 1)
        }
    }

    @Test("a slug or address that belongs to another story is told of, and another is given", arguments: TestEngine.available)
    func clashes(engine: TestEngine) async throws {
        try await Newsroom.open(engine) { store, room in
            let outcomes = try await add(
                [
                    imported("wall", room, address: "/wall-1"), imported("wall", room, address: "/wall-1"),
                    imported("wall", room, former: ["/wall-1"]),
                ], to: store)
            #expect(outcomes.map(\.story.slug.string) == ["wall", "wall-2", "wall-3"])
            #expect(outcomes.map(\.slugRefusal) == [nil, .slugTaken(Slug(of: "wall")), .slugTaken(Slug(of: "wall"))])
            #expect(outcomes.map(\.refusedAddresses.count) == [0, 1, 1])
            #expect(outcomes[1].story.address?.description == "/2025/02/wall-2")
        }
    }

    @Test("an address of the site's own is refused, and the story stands elsewhere", arguments: TestEngine.available)
    func ownAddresses(engine: TestEngine) async throws {
        try await Newsroom.open(engine) { store, room in
            var page = imported("search", room, address: "/search", former: ["/?page_id=3", "/support/us"])
            page.kind = .page
            var draft = imported("account", room, state: .draft)
            draft.kind = .page
            var nested = imported("topic", room, address: "/help/topic")
            nested.kind = .page
            let story = imported("funding", room, address: "/funding")
            let outcomes = try await add([page, draft, nested, story], to: store)
            #expect(outcomes.map(\.story.slug.string) == ["search-2", "account-2", "topic", "funding"])
            #expect(outcomes.map(\.slugRefusal) == [.slugReserved(Slug(of: "search")), .slugReserved(Slug(of: "account")), nil, nil])
            #expect(outcomes.map(\.story.address?.description) == ["/search-2", nil, "/help/topic", "/2025/02/funding"])
            let refused = outcomes.map { $0.refusedAddresses.compactMap { if case .siteOwn(let path) = $0 { path.description } else { nil } } }
            #expect(refused == [["/search", "/support/us"], [], [], ["/funding"]])
            let own = try #require(AddressPath("/search"))
            #expect(try await store.read { try AddressBook.target(of: own, from: $0) } == nil)
            await #expect(throws: AddressError.siteOwn(own)) {
                try await store.write { try AddressBook.redirect(own, to: "/search-2", in: $0) }
            }
        }
    }

    @Test("states are taken as they were, and what is for staff is never published", arguments: TestEngine.available)
    func states(engine: TestEngine) async throws {
        try await Newsroom.open(engine, requiresReview: true) { store, room in
            let bare = imported("bare", room, content: StoryContent(headline: "", body: .empty))
            let gone = imported("gone", room, state: .withdrawn)
            let due = imported("due", room, state: .scheduled)
            let secret = imported("secret", room, state: .approved, visibility: .staff)
            let outcomes = try await add([bare, gone, due, secret], to: store)
            #expect(outcomes.map(\.story.state) == [.published, .withdrawn, .scheduled, .approved])
            #expect(try await store.read { try Listing.all.count(from: $0) } == 1)
            #expect(try await store.read { try WithdrawnStory.read(gone.id, from: $0) }?.notice == "Gone.")
            let outcome = try await store.write { try ScheduledPublishing.publishDue(at: morning.later(days: 1), in: $0) }
            #expect(outcome.published == [due.id])
            await #expect(throws: StoryRefusal.staffOnly) {
                _ = try await add([imported("leak", room, visibility: .staff)], to: store)
            }
            let isThere = try await store.read { try StoryImporter($0, at: Newsroom.morning).has(secret.id) }
            #expect(isThere)
        }
    }
}
