extension Connection {
    /// The best of some documents that a query found, in the order of ``SearchRank/score(_:_:age:)``; of equals the
    /// newer first, then the greater key. One that is not in the index any more comes last.
    ///
    /// It is their bodies that take the time, so that no more are read than it takes to know the order.
    /// - Parameters:
    ///   - now: What their age is reckoned from.
    ///   - count: How many are wanted.
    public func bestDocuments(
        _ query: SearchQuery, of documents: [FoundDocument], at now: Timestamp, count: Int
    ) throws(StorageError) -> [FoundDocument] {
        let patterns = SearchPatterns(query.wanted)
        let inOrder = documents.sorted { left, right in
            left.moment == right.moment ? right.key.lexicographicallyPrecedes(left.key) : left.moment > right.moment
        }
        var ranked: [Ranked] = []
        var waiting = inOrder.indices.map { Waiting(inOrder[$0], place: $0, patterns, at: now) }
            .sorted { $0.bound > $1.bound }[...]
        while let next = waiting.first {
            // What waits can't come before anything that is better than the best it could be.
            if ranked.count >= count, ranked[count - 1].score > next.bound { break }
            let batch = waiting.prefix(max(count, 10))
            waiting = waiting.dropFirst(batch.count)
            let bodies = try bodies(of: batch.map { inOrder[$0.place].key })
            for document in batch {
                let score = bodies[inOrder[document.place].key].map { body in
                    SearchRank.score(patterns, above: document.above, body: body, age: document.age)
                }
                ranked.append(Ranked(score: score ?? 0, place: document.place))
            }
            ranked.sort { $0.score == $1.score ? $0.place < $1.place : $0.score > $1.score }
        }
        return ranked.prefix(count).map { inOrder[$0.place] }
    }

    private func bodies(of keys: [[UInt8]]) throws(StorageError) -> [[UInt8]: String] {
        var bodies: [[UInt8]: String] = [:]
        for row in try rows("SELECT key, body FROM storage_search WHERE key IN (\(list: keys))") {
            bodies[try row.get("key")] = try row.get("body", as: String.self)
        }
        return bodies
    }
}

/// A document whose body was read.
private struct Ranked {
    let score: Double
    /// Of equals the first is the better.
    let place: Int
}

/// A document whose body was not read: what the fields above it give, and the most that the whole could.
private struct Waiting {
    let place: Int
    let age: Int64
    let above: Double
    let bound: Double

    init(_ document: FoundDocument, place: Int, _ patterns: SearchPatterns, at now: Timestamp) {
        self.place = place
        age = now.milliseconds - document.moment.milliseconds
        above = SearchRank.above(patterns, document.head)
        bound = SearchRank.bound(patterns, above: above, age: age)
    }
}
