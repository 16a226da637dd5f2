import Foundation
import Synchronization
import SystemPackage

/// What commands say to the person or script that runs them.
enum Console {
    /// Why standard output took no more, if it didn't. A pipe that is closed early is the reader's right, and no reason.
    static var whatWasLost: Errno? { lost.withLock(\.self) }

    private static let lost = Mutex<Errno?>(nil)

    /// A line on standard output. What was done is done, whether or not it can be said: see ``whatWasLost``.
    static func say(_ line: String) {
        do {
            try FileDescriptor.standardOutput.writeAll((line + "\n").utf8)
        } catch {
            guard let why = error as? Errno, why != .brokenPipe else { return }
            lost.withLock { $0 = $0 ?? why }
        }
    }

    /// A fault in one line on standard error.
    static func complain(_ fault: String) {
        let line = fault.split(whereSeparator: \.isNewline).joined(separator: " ")
        show("standfirst: \(line)\n")
    }

    /// A note on standard error, so that standard output stays a report.
    static func note(_ line: String) {
        show(line + "\n")
    }

    /// Text on standard error, for whoever looks on: it is no fault where nobody can.
    static func show(_ text: String) {
        _ = try? FileDescriptor.standardError.writeAll(text.utf8)
    }

    /// Whether standard error is a terminal, on which a line can be written over.
    static let isInteractive = isatty(STDERR_FILENO) == 1

    /// A value as JSON with sorted keys, for scripts.
    static func json(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        say(String(decoding: try encoder.encode(value), as: UTF8.self))
    }
}
