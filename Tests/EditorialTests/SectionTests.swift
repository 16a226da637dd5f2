import Editorial
import Markup
import Storage
import StorageTesting
import Testing

@Suite("Sections, topics and people")
struct SectionTests {
    @Test("moving a section moves its stories between the lists above it", arguments: TestEngine.available)
    func move(engine: TestEngine) async throws {
        try await Newsroom.open(engine) { store, room in
            let story = try await store.published("sea-wall", room.content())
            var boats = room.boats
            boats.parent = room.council.id
            let moved = boats
            try await store.write { try Section.update(moved, in: $0) }
            #expect(try await store.read { try Listing.section(room.harbour.id).count(from: $0) } == 0)
            let council = try await store.read { try Listing.section(room.council.id).page(from: $0) }
            #expect(council?.teasers.map(\.story) == [story.id])
            let page = try await store.read { try StoryPage.read(story.id, from: $0) }
            #expect(page?.sectionPath.map(\.name) == ["Council", "Boats"])
        }
    }

    @Test("a section never stands under itself", arguments: TestEngine.available)
    func cycles(engine: TestEngine) async throws {
        try await Newsroom.open(engine) { store, room in
            var harbour = room.harbour
            for parent in [room.boats.id, room.harbour.id] {
                harbour.parent = parent
                let changed = harbour
                await #expect(throws: SectionError.underItself("Harbour")) {
                    try await store.write { try Section.update(changed, in: $0) }
                }
            }
            harbour.parent = Section.ID(at: Newsroom.morning)
            let orphan = harbour
            await #expect(throws: SectionError.self) { try await store.write { try Section.update(orphan, in: $0) } }
        }
    }

    @Test("a renamed section, topic or person redirects, and the old slug goes to nobody else",
        arguments: TestEngine.available)
    func rename(engine: TestEngine) async throws {
        try await Newsroom.open(engine) { store, room in
            var (section, topic, person) = (room.arts, room.tides, room.bo)
            section.slug = Slug(of: "culture")
            topic.slug = Slug(of: "sea levels")
            person.slug = Slug(of: "Bo Pascoe")
            let (newSection, newTopic, newPerson) = (section, topic, person)
            try await store.write { connection in
                try Section.update(newSection, in: connection)
                try Topic.update(newTopic, in: connection)
                try Person.update(newPerson, in: connection)
            }
            for (old, new) in [
                (room.arts.address, section.address), (room.tides.address, topic.address),
                (room.bo.address, person.address),
            ] {
                #expect(try await store.read { try AddressBook.answer(at: old, from: $0) } == .moved(new))
            }
            let thief = Section(id: Section.ID(at: Newsroom.morning), slug: room.arts.slug, name: "Arts")
            await #expect(throws: AddressError.taken(room.arts.address)) {
                try await store.write { try Section.create(thief, in: $0) }
            }
            #expect(try await store.read { try Section.find(slug: newSection.slug, from: $0) } == newSection)
            #expect(try await store.read { try Topic.find(slug: newTopic.slug, from: $0) } == newTopic)
            #expect(try await store.read { try Person.find(slug: newPerson.slug, from: $0) } == newPerson)
        }
    }

    @Test("people keep everything that is known of them", arguments: TestEngine.available)
    func people(engine: TestEngine) async throws {
        try await Newsroom.open(engine) { store, room in
            var person = room.ama
            person.jobTitle = "harbour correspondent"
            person.biography = .text("Born here.", "Stayed.")
            person.portrait = Media.ID(at: Newsroom.morning)
            person.email = "ama@lantern.example"
            person.links = [SafeURL(parsing: "https://ama.example/")!, SafeURL(parsing: "mailto:ama@lantern.example")!]
            let changed = person
            try await store.write { try Person.update(changed, in: $0) }
            #expect(try await store.read { try Person.find(changed.id, from: $0) } == changed)
            #expect(try await store.read { try Person.list(from: $0) } == [changed, room.bo])
            #expect(try await store.read { try Person.list(after: changed, from: $0) } == [room.bo])
        }
    }

    @Test("the tree gives sections in the editor's order")
    func tree() throws {
        func section(_ name: String, _ position: Int, under parent: Section.ID? = nil) -> Section {
            Section(id: Section.ID(at: Newsroom.morning), slug: Slug(of: name), name: name, parent: parent, position: position)
        }
        let news = section("News", 1)
        let sport = section("Sport", 0)
        let town = section("Town", 0, under: news.id)
        let street = section("Street", 0, under: town.id)
        let tree = SectionTree([street, town, news, sport])
        #expect(tree.sections.map(\.name) == ["Sport", "News", "Town", "Street"])
        #expect(tree.path(to: street.id).map(\.name) == ["News", "Town", "Street"])
        #expect(tree.children(of: news.id) == [town])
        #expect(tree.path(to: Section.ID(at: Newsroom.morning)) == [])
    }

    @Test("topics are counted by their published stories", arguments: TestEngine.available)
    func busiest(engine: TestEngine) async throws {
        try await Newsroom.open(engine) { store, room in
            try await store.published("one", room.content(topics: [room.tides]))
            try await store.published("two", room.content(topics: [room.tides, room.series]))
            let busiest = try await store.read { try Topic.busiest(5, from: $0).map { "\($0.topic.name) \($0.stories)" } }
            #expect(busiest == ["Tides 2", "The long breakwater 1"])
        }
    }
}
