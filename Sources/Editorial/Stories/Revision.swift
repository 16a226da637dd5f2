public import Markup
public import Storage

/// One saved version of a story's content; it never changes.
public struct Revision: Sendable, Hashable {
    public typealias ID = Identifier<Revision>

    public let id: ID
    public let story: Story.ID
    /// Counts from 1 within the story.
    public let number: Int
    public let createdAt: Timestamp
    /// Who saved it: a member of staff's name, or `import`.
    public let createdBy: String
    /// Why, in the saver's words.
    public let note: String?
    public let content: StoryContent

    public init(
        id: ID, story: Story.ID, number: Int, createdAt: Timestamp, createdBy: String, note: String? = nil,
        content: StoryContent
    ) {
        self.id = id
        self.story = story
        self.number = number
        self.createdAt = createdAt
        self.createdBy = createdBy
        self.note = note
        self.content = content
    }
}

/// Everything that a reader may see of a story and an editor may change.
public struct StoryContent: Sendable, Hashable {
    /// The few words over the headline.
    public var kicker: String?
    public var headline: String
    /// The summary under the headline.
    public var standfirst: String?
    /// Where it was reported from.
    public var dateline: String?
    public var body: Body
    /// The language, where it is not the publication's.
    public var language: LanguageTag?
    /// In the order in which they are printed.
    public var bylines: [Byline]
    /// The first is the one that its address line and breadcrumb show.
    public var sections: [Section.ID]
    public var topics: [Topic.ID]
    public var leadImage: LeadImage?
    public var related: [Story.ID]
    /// The title for search engines and social cards, where it is not the headline.
    public var searchTitle: String?
    /// The description for search engines and social cards, where it is not the standfirst.
    public var searchDescription: String?

    public init(
        kicker: String? = nil, headline: String, standfirst: String? = nil, dateline: String? = nil,
        body: Body, language: LanguageTag? = nil, bylines: [Byline] = [], sections: [Section.ID] = [],
        topics: [Topic.ID] = [], leadImage: LeadImage? = nil, related: [Story.ID] = [],
        searchTitle: String? = nil, searchDescription: String? = nil
    ) {
        self.kicker = kicker
        self.headline = headline
        self.standfirst = standfirst
        self.dateline = dateline
        self.body = body
        self.language = language
        self.bylines = bylines
        self.sections = sections
        self.topics = topics
        self.leadImage = leadImage
        self.related = related
        self.searchTitle = searchTitle
        self.searchDescription = searchDescription
    }
}

/// A person's part in a story.
public struct Byline: Sendable, Hashable, Codable {
    /// What the person did; the page names every role but the reporter's.
    public enum Role: String, Sendable, Hashable, CaseIterable, Codable {
        case reporter
        case photographer
        case illustrator
        case translator
        case editor
        case contributor
    }

    public var person: Person.ID
    public var role: Role

    public init(person: Person.ID, role: Role = .reporter) {
        self.person = person
        self.role = role
    }
}

/// The picture at a story's head, with what is printed about it there.
public struct LeadImage: Sendable, Hashable, Codable {
    public var media: Media.ID
    /// What a reader who can't see it must know; empty for a decorative picture.
    public var alt: String
    public var caption: String?
    public var credit: String?

    public init(media: Media.ID, alt: String, caption: String? = nil, credit: String? = nil) {
        self.media = media
        self.alt = alt
        self.caption = caption
        self.credit = credit
    }
}
