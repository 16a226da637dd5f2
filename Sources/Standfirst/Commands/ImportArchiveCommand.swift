import ArgumentParser
import Storage
import SystemPackage
import Transfer

/// Fills an empty publication from an archive.
struct ImportArchiveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "archive",
        abstract: "Fill an empty publication from a file that `standfirst export archive` wrote.",
        discussion: """
            Every checksum and every row is checked before anything is kept. An import that was cut off leaves the \
            publication empty; run it again.
            """)

    @Argument(help: "The archive; - for standard input.") var file: String
    @OptionGroup var workplace: WorkplaceOptions
    @Flag(help: "Print the report as JSON.") var json = false

    func run() async throws {
        let archive =
            file == "-"
            ? try ArchiveReader(copying: .standardInput, into: FilePath(workplace.data)) : try ArchiveReader(path: FilePath(file))
        let report = try await Self.fill(workplace, from: archive)
        if json { try Console.json(report) } else { Console.say(ArchiveWords.summary(of: report, in: nil)) }
        ArchiveWords.note(report)
        if !report.missing.isEmpty || !report.damaged.isEmpty { throw Outcome.findings.exitCode }
    }

    /// Opens an empty place and fills it.
    static func fill(_ workplace: WorkplaceOptions, from archive: ArchiveReader) async throws -> ArchiveReport {
        let place = try await workplace.open(migrating: false)
        let work = ArchiveImport(
            store: place.store, objects: place.objects, folder: place.folder, migrations: Schema.migrations)
        let line = ProgressLine()
        let report = try await work.run(archive) { line.show($0) }
        line.end()
        archive.close()
        await place.store.close()
        return report
    }
}
