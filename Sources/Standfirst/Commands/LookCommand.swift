import ArgumentParser
import Foundation
import Website

/// What a publication's own look holds.
struct LookCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "look",
        abstract: "Check the publication's own look.",
        discussion: """
            The look is chosen with `standfirst setup --look`, or is the publication's own: look.json, custom.css, logo.svg or \
            logo.png, and the slots masthead, about, foot and appeal (.md or .html) in the folder look of the data folder.
            """,
        subcommands: [LookCheckCommand.self])
}

/// Names everything that is wrong with the look's files, by file and line.
struct LookCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Name what is wrong with the look's files, by file and line.")

    @OptionGroup var workplace: WorkplaceOptions

    func run() async throws {
        let data = URL(filePath: workplace.data)
        guard FileManager.default.fileExists(atPath: data.path) else { throw WorkplaceError.empty(path: workplace.data) }
        let folder = data.appending(path: "look")
        let faults = LookLoader(folder: folder).faults()
        for fault in faults.sorted() { Console.say(fault.description) }
        guard faults.isEmpty else { throw Outcome.findings.exitCode }
        Console.say("The look is good.")
    }
}
