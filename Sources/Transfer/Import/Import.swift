/// Writes what the readers of other systems' files give into the newsroom.
///
/// - `Identity`: what was imported from where, so that a second import finds it.
/// - `Report`: what was found, imported, changed and left out.
/// - `Media`: where the files of the media archive come from: a folder, or the network.
/// - `WordPress` and `Markdown`: an importer for each kind of source.
///
/// Every write holds whole stories, with the record that says so: an import that is cut off at any moment leaves what
/// was there and whole stories, and the next one goes on from there.
public struct ImportProgress: Sendable, Hashable {
    public enum Stage: String, Sendable {
        case checking
        case stories
        case media
    }

    public var stage: Stage
    public var done: Int
    /// `nil` where it isn't known yet.
    public var total: Int?

    public init(_ stage: Stage, done: Int = 0, of total: Int? = nil) {
        self.stage = stage
        self.done = done
        self.total = total
    }
}
