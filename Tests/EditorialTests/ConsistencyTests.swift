@testable import Editorial
import Markup
import PropertyTesting
import Storage
import StorageTesting
import Testing

@Suite("What readers see, against what the desk did")
struct ConsistencyTests {
    /// Everything that is kept in step with stories, read whole.
    private struct Kept: Equatable {
        var rows: Set<PublishedRow>
        var entries: Set<ListingEntry>
        var counts: [Listing: Int]
        var indexed: Set<Story.ID>
        /// How many stories the sitemap's files have together.
        var mapped: Int

        /// As it stands in the tables.
        static func read(from connection: any Connection) throws -> Kept {
            let rows = try connection.rows("SELECT \(PublishedRow.columns) FROM published_story").map(PublishedRow.init)
            let entries = try connection.rows("SELECT kind, list_key, is_pinned, published_at, story FROM listing").map {
                ListingEntry(
                    listing: try #require(Listing(storedKind: try $0.get("kind"), storedKey: try $0.get("list_key"))),
                    isPinned: try $0.get("is_pinned"), publishedAt: try $0.get("published_at"),
                    story: try $0.get("story"))
            }
            var counts: [Listing: Int] = [:]
            for row in try connection.rows("SELECT kind, list_key, stories FROM listing_count WHERE stories <> 0") {
                let listing = try #require(
                    Listing(storedKind: try row.get("kind"), storedKey: try row.get("list_key")))
                counts[listing] = try row.get("stories")
            }
            let indexed = try connection.rows("SELECT key FROM storage_search").map { try $0.get("key", as: Story.ID.self) }
            let mapped = try Sitemap.chunks(from: connection).reduce(0) { $0 + $1.count }
            return Kept(rows: Set(rows), entries: Set(entries), counts: counts, indexed: Set(indexed), mapped: mapped)
        }

        /// As it follows from the stories alone.
        static func computed(from connection: any Connection) throws -> Kept {
            let sections = try SectionTree.read(from: connection)
            let calendar = try Publication.read(from: connection).check()
            var kept = Kept(rows: [], entries: [], counts: [:], indexed: [], mapped: 0)
            for row in try connection.rows("SELECT \(Story.columns) FROM story") {
                let story = try Story(row)
                guard let id = story.publishedRevision, let revision = try Revision.find(id, from: connection),
                    let published = PublishedRow(story, revision.content, wordCount: revision.content.body.wordCount)
                else { continue }
                kept.rows.insert(published)
                kept.indexed.insert(story.id)
                kept.mapped += 1
                for entry in published.listings(in: sections, calendar) {
                    kept.entries.insert(entry)
                    kept.counts[entry.listing, default: 0] += 1
                }
            }
            return kept
        }
    }

    @Test("lists, counts and search always equal what is computed from the stories; no address changes its owner",
        arguments: TestEngine.available)
    func inStep(engine: TestEngine) async throws {
        try await Newsroom.open(engine) { store, room in
            var generator = SeededGenerator()
            var stories: [Story.ID] = []
            var owners: [String: AddressBook.Target] = [:]
            var now = Newsroom.morning
            for round in 0..<120 {
                now = now.advanced(bySeconds: .random(in: 0...400_000, using: &generator))
                let dice = Int.random(in: 0..<16, using: &generator)
                let content = randomContent(room, &generator)
                let slug = Slug(of: "story \(Int.random(in: 0..<25, using: &generator))")
                let story = stories.randomElement(using: &generator)
                let parent = [nil, room.harbour.id, room.council.id, room.arts.id].randomElement(using: &generator)!
                let zone = ["Europe/London", "Asia/Tokyo", "America/Los_Angeles"].randomElement(using: &generator)!
                let moment = now
                let kind: StoryKind = [.news, .opinion, .analysis].randomElement(using: &generator)!
                do {
                    let created: Story.ID? = try await store.write { connection in
                        let desk = try StoryDesk(connection, by: "Ama", at: moment)
                        if dice < 3 || story == nil {
                            return try desk.create(dice == 0 ? .page : kind, slug: slug, content).id
                        }
                        guard let story else { return nil }
                        switch dice {
                        case 3...5: try desk.publish(story)
                        case 6, 7: try desk.revise(story, content)
                        case 8: try desk.withdraw(story, notice: "Wrong.")
                        case 9: try desk.restore(story, note: "Right.")
                        case 10: try desk.changeSlug(story, to: slug)
                        case 11: try desk.pin(story, moment.milliseconds % 2 == 0)
                        case 12: try desk.changeKind(story, to: kind)
                        case 13:
                            try desk.schedule(story, at: moment.later(hours: 1))
                            _ = try ScheduledPublishing.publishDue(at: moment.later(hours: 1), in: connection)
                        case 14:
                            var section = room.boats
                            section.parent = parent
                            try Section.update(section, in: connection)
                        default:
                            var publication = Newsroom.publication
                            publication.timeZone = zone
                            try publication.save(in: connection)
                        }
                        return nil
                    }
                    if let created { stories.append(created) }
                } catch is StoryRefusal {
                } catch is StoryError {
                } catch is AddressError {}
                guard round % 4 == 3 else { continue }
                let known = owners
                let seed = "\(generator) round \(round)"
                owners = try await store.read { connection in
                    let kept = try Kept.read(from: connection)
                    let computed = try Kept.computed(from: connection)
                    #expect(kept.rows == computed.rows, "\(seed)")
                    #expect(kept.entries == computed.entries, "\(seed)")
                    #expect(kept.counts == computed.counts, "\(seed)")
                    #expect(kept.indexed == computed.indexed, "\(seed)")
                    var owners: [String: AddressBook.Target] = [:]
                    for row in try connection.rows("SELECT path FROM address") {
                        let path: AddressPath = try row.get("path")
                        owners[path.description] = try AddressBook.target(of: path, from: connection)
                    }
                    return owners
                }
                for (path, owner) in known { #expect(owners[path] == owner, "\(seed): \(path) changed hands") }
            }
            try await checkHistories(of: stories, in: store, "\(generator)")
        }
    }

    /// A story's state is its last event's, and each event begins where the one before ended.
    private func checkHistories(of stories: [Story.ID], in store: any Store, _ seed: String) async throws {
        for id in stories {
            let (story, events) = try await store.read { connection in
                (try Story.find(id, from: connection), try StoryEvent.history(of: id, from: connection))
            }
            #expect(events.last?.to == story.state, "\(seed)")
            #expect(events.map(\.number) == Array(1...events.count), "\(seed)")
            for (earlier, later) in zip(events, events.dropFirst()) { #expect(later.from == earlier.to, "\(seed)") }
        }
    }

    private func randomContent(_ room: Newsroom, _ generator: inout SeededGenerator) -> StoryContent {
        var content = room.content(
            "Headline \(Int.random(in: 0..<1000, using: &generator))",
            bylines: [room.ama, room.bo].shuffled(using: &generator)
                .prefix(Int.random(in: 0...2, using: &generator)).map { Byline(person: $0.id) },
            sections: [room.boats, room.harbour, room.council, room.arts].shuffled(using: &generator)
                .dropLast(Int.random(in: 0...4, using: &generator)),
            topics: [room.tides, room.series].shuffled(using: &generator)
                .dropLast(Int.random(in: 0...2, using: &generator)))
        if Bool.random(using: &generator) {
            content.leadImage = LeadImage(media: Media.ID(at: Newsroom.morning), alt: "A wall")
        }
        return content
    }

    @Test("stored content reads back as it was written", arguments: TestEngine.available)
    func roundTrip(engine: TestEngine) async throws {
        try await Newsroom.open(engine) { store, room in
            let other = try await store.published("other", room.content())
            var content = room.content(
                "Quotes”, <b>tags</b> & a \\ \u{1F30A}", bylines: Byline.Role.allCases.map { Byline(person: room.bo.id, role: $0) },
                topics: [room.series, room.tides], related: [other.id])
            content.kicker = "Weather"
            content.dateline = "Saltreath"
            content.language = LanguageTag(parsing: "ar")
            content.leadImage = LeadImage(media: Media.ID(at: Newsroom.morning), alt: "", caption: "The wall", credit: "Bo")
            content.searchTitle = "Sea wall"
            content.searchDescription = "It holds."
            content.body = .text("One.", "Two & three.", "‏سور البحر")
            let written = content
            let story = try await store.published("wall", written)
            let read = try await store.read { try StoryPage.read(story.id, from: $0) }
            #expect(read?.published.content == written)
            #expect(read?.related.map(\.story) == [other.id])
            #expect(read?.media == Set([written.leadImage!.media]))
        }
    }
}
