import Editorial
import Markup
import Storage
import Transfer

/// Fills a store with the made-up newspaper.
struct Filling {
    let stories: Int

    /// Stories in one write, as the importer takes them.
    private static let batch = 500

    static func migrate(_ store: any Store) async throws {
        let seam = Migration(number: 0, name: "the seam", statements: SearchIndex.schema + JobQueue.schema)
        let larger = Migration(number: 0, name: "larger parts", statements: SearchIndex.largerParts)
        let all = [seam] + EditorialSchema.migrations + MediaSchema.migrations + TransferSchema.migrations
            + SourceSchema.migrations + QuotationSchema.migrations + [larger] + QuotationSpeaker.migrations
            + EditorialSchema.additions
        try await Migrator.migrate(
            store,
            all.enumerated().map { index, migration in
                Migration(number: index + 1, name: migration.name, statements: migration.statements)
            })
    }

    /// - Returns: Stories a second; making them up is not counted. `nil` for a store that was filled by an earlier run.
    func fill(_ store: any Store) async throws -> Double? {
        try await Self.migrate(store)
        let isFilled = try await store.read { try Listing.all.count(from: $0) > 0 }
        if isFilled { return nil }
        var sample = SampleStories()
        let (sections, people, topics) = (sample.sections, sample.people, sample.topics)
        try await store.write { connection in
            try Publication(
                name: "The Made-up Measure", language: .english, timeZone: "Europe/London",
                baseURL: "https://measure.example"
            ).save(in: connection)
            for section in sections { try Section.create(section, in: connection) }
            for person in people { try Person.create(person, in: connection) }
            for topic in topics { try Topic.create(topic, in: connection) }
        }
        var taken = Duration.zero
        for start in stride(from: 0, to: stories, by: Self.batch) {
            let batch = (start..<min(stories, start + Self.batch)).map { _ in sample.next(of: stories) }
            taken += try await ContinuousClock().measure {
                try await store.write(durability: .relaxed) { connection in
                    var importer = try StoryImporter(connection, at: SampleStories.now)
                    for story in batch { _ = try importer.add(story) }
                    try importer.finish()
                }
            }
        }
        return Double(stories) / (taken / .seconds(1))
    }
}
