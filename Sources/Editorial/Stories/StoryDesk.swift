public import Markup
public import Storage

/// Where stories are made: every intention of an editor, by name, inside one write.
///
/// Each is checked by ``StoryWorkflow``, recorded as a ``StoryEvent``, carried out, and announced by ``CacheKey``.
/// All throw ``StoryError``, ``StoryRefusal``, ``AddressError`` or `StorageError`; a thrown error undoes the write.
///
/// ```swift
/// try await store.write { connection in
///     let desk = try StoryDesk(connection, by: "Ama Derricott", at: now)
///     let story = try desk.create(.news, slug: slug, content)
///     try desk.publish(story.id)
/// }
/// ```
public struct StoryDesk {
    let connection: any Connection
    let publication: Publication
    let calendar: PublicationCalendar
    let sections: SectionTree
    let actor: String
    let now: Timestamp

    /// - Parameters:
    ///   - connection: Of a write.
    ///   - actor: Who is at the desk: a member of staff's name.
    /// - Throws: ``PublicationError``.
    public init(_ connection: any Connection, by actor: String, at now: Timestamp) throws {
        let publication = try Publication.read(from: connection)
        self.connection = connection
        self.publication = publication
        self.actor = actor
        self.now = now
        calendar = try PublicationCalendar(timeZone: publication.timeZone)
        sections = try SectionTree.read(from: connection)
    }

    var press: Press { Press(connection, sections: sections, calendar: calendar) }

    /// Begins a story as a draft.
    /// - Parameters:
    ///   - slug: The last part of the address to come.
    ///   - parent: The page above, for a standing page.
    ///   - position: The place among its siblings, for a standing page.
    @discardableResult
    public func create(
        _ kind: StoryKind, slug: Slug, _ content: StoryContent, parent: Story.ID? = nil, position: Int = 0,
        commentsOpen: Bool = false, note: String? = nil
    ) throws -> Story {
        try check(content)
        let revision = Revision.ID(at: now)
        let story = Story(
            id: Story.ID(at: now), kind: kind, state: .draft, slug: slug, currentRevision: revision, createdAt: now,
            commentsOpen: commentsOpen, parent: parent, position: position)
        try checkPlace(of: story, under: parent)
        if parent == nil { try checkNotReserved(slug, kind) }
        try story.insert(in: connection)
        guard try SlugRegister.take(slug, in: SlugSpace(kind), for: story.id, connection: connection) else {
            throw StoryError.slugTaken(slug)
        }
        try Revision(
            id: revision, story: story.id, number: 1, createdAt: now, createdBy: actor, note: note, content: content
        ).insert(in: connection)
        try QuotationDesk.saved(revision, of: story.id, content, at: now, in: connection)
        try record(.create, story, from: nil, note: note)
        return story
    }

    /// Saves a new revision. Readers of a published story see it when it is published.
    @discardableResult
    public func revise(_ id: Story.ID, _ content: StoryContent, note: String? = nil) throws -> Revision {
        try check(content)
        let file = try file(id)
        let state = try file.workflow.state(after: .revise, by: actor, at: now)
        let revision = Revision(
            id: Revision.ID(at: now), story: id, number: file.newest.number + 1, createdAt: now, createdBy: actor,
            note: note, content: content)
        try revision.insert(in: connection)
        try QuotationDesk.saved(revision.id, of: id, content, at: now, in: connection)
        var story = file.story
        story.currentRevision = revision.id
        story.state = state
        if state != .scheduled { story.scheduledFor = nil }
        try save(story, .revise, was: file.story.state, note: note)
        return revision
    }

    /// Hands the newest revision over for review.
    public func submit(_ id: Story.ID, note: String? = nil) throws {
        try take(.submit, as: .submit, id, note: note)
    }

    /// Gives a story back to its author.
    public func `return`(_ id: Story.ID, note: String) throws {
        try take(.return(note: note), as: .return, id, note: note)
    }

    /// Approves the newest revision, and no other: of a story in review, or the next one of a published story.
    public func approve(_ id: Story.ID, note: String? = nil) throws {
        try take(.approve, as: .approve, id, note: note)
    }

    /// Forbids publication before a moment, or no longer.
    public func embargo(_ id: Story.ID, until: Timestamp?, note: String? = nil) throws {
        try take(.embargo(until: until), as: .embargo, id, note: note) { $0.embargoedUntil = until }
    }

    /// Says who may ever see a story.
    public func changeVisibility(_ id: Story.ID, to visibility: StoryVisibility, note: String? = nil) throws {
        try take(.changeVisibility(visibility), as: .changeVisibility, id, note: note) { $0.visibility = visibility }
    }

    // MARK: One step

    /// A story with what its workflow must know.
    struct File {
        let story: Story
        let newest: Revision
        let workflow: StoryWorkflow
    }

    func file(_ id: Story.ID) throws -> File {
        let story = try Story.find(id, from: connection)
        guard let newest = try Revision.find(story.currentRevision, from: connection) else {
            throw StoryError.revisionNotFound(story.currentRevision)
        }
        // What was past review elsewhere is past it here; a draft is not. Giving a story back voids its approval.
        let approved: Revision.ID? = try connection.value(
            """
            SELECT revision FROM story_event
            WHERE story = \(id)
                AND (verb = 'approve' OR (verb = 'import' AND to_state NOT IN ('draft', 'in-review')))
                AND number > COALESCE(
                    (SELECT MAX(number) FROM story_event WHERE story = \(id) AND verb = 'return'), 0)
            ORDER BY number DESC
            LIMIT 1
            """)
        let workflow = StoryWorkflow(
            kind: story.kind, state: story.state, visibility: story.visibility, revision: newest.id,
            author: newest.createdBy, approved: approved, published: story.publishedRevision,
            scheduledFor: story.scheduledFor, embargoedUntil: story.embargoedUntil,
            missing: newest.content.missing(for: story.kind), requiresReview: publication.requiresReview,
            quotations: try quotations(of: story))
        return File(story: story, newest: newest, workflow: workflow)
    }

    /// What the gate says of the newest revision. One that was printed elsewhere is none of its business.
    private func quotations(of story: Story) throws -> QuotationGate.Answer {
        guard let check = try RevisionCheck.read(story.currentRevision, from: connection) else { return .pass }
        return try QuotationDesk.gate(of: story, check: check, publication, from: connection).answer
    }

    private func take(
        _ step: StoryStep, as verb: StoryEvent.Verb, _ id: Story.ID, note: String?,
        _ change: (inout Story) -> Void = { _ in }
    ) throws {
        let file = try file(id)
        var story = file.story
        story.state = try file.workflow.state(after: step, by: actor, at: now)
        change(&story)
        try save(story, verb, was: file.story.state, note: note)
    }

    func save(_ story: Story, _ verb: StoryEvent.Verb, was state: StoryState, note: String?) throws(StorageError) {
        try story.save(in: connection)
        try record(verb, story, from: state, note: note)
    }

    func record(
        _ verb: StoryEvent.Verb, _ story: Story, from state: StoryState?, note: String?
    ) throws(StorageError) {
        try connection.run(
            StoryEvent.insertion(
                verb, of: story.id, by: actor, at: now, from: state, to: story.state,
                revision: story.currentRevision, note: note))
    }
}
