/// A quotation of a story, found by its marks or because it is a block quotation.
///
/// Encoded as `{"id","text","range","speaker","parts":[{"range"}]}`.
public struct FoundQuotation: Sendable, Equatable, Encodable {
    /// One run between marks.
    public struct Part: Hashable, Sendable, Codable {
        /// Code points of the story's text, without the marks.
        public var range: CodePointRange

        public init(range: CodePointRange) { self.range = range }
    }

    /// What stands between a part and the next.
    public enum Joint: Hashable, Sendable {
        /// The mark was closed and opened again: “A,” she said. “B.”
        case interruption
        /// The paragraph ended and the mark was repeated, or a block quotation went on.
        case paragraph
    }

    public var id: String
    /// The story's text in `range`: for several parts, with what stands between them.
    public var text: String
    /// From the start of the first part to the end of the last.
    public var range: CodePointRange
    public var parts: [Part]
    /// One fewer than `parts`.
    public var joints: [Joint]
    /// Who is said to be speaking, as a suggestion.
    public var attribution: Attribution?
    /// Quotations inside this one, outermost first, in order.
    public var nested: [CodePointRange]
    /// Under four words and no verb of speech near: a title, a nickname or a scare quote perhaps.
    public var isShort: Bool
    /// Whether its closing mark is missing, so that its end is a guess.
    public var isUnbalanced: Bool
    /// Whether the sentence is printed as ending with the quotation: by a full stop at the closing
    /// mark, or by a comma that leads to the words of attribution.
    public var endsSentence: Bool

    public var speaker: String? { attribution?.name }

    enum CodingKeys: String, CodingKey { case id, text, range, speaker, parts }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(text, forKey: .text)
        try container.encode(range, forKey: .range)
        try container.encode(speaker, forKey: .speaker)
        try container.encode(parts, forKey: .parts)
    }
}

/// Who a story says is speaking.
public struct Attribution: Hashable, Sendable {
    /// As the story has it, without what was resolved: `Jane Doe`, `the mayor`.
    public var name: String
    /// Whether the name was guessed from a pronoun, and so decides nothing.
    public var isFromPronoun: Bool

    public init(name: String, isFromPronoun: Bool = false) {
        self.name = name
        self.isFromPronoun = isFromPronoun
    }
}
