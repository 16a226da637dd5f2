import ArgumentParser
import Storage
import SystemPackage
import Transfer

/// Writes everything into one file that needs no Standfirst to be read.
struct ExportArchiveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "archive",
        abstract: "Write everything into one file: tables, media, sources, look.",
        discussion: """
            The file is a tar of JSON lines and media with their SHA-256, as docs/archive-format.md describes; `standfirst \
            import archive` reads it, on either database. The newspaper may be served and written meanwhile. Confidential \
            sources stay sealed, and their key is not in it.
            """)

    @Argument(help: "The file to write; - for standard output.") var file: String
    @OptionGroup var workplace: WorkplaceOptions
    @Flag(help: "Write over a file that is there.") var force = false
    @Flag(help: "Print the report as JSON.") var json = false

    func run() async throws {
        let place = try await workplace.open(making: false, migrating: false)
        let output = file == "-" ? .standardOutput : try ArchiveOutput.file(FilePath(file), overwriting: force)
        let line = ProgressLine()
        let report = try await place.export.run(to: output) { line.show($0) }
        line.end()
        await place.store.close()
        // Standard output is the archive itself.
        if file == "-" {
            ArchiveWords.note(report)
        } else if json {
            try Console.json(report)
        } else {
            Console.say(ArchiveWords.summary(of: report, in: file))
            ArchiveWords.note(report)
        }
        if !report.missing.isEmpty { throw Outcome.findings.exitCode }
    }
}

extension Workplace {
    var export: ArchiveExport {
        ArchiveExport(store: store, objects: objects, lookFolder: lookFolder, program: Version.current)
    }
}
