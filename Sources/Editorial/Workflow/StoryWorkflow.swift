public import Storage

/// Where a story stands, and which steps lead from there: the rules, without any database.
///
/// `draft → in review → approved → scheduled → published → withdrawn`. Where the publication requires no review, a
/// draft can be scheduled and published at once. A published story stays published while newer revisions are
/// written and approved; readers see them when they are published in turn.
public struct StoryWorkflow: Sendable, Hashable {
    public let kind: StoryKind
    public let state: StoryState
    public let visibility: StoryVisibility
    /// The newest revision.
    public let revision: Revision.ID
    /// Who saved the newest revision.
    public let author: String
    /// The revision that the last approval covers.
    public let approved: Revision.ID?
    /// The revision that readers see.
    public let published: Revision.ID?
    public let scheduledFor: Timestamp?
    public let embargoedUntil: Timestamp?
    /// What the newest revision lacks.
    public let missing: [StoryRequirement]
    /// The publication's policy.
    public let requiresReview: Bool
    /// What the newest revision's quotations allow.
    public let quotations: QuotationGate.Answer

    public init(
        kind: StoryKind, state: StoryState, visibility: StoryVisibility, revision: Revision.ID, author: String,
        approved: Revision.ID? = nil, published: Revision.ID? = nil, scheduledFor: Timestamp? = nil,
        embargoedUntil: Timestamp? = nil, missing: [StoryRequirement] = [], requiresReview: Bool,
        quotations: QuotationGate.Answer = .pass
    ) {
        self.kind = kind
        self.state = state
        self.visibility = visibility
        self.revision = revision
        self.author = author
        self.approved = approved
        self.published = published
        self.scheduledFor = scheduledFor
        self.embargoedUntil = embargoedUntil
        self.missing = missing
        self.requiresReview = requiresReview
        self.quotations = quotations
    }

    /// Whether the last approval covers the newest revision.
    public var isApproved: Bool { approved == revision }

    /// The state that a step leads to.
    /// - Throws: ``StoryRefusal``, which says what to do instead.
    public func state(after step: StoryStep, by actor: String, at now: Timestamp) throws(StoryRefusal) -> StoryState {
        switch step {
        case .revise: return stateAfterRevision
        case .submit:
            guard state == .draft else { throw .notFrom(state, step) }
            return .inReview
        case .return(let note):
            guard state == .inReview || state == .approved else { throw .notFrom(state, step) }
            guard !note.isBlank else { throw .noteMissing }
            return .draft
        case .approve: return try stateAfterApproval(by: actor)
        case .schedule(let moment):
            try checkCanBeSent(for: step, from: [.draft, .inReview, .approved])
            guard moment > now else { throw .scheduledInThePast(moment) }
            if let embargoedUntil, moment < embargoedUntil {
                throw .scheduledDuringEmbargo(moment, until: embargoedUntil)
            }
            return .scheduled
        case .unschedule:
            guard state == .scheduled else { throw .notFrom(state, step) }
            return isApproved ? .approved : .draft
        case .publish:
            try checkCanBeSent(for: step, from: [.draft, .inReview, .approved, .scheduled, .published])
            guard state != .published || revision != published else { throw .nothingNew }
            try checkEmbargo(at: now)
            return .published
        case .withdraw(let notice):
            guard state == .published else { throw .notFrom(state, step) }
            guard !notice.isBlank else { throw .noticeMissing }
            return .withdrawn
        case .restore(let note):
            guard state == .withdrawn else { throw .notFrom(state, step) }
            guard !note.isBlank else { throw .noteMissing }
            guard visibility == .everyone else { throw .staffOnly }
            try checkEmbargo(at: now)
            return .published
        case .embargo(let until):
            guard state != .published else { throw .alreadyPublic }
            if let until, let scheduledFor, scheduledFor < until {
                throw .scheduledDuringEmbargo(scheduledFor, until: until)
            }
            return state
        case .changeVisibility(let visibility):
            guard visibility == .everyone || state != .published else { throw .alreadyPublic }
            guard visibility == .everyone || state != .scheduled else { throw .notFrom(state, step) }
            return state
        }
    }

    /// An approval covers one revision: the next one stands for review again. A schedule is kept only where nobody
    /// had to approve what it will publish.
    private var stateAfterRevision: StoryState {
        switch state {
        case .draft, .inReview, .published, .withdrawn: state
        case .approved: .draft
        case .scheduled: requiresReview ? .draft : .scheduled
        }
    }

    private func stateAfterApproval(by actor: String) throws(StoryRefusal) -> StoryState {
        let isNewerThanReaders = state == .published && revision != published
        guard state == .inReview || isNewerThanReaders else {
            if state == .published { throw .nothingNew }
            throw .notFrom(state, .approve)
        }
        if requiresReview, actor == author { throw .ownRevision(author) }
        return state == .published ? .published : .approved
    }

    private func checkCanBeSent(for step: StoryStep, from states: Set<StoryState>) throws(StoryRefusal) {
        guard states.contains(state) else { throw .notFrom(state, step) }
        guard visibility == .everyone else { throw .staffOnly }
        guard missing.isEmpty else { throw .incomplete(missing) }
        guard !requiresReview || isApproved else { throw .notApproved }
        switch quotations {
        case .pass, .warn: break
        case .wait(let open): throw .quotationsOpen(open)
        case .waitForCheck(let count): throw .quotationsUnchecked(count)
        }
    }

    private func checkEmbargo(at now: Timestamp) throws(StoryRefusal) {
        if let embargoedUntil, now < embargoedUntil { throw .embargoed(until: embargoedUntil) }
    }
}

extension String {
    /// Whether it has nothing to read.
    var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
