public import Markup
public import Storage

/// Somebody whose name stands over stories.
public struct Person: Sendable, Hashable {
    public typealias ID = Identifier<Person>

    public let id: ID
    public var slug: Slug
    public var name: String
    /// What they are at the paper: “harbour correspondent”.
    public var jobTitle: String?
    public var biography: Body
    public var portrait: Media.ID?
    /// For the newsroom only; never on a page.
    public var email: String?
    public var links: [SafeURL]

    public init(
        id: ID, slug: Slug, name: String, jobTitle: String? = nil, biography: Body = .empty, portrait: Media.ID? = nil,
        email: String? = nil, links: [SafeURL] = []
    ) {
        self.id = id
        self.slug = slug
        self.name = name
        self.jobTitle = jobTitle
        self.biography = biography
        self.portrait = portrait
        self.email = email
        self.links = links
    }
}
