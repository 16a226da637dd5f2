import ArgumentParser
import Foundation
import Testing

@testable import Standfirst

@Suite("What operators read")
struct DocumentationTests {
    private func text(_ path: String) throws -> String {
        let root = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    @Test("every setting has its line in docs/operations.md, and each line there is a setting")
    func settings() throws {
        let written = try text("docs/operations.md").split(separator: "\n").compactMap { line -> String? in
            guard line.hasPrefix("| `"), let cell = line.split(separator: "|").first else { return nil }
            let name = cell.trimmingCharacters(in: CharacterSet(charactersIn: " `"))
            return name.wholeMatch(of: /[a-z0-9]+(\.[a-z0-9-]+)+/) == nil ? nil : name
        }
        #expect(Set(written) == Settings.names)
        #expect(Set(written).count == written.count)
    }

    @Test("every command is in the manual page")
    func commands() throws {
        let manual = try text("packaging/standfirst.1")
        for command in Program.configuration.subcommands {
            let name = try #require(command.configuration.commandName)
            #expect(manual.contains("\n.It Cm \(name)"), "\(name)")
        }
    }
}
