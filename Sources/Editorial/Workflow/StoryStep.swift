public import Storage

/// Something that an editor does to a story.
public enum StoryStep: Sendable, Hashable {
    /// Saves a new revision.
    case revise
    /// Hands the newest revision over for review.
    case submit
    /// Gives the story back to its author, saying why.
    case `return`(note: String)
    /// Approves the newest revision, and no other.
    case approve
    case schedule(Timestamp)
    case unschedule
    /// Shows the newest revision to readers, for the first time or in place of the last one.
    case publish
    /// Takes the story away from readers, who get the notice in its place.
    case withdraw(notice: String)
    /// Shows a withdrawn story again as it was, saying why that was decided.
    case restore(note: String)
    /// Forbids publication before a moment, or no longer.
    case embargo(until: Timestamp?)
    case changeVisibility(StoryVisibility)
}

extension StoryStep: CustomStringConvertible {
    /// What is done, as a participle: `approved`.
    public var description: String {
        switch self {
        case .revise: "revised"
        case .submit: "submitted"
        case .return: "returned"
        case .approve: "approved"
        case .schedule: "scheduled"
        case .unschedule: "unscheduled"
        case .publish: "published"
        case .withdraw: "withdrawn"
        case .restore: "restored"
        case .embargo: "embargoed"
        case .changeVisibility: "given another visibility"
        }
    }
}
