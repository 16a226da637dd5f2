public import Storage

/// Publishes what is due.
public enum ScheduledPublishing {
    /// What became of the stories that were due.
    public struct Outcome: Sendable, Hashable {
        public var published: [Story.ID] = []
        /// Stories that the rules no longer let out; they stay on the schedule until an editor acts.
        public var refused: [Story.ID: StoryRefusal] = [:]
        /// Stories whose address something else has meanwhile; they, too, wait for an editor.
        public var unaddressed: [Story.ID: AddressError] = [:]

        /// Why each story that stays on the schedule does.
        var reasons: [Story.ID: String] {
            refused.mapValues(\.description).merging(unaddressed.mapValues(\.description)) { first, _ in first }
        }
    }

    /// Who publishes, in a story's history.
    public static let actor = "schedule"

    /// Publishes every story whose time has come, each as an editor would: by the rules, with its event, announced.
    /// Doing it again changes nothing.
    public static func publishDue(at now: Timestamp, in connection: any Connection) throws -> Outcome {
        var outcome = Outcome()
        let rows = try connection.rows(
            """
            SELECT id FROM story
            WHERE state = 'scheduled' AND scheduled_for <= \(now)
            ORDER BY scheduled_for, id
            """)
        guard !rows.isEmpty else { return outcome }
        let desk = try StoryDesk(connection, by: actor, at: now)
        for row in rows {
            let id: Story.ID = try row.get("id")
            do {
                try desk.publish(id)
                outcome.published.append(id)
            } catch let refusal as StoryRefusal {
                outcome.refused[id] = refusal
            } catch let error as AddressError {
                // One story's trouble must not hold the others back.
                outcome.unaddressed[id] = error
            }
        }
        return outcome
    }

    /// The moment of the first scheduled publication after another, if any.
    public static func next(
        after moment: Timestamp, from connection: any Connection
    ) throws(StorageError) -> Timestamp? {
        try connection.value(
            "SELECT MIN(scheduled_for) FROM story WHERE state = 'scheduled' AND scheduled_for > \(moment)")
    }

    /// The kind of job that publishes what is due; one waits at a time, for the next moment.
    public static let jobKind = "publish-due"

    /// The handler of ``jobKind``. Errors are thrown for the worker to try again.
    /// - Parameter refused: Told of stories that were not published and why, for the log.
    public static func handler(
        _ store: any Store, time: TimeSource = .system,
        refused: @escaping @Sendable ([Story.ID: String]) -> Void = { _ in }
    ) -> JobHandler {
        { _ in
            let now = time.now()
            let outcome = try await store.write { connection in
                let outcome = try publishDue(at: now, in: connection)
                if let next = try next(after: now, from: connection) { try enqueue(at: next, now, in: connection) }
                return outcome
            }
            if !outcome.reasons.isEmpty { refused(outcome.reasons) }
        }
    }

    /// Has a worker look at a moment what is due. A job that finds nothing to do yet asks for the next moment.
    static func enqueue(at moment: Timestamp, _ now: Timestamp, in connection: any Connection) throws(StorageError) {
        try JobQueue().enqueue(jobKind, payload: [], dueAt: moment, uniqueKey: "next", now: now, on: connection)
    }
}
