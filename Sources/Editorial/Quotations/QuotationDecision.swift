public import QuotationCheck
public import Storage

/// What a person decided on a quotation: who, when, what and why. Decisions are never changed and never deleted; the
/// last one on a quotation holds.
public struct QuotationDecision: Sendable, Hashable {
    public typealias ID = Identifier<QuotationDecision>

    public let id: ID
    public let story: Story.ID
    /// The newest revision when it was decided.
    public let revision: Revision.ID
    public let quotation: QuotationKey
    public let choice: QuotationChoice
    /// What the check said of the quotation then.
    public let verdict: Verdict
    public let decidedAt: Timestamp
    public let decidedBy: String
}

/// What can be decided on a quotation. A reason says why; it is kept, and shown with the decision.
public enum QuotationChoice: Sendable, Hashable {
    /// It stands in this version of a source, perhaps at this place (code points of the version's text).
    case bind(SourceVersion.ID, CodePointRange?, reason: String?)
    /// A title, a nickname, a manner of speaking.
    case notAQuotation(reason: String)
    /// A named person vouches for it, from notes or a confidential source.
    case attested(by: String, reason: String)
    /// A named person vouches for the translation.
    case translated(by: String, reason: String)
    /// It is printed in spite of the verdict.
    case override(reason: String)
    /// What was decided on it before no longer holds.
    case reopen(reason: String)

    /// The choice without its values.
    public enum Kind: String, Sendable, Hashable, CaseIterable, Codable, SQLBindable, SQLReadable {
        case bind
        case notAQuotation = "not-a-quotation"
        case attested
        case translated
        case override
        case reopen
    }

    public var kind: Kind {
        switch self {
        case .bind: .bind
        case .notAQuotation: .notAQuotation
        case .attested: .attested
        case .translated: .translated
        case .override: .override
        case .reopen: .reopen
        }
    }

    public var reason: String? {
        switch self {
        case .bind(_, _, let reason): reason
        case .notAQuotation(let reason), .attested(_, let reason), .translated(_, let reason), .override(let reason),
            .reopen(let reason):
            reason
        }
    }

    /// Who vouches.
    public var person: String? {
        switch self {
        case .attested(let person, _), .translated(let person, _): person
        case .bind, .notAQuotation, .override, .reopen: nil
        }
    }

    /// The verdict that only a person can give, if this gives one.
    public var ruling: Verdict? {
        switch self {
        case .notAQuotation: .notAQuotation
        case .attested: .attested
        case .translated: .translated
        case .bind, .override, .reopen: nil
        }
    }
}
