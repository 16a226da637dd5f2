/// A table of rows; the header rows come first.
public struct Table: Sendable, Hashable {
    public var caption: [Inline]
    /// Repeated above the rows where a table is split.
    public var header: [Row]
    public var rows: [Row]

    public init(caption: [Inline] = [], header: [Row] = [], rows: [Row]) {
        self.caption = caption
        self.header = header
        self.rows = rows
    }

    /// The cells of one row, in reading order.
    public struct Row: Sendable, Hashable {
        public var cells: [Cell]

        public init(_ cells: [Cell]) {
            self.cells = cells
        }
    }

    /// One cell.
    public struct Cell: Sendable, Hashable {
        public var blocks: [Block]
        /// Whether it names its column or its row.
        public var isHeader: Bool
        /// Columns covered, 1 to 100.
        public var columnSpan: Int
        /// Rows covered, 1 to 1,000.
        public var rowSpan: Int
        public var alignment: Alignment?

        public init(
            _ blocks: [Block], isHeader: Bool = false, columnSpan: Int = 1, rowSpan: Int = 1, alignment: Alignment? = nil
        ) {
            self.blocks = blocks
            self.isHeader = isHeader
            self.columnSpan = min(max(columnSpan, 1), 100)
            self.rowSpan = min(max(rowSpan, 1), 1_000)
            self.alignment = alignment
        }
    }

    /// Where the text of a cell stands, relative to the direction of writing.
    public enum Alignment: String, Sendable, Hashable, CaseIterable {
        case start, centre, end
    }
}
