import Foundation

/// What commands say to the person or script that runs them.
enum Console {
    /// A line on standard output.
    static func say(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }

    /// A fault in one line on standard error.
    static func complain(_ fault: String) {
        let line = fault.split(whereSeparator: \.isNewline).joined(separator: " ")
        FileHandle.standardError.write(Data("standfirst: \(line)\n".utf8))
    }

    /// A note on standard error, so that standard output stays a report.
    static func note(_ line: String) {
        FileHandle.standardError.write(Data((line + "\n").utf8))
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
