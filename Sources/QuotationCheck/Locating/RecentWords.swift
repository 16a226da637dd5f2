/// The words that were read last, in a ring that the caller owns.
struct RecentWords {
    typealias Word = (hash: UInt64, start: Int)

    /// A power of two, more than are ever looked back on.
    static let size = 64

    private let words: UnsafeMutableBufferPointer<Word>
    private(set) var count = 0

    /// `words` must hold `size` words and outlive the ring.
    init(words: UnsafeMutableBufferPointer<Word>) { self.words = words }

    @inline(__always)
    mutating func push(_ hash: UInt64, _ start: Int) {
        words[count & (Self.size - 1)] = (hash, start)
        count &+= 1
    }

    /// The hash of the word `back` words ago, 1 being the last; a gap before the first.
    @inline(__always)
    func hash(_ back: Int) -> UInt64 {
        guard back <= count, back <= Self.size else { return PassageBook.gap }
        return words[(count - back) & (Self.size - 1)].hash
    }

    /// The byte at which that word begins.
    @inline(__always)
    func start(_ back: Int) -> Int { words[(count - back) & (Self.size - 1)].start }
}
