/// The words of a stretch of a source as hashes, with the last words of the stretch before ahead of them, which seeds
/// and comparisons look back on.
///
/// Words are read a thousand at a time and only then looked up, so that both loops are short, all that they touch stays
/// in the nearest cache, and the processor can wait for many look-ups at once.
struct WordStretch {
    /// How many words of the stretch before are kept: more than are ever looked back on. Before a source's first word
    /// they are gaps.
    static let behind = 64
    /// The words of a block or of a scanner's turn, at the most.
    private static let slack = 64
    static let capacity = behind + 1_024 + slack

    let hashes: UnsafeMutableBufferPointer<UInt64>
    /// The byte of the source at which each word begins.
    let starts: UnsafeMutableBufferPointer<Int>
    /// Words, those of the stretch before included.
    private(set) var count = Self.behind

    /// Makes a stretch that holds no words yet, for as long as `body` runs.
    static func withEmpty(_ body: (inout WordStretch) -> Void) {
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: capacity) { hashes in
            withUnsafeTemporaryAllocation(of: Int.self, capacity: capacity) { starts in
                hashes.initialize(repeating: PassageBook.gap)
                starts.initialize(repeating: 0)
                var stretch = WordStretch(hashes: hashes, starts: starts)
                body(&stretch)
            }
        }
    }

    private init(hashes: UnsafeMutableBufferPointer<UInt64>, starts: UnsafeMutableBufferPointer<Int>) {
        self.hashes = hashes
        self.starts = starts
    }

    /// Reads words from `position` on, of those that begin before `end`, until there are enough.
    ///
    /// - Returns: where to read on, at `end` or beyond it if nothing is left.
    mutating func read(_ bytes: UnsafeRawBufferPointer, from position: Int, to end: Int) -> Int {
        keepLast()
        let hashes = hashes
        let starts = starts
        var count = count
        var position = position
        while position < end, count < Self.capacity &- Self.slack {
            if var block = WordBlock(bytes, at: position) {
                while let word = block.next() {
                    let start = position &+ word.start
                    hashes[count] = SeedScanner.hash(of: bytes, from: start, to: position &+ word.end)
                    starts[count] = start
                    count &+= 1
                }
                position &+= block.count
            } else {
                var scanner = SeedScanner(bytes: bytes, from: position, to: bytes.count)
                let turn = position &+ WordBlock.bytes
                while scanner.position < turn, scanner.next() {
                    hashes[count] = scanner.hash
                    starts[count] = scanner.start
                    count &+= 1
                }
                position = scanner.position
            }
        }
        while count > Self.behind, starts[count - 1] >= end { count -= 1 }
        self.count = count
        return position
    }

    /// The first of the words that were just read that begins at `byte` or after it.
    func firstWord(from byte: Int) -> Int {
        var index = Self.behind
        while index < count, starts[index] < byte { index += 1 }
        return index
    }

    /// The hash of the seed of `length` words that ends with a word.
    func seed(endingAt last: Int, length: Int) -> UInt64 {
        var gram = SeedGram()
        for index in last - length + 1...last { gram.push(hashes[index]) }
        return gram.hash(ofLast: length)
    }

    private mutating func keepLast() {
        let first = count - Self.behind
        for index in 0..<Self.behind {
            hashes[index] = hashes[first + index]
            starts[index] = starts[first + index]
        }
        count = Self.behind
    }
}
