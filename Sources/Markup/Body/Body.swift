/// The body of a story: a tree of a closed vocabulary.
///
/// A body is always normal: see ``init(blocks:footnotes:)``. So two bodies that read the same are equal, and its
/// canonical HTML (``html``) read again (``init(canonical:)``) is the same body.
public struct Body: Sendable, Hashable {
    /// What is read from top to bottom.
    public let blocks: [Block]
    /// The footnotes in the order in which they are first referred to; number 1 is the first.
    public let footnotes: [Footnote]

    /// Nothing.
    public static let empty = Body(normal: [], [])

    init(normal blocks: [Block], _ footnotes: [Footnote]) {
        self.blocks = blocks
        self.footnotes = footnotes
    }

    /// Whether there is nothing to read.
    public var isEmpty: Bool { blocks.isEmpty && footnotes.isEmpty }
}

/// A note at the foot of a story.
public struct Footnote: Sendable, Hashable {
    /// What it says.
    public var blocks: [Block]

    public init(blocks: [Block]) {
        self.blocks = blocks
    }
}
