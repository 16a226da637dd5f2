import Foundation
import Subprocess
import SystemPackage

/// A PDF's text, read by `pdftotext` in a child process with bounded time, memory and output: a hostile file can end
/// the child, not the program.
enum PDFText {
    /// Seconds of processor time.
    private static let processorSeconds = 60
    /// Seconds by the clock.
    private static let seconds = 120
    private static let addressSpaceKilobytes = 2_000_000
    private static let outputBytes = 128 << 20

    /// - Throws: ``DocumentFault``
    static func text(of bytes: [UInt8]) async throws -> String {
        let folder = FileManager.default.temporaryDirectory.appending(path: "standfirst-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "document.pdf")
        try Data(bytes).write(to: file)
        return try await text(ofFileAt: file.path(percentEncoded: false))
    }

    private static func text(ofFileAt path: String) async throws -> String {
        return try await withThrowingTaskGroup(of: String.self) { group in
            group.addTask { try await run(on: path) }
            group.addTask {
                try await Task.sleep(for: .seconds(seconds))
                throw DocumentFault.unreadable("pdftotext took longer than \(seconds) seconds")
            }
            defer { group.cancelAll() }
            guard let text = try await group.next() else { return "" }
            return text
        }
    }

    private static func run(on path: String) async throws -> String {
        // The shell sets the limits on itself and then becomes the tool; the second limit is not known everywhere.
        let bounds = #"ulimit -t "$1"; ulimit -v "$2" 2>/dev/null; shift 2; exec "$@""#
        let arguments = [
            "-c", bounds, "sh", "\(processorSeconds)", "\(addressSpaceKilobytes)",
            "pdftotext", "-q", "-enc", "UTF-8", "-eol", "unix", path, "-",
        ]
        let status: TerminationStatus
        let text: String
        do {
            let result = try await Subprocess.run(
                .path("/bin/sh"), arguments: Arguments(arguments), output: .string(limit: outputBytes),
                error: .string(limit: 1 << 16))
            status = result.terminationStatus
            text = result.standardOutput
        } catch {
            throw DocumentFault.unreadable("pdftotext did not finish (\(error))")
        }
        if status.isSuccess { return text }
        if status == .exited(127) {
            throw DocumentFault.unreadable("pdftotext is missing; install it: apt-get install poppler-utils, or brew install poppler")
        }
        throw DocumentFault.unreadable("pdftotext cannot open it, or needs more time or memory than it is given")
    }
}
