public import QuotationCheck
public import Storage

/// Whether a story's quotations may go before readers, and what can be decided on those that may not: the rules,
/// without any database.
///
/// A revision is saved, its quotations are checked, and people decide on those that don't pass. Everything that
/// happens is an ``Event``; the gate gives back the ``Action``s that carry it out.
public struct QuotationGate: Sendable, Hashable {
    /// What is known of the newest revision.
    public enum Phase: Sendable, Hashable {
        /// It prints so many quotations, and nobody has looked.
        case unchecked(Int)
        case checked([QuotationFinding])
    }

    public enum Event: Sendable, Hashable {
        /// A revision was saved with so many quotations.
        case saved(Int)
        case checked([QuotationFinding])
        case decided(QuotationChoice, on: QuotationKey, by: String)
    }

    public enum Action: Sendable, Hashable {
        /// Check the newest revision against the archive.
        case check
        /// Keep what was decided, beside the verdict that it was decided on.
        case record(QuotationChoice, on: QuotationKey, verdict: Verdict, by: String)
        /// Keep how each quotation stands now.
        case settle([QuotationStanding])
    }

    public let rules: QuotationRules
    /// Who saved the newest revision.
    public let author: String
    /// Whether authors may decide on what they wrote.
    public let requiresReview: Bool
    public private(set) var phase: Phase
    /// The last decisions that hold: by quotation, a ruling or override, and a binding.
    public private(set) var decisions: [QuotationKey: Held]

    /// What holds for a quotation.
    public struct Held: Sendable, Hashable {
        public var choice: QuotationChoice?
        public var verdict: Verdict?
        public var binding: QuotationChoice?
    }

    public init(
        rules: QuotationRules, author: String, requiresReview: Bool = false, phase: Phase,
        decisions: [QuotationDecision] = []
    ) {
        self.rules = rules
        self.author = author
        self.requiresReview = requiresReview
        self.phase = phase
        self.decisions = [:]
        for decision in decisions { hold(decision.choice, on: decision.quotation, verdict: decision.verdict) }
    }

    private mutating func hold(_ choice: QuotationChoice, on key: QuotationKey, verdict: Verdict) {
        switch choice {
        case .reopen: decisions[key] = nil
        case .bind: decisions[key, default: Held()].binding = choice
        case .notAQuotation, .attested, .translated, .override:
            decisions[key, default: Held()].choice = choice
            decisions[key]?.verdict = verdict
        }
    }

    // MARK: Events

    /// - Throws: ``QuotationRefusal``, which says what to do instead.
    public mutating func take(_ event: Event) throws(QuotationRefusal) -> [Action] {
        switch event {
        case .saved(let count):
            phase = .unchecked(count)
            return [.check]
        case .checked(let findings):
            phase = .checked(findings)
            return [.settle(findings.map(standing))]
        case .decided(let choice, let key, let person):
            let finding = try finding(key)
            try checkMay(choice, on: finding, by: person)
            let verdict = finding.checked.verdict
            hold(choice, on: key, verdict: verdict)
            let record = Action.record(choice, on: key, verdict: verdict, by: person)
            // Where it stands is for the check to say: a person only says where to look.
            if case .bind = choice { return [record, .check] }
            if case .reopen = choice { return [record, .check] }
            return [record, .settle(findings.map(standing))]
        }
    }

    private func finding(_ key: QuotationKey) throws(QuotationRefusal) -> QuotationFinding {
        guard case .checked(let findings) = phase else { throw .notChecked }
        guard let finding = findings.first(where: { $0.key == key }) else { throw .noSuchQuotation(key.words) }
        return finding
    }

    private func checkMay(
        _ choice: QuotationChoice, on finding: QuotationFinding, by person: String
    ) throws(QuotationRefusal) {
        let isBinding = choice.kind == .bind
        if requiresReview, person == author, !isBinding { throw .ownWords(author) }
        if !isBinding, choice.reason?.isBlank ?? true { throw .reasonMissing }
        if let vouching = choice.person, vouching.isBlank { throw .nobodyNamed }
        switch choice.kind {
        case .bind, .notAQuotation: break
        case .attested, .translated, .override:
            guard !finding.passesByItself else { throw .passesByItself }
        case .reopen:
            guard decisions[finding.key] != nil else { throw .nothingDecided }
        }
    }

    // MARK: Standing

    public var findings: [QuotationFinding] {
        if case .checked(let findings) = phase { findings } else { [] }
    }

    /// What was decided on a quotation and still covers it.
    public func decision(on finding: QuotationFinding) -> QuotationChoice? {
        guard let held = decisions[finding.key], let choice = held.choice else { return nil }
        guard case .override = choice, let verdict = held.verdict else { return choice }
        return verdict == finding.checked.verdict || (verdict.findsNothing && finding.checked.verdict.findsNothing)
            ? choice : nil
    }

    public func standing(of finding: QuotationFinding) -> QuotationStanding {
        if let choice = decision(on: finding) {
            if choice.ruling != nil { return .ruled }
            if choice.kind == .override, !finding.passesByItself { return .overridden }
        }
        if finding.passesByItself { return .passes }
        return finding.isCarried ? .carried : .open
    }

    /// The quotations that wait for an editor.
    public var open: [QuotationFinding] { findings.filter { standing(of: $0) == .open } }

    /// What it says of publication.
    public enum Answer: Sendable, Hashable {
        case pass
        /// Pass, and tell the editor.
        case warn([OpenQuotation])
        case wait([OpenQuotation])
        /// So many quotations were not looked at yet.
        case waitForCheck(Int)
    }

    public var answer: Answer {
        if rules.gate == .off { return .pass }
        if case .unchecked(let count) = phase {
            return count == 0 || rules.gate == .warn ? .pass : .waitForCheck(count)
        }
        let open = open.map { OpenQuotation(id: $0.checked.id, words: $0.key.words, verdict: $0.checked.verdict) }
        if open.isEmpty { return .pass }
        return rules.gate == .warn ? .warn(open) : .wait(open)
    }
}

/// How a quotation stands with the gate.
public enum QuotationStanding: String, Sendable, Hashable, CaseIterable, Codable, SQLBindable, SQLReadable {
    /// By the check alone.
    case passes
    /// A person gave it its verdict.
    case ruled
    /// An editor prints it in spite of its verdict.
    case overridden
    /// Readers had it so when the story was imported.
    case carried
    /// Nobody has decided.
    case open
}

/// A quotation that waits for a decision, in messages.
public struct OpenQuotation: Sendable, Hashable, CustomStringConvertible {
    /// Its name in the findings: `q3`.
    public let id: String
    public let words: String
    public let verdict: Verdict

    public init(id: String, words: String, verdict: Verdict) {
        self.id = id
        self.words = words
        self.verdict = verdict
    }

    /// `q3 “We have no plans” (not-found)`
    public var description: String {
        let line = words.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return "\(id) “\(line.count > 48 ? line.prefix(48) + "…" : line[...])” (\(verdict.rawValue))"
    }
}

/// Why something can't be decided on a quotation, and what to do instead.
public enum QuotationRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    case notChecked
    case noSuchQuotation(String)
    /// The person who decides wrote the words.
    case ownWords(String)
    case reasonMissing
    case nobodyNamed
    case passesByItself
    case nothingDecided
    /// The story has more of them than one check reads.
    case tooManyQuotations
    /// The binding's place is not in the source.
    case outsideSource(length: Int)

    public var description: String {
        switch self {
        case .notChecked:
            "The newest revision has not been checked yet: `standfirst story quotations` checks it."
        case .noSuchQuotation(let name):
            "The newest revision has no quotation “\(name)”: `standfirst story quotations` lists them."
        case .ownWords(let author):
            "\(author) wrote the newest revision and can't decide on its quotations: ask somebody else."
        case .reasonMissing: "A decision on a quotation needs a reason; say why."
        case .nobodyNamed: "Name the person who vouches for the quotation."
        case .passesByItself: "The quotation passes by itself: no decision is needed."
        case .nothingDecided: "Nothing was decided on the quotation that could be taken back."
        case .tooManyQuotations:
            "The story has more than \(QuotationFinder.most) quotations and can't be checked to its end: split it."
        case .outsideSource(let length):
            "The place lies outside of the source, which has \(length) characters: give START and END within it."
        }
    }
}

extension Verdict {
    /// No source has it: which of the two it is depends on what is in the archive alone.
    fileprivate var findsNothing: Bool { self == .notFound || self == .noSource }
}
