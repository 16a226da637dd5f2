import Editorial
import Markup
import Storage
import StorageTesting
import Testing

@Suite("The front")
struct FrontTests {
    @Test("the front fills itself and shows no story twice", arguments: TestEngine.available)
    func fills(engine: TestEngine) async throws {
        try await Newsroom.open(engine) { store, room in
            var pictured = room.content("With a picture", sections: [room.council])
            pictured.leadImage = LeadImage(media: Media.ID(at: Newsroom.morning), alt: "A wall")
            let lead = try await store.published("pictured", pictured)
            for number in 0..<30 {
                let sections = [[room.boats], [room.council], [room.arts]][number % 3]
                try await store.published(
                    "story-\(number)", room.content("Story \(number)", sections: sections),
                    kind: number % 5 == 0 ? .opinion : .news, at: Newsroom.morning.later(hours: Int64(number + 1)))
            }
            // Older than thirty-one stories, and still the newest with a picture among those looked at.
            let front = try await store.read { try Front.read(from: $0) }
            #expect(front.lead != nil)
            #expect(front.secondaries.count == 4)
            #expect(front.opinion.map(\.kind) == [.opinion, .opinion, .opinion, .opinion])
            #expect(front.river.count == 7)
            #expect(!front.strips.isEmpty)
            let all = front.teasers.map(\.story)
            #expect(Set(all).count == all.count)
            try await store.atDesk { try $0.pin(lead.id) }
            #expect(try await store.read { try Front.read(from: $0) }.lead?.story == lead.id)
        }
    }

    @Test("what an editor placed stands there until readers can't see it", arguments: TestEngine.available)
    func curated(engine: TestEngine) async throws {
        try await Newsroom.open(engine) { store, room in
            var stories: [Story.ID] = []
            for number in 0..<6 {
                let story = try await store.published(
                    "story-\(number)", room.content("Story \(number)"), at: Newsroom.morning.later(hours: Int64(number)))
                stories.append(story.id)
            }
            let slots = [
                FrontSlot(weight: .lead, position: 0, story: stories[0]),
                FrontSlot(weight: .secondary, position: 0, story: stories[1]),
                FrontSlot(weight: .opinion, position: 0, story: stories[2]),
            ]
            try await store.write { try FrontSlot.curate(slots, in: $0) }
            let front = try await store.read { try Front.read(from: $0) }
            #expect(front.lead?.story == stories[0])
            #expect(front.secondaries.map(\.story) == [1, 5, 4, 3].map { stories[$0] })
            #expect(front.opinion.map(\.story) == [stories[2]])
            #expect(front.river == [])
            let placed = stories[0]
            try await store.atDesk { try $0.withdraw(placed, notice: "Wrong.") }
            #expect(try await store.read { try Front.read(from: $0) }.lead?.story == stories[5])
            await #expect(throws: FrontError.notPublished(placed)) {
                try await store.write { try FrontSlot.curate(slots, in: $0) }
            }
            let twice = [
                FrontSlot(weight: .river, position: 0, story: stories[1]),
                FrontSlot(weight: .river, position: 1, story: stories[1]),
            ]
            await #expect(throws: FrontError.storyTwice(stories[1])) {
                try await store.write { try FrontSlot.curate(twice, in: $0) }
            }
        }
    }
}
