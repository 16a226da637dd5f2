import Editorial
import Markup
import PropertyTesting
import Storage
import StorageTesting
import Testing

@Suite("Comments")
struct CommentTests {
    private func comment(
        _ name: String, hour: Int64, parent: Editorial.Comment? = nil, story: Story.ID = Story.ID(at: Newsroom.morning),
        state: Editorial.Comment.State = .approved
    ) -> Editorial.Comment {
        Editorial.Comment(
            id: Editorial.Comment.ID(at: Newsroom.morning), story: story, parent: parent?.id, state: state, authorName: name,
            createdAt: Newsroom.morning.later(hours: hour), body: .text(name))
    }

    private func names(_ threads: [CommentThread]) -> String {
        threads.map { $0.comment.authorName + ($0.replies.isEmpty ? "" : "(\(names($0.replies)))") }
            .joined(separator: " ")
    }

    @Test("replies stand under what they answer, oldest first, whatever order they come in")
    func threads() {
        let a = comment("a", hour: 1)
        let b = comment("b", hour: 2, parent: a)
        let c = comment("c", hour: 3)
        let d = comment("d", hour: 4, parent: b)
        let e = comment("e", hour: 5, parent: a)
        #expect(names(CommentThread.threads(of: [e, d, c, b, a])) == "a(b(d) e) c")
    }

    @Test("an orphaned reply stands at the top, and a circle doesn't hang")
    func orphans() {
        let gone = comment("gone", hour: 1)
        let orphan = comment("orphan", hour: 2, parent: gone)
        var one = comment("one", hour: 3)
        let two = comment("two", hour: 4, parent: one)
        one.parent = two.id
        #expect(names(CommentThread.threads(of: [orphan])) == "orphan")
        let circle = CommentThread.threads(of: [one, two])
        #expect(circle.count == 1)
        #expect(circle.first?.replies.count == 1)
    }

    @Test("beyond the deepest level replies stand beside one another")
    func depth() {
        var comments = [comment("0", hour: 0)]
        for number in 1..<6 { comments.append(comment("\(number)", hour: Int64(number), parent: comments[number - 1])) }
        #expect(names(CommentThread.threads(of: comments, deepestLevel: 3)) == "0(1(2 3 4 5))")
    }

    @Test("every comment is shown once, in any forest")
    func anyForest() {
        var generator = SeededGenerator()
        for _ in 0..<200 {
            var comments = (0..<12).map { comment("\($0)", hour: Int64($0)) }
            for index in comments.indices {
                comments[index].parent = Bool.random(using: &generator)
                    ? comments.randomElement(using: &generator)?.id : nil
            }
            func count(_ threads: [CommentThread], _ level: Int) -> Int {
                #expect(level <= CommentThread.deepestLevel || threads.isEmpty, "\(generator)")
                return threads.reduce(0) { $0 + 1 + count($1.replies, level + 1) }
            }
            #expect(count(CommentThread.threads(of: comments), 1) == 12, "\(generator)")
        }
    }

    @Test("readers see approved comments only, where the paper shows them", arguments: TestEngine.available)
    func approved(engine: TestEngine) async throws {
        try await Newsroom.open(engine) { store, room in
            let story = try await store.published("wall", room.content())
            let shown = comment("shown", hour: 1, story: story.id)
            let reply = comment("reply", hour: 2, parent: shown, story: story.id)
            let pending = comment("pending", hour: 3, story: story.id, state: .pending)
            #expect(try await store.write { try Editorial.Comment.save([shown, reply, pending], in: $0) } == 3)
            #expect(try await store.write { try Editorial.Comment.save([shown, reply, pending], in: $0) } == 0)
            let page = try await store.read { try StoryPage.read(story.id, from: $0) }
            #expect(page?.commentCount == 2)
            #expect(page.map { names($0.comments) } == "shown(reply)")
            #expect(page?.comments.first?.comment == shown)
            let without = try await store.read { try StoryPage.read(story.id, showsComments: false, from: $0) }
            #expect(without?.comments == [])
            try await store.write { try Editorial.Comment.setState(.approved, of: pending.id, in: $0) }
            #expect(try await store.read { try StoryPage.read(story.id, from: $0) }?.commentCount == 3)
        }
    }
}
