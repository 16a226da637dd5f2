/// How log lines are written.
public enum LogFormat: String, Sendable, Hashable, CaseIterable {
    /// For a person at a terminal: the time, the level, the message and then `name=value`.
    case text
    /// One JSON object a line (RFC 8259), for programs that collect logs.
    case json
}
