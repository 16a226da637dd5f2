public import Markup
public import Storage

/// A story as lists, fronts and feeds show it; kept ready, so that a list reads no bodies.
public struct Teaser: Sendable, Hashable {
    public let story: Story.ID
    public let address: AddressPath
    public let kind: StoryKind
    public let kicker: String?
    public let headline: String
    public let standfirst: String?
    public let picture: Picture?
    /// In the order in which they are printed.
    public let bylines: [NamedByline]
    /// The section of the breadcrumb and the kicker.
    public let section: SectionLink?
    public let publishedAt: Timestamp
    /// When readers last got a new revision after the first.
    public let updatedAt: Timestamp?
    public let wordCount: Int
    public let isPinned: Bool
    /// Where it is not the publication's.
    public let language: LanguageTag?

    /// The lead image as a teaser shows it.
    public struct Picture: Sendable, Hashable {
        public let media: Media.ID
        public let alt: String
    }

    /// The keys of everything that the teaser shows.
    public var cacheKeys: Set<CacheKey> {
        var keys: Set<CacheKey> = [.story(story)]
        keys.formUnion(bylines.map { .author($0.person.id) })
        if let section { keys.insert(.section(section.id)) }
        return keys
    }
}

/// A person's part in a story, with the name that is printed.
public struct NamedByline: Sendable, Hashable {
    public let person: PersonLink
    public let role: Byline.Role
}

/// A person as a byline shows them.
public struct PersonLink: Sendable, Hashable {
    public let id: Person.ID
    public let slug: Slug
    public let name: String
    public let portrait: Media.ID?

    /// `/author/ama-derricott`.
    public var address: AddressPath { Person.address(of: slug) }
}

/// A section as a kicker or a breadcrumb shows it.
public struct SectionLink: Sendable, Hashable {
    public let id: Section.ID
    public let slug: Slug
    public let name: String

    /// The link to a section.
    public init(_ section: Section) {
        self.init(id: section.id, slug: section.slug, name: section.name)
    }

    init(id: Section.ID, slug: Slug, name: String) {
        self.id = id
        self.slug = slug
        self.name = name
    }

    /// `/section/harbour`.
    public var address: AddressPath { Section.address(of: slug) }
}

/// A story as a line of links shows it: parts of a series, the page tree.
public struct StoryLink: Sendable, Hashable {
    public let id: Story.ID
    public let address: AddressPath
    public let headline: String
}
