import Editorial
import Markup
import Storage
import StorageTesting
import Testing

@Suite("The story desk")
struct StoryDeskTests {
    private let morning = Newsroom.morning

    @Test("a published story has its address, its place in every list, and its history", arguments: TestEngine.available)
    func publish(engine: TestEngine) async throws {
        try await Newsroom.open(engine) { store, room in
            let content = room.content(topics: [room.tides])
            let story = try await store.published("sea-wall", content)
            #expect(story.address?.description == "/2026/03/sea-wall")
            let page = try await store.read { try StoryPage.read(story.id, from: $0) }
            let shown = try #require(page)
            #expect(shown.published.content == content)
            #expect(shown.sectionPath.map(\.name) == ["Harbour", "Boats"])
            #expect(shown.authors == [room.ama])
            #expect(shown.topics == [room.tides])
            #expect(shown.published.teaser.bylines.map(\.person.name) == ["Ama Derricott"])
            #expect(shown.published.teaser.wordCount == 6)
            let month = try #require(YearMonth("2026-03"))
            for listing in [
                .all, .section(room.boats.id), .section(room.harbour.id), .topic(room.tides.id), .author(room.ama.id),
                .month(month), .kind(.news),
            ] as [Listing] {
                let list = try await store.read { try listing.page(from: $0) }
                #expect(list?.teasers.map(\.story) == [story.id], "\(listing)")
                #expect(list?.total == 1, "\(listing)")
            }
            let history = try await store.read { try StoryEvent.history(of: story.id, from: $0) }
            #expect(history.map(\.verb) == [.create, .publish])
            #expect(history.map(\.to) == [.draft, .published])
            #expect(history.map(\.number) == [1, 2])
        }
    }

    @Test("readers see a newer revision only when it is published", arguments: TestEngine.available)
    func revise(engine: TestEngine) async throws {
        try await Newsroom.open(engine) { store, room in
            let story = try await store.published("sea-wall", room.content())
            let newer = room.content("The sea wall fell", sections: [room.council])
            let later = morning.later(hours: 1)
            try await store.atDesk(at: later) { try $0.revise(story.id, newer, note: "It fell.") }
            #expect(try await store.read { try Teaser.read([story.id], from: $0) }.first?.headline == "The sea wall holds")
            try await store.atDesk(at: later) { try $0.publish(story.id) }
            let teaser = try #require(try await store.read { try Teaser.read([story.id], from: $0) }.first)
            #expect(teaser.headline == "The sea wall fell")
            #expect(teaser.publishedAt == morning)
            #expect(teaser.updatedAt == later)
            #expect(try await store.read { try Listing.section(room.harbour.id).count(from: $0) } == 0)
            #expect(try await store.read { try Listing.section(room.council.id).count(from: $0) } == 1)
            let revisions = try await store.read { try Revision.history(of: story.id, from: $0) }
            #expect(revisions.map(\.number) == [2, 1])
            #expect(revisions.map(\.content) == [newer, room.content()])
        }
    }

    @Test("a refused step leaves everything as it was", arguments: TestEngine.available)
    func refused(engine: TestEngine) async throws {
        try await Newsroom.open(engine, requiresReview: true) { store, room in
            let story = try await store.atDesk { try $0.create(.news, slug: Slug(of: "Wall"), room.content()) }
            await #expect(throws: StoryRefusal.notApproved) { try await store.atDesk { try $0.publish(story.id) } }
            try await store.atDesk { try $0.submit(story.id) }
            await #expect(throws: StoryRefusal.ownRevision("Ama Derricott")) {
                try await store.atDesk { try $0.approve(story.id) }
            }
            try await store.atDesk("Bo Tregear") { try $0.approve(story.id) }
            try await store.atDesk { try $0.revise(story.id, room.content("Another")) }
            await #expect(throws: StoryRefusal.notApproved) { try await store.atDesk { try $0.publish(story.id) } }
            #expect(try await store.read { try Story.find(story.id, from: $0) }.state == .draft)
            let verbs = try await store.read { try StoryEvent.history(of: story.id, from: $0) }.map(\.verb)
            #expect(verbs == [.create, .submit, .approve, .revise])
        }
    }

    @Test("a story that was given back needs a new approval", arguments: TestEngine.available)
    func givenBack(engine: TestEngine) async throws {
        try await Newsroom.open(engine, requiresReview: true) { store, room in
            let story = try await store.atDesk { desk in
                let story = try desk.create(.news, slug: Slug(of: "Wall"), room.content())
                try desk.submit(story.id)
                return story
            }
            try await store.atDesk("Bo Tregear") { desk in
                try desk.approve(story.id)
                try desk.return(story.id, note: "The lawyer has a doubt.")
            }
            for step in ["as a draft", "in review"] {
                await #expect(throws: StoryRefusal.notApproved, "\(step)") {
                    try await store.atDesk { try $0.publish(story.id) }
                }
                if step == "as a draft" { try await store.atDesk { try $0.submit(story.id) } }
            }
            try await store.atDesk("Bo Tregear") { try $0.approve(story.id) }
            #expect(try await store.atDesk { try $0.publish(story.id) }.state == .published)
        }
    }

    @Test("a withdrawn story is gone with its notice, and its restoration is recorded", arguments: TestEngine.available)
    func withdraw(engine: TestEngine) async throws {
        try await Newsroom.open(engine) { store, room in
            let story = try await store.published("sea-wall", room.content())
            let address = try #require(story.address)
            let later = morning.later(days: 1)
            try await store.atDesk(at: later) { try $0.withdraw(story.id, notice: "The wall was another.") }
            #expect(try await store.read { try AddressBook.answer(at: address, from: $0) } == .withdrawn(story.id))
            let gone = try await store.read { try WithdrawnStory.read(story.id, from: $0) }
            #expect(gone?.notice == "The wall was another.")
            #expect(gone?.withdrawnAt == later)
            #expect(gone?.firstPublishedAt == morning)
            #expect(try await store.read { try StoryPage.read(story.id, from: $0) } == nil)
            #expect(try await store.read { try Listing.all.count(from: $0) } == 0)
            try await store.atDesk(at: later) { try $0.restore(story.id, note: "It was the right wall.") }
            #expect(try await store.read { try AddressBook.answer(at: address, from: $0) } == .story(story.id))
            #expect(try await store.read { try WithdrawnStory.read(story.id, from: $0) } == nil)
            let last = try await store.read { try StoryEvent.history(of: story.id, from: $0) }.last
            #expect(last?.verb == .restore)
            #expect(last?.note == "It was the right wall.")
            try await store.atDesk(at: later) { try $0.withdraw(story.id, notice: "Gone.", note: "Letter 12") }
            #expect(try await store.read { try WithdrawnStory.read(story.id, from: $0) }?.notice == "Gone.")
            let why = try await store.read { try StoryEvent.history(of: story.id, from: $0) }.last?.note
            #expect(why == "Gone. (Letter 12)")
        }
    }

    @Test("what is due is published once, at its time and not before", arguments: TestEngine.available)
    func schedule(engine: TestEngine) async throws {
        try await Newsroom.open(engine) { store, room in
            let due = morning.later(hours: 3)
            let story = try await store.atDesk { desk in
                let story = try desk.create(.news, slug: Slug(of: "Wall"), room.content())
                try desk.schedule(story.id, at: due)
                return story
            }
            #expect(try await store.read { try ScheduledPublishing.next(after: morning, from: $0) } == due)
            func publishDue(at now: Timestamp) async throws -> ScheduledPublishing.Outcome {
                try await store.write { try ScheduledPublishing.publishDue(at: now, in: $0) }
            }
            #expect(try await publishDue(at: morning.later(hours: 2)).published == [])
            #expect(try await publishDue(at: due).published == [story.id])
            #expect(try await publishDue(at: due).published == [])
            let published = try await store.read { try Story.find(story.id, from: $0) }
            #expect(published.state == .published)
            #expect(published.firstPublishedAt == due)
            let last = try await store.read { try StoryEvent.history(of: story.id, from: $0) }.last
            #expect(last?.actor == "schedule")
        }
    }

    @Test("a story that can't have its address holds no other back", arguments: TestEngine.available)
    func scheduleWithoutAddress(engine: TestEngine) async throws {
        try await Newsroom.open(engine) { store, room in
            let due = morning.later(hours: 3)
            let taken = try #require(AddressPath("/2026/03/taken"))
            try await store.write { try AddressBook.give(taken, to: .section(room.harbour.id), in: $0) }
            let stories = try await store.atDesk { desk in
                try ["taken", "free"].map { slug in
                    let story = try desk.create(.news, slug: Slug(of: slug), room.content())
                    try desk.schedule(story.id, at: due)
                    return story.id
                }
            }
            let outcome = try await store.write { try ScheduledPublishing.publishDue(at: due, in: $0) }
            #expect(outcome.published == [stories[1]])
            #expect(outcome.unaddressed == [stories[0]: .taken(taken)])
            #expect(try await store.read { try Story.find(stories[0], from: $0) }.state == .scheduled)
        }
    }

    @Test("a slug is never given twice; unseen it can be changed freely, seen it redirects", arguments: TestEngine.available)
    func slugs(engine: TestEngine) async throws {
        try await Newsroom.open(engine) { store, room in
            let wall = Slug(of: "sea-wall")
            let quay = Slug(of: "quay")
            let first = try await store.atDesk { try $0.create(.news, slug: wall, room.content()) }
            await #expect(throws: StoryError.slugTaken(wall)) {
                try await store.atDesk { try $0.create(.news, slug: wall, room.content()) }
            }
            try await store.atDesk { try $0.changeSlug(first.id, to: quay) }
            let second = try await store.published("sea-wall", room.content())
            let old = try #require(second.address)
            try await store.atDesk { try $0.changeSlug(second.id, to: Slug(of: "breakwater")) }
            let new = try #require(AddressPath("/2026/03/breakwater"))
            #expect(try await store.read { try AddressBook.answer(at: old, from: $0) } == .moved(new))
            #expect(try await store.read { try AddressBook.answer(at: new, from: $0) } == .story(second.id))
            await #expect(throws: StoryError.slugTaken(wall)) {
                try await store.atDesk { try $0.changeSlug(first.id, to: wall) }
            }
            try await store.atDesk { try $0.changeSlug(second.id, to: wall) }
            #expect(try await store.read { try AddressBook.answer(at: old, from: $0) } == .story(second.id))
            #expect(try await store.read { try AddressBook.answer(at: new, from: $0) } == .moved(old))
        }
    }

    @Test("a standing page's address is its place; moving it keeps the address, and no page is under itself",
        arguments: TestEngine.available)
    func pages(engine: TestEngine) async throws {
        try await Newsroom.open(engine) { store, room in
            let about = try await store.published("about", room.content("About", bylines: []), kind: .page)
            let people = try await store.published("people", room.content("People"), kind: .page, parent: about.id)
            #expect(about.address?.description == "/about")
            #expect(people.address?.description == "/about/people")
            let tree = try await store.read { try StandingPages.read(from: $0) }
            #expect(tree.roots.map(\.page.headline) == ["About"])
            #expect(tree.roots.first?.children.map(\.page.headline) == ["People"])
            #expect(try await store.read { try StoryPage.read(people.id, from: $0) }?.standing?.ancestors.map(\.id) == [about.id])
            await #expect(throws: StoryError.pageUnderItself(about.id)) {
                try await store.atDesk { try $0.place(about.id, under: people.id, at: 0) }
            }
            await #expect(throws: StoryError.slugReserved(Slug(of: "search"))) {
                try await store.atDesk { try $0.create(.page, slug: Slug(of: "search"), room.content()) }
            }
            try await store.atDesk { try $0.place(people.id, under: nil, at: 2) }
            #expect(try await store.read { try StandingPages.read(from: $0) }.roots.count == 2)
            #expect(try await store.read { try Listing.all.count(from: $0) } == 0)
        }
    }

    @Test("what a change touches is announced by key", arguments: TestEngine.available)
    func announced(engine: TestEngine) async throws {
        try await Newsroom.open(engine) { store, room in
            let story = try await store.published("sea-wall", room.content(topics: [room.tides]))
            let announcements = store.announcements()
            try await store.atDesk { desk in
                try desk.revise(story.id, room.content(sections: [room.arts]))
                try desk.publish(story.id)
            }
            var keys = Set<String>()
            for await announcement in announcements {
                guard case .changed(let changed) = announcement else { continue }
                keys.formUnion(changed)
                break
            }
            let expected: [CacheKey] = [
                .story(story.id), .section(room.boats.id), .section(room.harbour.id), .section(room.arts.id),
                .topic(room.tides.id), .author(room.ama.id), .archive(YearMonth("2026-03")!), .front,
            ]
            // The check of the new revision waits as a job, which is announced too.
            #expect(keys.subtracting([JobQueue.announcedKey]) == Set(expected.map(\.description)))
        }
    }

    @Test("content that points to what isn't there is refused", arguments: TestEngine.available)
    func dangling(engine: TestEngine) async throws {
        try await Newsroom.open(engine) { store, room in
            let stranger = Person.ID(at: morning)
            let content = room.content(bylines: [Byline(person: stranger)])
            await #expect(throws: StoryError.unknownPerson(stranger)) {
                try await store.atDesk { try $0.create(.news, slug: Slug(of: "wall"), content) }
            }
            let nowhere = Story.ID(at: morning)
            await #expect(throws: StoryError.unknownRelated(nowhere)) {
                try await store.atDesk { try $0.create(.news, slug: Slug(of: "wall"), room.content(related: [nowhere])) }
            }
        }
    }
}
