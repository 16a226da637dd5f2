/// Why a Markdown file could not be read, and where.
///
/// `description` reads as compilers write: `file:line: what is wrong; what to do`.
public struct MarkdownFault: Error, Equatable, Sendable, CustomStringConvertible {
    public var path: String
    /// Counted from 1; 0 where the fault is the whole file's.
    public var line: Int
    public var message: String

    public init(path: String, line: Int, message: String) {
        self.path = path
        self.line = line
        self.message = message
    }

    public var description: String {
        line > 0 ? "\(path):\(line): \(message)" : "\(path): \(message)"
    }
}
