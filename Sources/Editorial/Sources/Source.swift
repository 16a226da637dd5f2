public import Storage

/// Something that quotations are checked against: minutes, a transcript, a statement, a post, a reporter's notes.
///
/// What was captured stands in its versions (``SourceVersion``), of which there is always one and none ever changes:
/// capturing the same thing again adds another.
public struct Source: Sendable, Hashable, Identifiable {
    public typealias ID = Identifier<Source>

    public let id: ID
    public let kind: SourceKind
    public var visibility: SourceVisibility
    public let createdAt: Timestamp
    /// Who brought it in: a member of staff's name, or what imported it.
    public let createdBy: String

    public init(id: ID, kind: SourceKind, visibility: SourceVisibility, createdAt: Timestamp, createdBy: String) {
        self.id = id
        self.kind = kind
        self.visibility = visibility
        self.createdAt = createdAt
        self.createdBy = createdBy
    }
}

/// What sort of thing a source is.
public enum SourceKind: String, Sendable, Hashable, CaseIterable, Codable, SQLBindable, SQLReadable {
    case transcript
    case minutes
    case statement
    case interview
    case letter
    case document
    case book
    case email = "e-mail"
    case post
    case page
    /// A reporter's own notes.
    case notes
}

/// Who may read a source.
public enum SourceVisibility: String, Sendable, Hashable, CaseIterable, Codable, SQLBindable, SQLReadable {
    /// Every reader, on its page.
    case `public`
    /// Readers see that it is kept and who published it; its text is shown to who asks.
    case onRequest = "on-request"
    /// Nobody outside the newsroom, and nothing of it anywhere: it is sealed at rest (see ``SourceKey``).
    case confidential
}
