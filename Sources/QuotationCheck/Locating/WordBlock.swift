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
        var letters: UInt64 = 0
        var beyond: UInt64 = 0
        var step = 0
        while step < Self.bytes {
            let chunk = UInt64(
                littleEndian: bytes.loadUnaligned(fromByteOffset: position &+ step, as: UInt64.self))
            beyond |= chunk
            letters |= Self.bits(SeedScanner.lettersAndDigits(chunk)) &<< UInt64(truncatingIfNeeded: step)
            step &+= 8
        }
        guard beyond & SeedScanner.highBits == 0 else { return nil }
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

    /// The high bits of eight bytes as eight bits, the first byte's lowest.
    @inline(__always)
    private static func bits(_ marked: UInt64) -> UInt64 {
        ((marked &>> 7) &* 0x0102_0408_1020_4080) &>> 56
    }
}
