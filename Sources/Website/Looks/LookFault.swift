/// One thing that is wrong with a look, and where.
public struct LookFault: Error, Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The file's name within the look's folder, as in `custom.css`.
    public var file: String
    /// Counts from 1.
    public var line: Int
    /// What is wrong and what to do.
    public var message: String

    public init(file: String, line: Int, message: String) {
        self.file = file
        self.line = line
        self.message = message
    }

    /// `custom.css:12: …`
    public var description: String { "\(file):\(line): \(message)" }

    public static func < (left: Self, right: Self) -> Bool {
        (left.file, left.line, left.message) < (right.file, right.line, right.message)
    }
}
