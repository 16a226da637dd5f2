/// A place in the archive where a passage may stand.
struct Candidate: Equatable {
    var source: Int
    /// The byte of the source where the seed begins, and the word of the passage that it begins with.
    var anchor: Int
    var word: Int
    /// How many words around the seed agree, one slip on either side allowed.
    var score: Int
    /// The words of the passage that were compared and agree, from the first to the last.
    var firstWord: Int
    var endWord: Int
    /// Bytes of the source that those words stand in.
    var start: Int
    var end: Int
    /// Whether the words between two omissions that the seed is of all agree, but for the very first: what passes the
    /// strict comparison has that.
    var holdsRun: Bool

    func precedes(_ other: Candidate) -> Bool {
        (-score, source, start, anchor) < (-other.score, other.source, other.start, other.anchor)
    }
}

/// The best candidates of one passage: by score, and of those that hold its beginning or its end,
/// which are what a splice is made of.
struct CandidateList {
    static let most = 8
    private static let mostAtEdge = 3

    private(set) var best: [Candidate] = []
    private var beginnings: [Candidate] = []
    private var endings: [Candidate] = []
    /// Whether there are as many whole matches as are kept.
    private(set) var isSaturated = false
    /// Whether places were left out that might have passed the strict comparison.
    private(set) var hasMore = false

    /// Every candidate, once, best first.
    var all: [Candidate] {
        var all = best
        for candidate in beginnings + endings where !all.contains(candidate) { all.append(candidate) }
        return all
    }

    mutating func add(_ candidate: Candidate, passageCount: Int) {
        if let left = Self.insert(candidate, into: &best, most: Self.most), left.holdsRun { hasMore = true }
        if candidate.firstWord == 0, candidate.endWord < passageCount {
            _ = Self.insert(candidate, into: &beginnings, most: Self.mostAtEdge)
        }
        if candidate.endWord == passageCount, candidate.firstWord > 0 {
            _ = Self.insert(candidate, into: &endings, most: Self.mostAtEdge)
        }
        if best.count == Self.most, best[Self.most - 1].score >= passageCount { isSaturated = true }
    }

    mutating func merge(_ other: CandidateList, passageCount: Int) {
        for candidate in other.all { add(candidate, passageCount: passageCount) }
        if other.hasMore { hasMore = true }
    }

    /// Says that a place was passed over because there are whole matches enough.
    mutating func passOver() { hasMore = true }

    /// - Returns: the candidate that was left out for it, or itself.
    private static func insert(
        _ candidate: Candidate, into list: inout [Candidate], most: Int
    ) -> Candidate? {
        if let same = list.firstIndex(where: { isSamePlace($0, candidate) }) {
            guard candidate.precedes(list[same]) else { return nil }
            list.remove(at: same)
        }
        let place = list.firstIndex { candidate.precedes($0) } ?? list.count
        guard place < most else { return candidate }
        list.insert(candidate, at: place)
        return list.count > most ? list.removeLast() : nil
    }

    private static func isSamePlace(_ a: Candidate, _ b: Candidate) -> Bool {
        a.source == b.source && a.start < b.end && b.start < a.end
            && a.firstWord < b.endWord && b.firstWord < a.endWord
    }
}
