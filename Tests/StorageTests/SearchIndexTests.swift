import PropertyTesting
import Storage
import StorageTesting
import Testing

@Suite("The search index")
struct SearchIndexTests {
    static let migrations = [Migration(number: 1, name: "search", statements: SearchIndex.schema + SearchIndex.newest)]

    private func find(
        _ text: String, in scope: SearchScope = .everywhere, isTyping: Bool = false, _ store: any Store
    ) async throws -> [Int] {
        let query = SearchQuery(parsing: text, isTyping: isTyping)
        return try await store.read { connection in
            try connection.rows(
                """
                SELECT key FROM storage_search AS document
                WHERE \(SQL.search(query, key: "document.key", in: scope)) ORDER BY key
                """
            ).map { row in
                let key: [UInt8] = try row.get("key")
                return key.reduce(0) { $0 << 8 | Int($1) }
            }
        }
    }

    private static let now = Timestamp(seconds: 1_795_440_300)

    private static func key(_ number: Int) -> Identifier<SearchIndexTests> {
        Identifier(
            bytes: Array(repeating: 0, count: 14) + [UInt8(truncatingIfNeeded: number >> 8), UInt8(truncatingIfNeeded: number)])!
    }

    @Test("finds words, phrases, exclusions and beginnings", arguments: TestEngine.available)
    func finding(engine: TestEngine) async throws {
        try await engine.withStore(Self.migrations) { store in
            try await store.write { connection in
                let documents = [
                    SearchFields(headline: "Harbour café opens", standfirst: "After years", body: "The old pier is closed.", byline: "Ada Quill"),
                    SearchFields(headline: "Council votes", standfirst: "On the harbour", body: "Old habits: pier talk.", byline: "Ada Quill"),
                    SearchFields(headline: "東京の港", standfirst: "", body: "京東", byline: ""),
                    SearchFields(headline: "افتتاح المَدِينَة", standfirst: "", body: "old", byline: "pier"),
                ]
                for (number, fields) in documents.enumerated() {
                    try connection.replaceSearchDocument(key: Self.key(number + 1), fields: fields)
                }
            }
            #expect(try await find("harbour", store) == [1, 2])
            #expect(try await find("HARBOUR cafe", store) == [1])
            #expect(try await find("harbour", in: .headline, store) == [1])
            #expect(try await find("harbour -votes", store) == [1])
            #expect(try await find("harbour -habits", in: .headline, store) == [1])
            #expect(try await find("council -harbour", in: .headline, store) == [])
            #expect(try await find("old pier", store) == [1, 2, 4])
            #expect(try await find("\"old pier\"", store) == [1])
            #expect(try await find("old -\"old pier\"", store) == [2, 4])
            #expect(try await find("harb", store) == [])
            #expect(try await find("harb", isTyping: true, store) == [1, 2])
            #expect(try await find("\"the harbour\"", store) == [2])
            #expect(try await find("on-the-harb", isTyping: true, store) == [2])
            #expect(try await find("東京", store) == [3])
            #expect(try await find("المدينة", store) == [4])
            #expect(try await find("-harbour", store) == [])
            #expect(try await find("NOT", store) == [])
            try await store.write { connection in
                try connection.replaceSearchDocument(key: Self.key(1), fields: SearchFields(headline: "Station"))
                try connection.removeSearchDocument(key: Self.key(2))
                try connection.removeSearchDocument(key: Self.key(99))
            }
            #expect(try await find("harbour", store) == [])
            #expect(try await find("station", store) == [1])
            // A document that is not there comes after the others.
            let best = try await store.read {
                let query = SearchQuery(parsing: "station")
                let found = try $0.newestDocuments(query, limit: 5)
                #expect(try $0.newestDocuments(query, in: .headline, limit: 5) == found)
                let gone = FoundDocument(key: Self.key(2), moment: Self.now, SearchDocument(SearchFields(headline: "")))
                return try $0.bestDocuments(query, of: [gone] + found, at: Self.now, count: 2)
            }
            #expect(best.map(\.key) == [Self.key(1).bytes, Self.key(2).bytes])
        }
    }

    @Test("is used by a search", arguments: TestEngine.available)
    func plan(engine: TestEngine) async throws {
        try await engine.withStore(Self.migrations) { store in
            try await store.write(durability: .relaxed) { connection in
                for number in 0..<2000 {
                    let fields = SearchFields(headline: "Headline \(number)", body: "word\(number % 500) common text")
                    try connection.replaceSearchDocument(key: Self.key(number), fields: fields)
                }
                if connection.dialect == .postgreSQL { try connection.run("ANALYZE storage_search") }
            }
            for scope in [SearchScope.headline, .everywhere] {
                let condition = SQL.search(SearchQuery(parsing: "77 -word3"), key: "document.key", in: scope)
                let query: SQL = "SELECT document.key FROM storage_search AS document WHERE \(condition)"
                let plan = try await store.read { connection in
                    try connection.rows(connection.dialect == .sqlite ? "EXPLAIN QUERY PLAN \(query)" : "EXPLAIN \(query)")
                        .map { $0.values.map { "\($0)" }.joined(separator: " ") }.joined(separator: "\n")
                }
                switch engine {
                case .sqlite:
                    #expect(plan.contains("storage_search_index VIRTUAL TABLE INDEX"), "\(plan)")
                    #expect(plan.contains("COVERING INDEX storage_search_ids"), "\(plan)")
                case .postgreSQL:
                    let index = scope == .headline ? "storage_search_headline_words" : "storage_search_words"
                    #expect(plan.contains("Bitmap Index Scan on \(index)"), "\(plan)")
                }
            }
        }
    }

    @Test("gives the same on both engines for any documents and queries", .enabled(if: TestEngine.hasPostgreSQL))
    func parity() async throws {
        var generator = SeededGenerator()
        let seed = generator.description
        let vocabulary = [
            "pier", "Pier", "piers", "old", "the", "a", "don't", "café", "cafe", "straße", "東京", "京", "مدينة", "مَدِينَه", "ٱلمدينة",
            "1,000", "1000", "co-op", "हिन्दी", "서울", "x", "ab", "abc", "😀", "...", "naïve", "\u{1E9E}", "ﬁ", "\u{10428}",
        ]
        func text(_ most: Int, _ generator: inout SeededGenerator) -> String {
            (0..<Int.random(in: 0...most, using: &generator))
                .map { _ in vocabulary.randomElement(using: &generator) ?? "" }.joined(separator: " ")
        }
        let documents = (0..<150).map { _ in
            SearchFields(
                headline: text(4, &generator), standfirst: text(6, &generator), body: text(25, &generator),
                byline: text(2, &generator))
        }
        let queries = (0..<200).map { _ -> (String, Bool) in
            let parts = (0..<Int.random(in: 1...3, using: &generator)).map { _ -> String in
                let sign = Int.random(in: 0..<4, using: &generator) == 0 ? "-" : ""
                let words = Int.random(in: 0..<3, using: &generator) == 0
                    ? "\"\(text(3, &generator))\"" : vocabulary.randomElement(using: &generator) ?? ""
                return sign + words
            }
            return (parts.joined(separator: " "), Bool.random(using: &generator))
        }
        var found: [TestEngine: [[Int]]] = [:]
        for engine in TestEngine.available {
            found[engine] = try await engine.withStore(Self.migrations) { store in
                try await store.write(durability: .relaxed) { connection in
                    for (number, fields) in documents.enumerated() {
                        let moment = Timestamp(milliseconds: Self.now.milliseconds + Int64(number % 7))
                        try connection.replaceSearchDocument(key: Self.key(number), fields: fields, moment: moment)
                    }
                }
                var found: [[Int]] = []
                for (query, isTyping) in queries {
                    for scope in [SearchScope.everywhere, .headline] {
                        let all = try await find(query, in: scope, isTyping: isTyping, store)
                        found.append(all)
                        let newest = try await store.read { connection in
                            try connection.newestDocuments(
                                SearchQuery(parsing: query, isTyping: isTyping), in: scope, limit: 1000)
                        }
                        #expect(newest.map(\.moment) == newest.map(\.moment).sorted(by: >), "\(seed): \(query)")
                        #expect(Set(newest.map(\.key)) == Set(all.map { Self.key($0).bytes }), "\(seed): \(query)")
                    }
                }
                return found
            }
        }
        let byScore = queries.flatMap { query, isTyping -> [[Int]] in
            let query = SearchQuery(parsing: query, isTyping: isTyping)
            return [documents.indices.filter { number in
                query.excluded.isEmpty && SearchRank.score(query, SearchDocument(documents[number]), age: 0) > 0
            }]
        }
        for (index, query) in queries.enumerated() {
            #expect(found[.sqlite]?[index * 2] == found[.postgreSQL]?[index * 2], "\(seed): \(query)")
            #expect(found[.sqlite]?[index * 2 + 1] == found[.postgreSQL]?[index * 2 + 1], "\(seed), headline: \(query)")
            // What is found has a score above nothing.
            if SearchQuery(parsing: query.0).excluded.isEmpty, let everywhere = found[.sqlite]?[index * 2] {
                #expect(Set(everywhere).isSubset(of: byScore[index]), "\(seed): \(query)")
            }
        }
        #expect(found[.sqlite]?.contains { !$0.isEmpty } == true)
    }

    @Test("puts the best first as if every body had been read", arguments: TestEngine.available)
    func best(engine: TestEngine) async throws {
        var generator = SeededGenerator()
        let seed = generator.description
        let words = ["pier", "old", "the", "ferry", "a"]
        func text(_ most: Int) -> String {
            (0..<Int.random(in: 0...most, using: &generator)).map { _ in generator.pick(words) }.joined(separator: " ")
        }
        let documents = (0..<120).map { _ in
            SearchFields(headline: text(3), standfirst: text(5), body: text(40), byline: text(2))
        }
        let ages = documents.map { _ in Int64.random(in: 0...5, using: &generator) * 100 * 86_400_000 }
        let queries = (0..<40).map { _ in SearchQuery(parsing: text(2) + " \"" + text(2) + "\" pier -" + text(1)) }
        try await engine.withStore(Self.migrations) { store in
            try await store.write(durability: .relaxed) { connection in
                for (number, fields) in documents.enumerated() {
                    try connection.replaceSearchDocument(key: Self.key(number), fields: fields)
                }
            }
            for query in queries {
                let wanted = documents.indices.map { number in
                    (score: SearchRank.score(query, SearchDocument(documents[number]), age: ages[number]), number: number)
                }.sorted { left, right in
                    (left.score, ages[right.number], left.number) > (right.score, ages[left.number], right.number)
                }.map { Self.key($0.number) }
                for count in [1, 10, 25, 120, 500] {
                    let best = try await store.read { connection in
                        let found = documents.indices.map { number in
                            FoundDocument(
                                key: Self.key(number), moment: Timestamp(milliseconds: Self.now.milliseconds - ages[number]),
                                SearchDocument(documents[number]))
                        }
                        return try connection.bestDocuments(query, of: found, at: Self.now, count: count)
                    }
                    #expect(best.map(\.key) == wanted.prefix(count).map(\.bytes), "\(seed): \(query)")
                }
            }
        }
    }

    @Test("knows the newest of the documents that were there before it could", arguments: TestEngine.available)
    func upgrade(engine: TestEngine) async throws {
        let before = [
            Migration(
                number: 1, name: "search",
                statements: SearchIndex.schema + [
                    """
                    CREATE TABLE aside (
                        key \(type: .bytes) NOT NULL PRIMARY KEY, printed_at \(type: .integer) NOT NULL
                    ) \(table: .strict)
                    """
                ])
        ]
        try await engine.withStore(before) { store in
            try await store.write { connection in
                for number in 1...3 {
                    let (moment, headline) = (Int64(1_000_000 * number), "pier number\(number)")
                    let columns: SQL = engine == .sqlite ? "id, key" : "key"
                    let values: SQL = engine == .sqlite ? "\(moment << 20), \(Self.key(number))" : "\(Self.key(number))"
                    try connection.run(
                        """
                        INSERT INTO storage_search (\(columns), headline, standfirst, byline, body)
                        VALUES (\(values), \(headline), '', '', 'old')
                        """)
                    try connection.run("INSERT INTO aside (key, printed_at) VALUES (\(Self.key(number)), \(moment))")
                }
                if engine == .sqlite {
                    try connection.run("INSERT INTO storage_search_index (storage_search_index) VALUES ('rebuild')")
                }
            }
            let moments = SearchIndex.moments(from: "aside", key: "aside.key", moment: "aside.printed_at")
            try await Migrator.migrate(
                store, before + [Migration(number: 2, name: "newest", statements: SearchIndex.newest + moments)])
            for scope in [SearchScope.everywhere, .headline] {
                let found = try await store.read {
                    try $0.newestDocuments(SearchQuery(parsing: "pier"), in: scope, limit: 2)
                }
                #expect(found.map(\.key) == [Self.key(3).bytes, Self.key(2).bytes])
                #expect(found.map(\.moment.milliseconds) == [3_000_000, 2_000_000])
            }
        }
    }

    @Test("takes a document beyond any newspaper's", arguments: TestEngine.available)
    func largeDocument(engine: TestEngine) async throws {
        try await engine.withStore(Self.migrations) { store in
            let body = (0..<150_000).map { "word\($0)" }.joined(separator: " ")
            try await store.write { connection in
                try connection.replaceSearchDocument(
                    key: Self.key(1), fields: SearchFields(headline: "Long", body: body, byline: "Ada"))
            }
            #expect(try await find("\"word1000 word1001\" ada", store) == [1])
            #expect(try await find("word149999", store) == [])
        }
    }
}
