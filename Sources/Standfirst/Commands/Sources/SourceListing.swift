import ArgumentParser
import Editorial
import Foundation
import Markup
import Storage

/// Lists the archive.
struct SourceListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the sources, newest first.",
        discussion: "Confidential ones show their titles only where the source key is given.")

    @OptionGroup var workplace: WorkplaceOptions
    @Option(help: "Only those: public, on-request or confidential.") var visibility: String?
    @Option(help: "Only those that are attached to a story.") var story: String?
    @Flag(help: "Print JSON.") var json = false

    private struct Line: Encodable {
        var id: String
        var kind: SourceKind
        var visibility: SourceVisibility
        var createdBy: String
        var newest: SourceVersionReport
    }

    func run() async throws {
        let wanted: SourceVisibility? = try SourceCommandError.value(visibility, "visibility")
        let place = try await workplace.open(making: false)
        var only: Set<Source.ID>?
        if let story {
            only = try await place.store.read { connection in
                let id = try StoryName(story).find(from: connection).id
                return Set(try SourceAttachment.list(of: id, from: connection).map(\.source.id))
            }
        }
        let archive = try place.sources()
        var lines: [Line] = []
        var last: Source.ID?
        while true {
            let page = try await archive.list(wanted, before: last, limit: 200, opening: true)
            for (source, newest) in page where only?.contains(source.id) ?? true {
                let line = Line(
                    id: source.id.description, kind: source.kind, visibility: source.visibility,
                    createdBy: source.createdBy, newest: SourceVersionReport(newest))
                if json { lines.append(line) } else { show(line) }
            }
            guard let next = page.last?.source.id else { break }
            last = next
        }
        await place.store.close()
        if json { try Console.json(lines) }
    }

    private func show(_ line: Line) {
        let title = line.newest.version.details.title
        let times = line.newest.version.number == 1 ? "" : " (version \(line.newest.version.number))"
        Console.say("\(line.id)  \(line.kind.rawValue), \(line.visibility.rawValue)  \(title.isEmpty ? "sealed" : title)\(times)")
    }
}

/// Shows what is known of a source, or what it says.
struct SourceShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a source with its versions, stories and history, or its text.",
        discussion: "A confidential source shows what it is only where the source key is given; its text needs the key.")

    @OptionGroup var workplace: WorkplaceOptions
    @Argument(help: "The source, or one of its versions.") var source: String
    @Flag(help: "Print the text, and nothing else.") var text = false
    @Flag(help: "Print JSON.") var json = false

    func run() async throws {
        let place = try await workplace.open(making: false)
        let name = source
        let (found, version) = try await place.store.read { try SourceName(name).find(from: $0) }
        let archive = try place.sources()
        if text {
            let reading =
                if let version { try await archive.read(version.id) } else { try await archive.read(newestOf: found.id) }
            await place.store.close()
            return Console.say(reading.text)
        }
        let report = try await archive.report(found.id, opening: true)
        let turns = try await turns(of: report, archive)
        await place.store.close()
        if json { return try Console.json(report) }
        Self.show(report, turns: turns)
    }

    private func turns(of report: SourceReport, _ archive: SourceArchive) async throws -> [SourceTurn] {
        guard let newest = report.versions.first, !newest.isSealed || archive.hasKey else { return [] }
        return try await archive.read(newest.id).turns
    }

    private static func show(_ report: SourceReport, turns: [SourceTurn]) {
        guard let newest = report.versions.first else { return }
        let details = newest.details
        Console.say(details.title.isEmpty ? "(sealed)" : details.title)
        let facts: [(String, String?)] = [
            ("source", report.source.id.description), ("kind", report.source.kind.rawValue),
            ("visibility", report.source.visibility.rawValue),
            ("shown", report.source.visibility == .public ? (report.isShownWhole ? "whole" : "in passages") : nil),
            ("author", details.author), ("publisher", details.publisher), ("published", details.published),
            ("speaker", details.speaker), ("address", details.address), ("led to", details.finalAddress),
            ("file", details.fileName), ("language", newest.language?.string), ("format", newest.format),
            ("sha-256", newest.original.hash?.description),
        ]
        for (name, value) in facts { if let value { Console.say("  \(name.padding(to: 11))\(value)") } }
        let speakers = Dictionary(grouping: turns, by: \.speaker)
        for name in speakers.keys.sorted() { Console.say("  \("speaks".padding(to: 11))\(name) (turns: \(speakers[name]?.count ?? 0))") }
        for version in report.versions {
            Console.say("  version \(version.number)  \(version.capturedAt.moment) by \(version.capturedBy), \(version.length) characters")
        }
        for story in report.stories { Console.say("  story \(story)") }
        for event in report.history {
            let note = event.note.map { ": \($0)" } ?? ""
            Console.say("  \(event.happenedAt.moment)  \(event.verb.rawValue) by \(event.actor)\(note)")
        }
    }
}

/// Lists the versions of a source.
struct SourceVersionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "versions", abstract: "List the versions of a source, oldest first, each with its digest.")

    @OptionGroup var workplace: WorkplaceOptions
    @Argument(help: "The source.") var source: String
    @Flag(help: "Print JSON.") var json = false

    func run() async throws {
        let place = try await workplace.open(making: false)
        let name = source
        let id = try await place.store.read { try SourceName(name).find(from: $0).source.id }
        let report = try await place.sources().report(id, opening: true)
        await place.store.close()
        let versions = report.versions.reversed()
        if json { return try Console.json(versions.map(SourceVersionReport.init)) }
        for version in versions {
            Console.say(
                "\(version.number)  \(version.id)  \(version.capturedAt.moment) by \(version.capturedBy)  \(version.original.byteCount) bytes  \(version.original.hash?.description ?? "sealed")")
        }
    }
}

extension String {
    fileprivate func padding(to count: Int) -> String { padding(toLength: count, withPad: " ", startingAt: 0) }
}
