/// How many scalars a stretch of a source holds, so that a position is not counted from the start.
struct ScalarBlock {
    static let bytes = 16 << 10

    var source: Int
    var start: Int
    var count: Int
}

/// Turns byte positions of sources into code points.
struct CodePointIndex {
    /// For each source, where its blocks begin and how many scalars stand before each.
    private var starts: [[Int]]
    private var before: [[Int]]

    init(_ blocks: [ScalarBlock], sources: Int) {
        starts = Array(repeating: [], count: sources)
        before = Array(repeating: [], count: sources)
        var totals = Array(repeating: 0, count: sources)
        for block in blocks.sorted(by: { ($0.source, $0.start) < ($1.source, $1.start) }) {
            starts[block.source].append(block.start)
            before[block.source].append(totals[block.source])
            totals[block.source] += block.count
        }
    }

    /// The code point at a byte of a source.
    func position(of byte: Int, source: Int, in bytes: UnsafeRawBufferPointer) -> Int {
        let starts = starts[source]
        var low = 0
        var high = starts.count
        while low < high {
            let middle = (low + high) / 2
            if starts[middle] <= byte { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return ScalarDecoding.count(in: bytes, from: 0, to: byte) }
        return before[source][low - 1]
            + ScalarDecoding.count(in: bytes, from: starts[low - 1], to: byte)
    }
}
