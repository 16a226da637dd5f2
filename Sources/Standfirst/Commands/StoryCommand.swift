import ArgumentParser
import Editorial
import Foundation
import Markup
import Storage
import enum QuotationCheck.Verdict

/// What an editor does to stories, from the command line.
struct StoryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "story",
        abstract: "List stories, and move them from draft to publication and beyond.",
        discussion: "A story is named by its address, its slug or its identifier.",
        subcommands: [
            StoryListCommand.self, StoryHistoryCommand.self, StorySubmitCommand.self, StoryReturnCommand.self,
            StoryApproveCommand.self, StoryScheduleCommand.self, StoryUnscheduleCommand.self, StoryEmbargoCommand.self,
            StoryPublishCommand.self, StoryWithdrawCommand.self, StoryRestoreCommand.self, StoryQuotationsCommand.self,
            StoryDecideCommand.self, StoryBindCommand.self,
        ])
}

/// Lists stories of every state.
struct StoryListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List stories, newest first.")

    @OptionGroup var workplace: WorkplaceOptions
    @Option(help: "Only stories in this state: \(StoryState.allCases.map(\.rawValue).joined(separator: ", ")).")
    var state: String?
    @Flag(help: "Print JSON.") var json = false

    private struct Line: Encodable {
        var id: String
        var kind: StoryKind
        var state: StoryState
        var slug: String
        var address: String?
        var headline: String
    }

    func run() async throws {
        var states = StoryState.allCases
        if let state {
            guard let chosen = StoryState(rawValue: state) else { throw StoryCommandError.unknownState(state) }
            states = [chosen]
        }
        let place = try await workplace.open(making: false)
        let wanted = states
        let lines = try await place.store.read { connection in
            let stories = try wanted.flatMap { try Story.list(in: $0, limit: .max, from: connection) }
                .sorted { $0.createdAt > $1.createdAt }
            let headlines = try Revision.headlines(of: stories.map(\.currentRevision), from: connection)
            return stories.map { story in
                Line(
                    id: story.id.description, kind: story.kind, state: story.state, slug: story.slug.string,
                    address: story.address?.description, headline: headlines[story.currentRevision] ?? "")
            }
        }
        await place.store.close()
        if json { return try Console.json(lines) }
        for line in lines {
            let address = line.address ?? line.slug
            Console.say("\(line.state.rawValue.padding(toLength: 10, withPad: " ", startingAt: 0)) \(address)  \(line.headline)")
        }
    }
}

/// Prints what happened to a story.
struct StoryHistoryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "Print what happened to a story: who, when, what and why.")

    @OptionGroup var workplace: WorkplaceOptions
    @Argument(help: "Its address, slug or identifier.") var story: String

    func run() async throws {
        let place = try await workplace.open(making: false)
        let name = story
        let (events, decisions) = try await place.store.read { connection in
            let found = try StoryName(name).find(from: connection)
            return (
                try StoryEvent.history(of: found.id, from: connection),
                try QuotationDecision.history(of: found.id, from: connection)
            )
        }
        await place.store.close()
        var lines = events.map { event in
            let note = event.note.map { ": \($0)" } ?? ""
            return (at: event.happenedAt, text: "\(event.verb.rawValue) by \(event.actor)\(note)")
        }
        lines += decisions.map { (at: $0.decidedAt, text: "“\($0.quotation.words.oneLine)” \($0.verdict.rawValue): \($0.phrase)") }
        // Sorting is stable, so that what happened in one moment stays in its order.
        for line in lines.sorted(by: { $0.at < $1.at }) { Console.say("\(line.at.moment)  \(line.text)") }
    }
}

extension Timestamp {
    /// As in 2026-11-24T06:00:00Z.
    var moment: String {
        Date(timeIntervalSince1970: Double(milliseconds) / 1000).formatted(Date.ISO8601FormatStyle())
    }
}

extension String {
    /// Without line ends.
    fileprivate var oneLine: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}

/// How a person names a story on the command line.
struct StoryName {
    let text: String

    init(_ text: String) { self.text = text }

    /// - Throws: ``StoryCommandError/unknownStory(_:)``.
    func find(from connection: any Connection) throws -> Story {
        if text.hasPrefix("/"), let path = AddressPath(text),
            case .story(let id)? = try AddressBook.target(of: path, from: connection)
        {
            return try Story.find(id, from: connection)
        }
        if let id = Story.ID(text) { return try Story.find(id, from: connection) }
        if let slug = Slug(parsing: text) {
            for space in [SlugSpace(.news), SlugSpace(.page)] {
                if let story = try Story.find(slug: slug, in: space, from: connection) { return story }
            }
        }
        throw StoryCommandError.unknownStory(text)
    }
}

enum StoryCommandError: Error, CustomStringConvertible {
    case unknownStory(String)
    case unknownState(String)
    case unreadableTime(String)

    var description: String {
        switch self {
        case .unknownStory(let name): "There is no story “\(name)”; `standfirst story list` names them all."
        case .unknownState(let name):
            "“\(name)” is no state: \(StoryState.allCases.map(\.rawValue).joined(separator: ", "))."
        case .unreadableTime(let text): "“\(text)” is no moment: give one as in 2026-11-24T06:00:00Z."
        }
    }
}
