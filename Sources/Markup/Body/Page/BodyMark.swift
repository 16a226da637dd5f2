/// A run of a body that a page marks as the words of a quotation, with what is printed after it: the way to its source.
///
/// Each piece of text in it stands in a `<span class="quoted">` of its own, so that emphasis and links around or inside
/// it stay whole. The note follows the last piece; where that stands in a link, it follows the link.
public struct BodyMark: Sendable, Hashable {
    /// The `id` of the first piece, by which links find it.
    public var anchor: String
    /// Code points of ``Body/plainText``: one range for each run of the quotation, in order.
    public var parts: [Range<Int>]
    /// Printed once, behind the last part.
    public var note: HTML

    public init(anchor: String, parts: [Range<Int>], note: HTML) {
        self.anchor = anchor
        self.parts = parts
        self.note = note
    }
}

/// One run that is marked, as the printer meets it.
struct MarkedRun {
    let range: Range<Int>
    /// Given to the first piece of a mark.
    let anchor: String?
    /// Printed behind the last piece of a mark.
    let note: HTML?

    /// The runs of marks in the order of the text. Of two that overlap the first one stays, whole.
    static func runs(of marks: [BodyMark]) -> [MarkedRun] {
        var taken: [Range<Int>] = []
        var runs: [MarkedRun] = []
        for mark in marks {
            let parts = mark.parts.filter { !$0.isEmpty }.sorted { $0.lowerBound < $1.lowerBound }
            let isFree = zip(parts, parts.dropFirst()).allSatisfy { !$0.overlaps($1) }
                && parts.allSatisfy { part in !taken.contains { $0.overlaps(part) } }
            guard isFree else { continue }
            taken += parts
            runs += parts.enumerated().map { index, part in
                MarkedRun(
                    range: part, anchor: index == 0 ? mark.anchor : nil,
                    note: index == parts.count - 1 ? mark.note : nil)
            }
        }
        return runs.sorted { $0.range.lowerBound < $1.range.lowerBound }
    }
}

/// Follows a line through the plain text and says what of it is marked.
struct MarkCursor {
    /// In order, none overlapping another.
    let runs: [MarkedRun]
    /// The code point of the plain text that is printed next.
    var offset: Int
    /// The first run that is not done.
    private(set) var next = 0
    /// Whether a piece of that run was printed.
    private var isBegun = false

    init(runs: [MarkedRun], offset: Int = 0) {
        self.runs = runs
        self.offset = offset
    }

    /// A piece of a leaf: marked or not, and what follows it.
    struct Piece {
        var length: Int
        var isMarked: Bool
        var anchor: String?
        var note: HTML?
    }

    /// Cuts a leaf of so many code points into pieces, and goes on behind it.
    mutating func pieces(of length: Int) -> [Piece] {
        var pieces: [Piece] = []
        let end = offset + length
        while offset < end {
            skipRuns()
            guard next < runs.count, runs[next].range.lowerBound < end else {
                pieces.append(Piece(length: end - offset, isMarked: false))
                offset = end
                break
            }
            let run = runs[next]
            if offset < run.range.lowerBound {
                pieces.append(Piece(length: run.range.lowerBound - offset, isMarked: false))
                offset = run.range.lowerBound
            }
            let stop = min(end, run.range.upperBound)
            let isLast = stop == run.range.upperBound
            pieces.append(
                Piece(
                    length: stop - offset, isMarked: true, anchor: isBegun ? nil : run.anchor, note: isLast ? run.note : nil))
            isBegun = !isLast
            if isLast { next += 1 }
            offset = stop
        }
        return pieces
    }

    /// Leaves behind the runs that end before the offset: those that mark nothing of any line.
    private mutating func skipRuns() {
        while next < runs.count, runs[next].range.upperBound <= offset {
            next += 1
            isBegun = false
        }
    }
}
