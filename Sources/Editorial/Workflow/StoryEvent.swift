public import Storage

/// Something that happened to a story: who did it, when, from which state to which, and why.
///
/// A story's state is the last event's; the events are never changed and never deleted.
public struct StoryEvent: Sendable, Hashable {
    public enum Verb: String, Sendable, Hashable, CaseIterable, Codable, SQLBindable, SQLReadable {
        case create
        case imported = "import"
        case revise
        case submit
        case `return`
        case approve
        case schedule
        case unschedule
        case publish
        case update
        case withdraw
        case restore
        case embargo
        case changeVisibility = "change-visibility"
        case changeSlug = "change-slug"
        case changeKind = "change-kind"
        case pin
        case unpin
    }

    public let story: Story.ID
    /// Counts from 1 within the story.
    public let number: Int
    public let verb: Verb
    public let happenedAt: Timestamp
    /// Who did it: a member of staff's name, `import`, or `schedule`.
    public let actor: String
    /// `nil` for the first.
    public let from: StoryState?
    public let to: StoryState
    /// The revision that was the newest then.
    public let revision: Revision.ID
    public let note: String?
}

extension StoryEvent {
    /// A story's history, oldest first.
    public static func history(of story: Story.ID, from connection: any Connection) throws(StorageError) -> [StoryEvent] {
        let rows = try connection.rows(
            """
            SELECT story, number, verb, happened_at, actor, from_state, to_state, revision, note
            FROM story_event
            WHERE story = \(story)
            ORDER BY number
            """)
        return try rows.map { row throws(StorageError) in try StoryEvent(row) }
    }

    private init(_ row: Row) throws(StorageError) {
        story = try row.get("story")
        number = try row.get("number")
        verb = try row.get("verb")
        happenedAt = try row.get("happened_at")
        actor = try row.get("actor")
        from = try row.optional("from_state")
        to = try row.get("to_state")
        revision = try row.get("revision")
        note = try row.optional("note")
    }

    /// The row that records an event; its number follows the story's last.
    static func insertion(
        _ verb: Verb, of story: Story.ID, by actor: String, at now: Timestamp, from: StoryState?, to: StoryState,
        revision: Revision.ID, note: String?
    ) -> SQL {
        """
        INSERT INTO story_event (story, number, verb, happened_at, actor, from_state, to_state, revision, note)
        VALUES (
            \(story),
            (SELECT COALESCE(MAX(number), 0) + 1 FROM story_event WHERE story = \(story)),
            \(verb), \(now), \(actor), \(from), \(to), \(revision), \(note)
        )
        """
    }
}
