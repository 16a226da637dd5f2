import ArgumentParser
import Foundation
import Storage
import Synchronization
import Transfer

/// Brings another system's content into the publication.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Bring in a WordPress export, a folder of Markdown, or an archive.",
        discussion: "Importing twice changes nothing. An import that was cut off goes on where it stopped.",
        subcommands: [WordPress.self, Markdown.self, ImportArchiveCommand.self])

    /// Options of every import.
    struct Options: ParsableArguments {
        @OptionGroup var workplace: WorkplaceOptions

        @Option(name: .customLong("base-url"), help: "The public origin, where the import makes the publication.")
        var baseURL = "http://localhost:8080"

        @Option(help: "The old site's IANA time zone, where the import makes the publication.")
        var timeZone: String?

        @Flag(help: "Print the report as JSON.")
        var json = false
    }

    struct WordPress: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "wordpress", abstract: "Import a WordPress export (Tools → Export gives the file).",
            discussion: """
                Files come from the folder that --media names, or else from the old site. Those that can't be had are \
                listed at the end; --retry gets them, and nothing else.
                """)

        @Argument(help: "The export.") var file: String
        @OptionGroup var options: Options
        @Option(help: ArgumentHelp("A copy of the site's wp-content/uploads folder.", valueName: "dir")) var media: String?
        @Flag(name: .customLong("no-fetch"), help: "Fetch no files from the old site.") var noFetch = false
        @Flag(help: "Get the files that are still missing, and nothing else.") var retry = false
        @Flag(help: "Also fetch files from this machine and from private networks.") var allowPrivateAddresses = false

        func run() async throws {
            var settings = WordPressImport.Options()
            settings.mediaFolder = media
            settings.fetcher = noFetch ? nil : .web(allowsPrivateAddresses: allowPrivateAddresses)
            settings.onlyMissingMedia = retry
            settings.baseURL = options.baseURL
            settings.timeZone = options.timeZone
            do {
                let place = try await options.workplace.open()
                let work = WordPressImport(file: file, into: place.store, media: place.media, options: settings)
                let line = ProgressLine()
                let report = try await work.run { line.show($0) }
                line.end()
                await place.store.close()
                try ImportCommand.tell(report, json: options.json)
            } catch let error as WXRError where error.line > 0 {
                Console.complain("line \(error.line), column \(error.column): \(error). Nothing was imported.")
                throw Outcome.couldNot.exitCode
            }
        }
    }

    struct Markdown: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "markdown", abstract: "Import a folder of Markdown as Hugo and Jekyll keep it.")

        @Argument(help: "The site's folder, or that of its content.") var folder: String
        @OptionGroup var options: Options

        func run() async throws {
            let place = try await options.workplace.open()
            let work = MarkdownImport(
                folder: folder, into: place.store, media: place.media,
                options: MarkdownImport.Options(baseURL: options.baseURL, timeZone: options.timeZone))
            let line = ProgressLine()
            let report = try await work.run { line.show($0) }
            line.end()
            await place.store.close()
            try ImportCommand.tell(report, json: options.json)
        }
    }

    /// - Throws: The exit status of findings, where something was left out.
    private static func tell(_ report: ImportReport, json: Bool) throws {
        if json { try Console.json(report) } else { Console.say(report.table) }
        if !report.omitted.isEmpty { throw Outcome.findings.exitCode }
    }
}

/// Shows how far a long work is: written over on a terminal, a line every few seconds otherwise.
final class ProgressLine: Sendable {
    /// Where nobody looks on, only what takes long is worth a line.
    private let lastShown = Mutex(ContinuousClock.now - .seconds(Console.isInteractive ? 60 : 0))

    func show(_ progress: ImportProgress) {
        show(Self.words(progress))
    }

    /// - Parameter words: Not asked for where nothing is due: some works tell of every row.
    func show(_ words: @autoclosure () -> String) {
        let pause: Duration = Console.isInteractive ? .milliseconds(100) : .seconds(5)
        let isDue = lastShown.withLock { last in
            let now = ContinuousClock.now
            guard now - last >= pause else { return false }
            last = now
            return true
        }
        guard isDue else { return }
        let text = words()
        if Console.isInteractive {
            Console.show("\r\u{1B}[K\(text)")
        } else {
            Console.note(text)
        }
    }

    /// Leaves a terminal's line clean.
    func end() {
        if Console.isInteractive { Console.show("\r\u{1B}[K") }
    }

    private static func words(_ progress: ImportProgress) -> String {
        let count = progress.total.map { "\(progress.done) of \($0)" } ?? "\(progress.done)"
        return switch progress.stage {
        case .checking: "Checking the file …"
        case .stories: "Stories: \(count)"
        case .media: "Files: \(count)"
        }
    }
}
