import Editorial
import Markup
import Storage

/// Turns what the newsroom keeps into the pages that readers get, within one read of the database.
///
/// Each kind of page has its own file here: it asks `Editorial` for the content and fills a view model of `Pages`.
/// What the page was made of goes out with it as cache keys.
struct Printer {
    let connection: any Connection
    let issue: Issue
    let now: Timestamp
    /// What pages should show and whose bytes are not there yet.
    let awaited = AwaitedMedia()

    var paper: Paper { issue.paper }
    var wording: Wording { issue.paper.wording }
    var publication: Publication { issue.publication }
    var origin: String { issue.publication.baseURL }

    /// Stories on a page of a list.
    static let listLength = 20

    /// An address with the publication's origin before it.
    func absolute(_ address: SiteAddress) -> String { address.absolute(from: origin) }

    func absoluteURL(_ address: SiteAddress) -> SafeURL? { SafeURL(parsing: absolute(address)) }

    /// A whole page as an answer.
    func page(_ view: some PageView, keys: Set<CacheKey>) -> Answer {
        var answer = Answer(
            mediaType: "text/html; charset=utf-8", content: .bytes(view.document(in: paper).bytes), keeping: .page,
            keys: keys.union(awaited.keys).union([.site]))
        answer.freshUntil = tomorrow
        return answer
    }

    /// When the date over the masthead changes.
    var tomorrow: Timestamp { issue.calendar.start(of: issue.calendar.day(of: now).next) }

    /// The media that a page shows.
    func pictures(_ ids: some Sequence<Media.ID>) throws(StorageError) -> Pictures {
        let ids = Set(ids)
        let pictures = try Pictures(ids, from: connection)
        awaited.keys.formUnion(pictures.awaited(of: ids))
        return pictures
    }

    /// A person's, a comment's or a section's text in the body's vocabulary.
    func render(_ body: Body, _ pictures: Pictures = Pictures()) -> HTML? {
        body.blocks.isEmpty ? nil : renderer(pictures).html(of: body)
    }

    func link(_ section: SectionLink) -> LinkView { LinkView(section.name, SiteAddress.section(section.slug).url) }

    func link(_ section: Section) -> LinkView { LinkView(section.name, SiteAddress.section(section.slug).url) }

    func link(_ topic: Topic) -> LinkView { LinkView(topic.name, SiteAddress.topic(topic.slug).url) }

    func link(_ story: StoryLink) -> LinkView { LinkView(story.headline, SiteAddress.story(story.address).url) }

    /// The masthead's section that a page within a section belongs to.
    func currentSection(_ path: [SectionLink], isPage: Bool = false) -> CurrentSection? {
        path.first.map { CurrentSection(SiteAddress.section($0.slug).url, isPage: isPage && path.count == 1) }
    }
}

/// The keys of media that a page should show and that are not there yet, noted while it is printed.
final class AwaitedMedia {
    var keys: Set<CacheKey> = []
}
