public import Storage

/// What sort of text a story is; readers see it wherever it is not plain news.
public enum StoryKind: String, Sendable, Hashable, CaseIterable, Codable, SQLBindable, SQLReadable {
    case news
    case analysis
    case opinion
    case review
    case explainer
    case letter
    case statement
    /// A standing page (About, Contact …): it has a place in a tree instead of a date in the river.
    case page

    /// Whether it stands in the river of stories, feeds and archives.
    public var isDated: Bool { self != .page }
}
