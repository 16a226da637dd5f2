import Foundation
import Subprocess
import SystemPackage

/// A PDF's text, read by `pdftotext` in a child process with bounded time, memory and output: a hostile file can end
/// the child, not the check.
enum PDFText {
    /// Seconds of processor time.
    private static let processorSeconds = 60
    /// Seconds by the clock.
    private static let seconds = 120
    private static let addressSpaceKilobytes = 2_000_000
    private static let outputBytes = 128 << 20

    /// - Throws: ``CheckFault/unreadable(path:why:)``.
    static func text(of path: String) async throws -> String {
        guard FileManager.default.isReadableFile(atPath: path) else {
            throw CheckFault.unreadable(path: path, why: String(cString: strerror(access(path, R_OK) == 0 ? EIO : errno)))
        }
        return try await withThrowingTaskGroup(of: String.self) { group in
            group.addTask { try await run(on: path) }
            group.addTask {
                try await Task.sleep(for: .seconds(seconds))
                throw CheckFault.unreadable(path: path, why: "pdftotext took longer than \(seconds) seconds")
            }
            defer { group.cancelAll() }
            guard let text = try await group.next() else { return "" }
            return text
        }
    }

    private static func run(on path: String) async throws -> String {
        // The shell sets the limits on itself and then becomes the tool; the second limit is not known everywhere.
        let bounds = #"ulimit -t "$1"; ulimit -v "$2" 2>/dev/null; shift 2; exec "$@""#
        let absolute = URL(filePath: path).standardizedFileURL.path(percentEncoded: false)
        let arguments = [
            "-c", bounds, "sh", "\(processorSeconds)", "\(addressSpaceKilobytes)",
            "pdftotext", "-q", "-enc", "UTF-8", "-eol", "unix", absolute, "-",
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
            throw CheckFault.unreadable(path: path, why: "pdftotext did not finish (\(error))")
        }
        if status.isSuccess { return text }
        if status == .exited(127) {
            throw CheckFault.unreadable(
                path: path, why: "pdftotext is missing; install it: apt-get install poppler-utils, or brew install poppler")
        }
        throw CheckFault.unreadable(path: path, why: "pdftotext cannot open it, or needs more time or memory than it is given")
    }
}
