extension Connection {
    /// The best of some documents that a query found, in the order of ``SearchRank/score(_:_:age:)``; of equals the
    /// newer first, then the greater key. A key without a document comes last.
    ///
    /// It is their bodies that take the time, so that no more are read than it takes to know the order.
    /// - Parameters:
    ///   - documents: Each document's key with its age in milliseconds.
    ///   - count: How many are wanted.
    public func bestDocuments<Key: SQLBindable & SQLReadable & Hashable & Comparable>(
        _ query: SearchQuery, of documents: [Key: Int64], count: Int
    ) throws(StorageError) -> [Key] {
        var ranked: [Ranked<Key>] = []
        var waiting = try headed(query, documents).sorted { $0.bound > $1.bound }[...]
        while let next = waiting.first {
            // What waits can't come before anything that is better than the best it could be.
            if ranked.count >= count, ranked[count - 1].score > next.bound { break }
            let batch = waiting.prefix(max(count, 10))
            waiting = waiting.dropFirst(batch.count)
            ranked += try scored(query, batch)
            ranked.sort { ($0.score, $1.age, $0.key) > ($1.score, $0.age, $1.key) }
        }
        return ranked.prefix(count).map(\.key)
    }

    /// What the fields above the bodies give.
    private func headed<Key: SQLBindable & SQLReadable & Hashable>(
        _ query: SearchQuery, _ documents: [Key: Int64]
    ) throws(StorageError) -> [Headed<Key>] {
        var above: [Key: Double] = [:]
        let rows = try rows(
            "SELECT key, headline, standfirst, byline FROM storage_search WHERE key IN (\(list: documents.keys))")
        for row in rows {
            let document = SearchDocument(
                headline: try row.get("headline"), standfirst: try row.get("standfirst"),
                byline: try row.get("byline"), body: "")
            above[try row.get("key")] = SearchRank.above(query, document)
        }
        return documents.map { key, age in
            guard let above = above[key] else { return Headed(key: key, age: age, above: 0, bound: 0) }
            return Headed(
                key: key, age: age, above: above, bound: SearchRank.bound(query, above: above, age: age))
        }
    }

    private func scored<Key: SQLBindable & SQLReadable & Hashable>(
        _ query: SearchQuery, _ documents: some Collection<Headed<Key>>
    ) throws(StorageError) -> [Ranked<Key>] {
        var bodies: [Key: String] = [:]
        let keys = documents.map(\.key)
        for row in try rows("SELECT key, body FROM storage_search WHERE key IN (\(list: keys))") {
            bodies[try row.get("key")] = try row.get("body", as: String.self)
        }
        return documents.map { document in
            let score = bodies[document.key].map { body in
                SearchRank.score(query, above: document.above, body: body, age: document.age)
            }
            return Ranked(key: document.key, age: document.age, score: score ?? 0)
        }
    }
}

/// A document whose body was not looked at.
private struct Headed<Key> {
    let key: Key
    let age: Int64
    let above: Double
    let bound: Double
}

private struct Ranked<Key> {
    let key: Key
    let age: Int64
    let score: Double
}
