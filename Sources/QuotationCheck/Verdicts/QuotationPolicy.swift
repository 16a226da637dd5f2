/// A publication's rules for quotations. They are public: style guides differ.
public struct QuotationPolicy: Hashable, Sendable, Codable {
    /// Whether the first letter of a quotation may change its case unmarked, as the Chicago style has it.
    public var allowsInitialCaseChange: Bool
    /// How many words an ellipsis may stand for before an editor is warned.
    public var omissionCap: Int
    /// Whether the parts of an interrupted quotation must follow one another in the source. Where they
    /// need not, what was left out between them is still reported.
    public var requiresContiguousParts: Bool
    /// The most words of the source that one pair of square brackets may replace.
    public var replacementCap: Int
    /// How many words in a row, outside quotation marks, count as copied.
    public var copiedWords: Int

    public init(
        allowsInitialCaseChange: Bool = true, omissionCap: Int = 40,
        requiresContiguousParts: Bool = true, replacementCap: Int = 8, copiedWords: Int = 12
    ) {
        self.allowsInitialCaseChange = allowsInitialCaseChange
        self.omissionCap = max(0, omissionCap)
        self.requiresContiguousParts = requiresContiguousParts
        self.replacementCap = max(1, replacementCap)
        self.copiedWords = max(8, copiedWords)
    }

    /// No word is ever altered unmarked; typography is folded in silence.
    public static let standard = QuotationPolicy()
}
