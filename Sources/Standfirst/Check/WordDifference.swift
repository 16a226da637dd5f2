/// The words of a source beside those that are printed, for a person to read. It explains a verdict and decides nothing.
struct WordDifference {
    enum Piece: Equatable {
        case same(String)
        /// The source has it; it is not printed.
        case dropped(String)
        /// It is printed; the source does not have it.
        case added(String)
    }

    private(set) var pieces: [Piece] = []

    /// Longer texts are not compared, since the work grows with the square of what differs.
    private static let mostWords = 600

    init?(source: String, printed: String) {
        let before = source.split(whereSeparator: \.isWhitespace).map(String.init)
        var after = printed.split(whereSeparator: \.isWhitespace).map(String.init)
        // A full stop or comma at the closing mark need not be the source's.
        if let last = after.last, last.count > 1, last.hasSuffix(".") || last.hasSuffix(","),
            before.last?.last != last.last
        {
            after[after.count - 1].removeLast()
        }
        guard before.count <= Self.mostWords, after.count <= Self.mostWords else { return nil }
        var dropped = Set<Int>()
        var added = Set<Int>()
        for change in after.map(Self.folded).difference(from: before.map(Self.folded)) {
            switch change {
            case .remove(let offset, _, _): dropped.insert(offset)
            case .insert(let offset, _, _): added.insert(offset)
            }
        }
        var old = 0
        var new = 0
        while old < before.count || new < after.count {
            if dropped.contains(old) {
                append(.dropped(before[old]))
                old += 1
            } else if added.contains(new) {
                append(.added(after[new]))
                new += 1
            } else {
                guard new < after.count else { break }
                append(.same(after[new]))
                old += 1
                new += 1
            }
        }
    }

    var showsChange: Bool {
        pieces.contains { if case .same = $0 { false } else { true } }
    }

    /// Neighbours of a kind are one piece.
    private mutating func append(_ piece: Piece) {
        switch (pieces.last, piece) {
        case (.same(let last), .same(let next)): pieces[pieces.count - 1] = .same(last + " " + next)
        case (.dropped(let last), .dropped(let next)): pieces[pieces.count - 1] = .dropped(last + " " + next)
        case (.added(let last), .added(let next)): pieces[pieces.count - 1] = .added(last + " " + next)
        default: pieces.append(piece)
        }
    }

    /// Marks and dashes are printed in several shapes that mean the same.
    private static func folded(_ word: String) -> String {
        String(word.map { character in
            switch character {
            case "’", "‘": "'"
            case "“", "”", "«", "»", "„": "\""
            case "–", "—", "―": "-"
            default: character
            }
        })
    }
}
