/// Something of the original mark-up that the body holds otherwise, or not at all.
public struct BodyChange: Sendable, Hashable {
    /// What was found: an element like `<marquee>`, an attribute like `onclick`, an address.
    public var what: String
    public var how: How

    /// What became of it.
    public enum How: String, Sendable, Hashable, CaseIterable {
        /// It and its content were left out (script, style, forms' controls, comments that hold nothing to read).
        case dropped
        /// Its content was kept without it.
        case unwrapped
        /// An attribute was left out.
        case attributeDropped = "attribute dropped"
        /// It became another element with the same content.
        case replaced
        /// It was moved out of a place that can't hold it.
        case moved
        /// An address that isn't safe was left out; its text was kept.
        case linkRefused = "link refused"
        /// A picture that isn't in the archive became a link.
        case pictureUnresolved = "picture unresolved"
        /// It was nested too deeply; its text was kept.
        case flattened
    }

    public init(_ what: String, _ how: How) {
        self.what = what
        self.how = how
    }
}

/// A body that was read from outside, and what was changed on the way.
public struct ParsedBody: Sendable, Hashable {
    public var body: Body
    /// Every change, in order of the text.
    public var changes: [BodyChange]

    public init(body: Body, changes: [BodyChange] = []) {
        self.body = body
        self.changes = changes
    }
}

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

/// How much mark-up is read.
public struct ReadingLimits: Sendable, Hashable {
    /// Bytes of UTF-8.
    public var bytes: Int
    /// Start tags.
    public var tags: Int
    /// Bytes of memory for the parser's own tree.
    public var memory: Int

    public init(bytes: Int = 4_000_000, tags: Int = 40_000, memory: Int = 256_000_000) {
        self.bytes = bytes
        self.tags = tags
        self.memory = memory
    }
}
