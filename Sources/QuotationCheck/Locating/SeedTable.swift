/// Looks seeds up by hash: a bitmap small enough for the processor to keep near, a larger one for
/// what passes it, then a table.
struct SeedTable {
    /// Seeds with one hash beyond this many are left out: each passage has others.
    private static let mostAlike = 48

    private(set) var bitmap: [UInt64]
    private var secondBitmap: [UInt64]
    let bitmapShift: UInt64
    private var keys: [UInt64]
    private var spans: [(first: Int32, count: Int32)]
    private let slotShift: UInt64
    private let secondShift: UInt64
    private(set) var entries: [PassageBook.Seed]
    /// Which lengths of seed there are, by words.
    let lengths: [Bool]

    init(_ book: PassageBook, lengths: [Bool]) {
        self.lengths = lengths
        entries = book.seeds.sorted { ($0.hash, $0.passage, $0.word) < ($1.hash, $1.passage, $1.word) }
        var slotBits: UInt64 = 4
        while 1 << slotBits < entries.count * 2 { slotBits += 1 }
        let bitmapBits = min(max(slotBits + 2, 12), 20)
        secondShift = 64 - min(slotBits + 4, 25)
        slotShift = 64 - slotBits
        bitmapShift = 64 - bitmapBits
        bitmap = Array(repeating: 0, count: 1 << (bitmapBits - 6))
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
        let bit = hash &>> bitmapShift
        bitmap[Int(bit &>> 6)] |= 1 &<< (bit & 63) | 1 &<< (Self.secondBit(hash, bitmapShift))
        let second = Self.remixed(hash) &>> secondShift
        secondBitmap[Int(second &>> 6)] |= 1 &<< (second & 63)
        var slot = Int(hash &>> slotShift)
        while spans[slot].count > 0 { slot = (slot + 1) & (spans.count - 1) }
        keys[slot] = hash
        spans[slot] = (Int32(truncatingIfNeeded: first), Int32(truncatingIfNeeded: count))
    }

    /// Each seed has two bits in one word of the bitmap: no more memory is read than for one, and far
    /// fewer words of the archive pass by chance.
    @inline(__always)
    static func secondBit(_ hash: UInt64, _ shift: UInt64) -> UInt64 { hash &>> (shift &- 6) & 63 }

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
