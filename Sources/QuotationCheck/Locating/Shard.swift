/// A stretch of one source that is scanned in one go.
struct Shard {
  static let bytes = 4 << 20

  var source: Int
  var start: Int
  var end: Int

  /// The shards of sources, in order. Each begins at a scalar.
  static func shards(of sources: [Source], only wanted: Set<Int>?) -> [Shard] {
    var shards: [Shard] = []
    for (index, source) in sources.enumerated() where wanted?.contains(index) ?? true {
      source.withBytes { bytes in
        var start = 0
        while start < bytes.count {
          let end = scalarBoundary(after: min(start + Self.bytes, bytes.count), in: bytes)
          shards.append(Shard(source: index, start: start, end: end))
          start = end
        }
      }
    }
    return shards
  }

  /// Moves on to where a scalar begins.
  static func scalarBoundary(after position: Int, in bytes: UnsafeRawBufferPointer) -> Int {
    var end = position
    while end < bytes.count, end - position < 3, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return end
  }
}
