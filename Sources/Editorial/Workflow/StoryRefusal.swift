public import Storage

/// Why a step isn't allowed, and what to do instead.
public enum StoryRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// The step doesn't lead from this state.
    case notFrom(StoryState, StoryStep)
    /// The story lacks what readers need.
    case incomplete([StoryRequirement])
    /// The newest revision was approved by nobody.
    case notApproved
    /// The approver wrote the revision.
    case ownRevision(String)
    case embargoed(until: Timestamp)
    case scheduledInThePast(Timestamp)
    case scheduledDuringEmbargo(Timestamp, until: Timestamp)
    /// Only staff may ever see it.
    case staffOnly
    /// Readers have it already, so that it can't be kept from them in silence.
    case alreadyPublic
    case nothingNew
    case noticeMissing
    case noteMissing
    /// Quotations that don't pass by themselves, on which no editor has decided.
    case quotationsOpen([OpenQuotation])
    /// So many quotations that were not checked yet.
    case quotationsUnchecked(Int)

    public var description: String {
        switch self {
        case .notFrom(let state, let step): "The story is \(state.phrase) and can't be \(step): \(Self.way(from: state))."
        case .incomplete(let missing):
            "The story can't be published without \(missing.map(\.phrase).formattedList): add what is missing, then try again."
        case .notApproved:
            "The newest revision has not been approved: submit it, and ask somebody other than its author to approve it."
        case .ownRevision(let author):
            "\(author) wrote the newest revision and can't approve it: ask somebody else."
        case .embargoed(let until):
            "The story is under embargo until \(until.inWords): schedule it for then or later."
        case .scheduledInThePast(let moment):
            "\(moment.inWords) is past: choose a later time, or publish the story now."
        case .scheduledDuringEmbargo(let moment, let until):
            "\(moment.inWords) lies before the embargo ends at \(until.inWords): choose a later time."
        case .staffOnly:
            "The story is for staff only: make it visible to everyone before it is published."
        case .alreadyPublic:
            "Readers can see the story already: withdraw it first, with a notice."
        case .nothingNew:
            "Readers have the newest revision already: revise the story first."
        case .noticeMissing:
            "A withdrawal needs a notice: say in a sentence or two why the story is no longer there."
        case .noteMissing:
            "Say why in a note: the decision is kept with the story's history."
        case .quotationsOpen(let open):
            """
            \(open.count == 1 ? "A quotation needs" : "\(open.count) quotations need") an editor's decision before readers \
            see the story: \(open.prefix(5).map(\.description).formattedList)\(open.count > 5 ? " and more" : ""). Correct \
            them, or decide with `standfirst story decide` and `standfirst story bind`.
            """
        case .quotationsUnchecked(let count):
            """
            The newest revision's quotations (\(count)) have not been checked yet: wait for the check, or run \
            `standfirst story quotations`.
            """
        }
    }

    private static func way(from state: StoryState) -> String {
        switch state {
        case .draft: "submit it for review or, where the policy asks for none, publish it"
        case .inReview: "approve it or return it first"
        case .approved: "publish it, schedule it, or return it first"
        case .scheduled: "unschedule it first"
        case .published: "revise it and publish the new revision, or withdraw it"
        case .withdrawn: "restore it first"
        }
    }
}

extension StoryState {
    /// The state in a sentence: “the story is in review”.
    fileprivate var phrase: String {
        switch self {
        case .draft: "a draft"
        case .inReview: "in review"
        case .approved: "approved"
        case .scheduled: "scheduled"
        case .published: "published"
        case .withdrawn: "withdrawn"
        }
    }
}

extension [String] {
    /// `a`, `a and b`, `a, b and c`.
    fileprivate var formattedList: String {
        guard count > 1, let last else { return first ?? "" }
        return dropLast().joined(separator: ", ") + " and " + last
    }
}
