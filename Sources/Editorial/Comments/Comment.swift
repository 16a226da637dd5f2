public import Markup
public import Storage

/// A reader's comment, as it was imported: the paper shows what was said, in its threads.
public struct Comment: Sendable, Hashable {
    public typealias ID = Identifier<Comment>

    public enum Kind: String, Sendable, Hashable, CaseIterable, Codable, SQLBindable, SQLReadable {
        case comment
        case pingback
        case trackback
    }

    public enum State: String, Sendable, Hashable, CaseIterable, Codable, SQLBindable, SQLReadable {
        case approved
        case pending
        case spam
        case removed
    }

    public let id: ID
    public var story: Story.ID
    public var parent: ID?
    public var kind: Kind
    public var state: State
    public var authorName: String
    public var authorURL: SafeURL?
    /// For the newsroom only; never on a page.
    public var authorEmail: String?
    public var createdAt: Timestamp
    public var body: Body

    public init(
        id: ID, story: Story.ID, parent: ID? = nil, kind: Kind = .comment, state: State, authorName: String,
        authorURL: SafeURL? = nil, authorEmail: String? = nil, createdAt: Timestamp, body: Body
    ) {
        self.id = id
        self.story = story
        self.parent = parent
        self.kind = kind
        self.state = state
        self.authorName = authorName
        self.authorURL = authorURL
        self.authorEmail = authorEmail
        self.createdAt = createdAt
        self.body = body
    }
}
