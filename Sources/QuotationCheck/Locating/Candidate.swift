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

    /// Every candidate, once, best first.
    var all: [Candidate] {
        var all = best
        for candidate in beginnings + endings where !all.contains(candidate) { all.append(candidate) }
        return all
    }

    mutating func add(_ candidate: Candidate, passageCount: Int) {
        Self.insert(candidate, into: &best, most: Self.most)
        if candidate.firstWord == 0, candidate.endWord < passageCount {
            Self.insert(candidate, into: &beginnings, most: Self.mostAtEdge)
        }
        if candidate.endWord == passageCount, candidate.firstWord > 0 {
            Self.insert(candidate, into: &endings, most: Self.mostAtEdge)
        }
        if best.count == Self.most, best[Self.most - 1].score >= passageCount { isSaturated = true }
    }

    mutating func merge(_ other: CandidateList, passageCount: Int) {
        for candidate in other.all { add(candidate, passageCount: passageCount) }
    }

    private static func insert(_ candidate: Candidate, into list: inout [Candidate], most: Int) {
        if let same = list.firstIndex(where: { isSamePlace($0, candidate) }) {
            guard candidate.precedes(list[same]) else { return }
            list.remove(at: same)
        }
        let place = list.firstIndex { candidate.precedes($0) } ?? list.count
        guard place < most else { return }
        list.insert(candidate, at: place)
        if list.count > most { list.removeLast() }
    }

    private static func isSamePlace(_ a: Candidate, _ b: Candidate) -> Bool {
        a.source == b.source && a.start < b.end && b.start < a.end
            && a.firstWord < b.endWord && b.firstWord < a.endWord
    }
}
