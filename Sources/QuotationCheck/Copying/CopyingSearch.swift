/// Finds the runs of a story's own prose that stand word for word in a source.
struct CopyingSearch {
    /// A stretch of prose, folded. No more than one is kept, since a story may be long.
    private struct Prose {
        let range: CodePointRange
        let utf8: [UInt8]
        let folded: FoldedText

        init(_ range: CodePointRange, of story: Story) {
            self.range = range
            let utf8 = Array(story.text(in: range).utf8)
            self.utf8 = utf8
            folded = utf8.withUnsafeBytes { FoldedText($0, from: 0, to: $0.count) }
        }

        /// Its seed words, and the token of each.
        var seedWords: (hashes: [UInt64], tokens: [Int32]) {
            var hashes: [UInt64] = []
            var tokens: [Int32] = []
            utf8.withUnsafeBytes { bytes in
                for (index, token) in folded.tokens.enumerated() where token.kind == .word {
                    var scanner = SeedScanner(bytes: bytes, from: token.start, to: token.end)
                    while scanner.next() {
                        hashes.append(scanner.hash)
                        tokens.append(Int32(truncatingIfNeeded: index))
                    }
                }
            }
            return (hashes, tokens)
        }
    }

    private struct Window {
        /// Which stretch of prose, by number.
        var prose: Int32
        /// The token that the seed begins with.
        var token: Int32
        var passage: Int32
    }

    private static let reach = 60

    private let story: Story
    private let words: Int
    private var prose: [CodePointRange] = []
    private var windows: [Window] = []

    /// Adds the prose to the passages to be located: one seed in every few words, so that no run of
    /// `words` words is without one.
    init(story: Story, prose ranges: [CodePointRange], words: Int, book: inout PassageBook) {
        self.story = story
        self.words = words
        for range in ranges {
            let piece = Prose(range, of: story)
            guard piece.folded.words >= words else { continue }
            prose.append(range)
            let (hashes, tokens) = piece.seedWords
            let first = book.addWords(hashes)
            for seed in stride(from: 0, through: hashes.count - 4, by: max(1, words - 5)) {
                windows.append(
                    Window(
                        prose: Int32(truncatingIfNeeded: prose.count - 1), token: tokens[seed],
                        passage: Int32(truncatingIfNeeded: book.passages.count)))
                let around = max(0, seed - Self.reach)..<min(hashes.count, seed + 4 + Self.reach)
                book.addWindow(
                    over: first + around.lowerBound..<first + around.upperBound, seedAt: first + seed)
            }
        }
    }

    /// The copied runs, in the order of the story, none inside another.
    func passages(
        _ candidates: [CandidateList], sources: [Source], index: CodePointIndex
    ) -> [CopiedPassage] {
        var found: [CopiedPassage] = []
        var coveredToken = -1
        var read: (number: Int32, prose: Prose)?
        for window in windows {
            let likely = candidates[Int(window.passage)].best.prefix(3).filter { $0.score >= words - 2 }
            guard !likely.isEmpty else { continue }
            if read?.number != window.prose {
                read = (window.prose, Prose(prose[Int(window.prose)], of: story))
                coveredToken = -1
            }
            guard let piece = read?.prose, window.token > coveredToken else { continue }
            var best: Run?
            for candidate in likely {
                guard let run = run(piece, Int(window.token), candidate, sources[candidate.source]) else { continue }
                if run.words >= words, run.words > (best?.words ?? 0) { best = run }
                sources[candidate.source].release(around: candidate.start..<candidate.end)
            }
            guard let longest = best else { continue }
            coveredToken = longest.tokens.upperBound - 1
            found.append(passage(longest, piece, sources, index))
        }
        return found
    }

    // MARK: Runs

    private struct Run {
        var source: Int
        var tokens: Range<Int>
        var bytes: Range<Int>
        var words: Int
    }

    /// The whole run about a candidate. The stretch of source that is read grows with the run.
    private func run(_ piece: Prose, _ token: Int, _ candidate: Candidate, _ source: Source) -> Run? {
        source.withBytes { bytes in
            var reach = 1_024
            while true {
                let stretch = SourceWindow(
                    bytes, from: candidate.anchor - reach, to: candidate.anchor + reach, isTranscript: false,
                    lexicon: SpeechLexicon())
                let anchor = stretch.token(at: candidate.anchor)
                guard let run = grow(piece, token, stretch, anchor, candidate.source) else {
                    return nil
                }
                let isWhole = stretch.start == 0 && stretch.end == bytes.count
                let isInside = run.bytes.lowerBound > stretch.start + 64 && run.bytes.upperBound + 64 < stretch.end
                if isWhole || isInside || reach > piece.utf8.count * 4 + 4_096 { return run }
                reach *= 4
            }
        }
    }

    private func grow(
        _ piece: Prose, _ token: Int, _ stretch: SourceWindow, _ anchor: Int, _ source: Int
    ) -> Run? {
        guard anchor < stretch.tokens.count,
            FoldedText.equal(piece.folded, token, stretch.folded, anchor)
        else { return nil }
        var first = (ours: token, theirs: anchor)
        var last = first
        var words = 1
        while let ours = word(before: first.ours, in: piece.folded.tokens),
            let theirs = word(before: first.theirs, in: stretch.tokens),
            FoldedText.equal(piece.folded, ours, stretch.folded, theirs)
        {
            first = (ours, theirs)
            words += 1
        }
        while let ours = word(after: last.ours, in: piece.folded.tokens),
            let theirs = word(after: last.theirs, in: stretch.tokens),
            FoldedText.equal(piece.folded, ours, stretch.folded, theirs)
        {
            last = (ours, theirs)
            words += 1
        }
        return Run(
            source: source, tokens: first.ours..<last.ours + 1,
            bytes: stretch.tokens[first.theirs].start..<stretch.tokens[last.theirs].end, words: words)
    }

    private func word(before index: Int, in tokens: [Token]) -> Int? {
        var index = index - 1
        while index >= 0 {
            if tokens[index].kind == .word { return index }
            index -= 1
        }
        return nil
    }

    private func word(after index: Int, in tokens: [Token]) -> Int? {
        var index = index + 1
        while index < tokens.count {
            if tokens[index].kind == .word { return index }
            index += 1
        }
        return nil
    }

    private func passage(
        _ run: Run, _ piece: Prose, _ sources: [Source], _ index: CodePointIndex
    ) -> CopiedPassage {
        let first = piece.folded.tokens[run.tokens.lowerBound].start
        let last = piece.folded.tokens[run.tokens.upperBound - 1].end
        let range = piece.utf8.withUnsafeBytes { bytes in
            let start = piece.range.start + ScalarDecoding.count(in: bytes, from: 0, to: first)
            return CodePointRange(
                start: start, end: start + ScalarDecoding.count(in: bytes, from: first, to: last))
        }
        let sourceRange = sources[run.source].withBytes { bytes in
            let start = index.position(of: run.bytes.lowerBound, source: run.source, in: bytes)
            let count = ScalarDecoding.count(
                in: bytes, from: run.bytes.lowerBound, to: run.bytes.upperBound)
            return CodePointRange(start: start, end: start + count)
        }
        return CopiedPassage(
            range: range, source: sources[run.source].id, sourceRange: sourceRange, words: run.words)
    }
}
