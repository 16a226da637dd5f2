public import Storage

/// A reader's search: any text, and what narrows it.
public struct StorySearch: Sendable, Hashable {
    /// As the reader wrote it: words, "phrases", -exclusions; anything else is taken as words.
    public var text: String
    public var section: Section.ID?
    public var author: Person.ID?
    /// The first day, in the publication's time zone.
    public var from: CivilDay?
    /// The last day, in the publication's time zone.
    public var to: CivilDay?

    public init(
        text: String, section: Section.ID? = nil, author: Person.ID? = nil, from: CivilDay? = nil, to: CivilDay? = nil
    ) {
        self.text = text
        self.section = section
        self.author = author
        self.from = from
        self.to = to
    }
}

/// A page of what a search found.
public struct SearchPage: Sendable, Hashable {
    public let hits: [Hit]
    /// From 1.
    public let number: Int
    /// At least 1.
    public let pageCount: Int
    /// How many stories the pages hold together.
    public let total: Int
    /// Whether more stories match, older ones, than the pages hold.
    public let isMore: Bool

    /// A story that was found.
    public struct Hit: Sendable, Hashable {
        public let teaser: Teaser
        /// Where the words stand in the headline.
        public let headlineMatches: [Range<String.Index>]
        /// The passage where the words stand closest together.
        public let snippet: Snippet
    }

    /// A passage of the story, with the places to highlight.
    public struct Snippet: Sendable, Hashable {
        public let text: String
        /// In ``text``, in order, apart from one another.
        public let matches: [Range<String.Index>]
        /// Whether the story's text goes on before and after it.
        public let isCutAtStart: Bool
        public let isCutAtEnd: Bool
    }
}
