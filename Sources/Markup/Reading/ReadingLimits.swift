/// How much mark-up is read.
public struct ReadingLimits: Sendable, Hashable {
    /// Bytes of UTF-8.
    public var bytes: Int
    /// Start tags.
    public var tags: Int
    /// Bytes of memory for the parser's own tree.
    public var memory: Int

    /// Seconds of one processor's time for the parser.
    public var seconds: Double

    public init(bytes: Int = 4_000_000, tags: Int = 100_000, memory: Int = 256_000_000, seconds: Double = 5) {
        self.bytes = bytes
        self.tags = tags
        self.memory = memory
        self.seconds = seconds
    }
}
