import ArgumentParser
import Foundation
import Logging
import Markup
import Storage
import SystemPackage
import Transfer

/// Writes the whole site as static files.
struct ExportSiteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "site", abstract: "Write the whole site as static files that any web server can serve.",
        discussion: """
            Exporting again writes what changed and removes what is gone, and leaves the rest as it is. The folder must \
            be empty, not there yet, or an earlier export. docs/static-export.md says how to serve it, and what files \
            can't do.
            """)

    @Argument(help: "The folder.") var folder: String
    @OptionGroup var workplace: WorkplaceOptions

    @Option(
        name: .customLong("base-url"),
        help: "The public origin that the files are for, where it is not the publication's own.")
    var baseURL: String?

    @Option(help: "What stands compressed beside each text: quick, small (a fifth smaller, for ten milliseconds a page) or none.")
    var compress = "quick"

    @Flag(
        name: .customLong("without-cards"),
        help: "Draw no social card for each story (a tenth of a second each, once): links show the publication's.")
    var withoutCards = false

    @Flag(help: "Print the report as JSON.") var json = false

    func run() async throws {
        var options = SiteExport.Options()
        guard let compression = SiteExport.Compression(rawValue: compress) else {
            throw ValidationError("“\(compress)” is no way to compress: give quick, small or none.")
        }
        options.compression = compression
        options.drawsCards = !withoutCards
        options.origin = try baseURL.map(Self.origin)
        let place = try await workplace.open(making: false)
        let work = SiteExport(
            of: place.store, media: place.media, lookFolder: URL(filePath: place.lookFolder.string), to: folder,
            options: options, logger: Logger(label: "standfirst", factory: { StreamLogHandler.standardError(label: $0) }))
        let line = ProgressLine()
        let report = try await work.run { progress in line.show(Self.words(progress)) }
        line.end()
        await place.store.close()
        if json { try Console.json(report) } else { Console.say(report.table) }
        if !report.omitted.isEmpty { throw Outcome.findings.exitCode }
    }

    /// - Returns: The origin without a trailing slash.
    private static func origin(_ text: String) throws -> String {
        let origin = text.hasSuffix("/") ? String(text.dropLast()) : text
        let host = ["https://", "http://"].compactMap { origin.hasPrefix($0) ? origin.dropFirst($0.count) : nil }.first
        guard let host, !host.isEmpty, !host.contains(where: { "/?#".contains($0) }), SafeURL(parsing: origin) != nil else {
            throw ValidationError("“\(text)” is no origin: give it as in https://lantern.example.")
        }
        return origin
    }

    private static func words(_ progress: SiteProgress) -> String {
        switch progress.stage {
        case .pages: "Pages: \(progress.done) of \(progress.total)"
        case .files: "Files: \(progress.done) of \(progress.total)"
        }
    }
}
