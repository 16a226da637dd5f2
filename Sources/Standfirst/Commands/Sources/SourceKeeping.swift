import ArgumentParser
import Editorial
import Storage

/// Says that a story was written from a source.
struct SourceAttachCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "attach", abstract: "Say that a story was written from a source; the story is checked again.")

    @OptionGroup var workplace: WorkplaceOptions
    @Argument(help: "The source, or one of its versions.") var source: String
    @Argument(help: "The story's address, slug or identifier.") var story: String
    @Option(help: "The number of the version; the newest where nothing is said.") var version: Int?
    @OptionGroup var actor: ActorOptions

    func run() async throws {
        let place = try await workplace.open(making: false)
        let (sourceName, storyName, number, by, note) = (source, story, version, actor.by, actor.note)
        let id = try await place.store.write { connection in
            let story = try StoryName(storyName).find(from: connection)
            let (source, named) = try SourceName(sourceName).find(from: connection)
            var version = named?.id
            if let number {
                let all = try SourceVersion.list(of: source.id, from: connection)
                guard let found = all.first(where: { $0.number == number }) else {
                    throw SourceCommandError.unknownVersion(number, of: source.id)
                }
                version = found.id
            }
            let desk = SourceDesk(connection, by: by, at: TimeSource.system.now())
            try desk.attach(source.id, to: story.id, version: version, note: note)
            return story.id
        }
        try await SourceRechecking.recheck(id, in: place)
        await place.store.close()
    }
}

/// Takes that back.
struct SourceDetachCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "detach", abstract: "Say that a story was not written from a source after all; it is checked again.")

    @OptionGroup var workplace: WorkplaceOptions
    @Argument(help: "The source.") var source: String
    @Argument(help: "The story's address, slug or identifier.") var story: String
    @OptionGroup var actor: ActorOptions

    func run() async throws {
        let place = try await workplace.open(making: false)
        let (sourceName, storyName, by, note) = (source, story, actor.by, actor.note)
        let id = try await place.store.write { connection in
            let story = try StoryName(storyName).find(from: connection)
            let desk = SourceDesk(connection, by: by, at: TimeSource.system.now())
            try desk.detach(try SourceName(sourceName).find(from: connection).source.id, from: story.id, note: note)
            return story.id
        }
        try await SourceRechecking.recheck(id, in: place)
        await place.store.close()
    }
}

/// Opens a source to readers, or keeps it for those who ask.
struct SourceVisibilityCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "visibility", abstract: "Open a source to every reader, or keep it for those who ask.",
        discussion: "What is confidential stays so, and nothing becomes so: archive it again as a new source.")

    @OptionGroup var workplace: WorkplaceOptions
    @Argument(help: "The source.") var source: String
    @Argument(help: "public or on-request.") var visibility: String
    @OptionGroup var actor: ActorOptions

    func run() async throws {
        guard let wanted: SourceVisibility = try SourceCommandError.value(visibility, "visibility") else { return }
        let place = try await workplace.open(making: false)
        let (name, by, note) = (source, actor.by, actor.note)
        try await place.store.write { connection in
            try SourceDesk(connection, by: by, at: TimeSource.system.now()).changeVisibility(
                of: try SourceName(name).find(from: connection).source.id, to: wanted, note: note)
        }
        await place.store.close()
        Console.say("The source is \(wanted.rawValue).")
    }
}

/// Shows readers a source whole, or what stories print of it.
struct SourceShowingCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "showing", abstract: "Show readers a public source whole, or only the passages that stories print.",
        discussion: """
            Not everything that may be quoted may be reprinted. Where nothing was chosen, minutes, transcripts and \
            statements are shown whole, and everything else in passages with what surrounds them.
            """)

    @OptionGroup var workplace: WorkplaceOptions
    @Argument(help: "The source.") var source: String
    @Argument(help: "whole or passages.") var showing: Showing
    @OptionGroup var actor: ActorOptions

    enum Showing: String, ExpressibleByArgument, CaseIterable {
        case whole, passages
    }

    func run() async throws {
        let place = try await workplace.open(making: false)
        let (name, isWhole, person) = (source, showing == .whole, actor.by)
        let visibility = try await place.store.write { connection in
            let source = try SourceName(name).find(from: connection).source
            try SourceShowing.choose(
                whole: isWhole, of: source.id, by: person, at: TimeSource.system.now(), in: connection)
            return source.visibility
        }
        await place.store.close()
        Console.say("The source is shown \(isWhole ? "whole" : "in passages").")
        if visibility != .public { Console.note("That will hold once it is public; now it is \(visibility.rawValue).") }
    }
}

/// Hashes the archive again.
struct SourceVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Hash what was archived again, and say what is not as it was.",
        discussion: "Exit status: 0 everything is as it was archived, 1 something is not, 2 it could not be looked at.")

    @OptionGroup var workplace: WorkplaceOptions
    @Argument(help: "The source; all of them where none is named.") var source: String?
    @Flag(help: "Print JSON.") var json = false

    private struct Report: Encodable {
        var versions: Int
        var faults: [Fault]

        struct Fault: Encodable {
            var source: String
            var version: String
            var number: Int
            var part: SourceFault.Part
            var what: SourceFault.What
        }
    }

    func run() async throws {
        let place = try await workplace.open(making: false)
        let archive = try place.sources()
        var (faults, count): ([SourceFault], Int) = ([], 0)
        if let source {
            let versions = try await place.store.read { connection in
                try SourceVersion.list(of: try SourceName(source).find(from: connection).source.id, from: connection)
            }
            for version in versions { faults += try await archive.verify(version) }
            count = versions.count
        } else {
            (faults, count) = try await archive.verify()
        }
        await place.store.close()
        if json {
            let list = faults.map { fault in
                Report.Fault(
                    source: fault.source.description, version: fault.version.description, number: fault.number,
                    part: fault.part, what: fault.what)
            }
            try Console.json(Report(versions: count, faults: list))
        } else {
            faults.forEach { Console.say($0.description) }
            Console.say(faults.isEmpty ? "All \(count) versions are as they were archived." : "Not as archived: \(faults.count) of \(count * 2) parts.")
        }
        if !faults.isEmpty { throw Outcome.findings.exitCode }
    }
}
