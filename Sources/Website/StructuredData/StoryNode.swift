import Editorial
import Markup
import Storage

extension StoryKind {
    /// The schema.org type of such a story.
    var structuredType: String {
        switch self {
        case .news: "ReportageNewsArticle"
        case .analysis: "AnalysisNewsArticle"
        case .opinion, .letter: "OpinionNewsArticle"
        case .review: "ReviewNewsArticle"
        case .explainer: "BackgroundNewsArticle"
        case .statement: "NewsArticle"
        case .page: "WebPage"
        }
    }
}

/// What a story's page says of the story to machines.
struct StoryNode {
    var origin: String
    var address: String
    var kind: StoryKind
    var headline: String
    var summary: String?
    var pictures: [String]
    var publishedAt: Timestamp
    var updatedAt: Timestamp?
    var authors: [(name: String, address: String)]
    var section: String?
    var keywords: [String]
    var wordCount: Int
    var language: LanguageTag
    /// The sources that it was written from.
    var citations: [Node] = []
    /// Its quotations that readers can follow to their source.
    var quotations: [Node] = []

    /// A `NewsArticle` of the kind's own subtype, or a `WebPage` for a standing page.
    var node: Node {
        let publisher = Node.mention(
            "NewsMediaOrganization", identifier: OrganisationNode.identifier(origin: origin))
        guard kind.isDated else {
            return Node(kind.structuredType, identifier: address)
                .with("name", headline).with("description", summary).with("url", address)
                .with("inLanguage", language.string).with("dateModified", (updatedAt ?? publishedAt).internetDate)
                .with("publisher", publisher)
        }
        return Node(kind.structuredType, identifier: address)
            .with("headline", headline)
            .with("description", summary)
            .with("url", address)
            .with("mainEntityOfPage", address)
            .with("image", pictures)
            .with("datePublished", publishedAt.internetDate)
            .with("dateModified", (updatedAt ?? publishedAt).internetDate)
            .with(
                "author",
                // What the publication says itself has it for its author.
                authors.isEmpty
                    ? [publisher]
                    : authors.map { Node("Person", identifier: $0.address).with("name", $0.name).with("url", $0.address) }
            )
            .with("articleSection", section)
            .with("keywords", keywords)
            .with("wordCount", wordCount)
            .with("inLanguage", language.string)
            .with("isAccessibleForFree", true)
            .with("publisher", publisher)
            .with("citation", citations)
            .with("hasPart", quotations)
    }
}

/// The way from the front to a page.
enum BreadcrumbNode {
    static func node(_ steps: [(name: String, address: String)]) -> Node {
        Node("BreadcrumbList")
            .with(
                "itemListElement",
                steps.enumerated().map { index, step in
                    Node("ListItem").with("position", index + 1).with("name", step.name).with("item", step.address)
                })
    }
}
