import Editorial
import Markup
import Storage
import StorageTesting

/// A small paper to test with: settings, four sections (one under another), two topics, two people.
struct Newsroom: Sendable {
    /// 2026-03-10T09:00:00Z.
    static let morning = Timestamp(seconds: 1_773_133_200)

    let harbour: Section
    let boats: Section
    let council: Section
    let arts: Section
    let tides: Topic
    let series: Topic
    let ama: Person
    let bo: Person

    static let publication = Publication(
        name: "The Saltreath Lantern", language: LanguageTag(parsing: "en-GB")!, timeZone: "Europe/London",
        baseURL: "https://lantern.example")

    /// The migrations that the tests' database has, numbered as a whole.
    static let migrations: [Migration] = {
        let seam = Migration(number: 0, name: "the seam", statements: SearchIndex.schema + JobQueue.schema)
        let all = [seam] + EditorialSchema.migrations + SourceSchema.migrations + QuotationSchema.migrations
            + QuotationSpeaker.migrations + EditorialSchema.additions
        return all.enumerated().map { index, migration in
            Migration(number: index + 1, name: migration.name, statements: migration.statements)
        }
    }()

    /// Runs a test with a store that holds the paper.
    static func open(
        _ engine: TestEngine, requiresReview: Bool = false,
        _ test: (any Store, Newsroom) async throws -> Void
    ) async throws {
        try await engine.withStore(migrations) { store in
            let room = try await store.write { connection in
                var publication = Self.publication
                publication.requiresReview = requiresReview
                try publication.save(in: connection)
                return try Newsroom(connection)
            }
            try await test(store, room)
        }
    }

    private init(_ connection: any Connection) throws {
        func section(_ name: String, under parent: Section.ID? = nil) throws -> Section {
            let section = Section(id: Section.ID(at: Self.morning), slug: Slug(of: name), name: name, parent: parent)
            try Section.create(section, in: connection)
            return section
        }
        func topic(_ name: String, _ kind: Topic.Kind) throws -> Topic {
            let topic = Topic(id: Topic.ID(at: Self.morning), slug: Slug(of: name), name: name, kind: kind)
            try Topic.create(topic, in: connection)
            return topic
        }
        func person(_ name: String) throws -> Person {
            let person = Person(id: Person.ID(at: Self.morning), slug: Slug(of: name), name: name)
            try Person.create(person, in: connection)
            return person
        }
        harbour = try section("Harbour")
        boats = try section("Boats", under: harbour.id)
        council = try section("Council")
        arts = try section("Arts")
        tides = try topic("Tides", .topic)
        series = try topic("The long breakwater", .series)
        ama = try person("Ama Derricott")
        bo = try person("Bo Tregear")
    }

    /// Content that can be published.
    func content(
        _ headline: String = "The sea wall holds", text: String = "The wall held through the night.",
        bylines: [Byline]? = nil, sections: [Section]? = nil, topics: [Topic] = [], related: [Story.ID] = []
    ) -> StoryContent {
        StoryContent(
            headline: headline, standfirst: "What the tide left.", body: .text(text),
            bylines: bylines ?? [Byline(person: ama.id)], sections: (sections ?? [boats]).map(\.id),
            topics: topics.map(\.id), related: related)
    }
}

extension Body {
    static func text(_ paragraphs: String...) -> Body {
        Body(blocks: paragraphs.map { .paragraph([.text($0)]) })
    }
}

extension Store {
    /// Does something at the desk, in a write of its own.
    @discardableResult
    func atDesk<Value: Sendable>(
        _ actor: String = "Ama Derricott", at now: Timestamp = Newsroom.morning,
        _ work: @escaping @Sendable (StoryDesk) throws -> Value
    ) async throws -> Value {
        try await write { connection in try work(try StoryDesk(connection, by: actor, at: now)) }
    }

    /// Writes and publishes a story.
    @discardableResult
    func published(
        _ slug: String, _ content: StoryContent, kind: StoryKind = .news, at now: Timestamp = Newsroom.morning,
        parent: Story.ID? = nil
    ) async throws -> Story {
        try await atDesk(at: now) { desk in
            let story = try desk.create(kind, slug: Slug(of: slug), content, parent: parent)
            return try desk.publish(story.id)
        }
    }
}

extension Timestamp {
    func later(hours: Int64) -> Timestamp { advanced(bySeconds: hours * 3600) }
    func later(days: Int64) -> Timestamp { advanced(bySeconds: days * 86_400) }
}
