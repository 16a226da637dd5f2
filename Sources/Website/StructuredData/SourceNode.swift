import Editorial
import Markup
import Storage

/// What a story's page and a source's page say of a source to machines.
struct SourceNode {
    let source: Source
    let version: SourceVersion

    /// A `CreativeWork` (a `Book`, a `Message` …) with the original's address and where it is archived.
    func node(_ absolute: (SiteAddress) -> String) -> Node {
        let details = version.details
        let page = absolute(.source(source.id))
        return Node(type, identifier: page)
            .with("name", details.title)
            .with("url", details.address)
            .with("archivedAt", page)
            .with("datePublished", details.published)
            .with("author", details.author.map { Node("Person").with("name", $0) })
            .with("publisher", details.publisher.map { Node("Organization").with("name", $0) })
            .with("inLanguage", version.language?.string)
    }

    private var type: String {
        switch source.kind {
        case .book: "Book"
        case .email: "EmailMessage"
        case .post: "SocialMediaPosting"
        case .page: "WebPage"
        case .transcript, .minutes, .statement, .interview, .letter, .document, .notes: "CreativeWork"
        }
    }
}
