import Editorial
import Markup
import Storage

extension Printer {
    func sitemapIndex() throws -> Answer {
        let chunks = try Sitemap.chunks(from: connection)
        var files = chunks.indices.map { index in
            SitemapFile.Entry(address: absolute(.sitemap(index + 1)), changedAt: chunks[index].changedAt)
        }
        let sources = try Sitemap.sources(from: connection)
        if let newest = sources.map(\.changedAt).max() {
            files.append(SitemapFile.Entry(address: absolute(.sitemap(files.count + 1)), changedAt: newest))
        }
        return .xml(SitemapFile.index(of: files), keys: [.front, .site, .quotations])
    }

    /// - Parameter number: From 1.
    /// - Returns: `nil` past the last file.
    func sitemap(_ number: Int) throws -> Answer? {
        let chunks = try Sitemap.chunks(from: connection)
        if number == chunks.count + 1 { return try sitemapOfSources() }
        guard chunks.indices.contains(number - 1) else { return nil }
        let entries = try Sitemap.entries(of: chunks[number - 1], from: connection)
        return .xml(
            SitemapFile.file(
                of: entries.map { SitemapFile.Entry(address: absolute(.story($0.address)), changedAt: $0.changedAt) }),
            keys: [.front, .site])
    }

    /// The last file: the sources that stories quote, and the standard that they are quoted by.
    private func sitemapOfSources() throws -> Answer? {
        let sources = try Sitemap.sources(limit: SitemapFile.mostAddresses - 1, from: connection)
        guard !sources.isEmpty else { return nil }
        let standard = SitemapFile.Entry(address: absolute(.quotationStandards), changedAt: nil)
        let entries = sources.map { SitemapFile.Entry(address: absolute(.source($0.source)), changedAt: $0.changedAt) }
        return .xml(SitemapFile.file(of: [standard] + entries), keys: [.front, .site, .quotations])
    }

    func newsSitemap() throws -> Answer {
        let stories = try Sitemap.news(at: now, limit: NewsSitemapFile.mostStories, from: connection)
        var answer = Answer.xml(
            NewsSitemapFile.file(
                publication: publication.name,
                of: stories.map { story in
                    NewsSitemapFile.Entry(
                        address: absolute(.story(story.address)), headline: story.headline,
                        publishedAt: story.publishedAt, language: story.language ?? publication.language)
                }),
            keys: [.front, .site])
        // The first moment after the oldest of them has stood for its time.
        answer.freshUntil = stories.map(\.publishedAt).min().map {
            Timestamp(milliseconds: $0.milliseconds + Sitemap.newsPeriod + 1)
        }
        return answer
    }

    func robots() -> Answer { .text(TextFiles.robots(origin: origin), keys: [.site]) }

    func trust() -> Answer { .text(TextFiles.trust(publication, contactPage: contactPage), keys: [.site]) }

    func security() -> Answer? {
        TextFiles.security(publication, contactPage: contactPage, now: now).map { text in
            var answer = Answer.text(text, keys: [.site])
            // It says a date that moves with the day, in UTC.
            answer.freshUntil = Timestamp(milliseconds: (now.milliseconds / 86_400_000 + 1) * 86_400_000)
            return answer
        }
    }

    private var contactPage: String? { publication.policies.contact.flatMap(issue.page).map(absolute) }
}
