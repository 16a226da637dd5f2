public import Markup
public import Storage

/// A story or a standing page: what stays the same while its revisions come and go.
public struct Story: Sendable, Hashable {
    public typealias ID = Identifier<Story>

    public let id: ID
    public var kind: StoryKind
    public var state: StoryState
    public var visibility: StoryVisibility
    /// The last part of its address; unique for ever once taken.
    public var slug: Slug
    /// The address, from the first publication on: `/2026/03/sea-wall`, or what an import brought along.
    public var address: AddressPath?
    /// The newest revision.
    public var currentRevision: Revision.ID
    /// The revision that readers see.
    public var publishedRevision: Revision.ID?
    public var createdAt: Timestamp
    public var firstPublishedAt: Timestamp?
    /// When readers last got a new revision after the first.
    public var updatedAt: Timestamp?
    public var scheduledFor: Timestamp?
    /// No publication before this moment.
    public var embargoedUntil: Timestamp?
    /// Stays at the head of the front and its sections.
    public var isPinned: Bool
    public var commentsOpen: Bool
    /// The page above it, for a standing page.
    public var parent: ID?
    /// Its place among its siblings, for a standing page.
    public var position: Int
    /// Shown in its place after it was withdrawn.
    public var withdrawalNotice: String?

    public init(
        id: ID, kind: StoryKind, state: StoryState, visibility: StoryVisibility = .everyone, slug: Slug,
        address: AddressPath? = nil, currentRevision: Revision.ID, publishedRevision: Revision.ID? = nil,
        createdAt: Timestamp, firstPublishedAt: Timestamp? = nil, updatedAt: Timestamp? = nil,
        scheduledFor: Timestamp? = nil, embargoedUntil: Timestamp? = nil, isPinned: Bool = false,
        commentsOpen: Bool = false, parent: ID? = nil, position: Int = 0, withdrawalNotice: String? = nil
    ) {
        self.id = id
        self.kind = kind
        self.state = state
        self.visibility = visibility
        self.slug = slug
        self.address = address
        self.currentRevision = currentRevision
        self.publishedRevision = publishedRevision
        self.createdAt = createdAt
        self.firstPublishedAt = firstPublishedAt
        self.updatedAt = updatedAt
        self.scheduledFor = scheduledFor
        self.embargoedUntil = embargoedUntil
        self.isPinned = isPinned
        self.commentsOpen = commentsOpen
        self.parent = parent
        self.position = position
        self.withdrawalNotice = withdrawalNotice
    }
}
