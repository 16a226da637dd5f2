/// Streams shards past the seeds once and keeps the best candidates of each passage.
struct ArchiveScan {
    /// How many words either side of a seed are compared.
    private static let reach = 60

    let book: PassageBook
    let table: SeedTable
    private(set) var candidates: [CandidateList]
    /// Scalars in each block that was read.
    private(set) var blocks: [ScalarBlock] = []
    /// Words that were compared to judge hits, for tests of cost.
    private(set) var comparisons = 0

    /// Where each passage was last seen whole: the seeds inside need not be judged again.
    private var lastSource: [Int32]
    private var lastStart: [Int]
    private var lastEnd: [Int]

    init(book: PassageBook, table: SeedTable) {
        self.book = book
        self.table = table
        candidates = Array(repeating: CandidateList(), count: book.passages.count)
        lastSource = Array(repeating: -1, count: book.passages.count)
        lastStart = Array(repeating: 0, count: book.passages.count)
        lastEnd = Array(repeating: 0, count: book.passages.count)
    }

    /// Reads one shard. Shards must come in order for the earliest places to be kept.
    mutating func read(_ shard: Shard, of source: Source) {
        source.withBytes { bytes in
            let aligned = shard.aligned(in: bytes)
            countBlocks(of: aligned, in: bytes)
            guard !book.seeds.isEmpty else { return }
            read(aligned, bytes)
        }
        source.release(around: shard.start..<shard.end)
    }

    private mutating func countBlocks(of shard: Shard, in bytes: UnsafeRawBufferPointer) {
        var start = shard.start
        while start < shard.end {
            let end = Shard.scalarBoundary(after: min(start + ScalarBlock.bytes, shard.end), in: bytes)
            let count = ScalarDecoding.count(in: bytes, from: start, to: end)
            blocks.append(ScalarBlock(source: shard.source, start: start, count: count))
            start = end
        }
    }

    private mutating func read(_ shard: Shard, _ bytes: UnsafeRawBufferPointer) {
        withUnsafeTemporaryAllocation(of: RecentWords.Word.self, capacity: RecentWords.size) { words in
            words.initialize(repeating: (0, 0))
            read(shard, bytes, RecentWords(words: words))
        }
    }

    private mutating func read(
        _ shard: Shard, _ bytes: UnsafeRawBufferPointer, _ words: RecentWords
    ) {
        var recent = words
        var gram = SeedGram()
        let shift = table.bitmapShift
        let hasOne = table.lengths[1]
        let hasTwo = table.lengths[2]
        let hasThree = table.lengths[3]
        let hasShort = hasOne || hasTwo || hasThree
        table.bitmap.withUnsafeBufferPointer { bitmap in
            @inline(__always)
            func mayHold(_ hash: UInt64) -> Bool {
                let bit = hash &>> shift
                let word = bitmap[Int(truncatingIfNeeded: bit &>> 6)]
                return (word &>> (bit & 63)) & (word &>> SeedTable.secondBit(hash, shift)) & 1 != 0
            }
            @inline(__always)
            func take(_ hash: UInt64, from start: Int, to end: Int) {
                recent.push(hash, start)
                gram.push(hash)
                if start < shard.start { return }
                let four = gram.hash(ofLast: 4)
                if mayHold(four), recent.count >= 4 { judge(four, 4, shard.source, end, bytes, recent) }
                guard hasShort else { return }
                // Lengths are written out: a loop over them costs more than the look-ups.
                if hasThree {
                    let three = gram.hash(ofLast: 3)
                    if mayHold(three), recent.count >= 3 { judge(three, 3, shard.source, end, bytes, recent) }
                }
                if hasTwo {
                    let two = gram.hash(ofLast: 2)
                    if mayHold(two), recent.count >= 2 { judge(two, 2, shard.source, end, bytes, recent) }
                }
                if hasOne {
                    let one = gram.hash(ofLast: 1)
                    if mayHold(one) { judge(one, 1, shard.source, end, bytes, recent) }
                }
            }
            var position = warmUp(before: shard.start, in: bytes)
            while position < shard.end {
                if var block = WordBlock(bytes, at: position) {
                    while let word = block.next() {
                        let start = position &+ word.start
                        let end = position &+ word.end
                        if start >= shard.end { return }
                        take(SeedScanner.hash(of: bytes, from: start, to: end), from: start, to: end)
                    }
                    position &+= block.count
                } else {
                    var scanner = SeedScanner(bytes: bytes, from: position, to: bytes.count)
                    let end = position &+ WordBlock.bytes
                    while scanner.position < end, scanner.next() {
                        if scanner.start >= shard.end { return }
                        take(scanner.hash, from: scanner.start, to: scanner.position)
                    }
                    position = scanner.position
                }
            }
        }
    }

    /// A little before the shard, at white space, so that seeds across the border are seen.
    private func warmUp(before start: Int, in bytes: UnsafeRawBufferPointer) -> Int {
        guard start > 0 else { return 0 }
        var index = max(0, start - 768)
        while index > 0, index < start, bytes[index - 1] > 0x20 { index += 1 }
        return index
    }

    /// Compares every passage that has the seed of the last words, which end at `end`.
    @inline(never)
    private mutating func judge(
        _ hash: UInt64, _ length: Int, _ source: Int, _ end: Int, _ bytes: UnsafeRawBufferPointer, _ recent: RecentWords
    ) {
        let scanner = SeedScanner(bytes: bytes, from: end, to: bytes.count)
        let anchor = recent.start(length)
        for index in table.entries(for: hash) {
            let seed = table.entries[index]
            let number = Int(seed.passage)
            let passage = book.passages[number]
            if let only = passage.source, only != source { continue }
            if lastSource[number] == Int32(truncatingIfNeeded: source), anchor >= lastStart[number],
                anchor < lastEnd[number]
            {
                continue
            }
            if candidates[number].isSaturated { continue }
            compare(seed, length, source, anchor, scanner, recent)
        }
    }

    /// Counts the words about a seed that agree, with one slip on each side.
    private mutating func compare(
        _ seed: PassageBook.Seed, _ length: Int, _ source: Int, _ anchor: Int, _ scanner: SeedScanner,
        _ recent: RecentWords
    ) {
        let number = Int(seed.passage)
        let passage = book.passages[number]
        let word = Int(seed.word)
        let left = compareLeft(passage, word: word, length: length, recent)
        let right = compareRight(passage, word: word + length, scanner)
        let score = length + left.score + right.score
        let firstWord = left.word
        let endWord = right.word
        let needed = max(length, min(8, (passage.count * 2 + 4) / 5))
        let isEdge = (firstWord == 0 || endWord == passage.count) && score >= 3
        guard score >= needed || isEdge || score >= passage.count else { return }
        let start = recent.start(length + left.back)
        let candidate = Candidate(
            source: source, anchor: anchor, word: word, score: score, firstWord: firstWord,
            endWord: endWord, start: start, end: max(right.end, scanner.position))
        candidates[number].add(candidate, passageCount: passage.count)
        if score * 4 >= min(passage.count, 2 * Self.reach) * 3 {
            lastSource[number] = Int32(truncatingIfNeeded: source)
            lastStart[number] = start
            lastEnd[number] = candidate.end
        }
    }

    private mutating func compareLeft(
        _ passage: Passage, word: Int, length: Int, _ recent: RecentWords
    ) -> (score: Int, word: Int, back: Int) {
        let available = min(recent.count - length, Self.reach)
        var score = 0
        var ours = word
        var back = 0
        var best = (score: 0, word: word, back: 0)
        var slipped = false
        while ours > 0, back < available {
            comparisons += 1
            if agrees(passage, ours - 1, recent.hash(length + back + 1)) {
                score += 1
                ours -= 1
                back += 1
                best = (score, ours, back)
                continue
            }
            if slipped { break }
            slipped = true
            if agrees(passage, ours - 2, recent.hash(length + back + 2)) {
                ours -= 1
                back += 1
            } else if agrees(passage, ours - 1, recent.hash(length + back + 2)) {
                back += 1
            } else if agrees(passage, ours - 2, recent.hash(length + back + 1)) {
                ours -= 1
            } else {
                break
            }
        }
        return best
    }

    private func agrees(_ passage: Passage, _ word: Int, _ hash: UInt64) -> Bool {
        word >= 0 && word < passage.count && hash != PassageBook.gap
            && book.words[passage.first + word] == hash
    }

    private mutating func compareRight(
        _ passage: Passage, word: Int, _ scanner: SeedScanner
    ) -> (score: Int, word: Int, end: Int) {
        var scanner = scanner
        var score = 0
        var ours = word
        var best = (score: 0, word: word, end: scanner.position)
        var slipped = false
        var read = 0
        var hasWord = ours < passage.count && scanner.next()
        while hasWord, ours < passage.count, read < Self.reach {
            comparisons += 1
            read += 1
            if agrees(passage, ours, scanner.hash) {
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
            if agrees(passage, ours + 1, following) {
                ours += 1
            } else if agrees(passage, ours, following) {
                continue
            } else if agrees(passage, ours + 1, current) {
                score += 1
                ours += 2
                best = (score, ours, scanner.start)
            } else {
                break
            }
        }
        return best
    }
}
