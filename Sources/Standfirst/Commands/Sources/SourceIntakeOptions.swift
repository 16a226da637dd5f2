import ArgumentParser
import Editorial
import Markup
import Storage

/// The options of every command that brings a source in.
struct SourceIntakeOptions: ParsableArguments {
    @OptionGroup var workplace: WorkplaceOptions
    @OptionGroup var actor: ActorOptions
    @Option(help: "What it is: \(SourceKind.allCases.map(\.rawValue).joined(separator: ", ")).") var kind: String?
    @Option(help: "Who may read it: public, on-request or confidential. Public, where nothing is said.")
    var visibility: String?
    @Option(help: "The source of which it is the next version.") var source: String?
    @Option(help: "What it is called.") var title: String?
    @Option(help: "Who wrote it.") var author: String?
    @Option(help: "Who put it out: a council, a company, an outlet.") var publisher: String?
    @Option(help: "When it was put out: 2026-11-24, or with a time and zone.") var published: String?
    @Option(help: "Who speaks in it, where its text doesn't say.") var speaker: String?
    @Option(help: "Its language: en-GB.") var language: String?
    @Option(help: ArgumentHelp("A story that it is attached to; may be given again.", valueName: "story"))
    var story: [String] = []
    @Flag(help: "Print JSON.") var json = false

    func intake(in place: Workplace, address: String? = nil) async throws -> SourceIntake {
        let tag = try language.map { text in
            guard let tag = LanguageTag(parsing: text) else { throw SourceCommandError.noLanguage(text) }
            return tag
        }
        if let published, CivilDay(published.prefix(10)) == nil { throw SourceCommandError.unreadableDay(published) }
        let (names, sourceName) = (story, source)
        let (stories, source) = try await place.store.read { connection in
            (
                try names.map { try StoryName($0).find(from: connection).id },
                try sourceName.map { try SourceName($0).find(from: connection).source.id }
            )
        }
        return SourceIntake(
            by: actor.by, kind: try SourceCommandError.value(kind, "kind of source"),
            visibility: try SourceCommandError.value(visibility, "visibility"), source: source,
            description: SourceDescription(
                title: title, author: author, publisher: publisher, published: published, address: address, speaker: speaker,
                language: tag),
            stories: stories, note: actor.note)
    }

    /// Says what became of it, and checks the stories again that it is attached to.
    func finish(_ result: SourceIntakeResult, _ intake: SourceIntake, in place: Workplace) async throws {
        for story in intake.stories { try await SourceRechecking.recheck(story, in: place) }
        await place.store.close()
        if json { return try Console.json(Line(result)) }
        let version = result.version
        Console.say(version.source.description)
        switch result.outcome {
        case .new: Console.note("Archived: \(version.length) characters\(version.isSealed ? ", sealed" : "").")
        case .version:
            let words = result.hasSameText ? "; its text is that of the version before" : ""
            Console.note("Archived as version \(version.number): \(version.length) characters\(words).")
        case .unchanged:
            Console.note(
                "Nothing has changed since version \(version.number) of \(version.capturedAt.moment): that is noted, and nothing else kept.")
        }
    }

    private struct Line: Encodable {
        var source: String
        var outcome: SourceIntakeResult.Outcome
        var hasSameText: Bool
        var version: SourceVersionReport

        init(_ result: SourceIntakeResult) {
            source = result.version.source.description
            outcome = result.outcome
            hasSameText = result.hasSameText
            version = SourceVersionReport(result.version)
        }
    }
}

/// Looks again at a story whose sources have changed.
enum SourceRechecking {
    /// Where its quotations were checked before; a note says what waits for an editor now.
    static func recheck(_ story: Story.ID, in place: Workplace) async throws {
        let isChecked = try await place.store.read { connection in
            let revision = try Story.find(story, from: connection).currentRevision
            return try RevisionCheck.read(revision, from: connection)?.checkedAt != nil
        }
        guard isChecked else { return }
        try await place.checking().check(story: story, again: true)
        let report = try await place.store.read { try QuotationReport.read(story, from: $0) }
        let open = report.quotations.count { $0.standing == .open }
        if open > 0 {
            Console.note("The story is checked again; for an editor to decide on: \(open) (`standfirst story quotations` lists them).")
        }
    }
}
