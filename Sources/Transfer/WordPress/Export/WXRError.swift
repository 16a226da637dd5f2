/// Why a WordPress export could not be read, and where.
///
/// `description` reads as compilers write: `file:line:column: what is wrong; what to do`.
public struct WXRError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What is wrong with the file.
    public enum Reason: Equatable, Sendable {
        /// The file can't be opened or read; the system's own words.
        case unreadable(String)
        /// The file has no bytes in it.
        case empty
        /// The first element is not `rss`; its name is given.
        case notAnExport(root: String)
        /// It is RSS, but not an export: the `wp:wxr_version` element is missing.
        case missingVersion
        /// An export of a version other than 1.0 to 1.2.
        case unsupportedVersion(String)
        /// It declares a document type, which could define entities that expand without end.
        case documentType
        /// It stops before its last element is closed.
        case truncated
        /// It holds a control character that XML does not allow.
        case controlCharacter(UInt8)
        /// It holds a byte that is not UTF-8.
        case invalidEncoding(UInt8)
        /// It declares an encoding that can't be read.
        case unknownEncoding
        /// One value is larger than the reader is willing to hold.
        case valueTooLong(limit: Int)
        /// It is not well-formed XML; the parser's own words.
        case malformed(String)
    }

    public var path: String
    public var reason: Reason
    /// Counted from 1; 0 where the file could not be read at all.
    public var line: Int
    /// Counted from 1; 0 where the file could not be read at all.
    public var column: Int

    public init(path: String, reason: Reason, line: Int, column: Int) {
        self.path = path
        self.reason = reason
        self.line = line
        self.column = column
    }

    public var description: String {
        line > 0 ? "\(path):\(line):\(column): \(advice)" : "\(path): \(advice)"
    }

    private var advice: String {
        switch reason {
        case .unreadable(let words):
            "the file can't be read (\(words)); check the path and its permissions"
        case .empty:
            "the file is empty; export again from WordPress under Tools → Export"
        case .notAnExport(let root):
            "this is not a WordPress export: it begins with <\(root)>, not <rss>; export from WordPress under Tools → Export"
        case .missingVersion:
            "this is a feed, not an export: it has no wp:wxr_version; export from WordPress under Tools → Export"
        case .unsupportedVersion(let version):
            "export version \(version) is not supported, only 1.0 to 1.2; export again with a current WordPress"
        case .documentType:
            "the file declares a document type, which WordPress never writes and which is refused for safety; remove the <!DOCTYPE …> declaration"
        case .truncated:
            "the file ends too early, its last element is not closed; download or export it again, whole"
        case .controlCharacter(let byte):
            "control character U+00\(hexadecimal(byte)) is not allowed in XML; remove it from this line, or from the story in WordPress, and try again"
        case .invalidEncoding(let byte):
            "byte 0x\(hexadecimal(byte)) is not valid UTF-8 here; convert the file to UTF-8 (iconv), or repair this line, and try again"
        case .unknownEncoding:
            "the encoding that the file declares can't be read; convert it to UTF-8 (iconv) and say encoding=\"UTF-8\" in its first line"
        case .valueTooLong(let limit):
            "a single value is longer than \(limit / 1_048_576) MB; shorten it in WordPress and export again"
        case .malformed(let words):
            "the XML is malformed (\(words)); repair this line or export again"
        }
    }

    private func hexadecimal(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return digits.count == 1 ? "0" + digits : digits
    }
}
