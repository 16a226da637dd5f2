/// Why a text could not be read as a body.
public enum BodyError: Error, Sendable, Hashable {
    /// It has more bytes than the limit.
    case tooLong(bytes: Int, limit: Int)
    /// It has more tags than the limit, or needs more memory than the limit to parse.
    case tooComplex(limit: String)
    /// Stored text isn't canonical.
    case notCanonical
}

extension BodyError: CustomStringConvertible {
    /// What to do about it.
    public var description: String {
        switch self {
        case .tooLong(let bytes, let limit):
            "The text has \(bytes) bytes; at most \(limit) are read. Split it into several stories."
        case .tooComplex(let limit):
            "The mark-up is too complex (\(limit)). Remove what is nested or repeated needlessly, or split it."
        case .notCanonical:
            "The stored text isn't canonical HTML. Read it with ParsedBody(html:) and store the result."
        }
    }
}
