public import Storage

/// Everything that a published story's page shows.
public struct StoryPage: Sendable, Hashable {
    public let published: PublishedStory
    /// The people of the bylines, in order, each once, with biography and portrait.
    public let authors: [Person]
    /// From the outermost section to the story's own; empty where it has none.
    public let sectionPath: [SectionLink]
    public let topics: [Topic]
    /// The series that it is part of.
    public let series: [SeriesPlace]
    /// Those of its related stories that readers can see, in the editor's order.
    public let related: [Teaser]
    /// Approved comments in their threads; empty where the publication shows none.
    public let comments: [CommentThread]
    public let commentCount: Int
    /// For a standing page: where it stands among the others.
    public let standing: StandingPlace?
    /// Every media item that the page shows: lead image, body, portraits, pictures of related stories.
    public let media: Set<Media.ID>
    /// The keys of everything that the page shows.
    public let cacheKeys: Set<CacheKey>
}

/// A published story whole: what feeds carry.
public struct PublishedStory: Sendable, Hashable {
    public let teaser: Teaser
    public let story: Story
    /// The revision that readers see.
    public let revision: Revision.ID
    public let content: StoryContent

    public var id: Story.ID { story.id }
}

/// A story's place in a series.
public struct SeriesPlace: Sendable, Hashable {
    public let series: Topic
    /// In the order of publication.
    public let parts: [StoryLink]
    /// The story's place among the parts, from 0.
    public let index: Int
}

/// A standing page's place in the tree of pages.
public struct StandingPlace: Sendable, Hashable {
    /// From the top down, without the page itself.
    public let ancestors: [StoryLink]
    public let children: [StoryLink]
}

/// What stands at the address of a story that was withdrawn (410).
public struct WithdrawnStory: Sendable, Hashable {
    public let story: Story.ID
    public let headline: String
    public let notice: String
    public let withdrawnAt: Timestamp
    public let firstPublishedAt: Timestamp
}
