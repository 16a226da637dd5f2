public import Storage

/// Where a story stands between the first draft and the archive.
public enum StoryState: String, Sendable, Hashable, CaseIterable, Codable, SQLBindable, SQLReadable {
    case draft
    case inReview = "in-review"
    case approved
    case scheduled
    case published
    /// Was published and is no more: its address answers 410 with the notice.
    case withdrawn
}

/// Who may ever see a story, whatever its state.
public enum StoryVisibility: String, Sendable, Hashable, CaseIterable, Codable, SQLBindable, SQLReadable {
    case everyone
    /// Never on a public page, feed or search: an imported private or password-protected post.
    case staff
}
