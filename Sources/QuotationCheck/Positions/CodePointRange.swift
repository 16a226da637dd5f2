/// A run of text by Unicode code points: 0-based, end-exclusive (a W3C `TextPositionSelector`).
public struct CodePointRange: Hashable, Sendable, Codable {
    public var start: Int
    public var end: Int

    public init(start: Int, end: Int) {
        self.start = start
        self.end = end
    }

    public var count: Int { end - start }
    public var isEmpty: Bool { end <= start }

    /// Whether the two share a code point.
    public func overlaps(_ other: CodePointRange) -> Bool {
        start < other.end && other.start < end
    }

    /// Whether all of `other` lies inside.
    public func contains(_ other: CodePointRange) -> Bool {
        start <= other.start && other.end <= end
    }
}
