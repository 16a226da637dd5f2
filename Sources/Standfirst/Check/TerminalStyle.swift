import Foundation

/// Colour on a terminal, and nothing but text elsewhere.
struct TerminalStyle {
    enum Tone: String {
        case plain = ""
        case good = "32"
        case doubtful = "33"
        case bad = "31"
        case dropped = "31;9"
        case added = "32;4"
    }

    let isColoured: Bool

    /// What standard output can show; `NO_COLOR` in the environment is respected.
    static var standardOutput: TerminalStyle {
        let environment = ProcessInfo.processInfo.environment
        let wantsNone = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        return TerminalStyle(isColoured: isatty(STDOUT_FILENO) == 1 && !wantsNone && environment["TERM"] != "dumb")
    }

    func coloured(_ text: String, _ tone: Tone) -> String {
        isColoured && tone != .plain ? "\u{1B}[\(tone.rawValue)m\(text)\u{1B}[0m" : text
    }

    /// A story's or source's text without the characters that a terminal would obey.
    func safe(_ text: String) -> String {
        var safe = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
            let turnsText = (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
            safe.append(isControl ? " " : turnsText ? "\u{FFFD}" : scalar)
        }
        return String(safe)
    }
}
