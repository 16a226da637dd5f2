public import Storage

extension StoryDesk {
    /// Shows the newest revision to readers: for the first time, which gives the story its address, or in place of
    /// the last one.
    @discardableResult
    public func publish(_ id: Story.ID, note: String? = nil) throws -> Story {
        let file = try file(id)
        var story = file.story
        story.state = try file.workflow.state(after: .publish, by: actor, at: now)
        let isUpdate = file.story.state == .published
        story.publishedRevision = story.currentRevision
        story.scheduledFor = nil
        if story.firstPublishedAt == nil {
            story.firstPublishedAt = now
        } else {
            story.updatedAt = now
        }
        if story.address == nil { story.address = try address(of: story) }
        if let address = story.address { try AddressBook.give(address, to: .story(id), in: connection) }
        try save(story, isUpdate ? .update : .publish, was: file.story.state, note: note)
        try press.print(story, file.newest.content)
        return story
    }

    /// Has the newest revision published at a moment to come.
    public func schedule(_ id: Story.ID, at moment: Timestamp, note: String? = nil) throws {
        let file = try file(id)
        var story = file.story
        story.state = try file.workflow.state(after: .schedule(moment), by: actor, at: now)
        story.scheduledFor = moment
        try save(story, .schedule, was: file.story.state, note: note)
        try ScheduledPublishing.enqueue(at: moment, now, in: connection)
    }

    /// Takes a story off the schedule.
    public func unschedule(_ id: Story.ID, note: String? = nil) throws {
        let file = try file(id)
        var story = file.story
        story.state = try file.workflow.state(after: .unschedule, by: actor, at: now)
        story.scheduledFor = nil
        try save(story, .unschedule, was: file.story.state, note: note)
    }

    /// Takes a story from readers for good: its address answers with the notice.
    /// - Parameter note: What the history holds beside the notice, for the newsroom only.
    public func withdraw(_ id: Story.ID, notice: String, note: String? = nil) throws {
        let file = try file(id)
        var story = file.story
        story.state = try file.workflow.state(after: .withdraw(notice: notice), by: actor, at: now)
        story.withdrawalNotice = notice
        try save(story, .withdraw, was: file.story.state, note: note.map { "\(notice) (\($0))" } ?? notice)
        try press.pull(id)
    }

    /// Shows a withdrawn story again, as readers last saw it; the decision is kept with its reason.
    public func restore(_ id: Story.ID, note: String) throws {
        let file = try file(id)
        var story = file.story
        story.state = try file.workflow.state(after: .restore(note: note), by: actor, at: now)
        try save(story, .restore, was: file.story.state, note: note)
        try reprint(story)
    }

    /// Keeps a story at the head of the front and its sections, or no longer.
    public func pin(_ id: Story.ID, _ isPinned: Bool = true) throws {
        var story = try Story.find(id, from: connection)
        guard story.isPinned != isPinned else { return }
        story.isPinned = isPinned
        try save(story, isPinned ? .pin : .unpin, was: story.state, note: nil)
        try reprint(story)
    }

    /// Changes what sort of text a story is. Before publication anything; after it only between dated kinds.
    public func changeKind(_ id: Story.ID, to kind: StoryKind, note: String? = nil) throws {
        var story = try Story.find(id, from: connection)
        guard story.kind != kind else { return }
        if story.kind.isDated != kind.isDated {
            guard story.address == nil else { throw StoryError.kindFixed(story.kind, kind) }
            let children: Story.ID? = try connection.value("SELECT id FROM story WHERE parent = \(id)")
            guard children == nil else { throw StoryError.kindFixed(story.kind, kind) }
            guard try SlugRegister.take(story.slug, in: SlugSpace(kind), for: id, connection: connection) else {
                throw StoryError.slugTaken(story.slug)
            }
            try SlugRegister.free(story.slug, in: SlugSpace(story.kind), connection: connection)
            story.parent = nil
            try checkNotReserved(story.slug, kind)
        }
        let old = story.state
        story.kind = kind
        try save(story, .changeKind, was: old, note: note)
        try reprint(story)
    }

    /// Makes what readers see of a published story what it should be, from its published revision.
    func reprint(_ story: Story) throws {
        guard story.state == .published, let published = story.publishedRevision else { return }
        guard let revision = try Revision.find(published, from: connection) else {
            throw StoryError.revisionNotFound(published)
        }
        try press.print(story, revision.content)
    }
}
