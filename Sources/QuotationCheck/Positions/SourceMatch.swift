/// Where a quotation stands in a source: a W3C `TextPositionSelector` with a `TextQuoteSelector`,
/// because text alone can match twice and a position alone does not survive a new capture.
public struct SourceMatch: Hashable, Sendable, Codable {
    /// How many code points of the source `prefix` and `suffix` hold, fewer at its ends.
    public static let contextLength = 32

    /// The identifier of the source.
    public var source: String
    /// Code points of the source's text.
    public var range: CodePointRange
    /// The source's own text in `range`, omitted words and all.
    public var exact: String
    public var prefix: String
    public var suffix: String

    public init(
        source: String, range: CodePointRange, exact: String, prefix: String, suffix: String
    ) {
        self.source = source
        self.range = range
        self.exact = exact
        self.prefix = prefix
        self.suffix = suffix
    }
}
