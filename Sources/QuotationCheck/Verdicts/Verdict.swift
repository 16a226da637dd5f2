/// What the check says of a quotation.
public enum Verdict: String, Sendable, Codable, CaseIterable {
    /// Every word stands so in one run of one source.
    case verbatim
    /// So, but for edits that are marked as such.
    case verbatimMarked = "verbatim-marked"
    /// Words were changed, dropped, added or reordered without a mark.
    case altered
    /// Distant passages printed as one.
    case spliced
    /// The words stand there, said by someone else.
    case misattributed
    /// No source has it, near enough to align.
    case notFound = "not-found"
    /// There is no source to check against.
    case noSource = "no-source"
    /// The bound source no longer has the hash that it was archived with.
    case sourceBroken = "source-broken"
    /// The source is in another language; a named person attests the translation.
    case translated
    /// Own notes or a confidential source; a named person attests.
    case attested
    /// A title, a nickname, a scare quote; a named person says so.
    case notAQuotation = "not-a-quotation"

    /// Whether publishing needs nobody's decision.
    public var passesByItself: Bool { self == .verbatim || self == .verbatimMarked }

    /// Whether only a person can give it.
    public var isGivenByPerson: Bool {
        self == .translated || self == .attested || self == .notAQuotation
    }
}

/// What an editor should look at, whatever the verdict.
public enum Warning: String, Sendable, Codable, CaseIterable {
    /// A full stop is printed where the source goes on.
    case truncated
    /// More words were left out at an ellipsis than the policy allows without a look.
    case longOmission = "long-omission"
    /// It stands in several places or is too short to be sure of, and no person has bound it.
    case ambiguous
    /// A word that turns the sentence round was changed, or left out within a sentence.
    case negation
    /// A number was changed.
    case number
    /// The closing mark is missing, so that the end is a guess.
    case unbalanced
    /// A pronoun seems to stand for somebody other than the source's speaker.
    case unconfirmedSpeaker = "unconfirmed-speaker"
}

/// One difference between what is printed and the source.
public struct Edit: Hashable, Sendable, Codable {
    public enum Kind: String, Sendable, Codable, CaseIterable {
        /// Unmarked: other words stand in the source.
        case replaced
        /// Unmarked: the source does not have them.
        case inserted
        /// Unmarked: the source's words are not printed.
        case deleted
        /// Marked by an ellipsis.
        case omitted
        /// Marked by square brackets.
        case bracketed
    }

    public var kind: Kind
    /// As printed; empty where nothing is.
    public var printed: String
    /// The source's words; empty where it has none.
    public var source: String

    public init(kind: Kind, printed: String, source: String) {
        self.kind = kind
        self.printed = printed
        self.source = source
    }
}
