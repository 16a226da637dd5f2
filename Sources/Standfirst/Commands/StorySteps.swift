import ArgumentParser
import Editorial
import Foundation
import Markup
import Storage

/// The options of every command that changes one story.
struct StoryStepOptions: ParsableArguments {
    @OptionGroup var workplace: WorkplaceOptions
    @Argument(help: "The story's address, slug or identifier.") var story: String
    @Option(help: "Who does it; it is kept in the story's history.") var by: String
    @Option(help: "Why, in the history.") var note: String?

    func validate() throws {
        guard by.contains(where: { !$0.isWhitespace }) else {
            throw ValidationError("--by needs a name: it is kept in the story's history.")
        }
    }

    /// Takes the step in one write and says where the story stands then.
    func take(_ step: @escaping @Sendable (StoryDesk, Story) throws -> Void) async throws {
        let place = try await workplace.open(making: false)
        let name = story
        let actor = by
        let id = try await place.store.read { try StoryName(name).find(from: $0).id }
        try await place.checking().finish(id)
        if case .warn(let open)? = try await place.store.read({ try QuotationDesk.gate(of: id, from: $0)?.answer }) {
            for quotation in open { Console.note("doesn't pass: \(quotation)") }
        }
        let result = try await place.store.write { connection in
            let desk = try StoryDesk(connection, by: actor, at: TimeSource.system.now())
            let found = try StoryName(name).find(from: connection)
            try step(desk, found)
            return try Story.find(found.id, from: connection)
        }
        await place.store.close()
        Console.say("\(result.address?.description ?? result.slug.string) is \(result.state.rawValue)")
    }

    /// Reads a moment (RFC 3339).
    static func moment(_ text: String) throws -> Timestamp {
        guard let date = try? Date(text, strategy: .iso8601) else { throw StoryCommandError.unreadableTime(text) }
        return Timestamp(milliseconds: Int64((date.timeIntervalSince1970 * 1000).rounded()))
    }
}

struct StorySubmitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "submit", abstract: "Hand a draft over for review.")
    @OptionGroup var options: StoryStepOptions

    func run() async throws {
        let note = options.note
        try await options.take { desk, story in try desk.submit(story.id, note: note) }
    }
}

struct StoryReturnCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "return", abstract: "Give a story back to its author.")
    @OptionGroup var options: StoryStepOptions

    func run() async throws {
        let note = options.note ?? ""
        try await options.take { desk, story in try desk.return(story.id, note: note) }
    }
}

struct StoryApproveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "approve", abstract: "Approve the newest revision.")
    @OptionGroup var options: StoryStepOptions

    func run() async throws {
        let note = options.note
        try await options.take { desk, story in try desk.approve(story.id, note: note) }
    }
}

struct StoryScheduleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "schedule", abstract: "Publish at a moment to come.")
    @OptionGroup var options: StoryStepOptions
    @Option(help: "When, as in 2026-11-24T06:00:00Z.") var at: String

    func run() async throws {
        let note = options.note
        let moment = try StoryStepOptions.moment(at)
        try await options.take { desk, story in try desk.schedule(story.id, at: moment, note: note) }
    }
}

struct StoryUnscheduleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "unschedule", abstract: "Take a schedule back.")
    @OptionGroup var options: StoryStepOptions

    func run() async throws {
        let note = options.note
        try await options.take { desk, story in try desk.unschedule(story.id, note: note) }
    }
}

struct StoryEmbargoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "embargo", abstract: "Forbid publication before a moment, or lift the embargo.")
    @OptionGroup var options: StoryStepOptions
    @Option(help: "Until when, as in 2026-11-24T06:00:00Z; without it the embargo is lifted.") var until: String?

    func run() async throws {
        let note = options.note
        let moment = try until.map { try StoryStepOptions.moment($0) }
        try await options.take { desk, story in try desk.embargo(story.id, until: moment, note: note) }
    }
}

struct StoryPublishCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish", abstract: "Show the newest revision to readers.")
    @OptionGroup var options: StoryStepOptions

    func run() async throws {
        let note = options.note
        try await options.take { desk, story in _ = try desk.publish(story.id, note: note) }
    }
}

struct StoryWithdrawCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw", abstract: "Take a story away from readers; its address answers with the notice.")
    @OptionGroup var options: StoryStepOptions
    @Option(help: "What readers get in its place.") var notice: String

    func run() async throws {
        let notice = notice
        let note = options.note
        try await options.take { desk, story in try desk.withdraw(story.id, notice: notice, note: note) }
    }
}

struct StoryRestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Show a withdrawn story again; --note says why.")
    @OptionGroup var options: StoryStepOptions

    func run() async throws {
        let note = options.note ?? ""
        try await options.take { desk, story in try desk.restore(story.id, note: note) }
    }
}
