import Editorial
import PropertyTesting
import Storage
import Testing

@Suite("The story's workflow")
struct WorkflowTests {
    private let now = Newsroom.morning
    private let first = Revision.ID(at: Newsroom.morning)
    private let second = Revision.ID(at: Newsroom.morning)

    private func workflow(
        _ state: StoryState, visibility: StoryVisibility = .everyone, approved: Revision.ID? = nil,
        published: Revision.ID? = nil, scheduledFor: Timestamp? = nil, embargoedUntil: Timestamp? = nil,
        missing: [StoryRequirement] = [], requiresReview: Bool = false
    ) -> StoryWorkflow {
        StoryWorkflow(
            kind: .news, state: state, visibility: visibility, revision: first, author: "Ama", approved: approved,
            published: published, scheduledFor: scheduledFor, embargoedUntil: embargoedUntil, missing: missing,
            requiresReview: requiresReview)
    }

    @Test("a draft goes through review, approval and the schedule to readers")
    func wholeWay() throws {
        #expect(try workflow(.draft).state(after: .submit, by: "Ama", at: now) == .inReview)
        #expect(try workflow(.inReview).state(after: .approve, by: "Bo", at: now) == .approved)
        let approved = workflow(.approved, approved: first, requiresReview: true)
        #expect(try approved.state(after: .schedule(now.later(hours: 1)), by: "Bo", at: now) == .scheduled)
        let scheduled = workflow(.scheduled, approved: first, scheduledFor: now, requiresReview: true)
        #expect(try scheduled.state(after: .publish, by: "schedule", at: now) == .published)
        let published = workflow(.published, published: first)
        #expect(try published.state(after: .withdraw(notice: "It was wrong."), by: "Bo", at: now) == .withdrawn)
        #expect(try workflow(.withdrawn).state(after: .restore(note: "It was right."), by: "Bo", at: now) == .published)
    }

    @Test("under a policy of review nobody approves their own revision")
    func ownRevision() {
        #expect(throws: StoryRefusal.ownRevision("Ama")) {
            try workflow(.inReview, requiresReview: true).state(after: .approve, by: "Ama", at: now)
        }
    }

    @Test("an approval covers only the revision that was approved")
    func approvalCoversOneRevision() {
        let revised = workflow(.published, approved: second, published: second, requiresReview: true)
        #expect(throws: StoryRefusal.notApproved) { try revised.state(after: .publish, by: "Bo", at: now) }
    }

    @Test("a revised story stands for review again")
    func revisionEndsApproval() throws {
        #expect(try workflow(.approved, approved: first).state(after: .revise, by: "Ama", at: now) == .draft)
        let scheduled = workflow(.scheduled, approved: first, scheduledFor: now, requiresReview: true)
        #expect(try scheduled.state(after: .revise, by: "Ama", at: now) == .draft)
    }

    @Test("an embargo holds against publishing, scheduling and restoring")
    func embargo() throws {
        let end = now.later(hours: 2)
        #expect(throws: StoryRefusal.embargoed(until: end)) {
            try workflow(.draft, embargoedUntil: end).state(after: .publish, by: "Bo", at: now)
        }
        #expect(throws: StoryRefusal.embargoed(until: end)) {
            try workflow(.withdrawn, embargoedUntil: end).state(after: .restore(note: "Why."), by: "Bo", at: now)
        }
        let early = now.later(hours: 1)
        #expect(throws: StoryRefusal.scheduledDuringEmbargo(early, until: end)) {
            try workflow(.draft, embargoedUntil: end).state(after: .schedule(early), by: "Bo", at: now)
        }
        #expect(try workflow(.draft, embargoedUntil: end).state(after: .publish, by: "Bo", at: end) == .published)
    }

    @Test("what is for staff only, incomplete, past or without a reason is refused")
    func refusals() {
        #expect(throws: StoryRefusal.staffOnly) {
            try workflow(.draft, visibility: .staff).state(after: .publish, by: "Bo", at: now)
        }
        #expect(throws: StoryRefusal.incomplete([.headline, .byline])) {
            try workflow(.draft, missing: [.headline, .byline]).state(after: .publish, by: "Bo", at: now)
        }
        #expect(throws: StoryRefusal.scheduledInThePast(now)) {
            try workflow(.draft).state(after: .schedule(now), by: "Bo", at: now)
        }
        #expect(throws: StoryRefusal.noticeMissing) {
            try workflow(.published, published: first).state(after: .withdraw(notice: " \n"), by: "Bo", at: now)
        }
        #expect(throws: StoryRefusal.nothingNew) {
            try workflow(.published, published: first).state(after: .publish, by: "Bo", at: now)
        }
        #expect(throws: StoryRefusal.alreadyPublic) {
            try workflow(.published, published: first).state(after: .changeVisibility(.staff), by: "Bo", at: now)
        }
    }

    @Test("a refusal says what to do")
    func messages() {
        let refusal = StoryRefusal.incomplete([.headline, .body, .byline])
        #expect(
            refusal.description
                == "The story can't be published without a headline, a body and a byline: add what is missing, then try again.")
        #expect(StoryRefusal.embargoed(until: Newsroom.morning).description.contains("2026-03-10T09:00:00Z"))
    }

    /// The workflow carried out in memory: what the desk does, without a database.
    private struct Model {
        var state = StoryState.draft
        var visibility = StoryVisibility.everyone
        var revision = Revision.ID(at: Newsroom.morning)
        var author = "Ama"
        var approved: (revision: Revision.ID, by: String)?
        var published: Revision.ID?
        var scheduledFor: Timestamp?
        var embargoedUntil: Timestamp?
        let requiresReview: Bool

        var workflow: StoryWorkflow {
            StoryWorkflow(
                kind: .news, state: state, visibility: visibility, revision: revision, author: author,
                approved: approved?.revision, published: published, scheduledFor: scheduledFor,
                embargoedUntil: embargoedUntil, requiresReview: requiresReview)
        }
    }

    @Test("no order of steps breaks the rules", arguments: [true, false])
    func anyOrder(requiresReview: Bool) throws {
        var generator = SeededGenerator()
        for _ in 0..<300 {
            var model = Model(requiresReview: requiresReview)
            var now = Newsroom.morning
            var authors: [Revision.ID: String] = [model.revision: "Ama"]
            for _ in 0..<40 {
                now = now.advanced(bySeconds: .random(in: 0...5000, using: &generator))
                let actor = ["Ama", "Bo", "Cy"].randomElement(using: &generator)!
                let moment = now.advanced(bySeconds: .random(in: -3000...9000, using: &generator))
                let steps: [StoryStep] = [
                    .revise, .submit, .return(note: "Too long."), .approve, .schedule(moment), .unschedule, .publish,
                    .publish, .withdraw(notice: "Wrong."), .restore(note: "Right."), .embargo(until: moment),
                    .embargo(until: nil), .changeVisibility(.staff), .changeVisibility(.everyone),
                ]
                let step = steps.randomElement(using: &generator)!
                let before = model
                guard let state = try? model.workflow.state(after: step, by: actor, at: now) else { continue }
                model.state = state
                switch step {
                case .revise:
                    model.revision = Revision.ID(at: now)
                    model.author = actor
                    authors[model.revision] = actor
                    if state != .scheduled { model.scheduledFor = nil }
                case .approve: model.approved = (model.revision, actor)
                case .schedule(let moment): model.scheduledFor = moment
                case .unschedule: model.scheduledFor = nil
                case .publish:
                    model.published = model.revision
                    model.scheduledFor = nil
                case .embargo(let until): model.embargoedUntil = until
                case .changeVisibility(let visibility): model.visibility = visibility
                case .submit, .return, .withdraw, .restore: break
                }
                let comesOut = state == .published && (before.state != .published || step == .publish)
                if comesOut {
                    #expect(model.embargoedUntil.map { now >= $0 } ?? true, "\(generator): out during the embargo")
                }
                if state == .published { #expect(model.visibility == .everyone, "\(generator): staff only, yet out") }
                if step == .publish, requiresReview {
                    #expect(model.approved?.revision == model.published, "\(generator): unapproved revision is out")
                    #expect(
                        model.approved?.by != authors[model.revision], "\(generator): approved by its own author")
                }
                if state == .scheduled {
                    let due = try #require(model.scheduledFor, "\(generator)")
                    #expect(model.embargoedUntil.map { due >= $0 } ?? true, "\(generator): due during the embargo")
                }
                if state == .approved { #expect(model.approved?.revision == model.revision, "\(generator)") }
                if state == .withdrawn { #expect(model.published != nil, "\(generator): withdrawn, never published") }
            }
        }
    }
}
