import Editorial
import Markup
import Storage
import StorageSQLite
import Website

/// How long it takes from an editor's word to a reader's page.
struct Publishing {
    let store: SQLiteStore
    let newspaper: Newspaper

    static let whole = "publish to front, section, feeds, sitemaps"
    private static let alone = "  the write alone"
    private static let sitemap = "  the sitemaps alone"
    private static let rounds = 120

    /// - Returns: Milliseconds of each.
    func run() async throws -> [(String, [Double])] {
        let slug = Slug(of: "section 1")
        let section = try await store.read { try Section.find(slug: slug, from: $0) }
        guard let section else { throw Missing(address: .section(slug)) }
        // A store that is kept has those of the last run.
        let before = try await store.read { try Listing.kind(.statement).count(from: $0) }
        var times: [String: [Double]] = [:]
        for number in 0..<Self.rounds {
            let (word, start) = ("published-now-\(before + number)", ContinuousClock.now)
            try await store.write { connection in
                let desk = try StoryDesk(connection, by: "measure", at: SampleStories.now.advanced(bySeconds: Int64(number)))
                let content = StoryContent(
                    headline: word, standfirst: "As the bell went.",
                    body: Body(blocks: [.paragraph([.text("The council said it would answer the letter.")])]),
                    sections: [section.id])
                try desk.publish(try desk.create(.statement, slug: Slug(of: word), content).id)
            }
            times[Self.alone, default: []].append((ContinuousClock.now - start) / .milliseconds(1))
            for address in [SiteAddress.front, .section(slug), .feed(.whole, .rss), .feed(.section(slug), .atom)] {
                try await check(address, shows: word)
            }
            let asked = ContinuousClock.now
            try await check(.newsSitemap, shows: word)
            try await checkSitemap(shows: word)
            times[Self.sitemap, default: []].append((ContinuousClock.now - asked) / .milliseconds(1))
            times[Self.whole, default: []].append((ContinuousClock.now - start) / .milliseconds(1))
        }
        return [Self.whole, Self.alone, Self.sitemap].map { ($0, times[$0] ?? []) }
    }

    private func check(_ address: SiteAddress, shows word: String) async throws {
        guard try await text(address).contains(word) else { throw Missing(address: address) }
    }

    /// The index leads to the file with the newest stories, which is the last.
    private func checkSitemap(shows word: String) async throws {
        let files = try await text(.sitemapIndex).split(separator: "<loc>").count - 1
        try await check(.sitemap(files), shows: word)
    }

    private func text(_ address: SiteAddress) async throws -> String {
        guard case .bytes(let bytes) = try await newspaper.answer(address).content else { throw Missing(address: address) }
        return String(decoding: bytes, as: UTF8.self)
    }

    struct Missing: Error {
        let address: SiteAddress
    }
}
