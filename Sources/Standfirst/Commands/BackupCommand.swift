import ArgumentParser
import Editorial
import Foundation
import Storage
import SystemPackage
import Transfer

/// Makes backups, and proves them.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Back the publication up into a folder, while it is being served.",
        discussion: """
            Each backup is one file, named by its moment; media are copied once for all of them, into the folder's objects. \
            It holds the tables, the media, the look and the settings without secrets. `standfirst restore` brings it back, \
            on either database.
            """,
        subcommands: [BackupMakeCommand.self, BackupVerifyCommand.self], defaultSubcommand: BackupMakeCommand.self)
}

struct BackupMakeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "make", abstract: "Make a backup.")

    @Argument(help: "The folder of the backups; better on another machine's disk.") var folder: String
    @OptionGroup var workplace: WorkplaceOptions
    @Option(help: "How many backups to keep; older ones go, and the media that only they needed.") var keep: Int?
    @Flag(help: "Read the media that are there already, and replace the damaged; otherwise their sizes are compared.")
    var check = false
    @Flag(help: "Print the report as JSON.") var json = false

    func validate() throws {
        if let keep, keep < 1 { throw ValidationError("--keep must be 1 or more.") }
    }

    func run() async throws {
        let place = try await workplace.open(making: false, migrating: false)
        let settings = FileManager.default.contents(atPath: place.folder.appending("standfirst.json").string)
        let line = ProgressLine()
        let report = try await BackupFolder(path: FilePath(folder)).add(
            place.export, settings: settings.map { [UInt8]($0) }, keeping: keep, hashing: check,
            at: TimeSource.system.now()
        ) { line.show($0) }
        line.end()
        await place.store.close()
        if json {
            try Console.json(report)
        } else {
            Console.say(ArchiveWords.summary(of: report.archive, in: report.file))
            for file in report.removed { Console.say("removed \(file)") }
        }
        if !report.settingsLeftOut.isEmpty {
            Console.note("Not in the backup, to be set again by hand: \(report.settingsLeftOut.joined(separator: ", ")).")
        }
        ArchiveWords.note(report.archive)
        for file in report.ahead {
            Console.note("\(file) is named by a moment that is still to come. Was the clock wrong? Rotation leaves it alone.")
        }
        for fault in report.faults { Console.note(fault) }
        if !report.archive.missing.isEmpty || !report.ahead.isEmpty || !report.faults.isEmpty { throw Outcome.findings.exitCode }
    }
}

struct BackupVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Read backups whole and check every byte; also files that `standfirst export archive` wrote.")

    @Argument(help: "A backup, or the folder: then each one in it is checked.") var backup: String
    @Flag(help: "Print the reports as JSON.") var json = false

    /// What became of one.
    private struct Checked: Encodable {
        let file: String
        var report: ArchiveReport?
        var fault: String?

        var words: String {
            if let fault { return "\(file): \(fault)" }
            return "\(file): whole. " + (report.map { ArchiveWords.summary(of: $0, in: nil) } ?? "")
        }
    }

    func run() async throws {
        var isFolder: ObjCBool = false
        _ = FileManager.default.fileExists(atPath: backup, isDirectory: &isFolder)
        let files = isFolder.boolValue ? try BackupFolder(path: FilePath(backup)).backups() : [FilePath(backup)]
        guard !files.isEmpty else { throw RestoreError.noBackup(folder: backup) }
        var all: [Checked] = []
        let line = ProgressLine()
        for file in files {
            var checked = Checked(file: file.string)
            do {
                let archive = try ArchiveReader(path: file)
                defer { archive.close() }
                let report = try await archive.verify { line.show($0) }.report
                checked.report = report
                if !report.damaged.isEmpty { checked.fault = Self.fault(of: report) }
            } catch let error as ArchiveError {
                checked.fault = error.description
            }
            all.append(checked)
        }
        line.end()
        if json {
            try Console.json(all)
        } else {
            for checked in all { Console.say(checked.words) }
        }
        if !json, all.contains(where: { $0.report?.damaged.isEmpty == false }) {
            Console.note("`standfirst backup FOLDER --check` copies damaged files anew, if the newspaper still has them.")
        }
        if all.contains(where: { $0.fault != nil }) { throw Outcome.couldNot.exitCode }
        if all.contains(where: { $0.report?.missing.isEmpty == false }) { throw Outcome.findings.exitCode }
    }

    /// Names every object that is bad, by its file.
    private static func fault(of report: ArchiveReport) -> String {
        let files = report.damaged.map { hash in
            "\n  damaged or missing: objects/\(hash.description.prefix(2))/\(hash.description.dropFirst(2))"
        }
        return "\(files.count) of its files are not as they were kept; everything else is whole." + files.joined()
    }
}
