/// Streams shards past the seeds once and keeps the best candidates of each passage.
struct ArchiveScan {
    let book: PassageBook
    let table: SeedTable
    private(set) var candidates: [CandidateList]
    /// Scalars in each block that was read.
    private(set) var blocks: [ScalarBlock] = []
    /// What tells of each source that was read whether it is a transcript, where that is asked for.
    private(set) var signs: [Int: TranscriptSigns] = [:]
    /// How labels are read; nil where nobody asks for them.
    private let lexicon: SpeechLexicon?
    /// Words that were compared to judge hits, for tests of cost.
    private(set) var comparisons = 0
    /// Every place that may pass, where all are wanted and not the best of each passage.
    private(set) var places: [Place]?

    struct Place {
        var passage: Int
        var candidate: Candidate
    }

    /// Where each passage was last seen whole: the seeds inside need not be judged again.
    private var lastSource: [Int32]
    private var lastStart: [Int]
    private var lastEnd: [Int]

    init(book: PassageBook, table: SeedTable, wantsAll: Bool = false, lexicon: SpeechLexicon? = nil) {
        self.lexicon = lexicon
        places = wantsAll ? [] : nil
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
            if let lexicon, source.turns == .labelled {
                signs[shard.source, default: TranscriptSigns()].read(
                    bytes, from: aligned.start, to: aligned.end, lexicon: lexicon)
            }
            guard !book.seeds.isEmpty else { return }
            read(aligned, bytes)
        }
        source.release(around: shard.start..<shard.end)
    }

    /// Hands over the places that were found since the last time.
    mutating func takePlaces() -> [Place] {
        defer { places = [] }
        return places ?? []
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
        WordStretch.withEmpty { stretch in
            withUnsafeTemporaryAllocation(of: Int.self, capacity: WordStretch.capacity) { ends in
                var position = warmUp(before: shard.start, in: bytes)
                while position < shard.end {
                    position = stretch.read(bytes, from: position, to: shard.end)
                    let first = stretch.firstWord(from: shard.start)
                    for length in PassageBook.seedLengths {
                        guard let filter = table.filters[length] else { continue }
                        let found = filter.words(of: stretch, from: first, length: length, into: ends)
                        for slot in 0..<found { judge(ends[slot], length, shard.source, bytes, stretch) }
                    }
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

    /// Compares every passage that has the seed which ends with a word of the stretch.
    private mutating func judge(
        _ last: Int, _ length: Int, _ source: Int, _ bytes: UnsafeRawBufferPointer, _ stretch: WordStretch
    ) {
        let entries = table.entries(for: stretch.seed(endingAt: last, length: length))
        guard !entries.isEmpty else { return }
        let first = last - length + 1
        let anchor = stretch.starts[first]
        var scanner = SeedScanner(bytes: bytes, from: stretch.starts[last], to: bytes.count)
        guard scanner.next() else { return }
        for index in entries {
            let seed = table.entries[index]
            let number = Int(seed.passage)
            let passage = book.passages[number]
            if let only = passage.source, only != source { continue }
            if lastSource[number] == Int32(truncatingIfNeeded: source), anchor >= lastStart[number],
                anchor < lastEnd[number]
            {
                continue
            }
            if candidates[number].isSaturated {
                candidates[number].passOver()
                continue
            }
            let agreement = PassageAgreement(
                words: book.words[passage.first..<passage.first + passage.count], seedAt: Int(seed.word), length: length,
                stretch: stretch, first: first, scanner: scanner)
            comparisons += agreement.comparisons
            guard agreement.isCandidate else { continue }
            let candidate = Candidate(
                source: source, anchor: anchor, word: Int(seed.word), score: agreement.score,
                firstWord: agreement.firstWord, endWord: agreement.endWord, start: agreement.start, end: agreement.end,
                holdsRun: agreement.holdsRun)
            if places == nil {
                candidates[number].add(candidate, passageCount: passage.count)
            } else if candidate.holdsRun {
                places?.append(Place(passage: number, candidate: candidate))
            }
            if agreement.isNearlyWhole {
                lastSource[number] = Int32(truncatingIfNeeded: source)
                lastStart[number] = candidate.start
                lastEnd[number] = candidate.end
            }
        }
    }
}
