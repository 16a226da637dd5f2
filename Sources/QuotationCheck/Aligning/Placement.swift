/// A place where a quotation stands in a source, word by word. Numbers are of the window's tokens.
struct Placement {
    var start: Int
    var end: Int
    var edits: [MarkedEdit] = []
    var isTruncated = false
    var longestOmission = 0
}

/// An edit that is marked as one, by tokens of either side.
struct MarkedEdit {
    var kind: Edit.Kind
    var printed: Range<Int>
    var source: Range<Int>
}
