import ArgumentParser
import Editorial
import Storage
import struct QuotationCheck.CheckedQuotation
import enum QuotationCheck.Verdict

/// Ties a subject to what it says.
struct SubjectTieCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tie", abstract: "Say that a subject speaks in a source's turns, or in a story's quotation.",
        discussion: """
            --source with --speaker ties every turn of that name, with --turn one of them; --story with --quotation ties a \
            quotation, and the story is checked again. The subject “nobody” takes a tie away.
            """)

    @OptionGroup var workplace: WorkplaceOptions
    @Argument(help: "The subject, or nobody.") var subject: String
    @Option(help: "The source, or one of its versions.") var source: String?
    @Option(help: "The speaker's name, as the source writes it.") var speaker: String?
    @Option(help: "The number of a turn, from 1.") var turn: Int?
    @Option(help: "The story's address, slug or identifier.") var story: String?
    @Option(help: "The quotation, as `standfirst story quotations` names it: q3.") var quotation: String?
    @Option(help: "Who does it.") var by: String

    func run() async throws {
        if let story, let quotation, source == nil {
            try await tie(quotation, of: story)
        } else if let source, story == nil, (speaker == nil) != (turn == nil) {
            try await tieTurns(of: source)
        } else {
            throw SourceCommandError.nothingToTie
        }
    }

    private func tieTurns(of source: String) async throws {
        let place = try await workplace.open(making: false)
        let (name, speaker, turn, actor) = (subject, speaker, turn, by)
        let (count, stories) = try await place.store.write { connection in
            let (source, named) = try SourceName(source).find(from: connection)
            let version = try named ?? SourceVersion.newest(of: source.id, from: connection)
            let subject = try Self.subject(name, from: connection)
            let desk = SourceDesk(connection, by: actor, at: TimeSource.system.now())
            var count = 1
            if let speaker {
                count = try desk.tie(speaker: speaker, of: version.id, to: subject)
            } else if let turn {
                try desk.tie(turn: turn, of: version.id, to: subject)
            }
            return (count, try Source.stories(attaching: source.id, from: connection))
        }
        for story in stories { try await SourceRechecking.recheck(story, in: place) }
        await place.store.close()
        Console.say("Turns: \(count)")
    }

    private func tie(_ quotation: String, of story: String) async throws {
        let place = try await workplace.open(making: false)
        let (name, actor) = (subject, by)
        let id = try await place.store.read { try StoryName(story).find(from: $0).id }
        try await place.checking().check(story: id)
        try await place.store.write { connection in
            let subject = try Self.subject(name, from: connection)
            try QuotationDesk(connection, by: actor, at: TimeSource.system.now()).tie(quotation, of: id, to: subject)
        }
        try await place.checking().check(story: id, again: true)
        let report = try await place.store.read { try QuotationReport.read(id, from: $0) }
        await place.store.close()
        let line = report.quotations.first { $0.finding.checked.id == quotation }
        Console.say("\(quotation): \(line?.finding.checked.verdict.rawValue ?? "tied")")
    }

    private static func subject(_ name: String, from connection: any Connection) throws -> Subject.ID? {
        name == "nobody" ? nil : try NamedSubject(name).find(from: connection).id
    }
}
