import QuotationCheck
public import Storage

/// What a journalist does with archived sources, by name, inside one write: attaching them to stories, saying who speaks.
///
/// Bringing one in takes the object store too, and is done by ``SourceArchive``. All throw ``SourceError``,
/// ``SubjectError``, ``StoryError`` or `StorageError`; a thrown error undoes the write.
public struct SourceDesk {
    let connection: any Connection
    let actor: String
    let now: Timestamp

    /// - Parameters:
    ///   - connection: Of a write.
    ///   - actor: Who is at the desk: a member of staff's name.
    public init(_ connection: any Connection, by actor: String, at now: Timestamp) {
        self.connection = connection
        self.actor = actor
        self.now = now
    }

    /// Says that a story was written from a source. A source that is attached already is then attached in this version.
    /// - Parameter version: One of the source's; the newest where `nil`.
    public func attach(
        _ source: Source.ID, to story: Story.ID, version: SourceVersion.ID? = nil, note: String? = nil
    ) throws {
        _ = try Story.find(story, from: connection)
        let version = try self.version(version, of: source)
        try connection.run(
            """
            INSERT INTO story_source (story, source, version, attached_at, attached_by)
            VALUES (\(story), \(source), \(version.id), \(now), \(actor))
            ON CONFLICT (story, source) DO UPDATE
            SET version = excluded.version, attached_at = excluded.attached_at, attached_by = excluded.attached_by
            """)
        try record(.attach, source, version: version.id, story: story, note: note)
        try askForCheck(of: story)
        try connection.announce([CacheKey.story(story), .source(source)])
    }

    /// Says that a story was not written from a source after all.
    /// - Throws: ``SourceError/notAttached(_:_:)``
    public func detach(_ source: Source.ID, from story: Story.ID, note: String? = nil) throws {
        let count = try connection.run("DELETE FROM story_source WHERE story = \(story) AND source = \(source)")
        guard count > 0 else { throw SourceError.notAttached(source, story) }
        try record(.detach, source, version: nil, story: story, note: note)
        try askForCheck(of: story)
        try connection.announce([CacheKey.story(story), .source(source)])
    }

    /// Opens a source to readers, or keeps it for those who ask. What is confidential stays so.
    /// - Throws: ``SourceError/visibilityFixed(_:_:)``
    public func changeVisibility(of source: Source.ID, to visibility: SourceVisibility, note: String? = nil) throws {
        let old = try Source.find(source, from: connection)
        guard old.visibility != visibility else { return }
        guard old.visibility != .confidential, visibility != .confidential else {
            throw SourceError.visibilityFixed(old.visibility, visibility)
        }
        try connection.run("UPDATE source SET visibility = \(visibility) WHERE id = \(source)")
        try record(.changeVisibility, source, version: nil, story: nil, note: note)
        let stories = try Source.stories(attaching: source, from: connection)
        let isClosed = visibility != .public
        try connection.announce(
            [isClosed ? .gone(.source(source)) : .source(source), .quotations] + stories.map(CacheKey.story))
    }

    /// Says who speaks in a turn; `nil` for nobody that is known.
    /// - Throws: ``SourceError/noTurn(_:of:)``, ``SourceError/namesSealed(_:)``, ``SubjectError/notFound(_:)``
    public func tie(turn number: Int, of version: SourceVersion.ID, to subject: Subject.ID?) throws {
        try tie(of: version, to: subject) { turns in
            guard let turn = turns.first(where: { $0.number == number }) else {
                throw SourceError.noTurn(number, of: version)
            }
            return [turn]
        }
    }

    /// Says who speaks in every turn of a name.
    /// - Parameter speaker: As the source writes it, in capitals or not.
    /// - Returns: How many turns that are.
    /// - Throws: ``SourceError/noSpeaker(_:of:)``, ``SourceError/namesSealed(_:)``, ``SubjectError/notFound(_:)``
    @discardableResult
    public func tie(speaker: String, of version: SourceVersion.ID, to subject: Subject.ID?) throws -> Int {
        let name = SubjectName.folded(speaker)
        return try tie(of: version, to: subject) { turns in
            let spoken = turns.filter { SubjectName.folded($0.speaker) == name }
            guard !spoken.isEmpty else { throw SourceError.noSpeaker(speaker, of: version) }
            return spoken
        }
    }

    @discardableResult
    private func tie(
        of version: SourceVersion.ID, to subject: Subject.ID?, _ choose: ([SourceTurn]) throws -> [SourceTurn]
    ) throws -> Int {
        let found = try SourceVersion.find(version, from: connection)
        guard !found.isSealed else { throw SourceError.namesSealed(version) }
        if let subject { _ = try Subject.find(subject, from: connection) }
        let chosen = try choose(try SourceTurn.list(of: version, from: connection))
        for turn in chosen {
            try connection.run("DELETE FROM turn_subject WHERE version = \(version) AND number = \(turn.number)")
            guard let subject else { continue }
            try connection.run(
                """
                INSERT INTO turn_subject (version, number, subject, tied_at, tied_by)
                VALUES (\(version), \(turn.number), \(subject), \(now), \(actor))
                """)
        }
        try connection.announce([CacheKey.source(found.source)])
        return chosen.count
    }

    // MARK: What the archive brings in

    /// Writes a captured version; a first one with its source.
    func insert(
        _ version: SourceVersion, of new: Source?, turns: [SourceTurn], sealed: [UInt8]?, note: String?
    ) throws {
        try new?.insert(in: connection)
        try version.insert(sealed: sealed, in: connection)
        if !version.isSealed {
            try connection.insert(
                "INSERT INTO source_turn (version, number, speaker, start_at, end_at)",
                rows: turns.map { "(\(version.id), \($0.number), \($0.speaker), \($0.range.start), \($0.range.end))" })
        }
        try record(.capture, version.source, version: version.id, story: nil, note: note)
        // The site map says when a source was last captured.
        try connection.announce([CacheKey.source(version.source), .quotations])
    }

    /// Notes that a source was captured again and is as it was.
    func foundUnchanged(_ version: SourceVersion, note: String?) throws {
        try record(.foundUnchanged, version.source, version: version.id, story: nil, note: note)
    }

    /// What a story's quotations were found in may be something else now.
    private func askForCheck(of story: Story.ID) throws {
        let revision = try Story.find(story, from: connection).currentRevision
        guard try RevisionCheck.read(revision, from: connection)?.checkedAt != nil else { return }
        try QuotationChecking.enqueue(revision, now, in: connection)
    }

    private func version(_ id: SourceVersion.ID?, of source: Source.ID) throws -> SourceVersion {
        guard let id else { return try SourceVersion.newest(of: source, from: connection) }
        let version = try SourceVersion.find(id, from: connection)
        guard version.source == source else { throw SourceError.versionOfAnother(id, source) }
        return version
    }

    private func record(
        _ verb: SourceEvent.Verb, _ source: Source.ID, version: SourceVersion.ID?, story: Story.ID?, note: String?
    ) throws {
        // The history is not sealed.
        if note != nil, try Source.find(source, from: connection).visibility == .confidential {
            throw SourceError.noteInTheClear
        }
        try connection.run(
            """
            INSERT INTO source_event (source, number, verb, happened_at, actor, version, story, note)
            VALUES (
                \(source), (SELECT COALESCE(MAX(number), 0) + 1 FROM source_event WHERE source = \(source)),
                \(verb), \(now), \(actor), \(version), \(story), \(note)
            )
            """)
    }
}
