import Foundation
import Synchronization

/// A PostgreSQL server of this test run's own, started by `Tests/postgres --hold`.
///
/// The script stops the server when its standard input ends, which it does however this process ends.
enum TemporaryCluster {
    private static let held = Mutex<(Process, Pipe)?>(nil)

    /// Starts the server.
    /// - Returns: its URL.
    static func start() throws -> String {
        let process = try script(["--hold"])
        let input = Pipe()
        let output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        held.withLock { $0 = (process, input) }
        var line: [UInt8] = []
        while let byte = try output.fileHandleForReading.read(upToCount: 1)?.first, byte != UInt8(ascii: "\n") {
            line.append(byte)
        }
        guard !line.isEmpty else { throw TestServerFault(what: "Tests/postgres could not start a server") }
        return String(decoding: line, as: UTF8.self)
    }

    static func script(_ arguments: [String]) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "postgres")
        process.arguments = arguments
        return process
    }
}
