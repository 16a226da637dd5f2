import Editorial
import Markup
import Storage

extension Printer {
    /// Stories in a feed.
    static let feedLength = 30

    /// The feed; where the slug is a former one, the way to it, since nobody asks those who follow a feed to look again.
    /// - Returns: `nil` where there is no such section, topic or author.
    func feed(_ scope: FeedScope, _ format: FeedFormat) throws -> Answer? {
        guard let subject = try subject(of: scope) else { return try movedFeed(scope, format) }
        let stories = try subject.listing.feed(Self.feedLength, from: connection)
            .sorted { $0.teaser.publishedAt > $1.teaser.publishedAt }
        let pictures = try self.pictures(stories.flatMap(\.content.mediaShown))
        let topics = try Topic.read(Array(Set(stories.flatMap(\.content.topics))), from: connection)
        let names = Dictionary(topics.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        let items = stories.map { item($0, pictures, topics: names) }
        let title = subject.name.map { wording(.titleOnSite, ["title": $0, "site": publication.name]) }
        let feed = Feed(
            title: title ?? publication.name, publisher: publication.name, summary: subject.summary, page: absolute(subject.page),
            address: absolute(.feed(scope, format)), language: publication.language,
            updatedAt: items.map(\.updatedAt).max(), items: items)
        return Answer(
            mediaType: "\(format.mediaType); charset=utf-8", content: .bytes(try feed.written(as: format)),
            keeping: .page, keys: stories.map(\.teaser).cacheKeys.union(topics.map { .topic($0.id) }).union(awaited.keys)
                .union([subject.key, .site]))
    }

    private func movedFeed(_ scope: FeedScope, _ format: FeedFormat) throws -> Answer? {
        let list: SiteAddress
        switch scope {
        case .whole: return nil
        case .section(let slug): list = .section(slug)
        case .topic(let slug): list = .topic(slug)
        case .author(let slug): list = .author(slug)
        }
        guard let path = AddressPath(list.path),
            case .moved(let current)? = try AddressBook.answer(at: path, from: connection)
        else { return nil }
        return .moved(to: "\(current)/\(format.fileName)")
    }

    private struct Subject {
        var listing: Listing
        var name: String?
        var summary: String?
        var page: SiteAddress
        var key: CacheKey
    }

    private func subject(of scope: FeedScope) throws -> Subject? {
        switch scope {
        case .whole:
            return Subject(
                listing: .all, summary: publication.summary ?? publication.tagline, page: .front, key: .front)
        case .section(let slug):
            guard let section = try Section.find(slug: slug, from: connection), section.slug == slug else { return nil }
            return Subject(
                listing: .section(section.id), name: section.name, summary: section.summary, page: .section(slug),
                key: .section(section.id))
        case .topic(let slug):
            guard let topic = try Topic.find(slug: slug, from: connection), topic.slug == slug else { return nil }
            return Subject(
                listing: .topic(topic.id), name: topic.name, summary: topic.summary, page: .topic(slug),
                key: .topic(topic.id))
        case .author(let slug):
            guard let person = try Person.find(slug: slug, from: connection), person.slug == slug else { return nil }
            return Subject(
                listing: .author(person.id), name: person.name, summary: person.jobTitle, page: .author(slug),
                key: .author(person.id))
        }
    }

    private func item(_ story: PublishedStory, _ pictures: Pictures, topics: [Topic.ID: String]) -> Feed.Item {
        let teaser = story.teaser
        let address = absolute(.story(teaser.address))
        let lead = story.content.leadImage
        let picture = pictures.rendition(lead?.media)
        var content = HTML.empty
        if let picture, let url = SafeURL(parsing: absolute(picture.address)) {
            content += """
                <p><img\(src: url)\(attribute: .width, picture.size.width)\(attribute: .height, picture.size.height)\
                \(attribute: .alt, lead?.alt ?? "")></p>
                """
        }
        content += renderer(pictures, base: SafeURL(parsing: address)).html(of: story.content.body)
        return Feed.Item(
            identifier: "urn:uuid:\(story.id)", address: address, headline: teaser.headline,
            standfirst: teaser.standfirst, content: content, publishedAt: teaser.publishedAt,
            updatedAt: teaser.updatedAt ?? teaser.publishedAt,
            authors: teaser.bylines.map {
                Feed.Author(name: $0.person.name, address: absolute(.author($0.person.slug)))
            },
            subjects: [teaser.section?.name].compactMap(\.self) + story.content.topics.compactMap { topics[$0] },
            picture: picture.map { absolute($0.address) }, language: teaser.language)
    }
}
