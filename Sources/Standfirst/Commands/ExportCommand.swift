import ArgumentParser

/// Takes the publication out.
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Take the whole publication out.",
        subcommands: [ExportArchiveCommand.self])
}
