public import Markup
public import Storage

/// A story as lists, fronts and feeds show it; kept ready, so that a list reads no bodies.
public struct Teaser: Sendable, Hashable {
    /// What a teaser says.
    struct Facts: Sendable, Hashable {
        let story: Story.ID
        let address: AddressPath
        let kind: StoryKind
        let kicker: String?
        let headline: String
        let standfirst: String?
        let picture: Picture?
        let bylines: [NamedByline]
        let section: SectionLink?
        let publishedAt: Timestamp
        let updatedAt: Timestamp?
        let wordCount: Int
        let isPinned: Bool
        let language: LanguageTag?
    }

    /// Lists hand teasers on from one to the next, and a copy of all these facts would count ten references.
    private final class Shared: Sendable {
        let facts: Facts

        init(_ facts: Facts) {
            self.facts = facts
        }
    }

    private let shared: Shared

    init(_ facts: Facts) {
        shared = Shared(facts)
    }

    public var story: Story.ID { shared.facts.story }
    public var address: AddressPath { shared.facts.address }
    public var kind: StoryKind { shared.facts.kind }
    public var kicker: String? { shared.facts.kicker }
    public var headline: String { shared.facts.headline }
    public var standfirst: String? { shared.facts.standfirst }
    public var picture: Picture? { shared.facts.picture }
    /// In the order in which they are printed.
    public var bylines: [NamedByline] { shared.facts.bylines }
    /// The section of the breadcrumb and the kicker.
    public var section: SectionLink? { shared.facts.section }
    public var publishedAt: Timestamp { shared.facts.publishedAt }
    /// When readers last got a new revision after the first.
    public var updatedAt: Timestamp? { shared.facts.updatedAt }
    public var wordCount: Int { shared.facts.wordCount }
    public var isPinned: Bool { shared.facts.isPinned }
    /// Where it is not the publication's.
    public var language: LanguageTag? { shared.facts.language }

    public static func == (left: Self, right: Self) -> Bool {
        left.shared === right.shared || left.shared.facts == right.shared.facts
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(shared.facts)
    }

    /// The lead image as a teaser shows it.
    public struct Picture: Sendable, Hashable {
        public let media: Media.ID
        public let alt: String
    }

    /// The keys of everything that the teaser shows.
    public var cacheKeys: Set<CacheKey> {
        var keys: Set<CacheKey> = []
        addCacheKeys(to: &keys)
        return keys
    }

    /// Adds the keys of everything that the teaser shows.
    public func addCacheKeys(to keys: inout Set<CacheKey>) {
        keys.insert(.story(story))
        for byline in bylines { keys.insert(.author(byline.person.id)) }
        if let section { keys.insert(.section(section.id)) }
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
