public import Storage

/// Why something can't be done with a source.
public enum SourceError: Error, Sendable, Hashable, CustomStringConvertible {
    case notFound(Source.ID)
    case versionNotFound(SourceVersion.ID)
    /// The version belongs to another source.
    case versionOfAnother(SourceVersion.ID, Source.ID)
    case noTurn(Int, of: SourceVersion.ID)
    case noSpeaker(String, of: SourceVersion.ID)
    case emptyTitle
    case emptyText
    /// A sealed source holds no names in the clear, so that none can be tied to its turns.
    case namesSealed(SourceVersion.ID)
    /// Sealed is what was captured, not how it is shown: visibility can't make it public, nor hide what was public.
    case visibilityFixed(SourceVisibility, SourceVisibility)
    case notAttached(Source.ID, Story.ID)
    /// Of a confidential source: its history stands in the clear, in the database and in archives.
    case noteInTheClear

    public var description: String {
        switch self {
        case .notFound(let id): "There is no source \(id); `standfirst source list` names them all."
        case .versionNotFound(let id): "There is no version \(id) of any source."
        case .versionOfAnother(let version, let source): "The version \(version) is not one of the source \(source)."
        case .noTurn(let number, let version): "The version \(version) has no speaker's turn \(number)."
        case .noSpeaker(let name, let version): "Nobody called “\(name)” has a turn in the version \(version)."
        case .emptyTitle: "A source needs a title: say what it is, as in “Town council, 20 October 2026: minutes”."
        case .emptyText: "There is no text in it to check quotations against: give a file that has some, or type it."
        case .namesSealed(let version):
            "The version \(version) is confidential: who speaks in it is sealed, and can't be tied to a subject in the clear."
        case .visibilityFixed(let from, let to):
            "A source that is \(from.rawValue) can't become \(to.rawValue): archive it again as a new source."
        case .notAttached(let source, let story): "The source \(source) is not attached to the story \(story)."
        case .noteInTheClear:
            "A note on a confidential source would be kept in the clear: leave it out, or archive it as a confidential source too."
        }
    }
}
