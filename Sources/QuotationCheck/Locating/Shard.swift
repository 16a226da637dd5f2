/// A stretch of one source that is scanned in one go.
struct Shard {
    static let bytes = 4 << 20

    var source: Int
    var start: Int
    var end: Int

    init(source: Int, start: Int, end: Int) {
        self.source = source
        self.start = start
        self.end = end
    }

    /// The shard in which a candidate begins.
    init(holding place: Candidate) {
        let start = place.start / Self.bytes * Self.bytes
        self.init(source: place.source, start: start, end: start + Self.bytes)
    }

    func holds(_ place: Candidate) -> Bool { place.source == source && place.start >= start && place.start < end }

    /// The shards of sources, in order. No byte is read, since one in each would map all of an archive.
    static func shards(of sources: [Source], only wanted: Set<Int>?) -> [Shard] {
        var shards: [Shard] = []
        for (index, source) in sources.enumerated() where wanted?.contains(index) ?? true {
            for start in stride(from: 0, to: source.count, by: Self.bytes) {
                let end = min(start + Self.bytes, source.count)
                shards.append(Shard(source: index, start: start, end: end))
            }
        }
        return shards
    }

    /// The shard with its borders moved on to where scalars begin, as those of its neighbours are.
    func aligned(in bytes: UnsafeRawBufferPointer) -> Shard {
        Shard(
            source: source, start: start == 0 ? 0 : Self.scalarBoundary(after: start, in: bytes),
            end: Self.scalarBoundary(after: end, in: bytes))
    }

    /// Moves on to where a scalar begins.
    static func scalarBoundary(after position: Int, in bytes: UnsafeRawBufferPointer) -> Int {
        var end = position
        while end < bytes.count, end - position < 3, bytes[end] & 0xC0 == 0x80 { end += 1 }
        return end
    }
}
