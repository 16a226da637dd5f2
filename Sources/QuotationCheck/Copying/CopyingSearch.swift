/// Finds the runs of a story's own prose that stand word for word in a source.
struct CopyingSearch {
    /// A stretch of prose, folded.
    private struct Prose {
        var range: CodePointRange
        var utf8: [UInt8]
        var folded: FoldedText
        var hashes: [UInt64] = []
        var tokens: [Int] = []
    }

    private struct Window {
        var prose: Int
        /// The token that the seed begins with.
        var token: Int
        var passage: Int
        /// Where the passage begins, in seed words of the prose.
        var firstHash: Int
    }

    private static let reach = 60

    private let words: Int
    private var prose: [Prose] = []
    private var windows: [Window] = []

    /// Adds the prose to the passages to be located: one seed in every few words, so that no run of
    /// `words` words is without one.
    init(story: Story, prose ranges: [CodePointRange], words: Int, book: inout PassageBook) {
        self.words = words
        for range in ranges {
            let utf8 = Array(story.text(in: range).utf8)
            var piece = Prose(range: range, utf8: utf8, folded: FoldedText())
            utf8.withUnsafeBytes { bytes in
                piece.folded.append(bytes, from: 0, to: bytes.count)
                for (index, token) in piece.folded.tokens.enumerated() where token.kind == .word {
                    var scanner = SeedScanner(bytes: bytes, from: token.start, to: token.end)
                    while scanner.next() {
                        piece.hashes.append(scanner.hash)
                        piece.tokens.append(index)
                    }
                }
            }
            guard piece.folded.words >= words else { continue }
            prose.append(piece)
            var seed = 0
            while seed + 4 <= piece.hashes.count {
                let first = max(0, seed - Self.reach)
                let last = min(piece.hashes.count, seed + 4 + Self.reach)
                windows.append(
                    Window(
                        prose: prose.count - 1, token: piece.tokens[seed], passage: book.passages.count,
                        firstHash: first))
                book.addWindow(piece.hashes[first..<last], seedAt: seed - first)
                seed += max(1, words - 5)
            }
        }
    }

    /// The copied runs, in the order of the story, none inside another.
    func passages(
        _ candidates: [CandidateList], sources: [Source], index: CodePointIndex
    ) -> [CopiedPassage] {
        var found: [CopiedPassage] = []
        var coveredProse = -1
        var coveredToken = -1
        for window in windows {
            if window.prose == coveredProse, window.token <= coveredToken { continue }
            var best: Run?
            for candidate in candidates[window.passage].best.prefix(3) where candidate.score >= words - 2 {
                guard let run = run(window, candidate, sources[candidate.source]) else { continue }
                if run.words >= words, run.words > (best?.words ?? 0) { best = run }
                sources[candidate.source].release(around: candidate.start..<candidate.end)
            }
            guard let longest = best else { continue }
            coveredProse = window.prose
            coveredToken = longest.tokens.upperBound - 1
            found.append(passage(longest, window, sources, index))
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
    private func run(_ window: Window, _ candidate: Candidate, _ source: Source) -> Run? {
        let piece = prose[window.prose]
        return source.withBytes { bytes in
            var reach = 1_024
            while true {
                let stretch = SourceWindow(
                    bytes, from: candidate.anchor - reach, to: candidate.anchor + reach, isTranscript: false,
                    lexicon: SpeechLexicon())
                let anchor = stretch.token(at: candidate.anchor)
                guard let run = grow(piece, window.token, stretch, anchor, candidate.source) else {
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
        _ run: Run, _ window: Window, _ sources: [Source], _ index: CodePointIndex
    ) -> CopiedPassage {
        let piece = prose[window.prose]
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
