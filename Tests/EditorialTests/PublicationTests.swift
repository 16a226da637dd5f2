import Editorial
import Markup
import Storage
import StorageTesting
import Testing

@Suite("The publication's settings")
struct PublicationTests {
    @Test("settings read back as they were saved", arguments: TestEngine.available)
    func roundTrip(engine: TestEngine) async throws {
        try await Newsroom.open(engine) { store, room in
            try await store.published("ethics", room.content("Ethics"), kind: .page)
            var publication = Newsroom.publication
            publication.tagline = "Lit every Thursday"
            publication.language = LanguageTag(parsing: "ar-EG")!
            publication.baseURL = "http://localhost:8080"
            publication.policies.ethics = Slug(of: "ethics")
            let saved = publication
            try await store.write { try saved.save(in: $0) }
            #expect(try await store.read { try Publication.read(from: $0) } == saved)
            #expect(try await store.read { try Story.pageAddress(of: Slug(of: "ethics"), from: $0) }?.description == "/ethics")
        }
    }

    @Test("settings that can't be right are refused", arguments: TestEngine.available)
    func refused(engine: TestEngine) async throws {
        try await Newsroom.open(engine) { store, _ in
            var nameless = Newsroom.publication
            nameless.name = "  "
            var nowhere = Newsroom.publication
            nowhere.timeZone = "Europe/Atlantis"
            var unpublished = Newsroom.publication
            unpublished.policies.privacy = Slug(of: "privacy")
            for publication in [nameless, nowhere, unpublished] {
                await #expect(throws: PublicationError.self) { try await store.write { try publication.save(in: $0) } }
            }
            for address in ["", "lantern.example", "https://", "https://a.example/", "https://a.example/b", "ftp://a.example", "https://u:p@a.example", "javascript:alert(1)"] {
                var publication = Newsroom.publication
                publication.baseURL = address
                #expect(throws: PublicationError.invalidBaseURL(address)) { try publication.check() }
            }
            let kept: Publication = try await store.read { connection in try Publication.read(from: connection) }
            #expect(kept == Newsroom.publication)
        }
    }

    @Test("a new database says what to do", arguments: TestEngine.available)
    func notSetUp(engine: TestEngine) async throws {
        try await engine.withStore(Newsroom.migrations) { store in
            await #expect(throws: PublicationError.notSetUp) {
                try await store.read { try Publication.read(from: $0) }
            }
        }
    }
}
