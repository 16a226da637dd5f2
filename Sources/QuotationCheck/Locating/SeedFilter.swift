/// Says of most hashes at once that no seed of one length has them: a bitmap that the processor can keep near.
///
/// Each length of seed has its own, so that the few quotations that need short seeds don't fill the bitmap that every
/// word of the archive is looked up in.
struct SeedFilter {
    private var bitmap: [UInt64]
    private let mask: UInt64

    /// - Parameter seeds: how many it will hold.
    init(seeds: Int) {
        // Sixteen bits a seed let one word in a hundred pass by chance; more than 128 KB is slower than what it spares.
        var words = 64
        while words < seeds / 4, words < 1 << 14 { words *= 2 }
        mask = UInt64(truncatingIfNeeded: words - 1)
        bitmap = Array(repeating: 0, count: words)
    }

    /// Each seed has two bits in one word of the bitmap: no more memory is read than for one, and far
    /// fewer words of the archive pass by chance.
    @inline(__always)
    private static func place(_ hash: UInt64, _ mask: UInt64) -> (word: Int, first: UInt64, second: UInt64) {
        (Int(truncatingIfNeeded: hash &>> 50 & mask), hash &>> 44 & 63, hash &>> 38 & 63)
    }

    mutating func insert(_ hash: UInt64) {
        let place = Self.place(hash, mask)
        bitmap[place.word] |= 1 &<< place.first | 1 &<< place.second
    }

    /// Writes down which words of a stretch end a seed, some of them by chance.
    ///
    /// - Parameter ends: room for as many words as the stretch has.
    /// - Returns: how many there are.
    func words(
        of stretch: WordStretch, from first: Int, length: Int, into ends: UnsafeMutableBufferPointer<Int>
    ) -> Int {
        // A loop for each length, so that none of them asks at every word which it is.
        switch length {
        case 1: wordsOfConstantLength(of: stretch, from: first, length: 1, into: ends)
        case 2: wordsOfConstantLength(of: stretch, from: first, length: 2, into: ends)
        case 3: wordsOfConstantLength(of: stretch, from: first, length: 3, into: ends)
        default: wordsOfConstantLength(of: stretch, from: first, length: 4, into: ends)
        }
    }

    @inline(__always)
    private func wordsOfConstantLength(
        of stretch: WordStretch, from first: Int, length: Int, into ends: UnsafeMutableBufferPointer<Int>
    ) -> Int {
        bitmap.withUnsafeBufferPointer { bitmap in
            let mask = mask
            let hashes = stretch.hashes
            let end = stretch.count
            var found = 0
            var gram = SeedGram()
            for index in first &- 3..<first { gram.push(hashes[index]) }
            var index = first
            while index < end {
                gram.push(hashes[index])
                let place = Self.place(gram.hash(ofLast: length), mask)
                let word = bitmap[place.word]
                // Written down whether it passes or not: a branch that is wrong now and then costs more.
                ends[found] = index
                found &+= Int(truncatingIfNeeded: (word &>> place.first) & (word &>> place.second) & 1)
                index &+= 1
            }
            return found
        }
    }
}
