public import Storage

/// A list of published stories, newest first, and in the whole and in sections with the pinned ones at its head.
public enum Listing: Sendable, Hashable {
    /// Every dated story.
    case all
    /// A section's and its subsections'.
    case section(Section.ID)
    case topic(Topic.ID)
    case author(Person.ID)
    /// The month of first publication, in the publication's time zone.
    case month(YearMonth)
    case kind(StoryKind)
}

/// A page of a listing.
public struct ListingPage: Sendable, Hashable {
    public let teasers: [Teaser]
    /// From 1.
    public let number: Int
    /// At least 1, also for an empty list.
    public let pageCount: Int
    /// How many stories the whole listing has.
    public let total: Int
}

/// A place in a listing, after which the next page begins.
public struct ListingPosition: Sendable, Hashable {
    public let isPinned: Bool
    public let publishedAt: Timestamp
    public let story: Story.ID

    /// The place of a teaser in a listing of the kind that it was read from.
    public init(_ teaser: Teaser, in listing: Listing) {
        isPinned = teaser.isPinned && listing.keepsPinnedAtHead
        publishedAt = teaser.publishedAt
        story = teaser.story
    }
}

extension Listing {
    /// Whether pinned stories stand before newer ones.
    public var keepsPinnedAtHead: Bool {
        switch self {
        case .all, .section: true
        case .topic, .author, .month, .kind: false
        }
    }
}
