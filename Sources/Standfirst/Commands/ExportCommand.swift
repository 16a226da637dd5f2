import ArgumentParser

/// Takes the publication out.
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Take the whole publication out, as a static site or as an archive.",
        subcommands: [ExportSiteCommand.self, ExportArchiveCommand.self])
}
