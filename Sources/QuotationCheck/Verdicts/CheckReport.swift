/// What the check found in a story.
///
/// Encoded as `{"quotations":[…],"copied":[…],"summary":{VERDICT:count}}`, with `"unread":{"start","end"}` where a part
/// of the story was not read.
public struct CheckReport: Hashable, Sendable, Codable {
    public var quotations: [CheckedQuotation]
    public var copied: [CopiedPassage]
    /// Code points of the story that were not read for quotations, since it has more than ``QuotationFinder/most``.
    public var unread: CodePointRange?

    public init(quotations: [CheckedQuotation], copied: [CopiedPassage], unread: CodePointRange? = nil) {
        self.quotations = quotations
        self.copied = copied
        self.unread = unread
    }

    /// How many quotations have each verdict; those that none has are left out.
    public var summary: [Verdict: Int] {
        quotations.reduce(into: [:]) { $0[$1.verdict, default: 0] += 1 }
    }

    /// Whether the whole story was read and every quotation passes by itself.
    public var passes: Bool { unread == nil && quotations.allSatisfy(\.verdict.passesByItself) }

    enum CodingKeys: String, CodingKey { case quotations, copied, summary, unread }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        quotations = try container.decode([CheckedQuotation].self, forKey: .quotations)
        copied = try container.decode([CopiedPassage].self, forKey: .copied)
        unread = try container.decodeIfPresent(CodePointRange.self, forKey: .unread)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(quotations, forKey: .quotations)
        try container.encode(copied, forKey: .copied)
        let counts = Dictionary(uniqueKeysWithValues: summary.map { ($0.key.rawValue, $0.value) })
        try container.encode(counts, forKey: .summary)
        try container.encodeIfPresent(unread, forKey: .unread)
    }
}

/// A run of a story outside quotation marks that stands word for word in a source.
public struct CopiedPassage: Hashable, Sendable, Codable {
    /// Code points of the story's text.
    public var range: CodePointRange
    /// The identifier of the source.
    public var source: String
    /// Code points of the source's text.
    public var sourceRange: CodePointRange
    public var words: Int

    public init(range: CodePointRange, source: String, sourceRange: CodePointRange, words: Int) {
        self.range = range
        self.source = source
        self.sourceRange = sourceRange
        self.words = words
    }
}
