/// A document that a query found, without its body.
public struct FoundDocument: Sendable, Hashable {
    public let key: [UInt8]
    /// What it was put into the index with; between 1830 and 2109 at the most.
    public let moment: Timestamp
    /// What stands over the body, folded.
    let head: SearchDocument

    /// - Parameter document: Its body is not looked at.
    public init(key: some SQLBindable, moment: Timestamp, _ document: SearchDocument) {
        if case .bytes(let bytes) = key.sqlValue { self.key = bytes } else { self.key = [] }
        self.moment = moment
        head = SearchDocument(
            headline: document.headline, standfirst: document.standfirst, byline: document.byline, body: "")
    }
}

extension SQL {
    /// A table whose rows have documents in the search index, and conditions that they must meet.
    public struct Searched: Sendable {
        let table: SQL
        let key: SQL
        let conditions: [SQL]

        /// - Parameter key: The table's column with the document's key, the table's name before it.
        public init(table: SQL, key: SQL, conditions: [SQL]) {
            self.table = table
            self.key = key
            self.conditions = conditions
        }
    }
}

extension Connection {
    /// The newest documents that a query finds, the newest first: looks at as few as it takes to find them.
    /// - Parameter searched: What narrows the search besides; `nil` for all documents.
    public func newestDocuments(
        _ query: SearchQuery, in scope: SearchScope = .everywhere, of searched: SQL.Searched? = nil, limit: Int
    ) throws(StorageError) -> [FoundDocument] {
        guard !query.isEmpty else { return [] }
        let join: SQL =
            if let searched { "CROSS JOIN \(searched.table)" } else { "" }
        let conditions: [SQL] = searched.map { ["\($0.key) = found.key"] + $0.conditions } ?? []
        switch dialect {
        case .sqlite:
            return try newest(query, scope, join, SQL.joined(conditions.map { " AND \($0)" }, separator: ""), limit)
        case .postgreSQL:
            let all = SQL.joined(query.vectorConditions(scope) + conditions, separator: " AND ")
            // Whether to walk the documents from the newest on or to take the words' index depends on how common the
            // words are: a plan for any words at all would be a thousand times too slow for some.
            try run("SET LOCAL plan_cache_mode = force_custom_plan")
            let rows = try rows(
                """
                SELECT found.key, found.moment, found.headline, found.standfirst, found.byline
                FROM storage_search AS found \(join)
                WHERE \(all)
                ORDER BY found.moment DESC, found.key DESC
                LIMIT \(limit)
                """)
            try run("SET LOCAL plan_cache_mode = auto")
            return try rows.map { row throws(StorageError) in
                try FoundDocument(row, moment: row.get("moment"))
            }
        }
    }

    /// CROSS JOIN keeps SQLite to this order of the tables, in which nothing has to be sorted.
    private func newest(
        _ query: SearchQuery, _ scope: SearchScope, _ join: SQL, _ conditions: SQL, _ limit: Int
    ) throws(StorageError) -> [FoundDocument] {
        // What is excluded is looked for everywhere, which the index of the headlines knows nothing of.
        let ofHeadlines = scope == .headline && query.excluded.isEmpty
        let index: SQL = ofHeadlines ? "storage_search_headlines" : "storage_search_index"
        let text = query.indexText(ofHeadlines ? .everywhere : scope)
        let rows = try rows(
            """
            SELECT found.key, found.id, found.headline, found.standfirst, found.byline
            FROM \(index)
            CROSS JOIN storage_search AS found ON found.id = \(index).rowid
            \(join)
            WHERE \(index) MATCH \(text)\(conditions)
            ORDER BY \(index).rowid DESC
            LIMIT \(limit)
            """)
        return try rows.map { row throws(StorageError) in
            try FoundDocument(row, moment: SearchIndex.moment(ofPlace: row.get("id")))
        }
    }
}

extension FoundDocument {
    fileprivate init(_ row: Row, moment: Timestamp) throws(StorageError) {
        self.moment = moment
        key = try row.get("key")
        head = SearchDocument(
            headline: try row.get("headline"), standfirst: try row.get("standfirst"), byline: try row.get("byline"),
            body: "")
    }
}
