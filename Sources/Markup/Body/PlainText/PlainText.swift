/// The text of a body without mark-up, and which place of the tree each character came from.
///
/// Blocks are separated by an empty line, a line break is a line end, `<q>` adds “ and ”, and references to footnotes
/// add nothing; the footnotes' own text comes last. Offsets count Unicode code points.
public struct PlainText: Sendable, Hashable {
    public let string: String
    /// The blocks of text in order.
    public let paragraphs: [Paragraph]
    /// Code points in all.
    public let count: Int
    /// The leaves of the tree in order of their text.
    let segments: [Segment]

    /// The text of one block.
    public struct Paragraph: Sendable, Hashable {
        public var kind: Kind
        /// Code points of ``PlainText/string``.
        public var range: Range<Int>
        /// The place of the line in the tree.
        public var path: [BodyStep]
        public var text: String
    }

    /// What a block of text is.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case paragraph, heading, quotation, quotationAttribution, pullQuote, pullQuoteAttribution, listItem, tableCaption,
            tableCell, caption, credit, asideTitle, aside, code, embedTitle, embed, file, footnote
    }

    /// The text of one leaf.
    struct Segment: Sendable, Hashable {
        var range: Range<Int>
        var path: [BodyStep]
        /// Where in the leaf the text begins: the closing mark of a `<q>` follows the opening one.
        var start = 0
    }

    /// The position in the tree of the character at an offset.
    ///
    /// - Returns: `nil` for what stands between two blocks, and beyond the end.
    public func position(at offset: Int) -> BodyPosition? {
        var low = 0
        var high = segments.count
        while low < high {
            let middle = (low + high) / 2
            if segments[middle].range.upperBound <= offset { low = middle + 1 } else { high = middle }
        }
        guard low < segments.count, segments[low].range.contains(offset) else { return nil }
        return BodyPosition(path: segments[low].path, offset: segments[low].start + offset - segments[low].range.lowerBound)
    }

    /// The offset of a position in the tree.
    ///
    /// - Returns: `nil` for a position that this body hasn't.
    public func offset(of position: BodyPosition) -> Int? {
        for segment in segments where segment.path == position.path {
            let offset = position.offset - segment.start
            if (0..<segment.range.count).contains(offset) { return segment.range.lowerBound + offset }
        }
        return nil
    }
}

/// A place in a body: a leaf of the tree, and code points from its start.
public struct BodyPosition: Sendable, Hashable {
    /// The way from the body to the leaf.
    public var path: [BodyStep]
    /// Code points into the leaf's text.
    public var offset: Int

    public init(path: [BodyStep], offset: Int) {
        self.path = path
        self.offset = offset
    }
}

/// One step down the tree.
public enum BodyStep: Sendable, Hashable {
    /// A block of the body, a quotation, an item, a cell, an aside or a footnote.
    case block(Int)
    case footnote(Int)
    case item(Int)
    /// Rows are counted from the first of the header on.
    case row(Int)
    case cell(Int)
    /// A figure of a gallery.
    case figure(Int)
    /// A paragraph of an embed.
    case line(Int)
    case attribution, caption, credit, title
    /// An inline of a line or of another inline.
    case inline(Int)
}
