import ArgumentParser
import Foundation
import SystemPackage

/// The program: its commands, its configuration and how the rooms are wired together. No rules live here.
@main
struct Program: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "standfirst",
        abstract: "The publishing system of newsrooms that are paid for by their readers.",
        discussion: """
            `standfirst serve --demo` gives a working newspaper at http://localhost:8080.

            Exit status: 0 done, 1 done with findings, 2 could not.
            """,
        version: Version.current,
        subcommands: [
            ServeCommand.self, SetupCommand.self, ImportCommand.self, ExportCommand.self, BackupCommand.self,
            RestoreCommand.self, ObjectsCommand.self, DoctorCommand.self, StoryCommand.self, LookCommand.self,
            CheckCommand.self, SourceCommand.self, TokenCommand.self,
        ])

    static func main() async {
        // A pipe that is closed early (`standfirst story list | head`) is the reader's right, not a fault.
        signal(SIGPIPE, SIG_IGN)
        // A file that may grow no further is a fault to tell of, not one to die of.
        signal(SIGXFSZ, SIG_IGN)
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            if let why = Console.whatWasLost {
                Console.complain("What there was to say could not be written: \(String(cString: strerror(why.rawValue))).")
                Foundation.exit(Outcome.couldNot.rawValue)
            }
        } catch let error as ExitCode {
            Foundation.exit(error.rawValue)
        } catch let error where exitCode(for: error) == .success {
            exit(withError: error)
        } catch let error where exitCode(for: error) == .validationFailure {
            Console.note(fullMessage(for: error))
            Foundation.exit(Outcome.couldNot.rawValue)
        } catch {
            Console.complain(String(describing: error))
            Foundation.exit(Outcome.couldNot.rawValue)
        }
    }
}

/// What a command's exit status says.
enum Outcome: Int32 {
    case done = 0
    case findings = 1
    case couldNot = 2

    var exitCode: ExitCode { ExitCode(rawValue) }
}

enum Version {
    static let current = "0.1.0"
}
