@testable import Editorial
import PropertyTesting
import Storage
import StorageTesting
import Testing

@Suite("The sitemap's files")
struct SitemapTests {
    @Test("hold every story once and no more than they may, in whatever order stories come and go",
        arguments: TestEngine.available)
    func division(engine: TestEngine) async throws {
        try await Newsroom.open(engine) { store, room in
            var stories: [Story] = []
            for number in 0..<24 {
                stories.append(try await store.published("story \(number)", room.content("Story \(number)")))
            }
            let all = stories.map(\.id)
            try await store.write { connection in
                try connection.run("DELETE FROM sitemap_file")
                var generator = SeededGenerator(seed: 4)
                let files = SitemapFiles(connection, most: 6)
                var left = all.shuffled(using: &generator)[...]
                try connection.run("CREATE TABLE aside AS SELECT * FROM published_story")
                try connection.run("DELETE FROM listing")
                try connection.run("DELETE FROM published_story")
                while !left.isEmpty {
                    let batch = left.prefix(Int.random(in: 1...5, using: &generator))
                    left = left.dropFirst(batch.count)
                    for story in batch {
                        try connection.run("INSERT INTO published_story SELECT * FROM aside WHERE story = \(story)")
                    }
                    try files.change(batch.map { .init(story: $0, changedAt: Newsroom.morning, growth: 1) })
                    try Self.check(connection, most: 6)
                }
                let gone = Array(all.shuffled(using: &generator).prefix(9))
                try files.change(gone.map { .init(story: $0, changedAt: Newsroom.morning, growth: -1) })
                try connection.run("DELETE FROM published_story WHERE story IN (\(list: gone))")
                try Self.check(connection, most: 6)
            }
        }
    }

    private static func check(_ connection: any Connection, most: Int) throws {
        let chunks = try Sitemap.chunks(from: connection)
        let entries = try chunks.map { try Sitemap.entries(of: $0, from: connection) }
        #expect(entries.map(\.count) == chunks.map(\.count))
        #expect(chunks.allSatisfy { $0.count < most })
        let published = try connection.rows("SELECT story FROM published_story ORDER BY story").map {
            try $0.get("story", as: Story.ID.self)
        }
        #expect(entries.flatMap { $0 }.map(\.story) == published)
    }

    @Test("are the same for a paper that had none before", arguments: TestEngine.available)
    func filling(engine: TestEngine) async throws {
        try await Newsroom.open(engine) { store, room in
            for number in 0..<3 { try await store.published("story \(number)", room.content("Story \(number)")) }
            let before = try await store.read { try Sitemap.chunks(from: $0) }
            try await store.write { connection in
                try connection.run("DELETE FROM sitemap_file")
                try connection.run(SitemapFiles.tables[1])
            }
            #expect(try await store.read { try Sitemap.chunks(from: $0) } == before)
            #expect(before.map(\.count) == [3])
        }
    }
}
