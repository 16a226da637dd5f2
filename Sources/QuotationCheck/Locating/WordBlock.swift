/// Where the words of 64 bytes of ASCII begin and end, a bit for each byte: found without a branch a word, which is
/// what an archive's stream of words of every length would pay for most.
struct WordBlock {
    static let bytes = 64

    /// The first byte of each word that ends within the block.
    private(set) var starts: UInt64
    /// The byte after each of those words.
    private(set) var ends: UInt64
    /// How many bytes of the block are done with: up to a word that goes on beyond it, or all.
    let count: Int

    /// Reads a block at `position`, which must not be within a word.
    ///
    /// - Returns: `nil` where a byte beyond ASCII or a word longer than the block is in the way, or the bytes end:
    ///   `SeedScanner` reads on there.
    @inline(__always)
    init?(_ bytes: UnsafeRawBufferPointer, at position: Int) {
        // Eight bytes more, since a word that begins in the block is loaded eight bytes at a time.
        guard position &+ Self.bytes &+ 8 <= bytes.count else { return nil }
        let block = bytes.loadUnaligned(fromByteOffset: position, as: SIMD8<UInt64>.self)
        let pairs = block.lowHalf | block.highHalf
        let beyond = pairs.lowHalf | pairs.highHalf
        guard (beyond.x | beyond.y) & SeedScanner.highBits == 0 else { return nil }
        let letters = Self.lettersAndDigits(block)
        starts = letters & ~(letters &<< 1)
        ends = ~letters & (letters &<< 1)
        guard letters &>> 63 != 0 else {
            count = Self.bytes
            return
        }
        count = 63 &- starts.leadingZeroBitCount
        guard count > 0 else { return nil }
        starts &= ~(1 &<< UInt64(truncatingIfNeeded: count))
    }

    /// The next word's first byte and the byte after it, counted from the block's beginning.
    @inline(__always)
    mutating func next() -> (start: Int, end: Int)? {
        guard starts != 0 else { return nil }
        let word = (starts.trailingZeroBitCount, ends.trailingZeroBitCount)
        starts &= starts &- 1
        ends &= ends &- 1
        return word
    }

    /// A bit for each byte, the first byte's lowest: whether it is a letter or a digit. Right only where all are ASCII,
    /// which spares half of what `SeedScanner` does for the same.
    @inline(__always)
    private static func lettersAndDigits(_ block: SIMD8<UInt64>) -> UInt64 {
        // Adding carries into the high bit of each byte that is not below the lowest letter, or is above the highest.
        let lower = block | 0x2020_2020_2020_2020
        let letters = (lower &+ 0x1F1F_1F1F_1F1F_1F1F) ^ (lower &+ 0x0505_0505_0505_0505)
        let digits = (block &+ 0x5050_5050_5050_5050) ^ (block &+ 0x4646_4646_4646_4646)
        let marked = (letters | digits) & SeedScanner.highBits
        return bits(marked[0]) | bits(marked[1]) &<< 8 | bits(marked[2]) &<< 16 | bits(marked[3]) &<< 24
            | bits(marked[4]) &<< 32 | bits(marked[5]) &<< 40 | bits(marked[6]) &<< 48 | bits(marked[7]) &<< 56
    }

    /// The high bits of eight bytes as eight bits, the first byte's lowest.
    @inline(__always)
    private static func bits(_ marked: UInt64) -> UInt64 { (marked &* 0x0002_0408_1020_4081) &>> 56 }
}
