/// How many words of a passage agree with a source about a seed that they share, one slip allowed on each side: a word
/// that is changed, left out or put in.
struct PassageAgreement {
    /// How many words either side of a seed are compared; `WordStretch` keeps as many, and a seed's own.
    static let reach = 60

    let score: Int
    /// The words of the passage that agree, from the first to the last.
    let firstWord: Int
    let endWord: Int
    /// Bytes of the source that those words stand in.
    let start: Int
    let end: Int
    /// Whether the words between two gaps that the seed is of all agree, but for the very first, whose case may differ.
    let holdsRun: Bool
    /// Words that were compared, for tests of cost.
    let comparisons: Int
    private let length: Int
    private let count: Int

    /// - Parameters:
    ///   - words: The passage's hashes.
    ///   - word: The word of the passage that the seed begins with, and `first` that of the stretch.
    ///   - scanner: Has read the seed's last word.
    init(
        words: ArraySlice<UInt64>, seedAt word: Int, length: Int, stretch: WordStretch, first: Int, scanner: SeedScanner
    ) {
        (score, firstWord, endWord, start, end, holdsRun, comparisons) = words.withUnsafeBufferPointer { words in
            let left = Self.left(words, of: word, stretch, before: first)
            let right = Self.right(words, from: word + length, scanner)
            let run = Self.run(words, about: word)
            let missing = word - run.lowerBound - left.score
            let holdsRun =
                (missing == 0 || missing == 1 && left.word == 1) && right.score >= run.upperBound - word - length
            return (
                length + left.score + right.score, left.word, right.word, stretch.starts[first - left.back], right.end,
                holdsRun, left.read + right.read
            )
        }
        self.length = length
        count = words.count
    }

    /// Whether a quotation may stand here: most of it does, or its beginning or its end.
    var isCandidate: Bool {
        let needed = max(length, min(8, (count * 2 + 4) / 5))
        let isEdge = (firstWord == 0 || endWord == count) && score >= 3
        return score >= needed || isEdge || score >= count
    }

    /// Whether the other seeds inside need not be judged.
    var isNearlyWhole: Bool { score * 4 >= min(count, 2 * Self.reach) * 3 }

    /// The words about a word that no gap parts from it, as far as they are compared.
    private static func run(_ words: UnsafeBufferPointer<UInt64>, about word: Int) -> Range<Int> {
        var start = word
        while start > 0, word - start < reach, words[start - 1] != PassageBook.gap { start -= 1 }
        var end = word + 1
        while end < words.count, end - word < reach, words[end] != PassageBook.gap { end += 1 }
        return start..<end
    }

    private static func agrees(_ words: UnsafeBufferPointer<UInt64>, _ word: Int, _ hash: UInt64) -> Bool {
        word >= 0 && word < words.count && hash != PassageBook.gap && words[word] == hash
    }

    private static func left(
        _ words: UnsafeBufferPointer<UInt64>, of word: Int, _ stretch: WordStretch, before first: Int
    ) -> (score: Int, word: Int, back: Int, read: Int) {
        let available = min(first, Self.reach)
        func hash(_ back: Int) -> UInt64 { back <= available ? stretch.hashes[first - back] : PassageBook.gap }
        var score = 0
        var ours = word
        var back = 0
        var best = (score: 0, word: word, back: 0)
        var slipped = false
        var read = 0
        while ours > 0, back < available {
            read += 1
            if agrees(words, ours - 1, hash(back + 1)) {
                score += 1
                ours -= 1
                back += 1
                best = (score, ours, back)
                continue
            }
            if slipped { break }
            slipped = true
            if agrees(words, ours - 2, hash(back + 2)) {
                ours -= 1
                back += 1
            } else if agrees(words, ours - 1, hash(back + 2)) {
                back += 1
            } else if agrees(words, ours - 2, hash(back + 1)) {
                ours -= 1
            } else {
                break
            }
        }
        return (best.score, best.word, best.back, read)
    }

    private static func right(
        _ words: UnsafeBufferPointer<UInt64>, from word: Int, _ scanner: SeedScanner
    ) -> (score: Int, word: Int, end: Int, read: Int) {
        var scanner = scanner
        var score = 0
        var ours = word
        var best = (score: 0, word: word, end: scanner.position)
        var slipped = false
        var read = 0
        var hasWord = ours < words.count && scanner.next()
        while hasWord, ours < words.count, read < Self.reach {
            read += 1
            if agrees(words, ours, scanner.hash) {
                score += 1
                ours += 1
                best = (score, ours, scanner.position)
                hasWord = scanner.next()
                continue
            }
            if slipped { break }
            slipped = true
            let current = scanner.hash
            hasWord = scanner.next()
            let following = hasWord ? scanner.hash : PassageBook.gap
            if agrees(words, ours + 1, following) {
                ours += 1
            } else if agrees(words, ours, following) {
                continue
            } else if agrees(words, ours + 1, current) {
                score += 1
                ours += 2
                best = (score, ours, scanner.start)
            } else {
                break
            }
        }
        return (best.score, best.word, best.end, read)
    }
}
