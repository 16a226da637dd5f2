/// A person's decision on a quotation that the check cannot pass.
public struct Ruling: Hashable, Sendable, Codable {
    public enum Kind: String, Sendable, Codable, CaseIterable {
        case translated
        case attested
        case notAQuotation = "not-a-quotation"

        var verdict: Verdict {
            switch self {
            case .translated: .translated
            case .attested: .attested
            case .notAQuotation: .notAQuotation
            }
        }
    }

    public var kind: Kind
    /// Who decided. Never empty.
    public let person: String
    /// Why. Never empty.
    public let reason: String

    /// - Throws: `RulingFault` where nobody is named or no reason is given.
    public init(kind: Kind, person: String, reason: String) throws(RulingFault) {
        guard person.contains(where: { !$0.isWhitespace }) else { throw .nobodyNamed }
        guard reason.contains(where: { !$0.isWhitespace }) else { throw .noReason }
        self.kind = kind
        self.person = person
        self.reason = reason
    }
}

/// Why a ruling cannot stand.
public enum RulingFault: Error, Equatable, CustomStringConvertible {
    case nobodyNamed
    case noReason

    public var description: String {
        switch self {
        case .nobodyNamed: "A ruling on a quotation needs the name of the person who makes it."
        case .noReason: "A ruling on a quotation needs a reason; say why."
        }
    }
}

extension CheckedQuotation {
    /// The quotation as a person ruled. What the check itself saw stays in `match` and `edits`.
    public func ruled(_ ruling: Ruling) -> CheckedQuotation {
        var ruled = self
        ruled.verdict = ruling.kind.verdict
        ruled.warnings = []
        return ruled
    }
}
