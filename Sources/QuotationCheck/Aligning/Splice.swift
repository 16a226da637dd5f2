/// Passages that stand apart in the sources and are printed as one quotation.
struct Splice {
    /// One passage of it.
    struct Piece {
        /// Items of the printed text.
        var items: Range<Int>
        var words: Int
        var source: Int
        var bytes: Range<Int>
    }

    private static let mostPieces = 4

    let printed: PrintedText
    /// The printed token of each seed word.
    let tokens: [Int]

    /// Whether skipping these tokens joins what stands apart: more than a few words and the end of a
    /// sentence, or many words.
    static func isDistant(_ range: Range<Int>, _ window: SourceWindow) -> Bool {
        let words = window.words(in: range)
        return words >= 8
            || words >= 4 && range.contains { $0 < window.tokens.count && window.endsSentence($0) }
    }

    /// The longest piece about a candidate.
    func piece(_ window: SourceWindow, _ place: Candidate) -> Piece? {
        let token = tokens[place.word]
        guard
            let item = printed.items.firstIndex(where: {
                if case .token(token) = $0 { return true }
                return false
            }),
            let run = ExactRun(
                printed: printed, window: window, item: item, token: window.token(at: place.anchor))
        else { return nil }
        return Piece(
            items: run.items, words: words(in: run.items), source: place.source,
            bytes: window.byteRange(of: run.tokens))
    }

    /// Pieces that make up the whole quotation, in order, punctuation between them apart. Nil where
    /// one does, or where some word stands in none.
    func cover(_ pieces: [Piece]) -> [Piece]? {
        var cover: [Piece] = []
        var next = skipPunctuation(from: 0)
        while next < printed.items.count {
            var best: Piece?
            for piece in pieces where piece.items.contains(next) {
                if let best, best.items.upperBound >= piece.items.upperBound { continue }
                best = piece
            }
            guard var piece = best, cover.count < Self.mostPieces else { return nil }
            if piece.items.lowerBound < next {
                // The source of the shared words is the piece before; what is left must be enough to judge.
                piece.words = words(in: next..<piece.items.upperBound)
            }
            cover.append(piece)
            next = skipPunctuation(from: piece.items.upperBound)
        }
        guard cover.count > 1 else { return nil }
        for (index, piece) in cover.enumerated() where piece.words < 3 {
            let before = index > 0 && isInterrupted(cover[index - 1], piece)
            let after = index + 1 < cover.count && isInterrupted(piece, cover[index + 1])
            guard before || after else { return nil }
        }
        return cover
    }

    /// Whether the mark was closed and opened between two pieces.
    func isInterrupted(_ first: Piece, _ second: Piece) -> Bool {
        let from = max(0, first.items.upperBound - 1)
        let to = max(from, min(second.items.lowerBound + 1, printed.items.count))
        let span = from..<max(to, min(first.items.upperBound + 2, printed.items.count))
        return span.contains {
            if case .interruption = printed.items[$0] { return true }
            return false
        }
    }

    private func skipPunctuation(from start: Int) -> Int {
        var index = start
        while index < printed.items.count {
            switch printed.items[index] {
            case .interruption: break
            case .token(let token):
                switch printed.folded.tokens[token].kind {
                case .stop, .comma, .dash, .mark: break
                default: return index
                }
            default: return index
            }
            index += 1
        }
        return index
    }

    private func words(in items: Range<Int>) -> Int {
        items.count {
            if case .token(let token) = printed.items[$0] {
                return printed.folded.tokens[token].kind == .word
            }
            return false
        }
    }
}
