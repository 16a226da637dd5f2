/// Looks seeds up by hash: a filter small enough for the processor to keep near, a larger bitmap for
/// what passes it, then a table.
struct SeedTable {
    /// Seeds with one hash beyond this many are left out: each passage has others.
    private static let mostAlike = 48

    /// The filter of each length of seed, by words; nil where no seed has that length.
    let filters: [SeedFilter?]
    private var secondBitmap: [UInt64]
    private var keys: [UInt64]
    private var spans: [(first: Int32, count: Int32)]
    private let slotShift: UInt64
    private let secondShift: UInt64
    let entries: [PassageBook.Seed]

    init(_ book: PassageBook) {
        filters = PassageBook.seedLengths.map { length in
            let seeds = book.seeds.filter { Int($0.length) == length }
            guard !seeds.isEmpty else { return nil }
            var filter = SeedFilter(seeds: seeds.count)
            for seed in seeds { filter.insert(seed.hash) }
            return filter
        }
        entries = book.seeds.sorted { ($0.hash, $0.passage, $0.word) < ($1.hash, $1.passage, $1.word) }
        var slotBits: UInt64 = 4
        while 1 << slotBits < entries.count * 2 { slotBits += 1 }
        secondShift = 64 - min(slotBits + 4, 25)
        slotShift = 64 - slotBits
        secondBitmap = Array(repeating: 0, count: 1 << max(0, min(slotBits + 4, 25) - 6))
        keys = Array(repeating: 0, count: 1 << slotBits)
        spans = Array(repeating: (0, 0), count: 1 << slotBits)
        var first = 0
        while first < entries.count {
            var end = first + 1
            while end < entries.count, entries[end].hash == entries[first].hash { end += 1 }
            insert(entries[first].hash, first, min(end - first, Self.mostAlike))
            first = end
        }
    }

    private mutating func insert(_ hash: UInt64, _ first: Int, _ count: Int) {
        let second = Self.remixed(hash) &>> secondShift
        secondBitmap[Int(second &>> 6)] |= 1 &<< (second & 63)
        var slot = Int(hash &>> slotShift)
        while spans[slot].count > 0 { slot = (slot + 1) & (spans.count - 1) }
        keys[slot] = hash
        spans[slot] = (Int32(truncatingIfNeeded: first), Int32(truncatingIfNeeded: count))
    }

    private static func remixed(_ hash: UInt64) -> UInt64 {
        (hash ^ (hash &>> 29)) &* 0xBF58_476D_1CE4_E5B9
    }

    func entries(for hash: UInt64) -> Range<Int> {
        let second = Self.remixed(hash) &>> secondShift
        guard secondBitmap[Int(second &>> 6)] &>> (second & 63) & 1 != 0 else { return 0..<0 }
        var slot = Int(hash &>> slotShift)
        while spans[slot].count > 0 {
            if keys[slot] == hash {
                return Int(spans[slot].first)..<Int(spans[slot].first + spans[slot].count)
            }
            slot = (slot + 1) & (spans.count - 1)
        }
        return 0..<0
    }
}
