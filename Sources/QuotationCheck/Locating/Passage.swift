/// What is to be located: the seed words of one quotation, or of a stretch of a story's prose.
struct Passage {
    /// Where in `PassageBook.words` its hashes stand.
    var first: Int
    var count: Int
    /// The only source to look in, by index.
    var source: Int?
}

/// The passages of one run and the seeds that stand for them.
struct PassageBook {
    /// How many words a seed may have, and none.
    static let seedLengths = 0...4
    /// Stands where words are not neighbours in the source: an omission or an editor's insertion.
    static let gap: UInt64 = 0

    private(set) var passages: [Passage] = []
    private(set) var words: [UInt64] = []
    private(set) var seeds: [Seed] = []

    struct Seed {
        var hash: UInt64
        var passage: Int32
        /// The first word of the seed, counted within the passage.
        var word: Int32
        var length: UInt8
    }

    /// Adds a quotation. Any one word changed, dropped or added, or two neighbours swapped, leaves a
    /// seed whole if there are six words or more.
    mutating func addQuotation(_ hashes: [UInt64], shortWords: [Bool], source: Int?) {
        let passage = add(hashes, source: source)
        let runs = hashes.split(separator: Self.gap, omittingEmptySubsequences: true)
        let longest = runs.map(\.count).max() ?? 0
        let length = longest >= 10 ? 4 : longest >= 7 ? 3 : longest >= 2 ? 2 : 1
        for run in runs where run.count >= length {
            let last = run.count - length
            let stride = run.count >= 16 ? length : 1
            var offset = 0
            while true {
                let word = run.startIndex + offset
                // Two of the commonest words together would stop at every line of the archive.
                let isCommon = length == 2 && longest > 3 && shortWords[word] && shortWords[word + 1]
                if !isCommon { addSeed(passage, word, length) }
                if offset == last { break }
                offset = min(offset + stride, last)
            }
        }
    }

    /// Adds words that windows are laid over.
    ///
    /// - Returns: where in `words` they begin.
    mutating func addWords(_ hashes: [UInt64]) -> Int {
        words.append(contentsOf: hashes)
        return words.count - hashes.count
    }

    /// Adds one seed with the words around it, for finding what was copied. Windows share the words that were added.
    mutating func addWindow(over range: Range<Int>, seedAt word: Int) {
        passages.append(Passage(first: range.lowerBound, count: range.count, source: nil))
        addSeed(passages.count - 1, word - range.lowerBound, 4)
    }

    private mutating func add(_ hashes: [UInt64], source: Int?) -> Int {
        passages.append(Passage(first: words.count, count: hashes.count, source: source))
        words.append(contentsOf: hashes)
        return passages.count - 1
    }

    private mutating func addSeed(_ passage: Int, _ word: Int, _ length: Int) {
        let first = passages[passage].first + word
        var gram = SeedGram()
        for index in first..<first + length { gram.push(words[index]) }
        seeds.append(
            Seed(
                hash: gram.hash(ofLast: length), passage: Int32(truncatingIfNeeded: passage),
                word: Int32(truncatingIfNeeded: word), length: UInt8(truncatingIfNeeded: length)))
    }
}

/// The hashes of the last one to four words.
struct SeedGram {
    private var one: UInt64 = 0
    private var two: UInt64 = 0
    private var three: UInt64 = 0
    private var four: UInt64 = 0

    @inline(__always)
    mutating func push(_ word: UInt64) {
        four = three
        three = two
        two = one
        one = word
    }

    /// The longest seed first in a reader's way: four words.
    @inline(__always)
    func hash(ofLast length: Int) -> UInt64 {
        var sum = one &+ UInt64(truncatingIfNeeded: length)
        if length > 1 { sum = sum &+ (two &<< 17 | two &>> 47) }
        if length > 2 { sum = sum &+ (three &<< 34 | three &>> 30) }
        if length > 3 { sum = sum &+ (four &<< 51 | four &>> 13) }
        return sum &* 0x9FB2_1C65_1E98_DF25
    }
}
