import ArgumentParser
import Editorial
import Foundation
import QuotationCheck
import Storage

/// Shows a story's quotations as the check finds them.
struct StoryQuotationsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quotations", abstract: "Check a story's quotations against the archive, and show what was found.",
        discussion: """
            The story's own sources are looked at first, then the whole archive. A story that was imported as published \
            is checked when this is asked for the first time.

            Exit status: 0 nothing waits for an editor, 1 something does, 2 the check could not be run.
            """)

    @OptionGroup var workplace: WorkplaceOptions
    @Argument(help: "The story's address, slug or identifier.") var story: String
    @Flag(help: "Check again, also where nothing changed.") var again = false
    @Flag(help: "Print JSON.") var json = false

    func run() async throws {
        let place = try await workplace.open()
        let name = story
        let id = try await place.store.read { try StoryName(name).find(from: $0).id }
        try await place.checking().check(story: id, again: again)
        let report = try await place.store.read { try QuotationReport.read(id, from: $0) }
        await place.store.close()
        if json { try Console.json(report) } else { show(report) }
        if report.quotations.contains(where: { $0.standing == .open }) { throw Outcome.findings.exitCode }
    }

    private func show(_ report: QuotationReport) {
        let quotations = report.quotations.map { line in
            var checked = line.finding.checked
            checked.isShort = line.finding.isShort
            checked.match?.source = line.sourceTitle.flatMap { $0.isEmpty ? nil : $0 } ?? "a confidential source"
            if line.finding.place?.visibility == .confidential { checked.edits = [] }
            return checked
        }
        let notes = Dictionary(report.quotations.map { ($0.finding.checked.id, $0.note) }) { first, _ in first }
        let checked = CheckReport(quotations: quotations, copied: report.check?.copied ?? [])
        CheckTable(checked, notes: notes, style: .standardOutput).lines.forEach(Console.say)
    }
}

extension QuotationReport.Line {
    /// How the quotation stands, by the name that commands know it by.
    fileprivate var note: String {
        let last = decisions.last.map { ": \($0.phrase)" } ?? ""
        return switch standing {
        case .passes: "\(finding.checked.id) · passes"
        case .ruled, .overridden: "\(finding.checked.id) · decided\(last)"
        case .carried: "\(finding.checked.id) · printed elsewhere before"
        case .open: "\(finding.checked.id) · needs a decision"
        }
    }
}

extension QuotationDecision {
    /// As the history has it: `attested by Nadia Sorrel (decided by Leila Haddow): her notes of 3 March`.
    var phrase: String {
        let person = choice.person.map { " by \($0)" } ?? ""
        let reason = choice.reason.map { ": \($0)" } ?? ""
        return "\(choice.kind.rawValue)\(person) (decided by \(decidedBy))\(reason)"
    }
}

/// Decides on a quotation that the check can't pass.
struct StoryDecideCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide", abstract: "Decide on a quotation that doesn't pass by itself.",
        discussion: """
            DECISION is one of: not-a-quotation (a title, a nickname), attested (--person vouches for it from notes or a \
            confidential source), translated (--person vouches for the translation), override (print it all the same), \
            reopen (take the last decision back). Each needs a --reason, which is kept and shown with it.

            An edit of the quotation's own words voids the decision; an edit of other words doesn't.
            """)

    @OptionGroup var workplace: WorkplaceOptions
    @Argument(help: "The story's address, slug or identifier.") var story: String
    @Argument(help: "The quotation, as `standfirst story quotations` names it: q3.") var quotation: String
    @Argument(help: "not-a-quotation, attested, translated, override or reopen.") var decision: String
    @Option(help: "Who decides.") var by: String
    @Option(help: "Why.") var reason: String
    @Option(help: "Who vouches for the quotation or its translation.") var person: String?

    func run() async throws {
        let choice = try choice()
        let place = try await workplace.open()
        let (name, quotation, actor) = (story, quotation, by)
        let id = try await place.store.read { try StoryName(name).find(from: $0).id }
        try await place.checking().check(story: id)
        try await place.store.write { connection in
            let desk = try QuotationDesk(connection, by: actor, at: TimeSource.system.now())
            try desk.decide(choice, on: quotation, of: id)
        }
        if choice.kind == .reopen { try await place.checking().check(story: id, again: true) }
        await place.store.close()
        Console.say("\(quotation): \(choice.kind.rawValue)")
    }

    private func choice() throws -> QuotationChoice {
        switch QuotationChoice.Kind(rawValue: decision) {
        case .notAQuotation: .notAQuotation(reason: reason)
        case .attested: .attested(by: person ?? "", reason: reason)
        case .translated: .translated(by: person ?? "", reason: reason)
        case .override: .override(reason: reason)
        case .reopen: .reopen(reason: reason)
        case .bind, nil: throw StoryDecisionError.unknown(decision)
        }
    }
}

/// Ties a quotation to a place in a source.
struct StoryBindCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bind", abstract: "Say in which source a quotation stands, and where in it.",
        discussion: "The check is run again with it: a binding says where to look, and passes nothing by itself.")

    @OptionGroup var workplace: WorkplaceOptions
    @Argument(help: "The story's address, slug or identifier.") var story: String
    @Argument(help: "The quotation, as `standfirst story quotations` names it: q3.") var quotation: String
    @Argument(help: "The identifier of the source, or of one of its versions.") var source: String
    @Option(help: "Where it begins: a code point of the source's text, from 0.") var start: Int?
    @Option(help: "Where it ends, not included.") var end: Int?
    @Option(help: "Who binds it.") var by: String
    @Option(help: "Why, in the history.") var reason: String?

    func run() async throws {
        var range: CodePointRange?
        if let start, let end {
            range = CodePointRange(start: start, end: end)
        } else if start != nil || end != nil {
            throw StoryDecisionError.halfPlace
        }
        let place = try await workplace.open()
        let (name, quotation, actor, reason, sourceName, found) = (story, quotation, by, reason, source, range)
        let id = try await place.store.read { try StoryName(name).find(from: $0).id }
        try await place.checking().check(story: id)
        try await place.store.write { connection in
            let version = try Self.version(named: sourceName, from: connection)
            let desk = try QuotationDesk(connection, by: actor, at: TimeSource.system.now())
            try desk.decide(.bind(version, found, reason: reason), on: quotation, of: id)
        }
        try await place.checking().check(story: id, again: true)
        let report = try await place.store.read { try QuotationReport.read(id, from: $0) }
        await place.store.close()
        let line = report.quotations.first { $0.finding.checked.id == quotation }
        Console.say("\(quotation): \(line?.finding.checked.verdict.rawValue ?? "bound")")
    }

    private static func version(named name: String, from connection: any Connection) throws -> SourceVersion.ID {
        if let source = Source.ID(name) {
            do {
                return try SourceVersion.newest(of: source, from: connection).id
            } catch SourceError.notFound {
                // It may be a version's identifier, which looks the same.
            }
        }
        guard let version = SourceVersion.ID(name) else { throw StoryDecisionError.unknownSource(name) }
        return try SourceVersion.find(version, from: connection).id
    }
}

enum StoryDecisionError: Error, CustomStringConvertible {
    case unknown(String)
    case unknownSource(String)
    case halfPlace

    var description: String {
        switch self {
        case .unknown(let name):
            "“\(name)” is no decision: give not-a-quotation, attested, translated, override or reopen; `standfirst story bind` binds."
        case .unknownSource(let name): "There is no source “\(name)”: give its identifier."
        case .halfPlace: "A place has a --start and an --end: give both, or neither."
        }
    }
}
