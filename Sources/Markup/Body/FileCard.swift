/// A recording, a film or a document that belongs to the story.
public struct FileCard: Sendable, Hashable {
    public var location: Location
    public var kind: Kind
    /// What it is called; the file's own name where nobody has said.
    public var title: String
    public var caption: [Inline]

    /// Where the file is.
    public enum Location: Sendable, Hashable {
        /// In the archive: played or offered on the page.
        case media(MediaName)
        /// Elsewhere: only linked to.
        case web(SafeURL)
    }

    /// What the file is.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case audio, video, document
    }

    public init(location: Location, kind: Kind, title: String, caption: [Inline] = []) {
        self.location = location
        self.kind = kind
        self.title = title
        self.caption = caption
    }
}
