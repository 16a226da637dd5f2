import Editorial
import Markup
import PropertyTesting
import Storage
import StorageTesting
import Testing

@Suite("Addresses")
struct AddressTests {
    private func path(_ text: String) throws -> AddressPath { try #require(AddressPath(text)) }

    @Test("a path is normal, and what can't be one is refused")
    func paths() throws {
        #expect(try path("/a//b/").description == "/a/b")
        #expect(try path("/%61%C3%A9").description == "/a%C3%A9")
        #expect(try path("/?p=12").description == "/?p=12")
        for text in ["", "a", "/..", "/a/../b", "/%2e%2e/a", "/%00", "/%zz", "/%ff", "/a%0Ab", "/" + String(repeating: "a", count: 2000)] {
            #expect(AddressPath(text) == nil, "\(text)")
        }
    }

    @Test("a normal path is its own normal form")
    func normal() {
        var generator = SeededGenerator()
        let pieces = ["/", "a", "é", "%2F", "%25", "?", "=", "&", " ", "%20", "+", "#", "日", ":", "@", "."]
        for _ in 0..<2000 {
            let text = "/" + (0..<8).map { _ in pieces.randomElement(using: &generator)! }.joined()
            guard let path = AddressPath(text) else { continue }
            #expect(AddressPath(path.description) == path, "\(generator) \(text)")
        }
    }

    @Test("a path is given once, to one thing, for ever", arguments: TestEngine.available)
    func givenOnce(engine: TestEngine) async throws {
        try await Newsroom.open(engine) { store, room in
            let old = try path("/kategorie/hafen")
            try await store.write { try AddressBook.give(old, to: .section(room.harbour.id), in: $0) }
            try await store.write { try AddressBook.give(old, to: .section(room.harbour.id), in: $0) }
            await #expect(throws: AddressError.taken(old)) {
                try await store.write { try AddressBook.give(old, to: .section(room.arts.id), in: $0) }
            }
            #expect(
                try await store.read { try AddressBook.answer(at: old, from: $0) } == .moved(room.harbour.address))
        }
    }

    @Test("a chain of redirects is flattened, whichever end is made first", arguments: TestEngine.available)
    func chains(engine: TestEngine) async throws {
        try await Newsroom.open(engine) { store, room in
            let (first, second, third) = (try path("/one"), try path("/two"), try path("/three"))
            try await store.write { connection in
                try AddressBook.redirect(first, to: "/two", in: connection)
                try AddressBook.redirect(second, to: "/three", in: connection)
                try AddressBook.redirect(third, to: room.arts.address.description, in: connection)
            }
            for path in [first, second, third] {
                #expect(
                    try await store.read { try AddressBook.answer(at: path, from: $0) } == .moved(room.arts.address))
            }
            await #expect(throws: AddressError.loop(first)) {
                try await store.write { try AddressBook.redirect(first, to: "/one", in: $0) }
            }
            let other = try path("/other")
            try await store.write { try AddressBook.redirect(other, to: "https://elsewhere.example/x", in: $0) }
            #expect(
                try await store.read { try AddressBook.answer(at: other, from: $0) }
                    == .elsewhere("https://elsewhere.example/x"))
        }
    }

    @Test("redirects that would go round are refused", arguments: TestEngine.available)
    func loops(engine: TestEngine) async throws {
        try await Newsroom.open(engine) { store, _ in
            let (first, second) = (try path("/one"), try path("/two"))
            try await store.write { try AddressBook.redirect(first, to: "/two", in: $0) }
            await #expect(throws: AddressError.loop(second)) {
                try await store.write { try AddressBook.redirect(second, to: "/one", in: $0) }
            }
        }
    }

    @Test("an unpublished story's address tells nothing", arguments: TestEngine.available)
    func drafts(engine: TestEngine) async throws {
        try await Newsroom.open(engine) { store, room in
            let address = try path("/2019/01/old")
            try await store.write { connection in
                var importer = try StoryImporter(connection, at: Newsroom.morning)
                _ = try importer.add(
                    ImportedStory(
                        id: Story.ID(at: Newsroom.morning), kind: .news, slug: Slug(of: "old"), address: address,
                        state: .draft, createdAt: Newsroom.morning,
                        revisions: [.init(createdAt: Newsroom.morning, content: room.content())]))
            }
            #expect(try await store.read { try AddressBook.answer(at: address, from: $0) } == nil)
            #expect(try await store.read { try AddressBook.target(of: address, from: $0) } != nil)
        }
    }
}
