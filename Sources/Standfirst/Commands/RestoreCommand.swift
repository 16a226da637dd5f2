import ArgumentParser
import Foundation
import Storage
import SystemPackage
import Transfer

/// Puts a backup back into an empty place.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Put a backup back, into an empty place.",
        discussion: """
            Name a new data folder with --data, and with --database a new database where it is not to be the embedded one. \
            The backup is checked whole before anything is kept, and media that its folder has lost are named and left out. A \
            restore that was cut off leaves the place empty.
            """)

    @Argument(help: "A backup, or the folder of backups: then the newest in it.") var backup: String
    @OptionGroup var workplace: WorkplaceOptions
    @Flag(help: "Print the report as JSON.") var json = false

    func run() async throws {
        let file = try Self.file(backup)
        let report = try await ImportArchiveCommand.fill(workplace, from: try ArchiveReader(path: file))
        if json {
            try Console.json(report)
        } else {
            Console.say("Restored from \(file): \(ArchiveWords.summary(of: report, in: nil)).")
        }
        ArchiveWords.note(report)
        if !report.missing.isEmpty || !report.damaged.isEmpty { throw Outcome.findings.exitCode }
    }

    private static func file(_ name: String) throws -> FilePath {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: name, isDirectory: &isFolder), isFolder.boolValue else {
            return FilePath(name)
        }
        guard let newest = try BackupFolder(path: FilePath(name)).newest(at: TimeSource.system.now()) else {
            throw RestoreError.noBackup(folder: name)
        }
        return newest
    }
}

enum RestoreError: Error, CustomStringConvertible {
    case noBackup(folder: String)

    var description: String {
        switch self {
        case .noBackup(let folder): "There is no backup in \(folder)."
        }
    }
}
