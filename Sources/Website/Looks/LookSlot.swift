/// A place on the page that a publication fills with its own words, in the body's vocabulary.
public enum LookSlot: String, Sendable, Hashable, CaseIterable {
    /// The line beside the date.
    case masthead
    /// What the paper says of itself at the foot.
    case about
    /// The last line of the foot: who is responsible.
    case foot
    /// The ask for money on the front.
    case appeal

    /// How a slot's words are written.
    public enum Format: String, Sendable, Hashable, CaseIterable {
        case markdown = "md"
        case html
    }

    /// A slot's words as they were written.
    public struct Source: Sendable, Hashable {
        public var format: Format
        public var bytes: [UInt8]

        public init(format: Format, bytes: [UInt8]) {
            self.format = format
            self.bytes = bytes
        }

        public var text: String { String(decoding: bytes, as: UTF8.self) }
    }

    /// The most bytes of one slot.
    public static let largestByteCount = 16 * 1024

    func fileName(_ format: Format) -> String { "\(rawValue).\(format.rawValue)" }

    /// What is wrong with a slot's file itself. What its words can't say in the vocabulary is left out when they are
    /// parsed, so that any text is safe.
    func faults(in source: Source) -> [LookFault] {
        let file = fileName(source.format)
        if source.bytes.count > Self.largestByteCount {
            let message = "The text has \(source.bytes.count) bytes; at most \(Self.largestByteCount) are printed."
            return [LookFault(file: file, line: 1, message: message)]
        }
        if String(validating: source.bytes, as: UTF8.self) == nil {
            return [LookFault(file: file, line: 1, message: "The file isn’t UTF-8 text.")]
        }
        return []
    }
}
