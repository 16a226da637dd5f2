import ArgumentParser
import Editorial
import Storage

/// The people and bodies who speak in sources and stories.
struct SubjectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "subject", abstract: "Keep the people and bodies who speak, and say where they do.",
        discussion: "A subject is named by its identifier, or by a name that is its alone.",
        subcommands: [
            SubjectAddCommand.self, SubjectListCommand.self, SubjectUpdateCommand.self, SubjectAliasCommand.self,
            SubjectTitleCommand.self, SubjectTieCommand.self,
        ])
}

/// How a person names a subject on the command line.
struct NamedSubject {
    let text: String

    init(_ text: String) { self.text = text }

    /// - Throws: ``SourceCommandError/unknownSubject(_:)``, ``SourceCommandError/severalSubjects(_:)``
    func find(from connection: any Connection) throws -> Subject {
        if let id = Subject.ID(text) { return try Subject.find(id, from: connection) }
        let found = try Subject.matching(text, from: connection)
        guard let first = found.first else { throw SourceCommandError.unknownSubject(text) }
        let same = found.filter { ([$0.name] + $0.aliases).contains { $0.lowercased() == text.lowercased() } }
        guard found.count == 1 || same.count == 1 else { throw SourceCommandError.severalSubjects(text) }
        return same.first ?? first
    }
}

/// Adds a person or a body.
struct SubjectAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a person or a body, and print its identifier.")

    @OptionGroup var workplace: WorkplaceOptions
    @Argument(help: "The name, as the publication writes it.") var name: String
    @Option(help: "person or body.") var kind = "person"
    @Option(help: "Another name that sources and stories use; may be given again.") var alias: [String] = []
    @Option(help: "What he, she or it is; `standfirst source subject title` gives it days.") var title: [String] = []
    @Option(help: "Who does it.") var by: String

    func run() async throws {
        let kind = try SourceCommandError.value(kind, "kind of subject", as: Subject.Kind.self) ?? .person
        let place = try await workplace.open(making: false)
        let (name, aliases, titles, person) = (name, alias, title, by)
        let subject = try await place.store.write { connection in
            try SourceDesk(connection, by: person, at: TimeSource.system.now())
                .add(kind, named: name, aliases: aliases, titles: titles.map { SubjectTitle($0) })
        }
        await place.store.close()
        Console.say(subject.id.description)
    }
}

/// Lists the subjects.
struct SubjectListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the people and bodies by name.")

    @OptionGroup var workplace: WorkplaceOptions
    @Option(help: "Only those whom this name may mean.") var name: String?
    @Flag(help: "Print JSON.") var json = false

    private struct Line: Encodable {
        var id: String
        var kind: Subject.Kind
        var name: String
        var aliases: [String]
        var titles: [Title]

        struct Title: Encodable {
            var title: String
            var since: String?
            var until: String?
        }

        init(_ subject: Subject) {
            id = subject.id.description
            kind = subject.kind
            name = subject.name
            aliases = subject.aliases
            titles = subject.titles.map { Title(title: $0.title, since: $0.since?.description, until: $0.until?.description) }
        }
    }

    func run() async throws {
        let place = try await workplace.open(making: false)
        let name = name
        let subjects = try await place.store.read { connection in
            if let name { return try Subject.matching(name, from: connection) }
            var all: [Subject] = []
            while true {
                let page = try Subject.list(after: all.last, limit: 500, from: connection)
                guard !page.isEmpty else { return all }
                all += page
            }
        }
        await place.store.close()
        if json { return try Console.json(subjects.map(Line.init)) }
        for subject in subjects {
            let titles = subject.titles.map(Self.words).joined(separator: "; ")
            let aliases = subject.aliases.isEmpty ? "" : "  (\(subject.aliases.joined(separator: ", ")))"
            Console.say("\(subject.id)  \(subject.name)\(aliases)\(titles.isEmpty ? "" : "  \(titles)")")
        }
    }

    private static func words(_ title: SubjectTitle) -> String {
        switch (title.since, title.until) {
        case (nil, nil): title.title
        case (let since?, nil): "\(title.title) since \(since)"
        case (nil, let until?): "\(title.title) until \(until)"
        case (let since?, let until?): "\(title.title) from \(since) to \(until)"
        }
    }
}

/// Changes what a subject is called.
struct SubjectUpdateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "update", abstract: "Change a subject's name or kind.")

    @OptionGroup var workplace: WorkplaceOptions
    @Argument(help: "The subject.") var subject: String
    @Option(help: "The new name.") var name: String?
    @Option(help: "person or body.") var kind: String?
    @Option(help: "Who does it.") var by: String

    func run() async throws {
        let kind = try SourceCommandError.value(kind, "kind of subject", as: Subject.Kind.self)
        let name = name
        try await SubjectChange(workplace, subject, by: by).make { subject in
            if let name { subject.name = name }
            if let kind { subject.kind = kind }
        }
    }
}

/// Adds and removes other names.
struct SubjectAliasCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alias", abstract: "Add other names of a subject, or take them away.")

    @OptionGroup var workplace: WorkplaceOptions
    @Argument(help: "The subject.") var subject: String
    @Argument(help: "The names.") var names: [String]
    @Flag(help: "Take them away.") var remove = false
    @Option(help: "Who does it.") var by: String

    func run() async throws {
        let (names, isRemoving) = (names, remove)
        try await SubjectChange(workplace, subject, by: by).make { subject in
            subject.aliases.removeAll { names.contains($0) }
            if !isRemoving { subject.aliases += names }
        }
    }
}

/// Says what a subject is or was.
struct SubjectTitleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "title", abstract: "Say what a subject is or was, and from when until when.",
        discussion: "A title that is there already gets the days that are given.")

    @OptionGroup var workplace: WorkplaceOptions
    @Argument(help: "The subject.") var subject: String
    @Argument(help: "The title: “chair of the harbour commissioners”.") var title: String
    @Option(help: "The first day: 2024-05-01.") var since: String?
    @Option(help: "The last day.") var until: String?
    @Flag(help: "Take it away.") var remove = false
    @Option(help: "Who does it.") var by: String

    func run() async throws {
        let held = SubjectTitle(title, since: try Self.day(since), until: try Self.day(until))
        let isRemoving = remove
        try await SubjectChange(workplace, subject, by: by).make { subject in
            subject.titles.removeAll { $0.title == held.title }
            if !isRemoving { subject.titles.append(held) }
        }
    }

    private static func day(_ text: String?) throws -> CivilDay? {
        guard let text else { return nil }
        guard let day = CivilDay(text) else { throw SourceCommandError.unreadableDay(text) }
        return day
    }
}

/// A change of one subject, in one write.
private struct SubjectChange {
    let workplace: WorkplaceOptions
    let name: String
    let actor: String

    init(_ workplace: WorkplaceOptions, _ name: String, by actor: String) {
        self.workplace = workplace
        self.name = name
        self.actor = actor
    }

    func make(_ change: @escaping @Sendable (inout Subject) -> Void) async throws {
        let place = try await workplace.open(making: false)
        let (name, actor) = (name, actor)
        let subject = try await place.store.write { connection in
            var subject = try NamedSubject(name).find(from: connection)
            change(&subject)
            try SourceDesk(connection, by: actor, at: TimeSource.system.now()).update(subject)
            return subject
        }
        await place.store.close()
        Console.say("\(subject.id)  \(subject.name)")
    }
}
