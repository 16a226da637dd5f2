extension Connection {
    /// The best of some documents that a query found, in the order of ``SearchRank/score(_:_:age:)``; of equals the
    /// newer first, then the greater key. A key without a document comes last.
    ///
    /// It is their bodies that take the time, so that no more are read than it takes to know the order.
    /// - Parameters:
    ///   - documents: Each document's key with its age in milliseconds.
    ///   - count: How many are wanted.
    public func bestDocuments<Key: SQLBindable & Hashable & Comparable>(
        _ query: SearchQuery, of documents: [Key: Int64], count: Int
    ) throws(StorageError) -> [Key] {
        let inOrder = documents.sorted { ($1.value, $0.key) > ($0.value, $1.key) }
        let places = try best(query, of: inOrder.map { ($0.key.sqlValue, $0.value) }, count: count)
        return places.map { inOrder[$0].key }
    }

    /// - Parameter documents: Of equals the first is the better.
    /// - Returns: Their places, the best first.
    private func best(
        _ query: SearchQuery, of documents: [(key: SQLValue, age: Int64)], count: Int
    ) throws(StorageError) -> [Int] {
        var ranked: [(score: Double, place: Int)] = []
        var waiting = try headed(query, documents).sorted { $0.bound > $1.bound }[...]
        while let next = waiting.first {
            // What waits can't come before anything that is better than the best it could be.
            if ranked.count >= count, ranked[count - 1].score > next.bound { break }
            let batch = waiting.prefix(max(count, 10))
            waiting = waiting.dropFirst(batch.count)
            let bodies = try bodies(of: batch.map { documents[$0.place].key })
            for document in batch {
                let (key, age) = documents[document.place]
                let score = bodies[key].map { body in
                    SearchRank.score(query, above: document.above, body: body, age: age)
                }
                ranked.append((score ?? 0, document.place))
            }
            ranked.sort { ($0.score, $1.place) > ($1.score, $0.place) }
        }
        return ranked.prefix(count).map(\.place)
    }

    /// What the fields above the bodies give, and the most that the whole could.
    private func headed(
        _ query: SearchQuery, _ documents: [(key: SQLValue, age: Int64)]
    ) throws(StorageError) -> [(place: Int, above: Double, bound: Double)] {
        var above: [SQLValue: Double] = [:]
        let rows = try rows(
            """
            SELECT key, headline, standfirst, byline FROM storage_search
            WHERE key IN (\(list: documents.map(\.key)))
            """)
        for row in rows {
            let document = SearchDocument(
                headline: try row.get("headline"), standfirst: try row.get("standfirst"),
                byline: try row.get("byline"), body: "")
            above[row.values[0]] = SearchRank.above(query, document)
        }
        return documents.indices.map { place in
            guard let above = above[documents[place].key] else { return (place, 0, 0) }
            return (place, above, SearchRank.bound(query, above: above, age: documents[place].age))
        }
    }

    private func bodies(of keys: [SQLValue]) throws(StorageError) -> [SQLValue: String] {
        var bodies: [SQLValue: String] = [:]
        for row in try rows("SELECT key, body FROM storage_search WHERE key IN (\(list: keys))") {
            bodies[row.values[0]] = try row.get("body", as: String.self)
        }
        return bodies
    }
}
