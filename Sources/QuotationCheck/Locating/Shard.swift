/// A stretch of one source that is scanned in one go.
struct Shard {
    static let bytes = 4 << 20

    var source: Int
    var start: Int
    var end: Int

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
