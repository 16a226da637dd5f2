/// Where a search looks for what is wanted. What is excluded is looked for everywhere.
public enum SearchScope: Sendable, Hashable {
    case headline
    case everywhere
}

extension SQL {
    /// The condition that a column holds the key of a document that a query finds, by the search index:
    /// `WHERE \(SQL.search(query, key: "story.id")) AND story.section = …`.
    ///
    /// What is found in the headline is among what is found everywhere. An empty query finds nothing.
    public static func search(_ query: SearchQuery, key: SQL, in scope: SearchScope = .everywhere) -> SQL {
        guard !query.isEmpty else { return "1 = 0" }
        let found = SQL.perDialect(sqlite: query.indexSelection(scope), postgreSQL: query.vectorSelection(scope))
        return "\(key) IN (\(found))"
    }

    /// A table whose rows have documents in the search index.
    public struct Searched: Sendable {
        let table: SQL
        let key: SQL
        let moment: SQL
        let conditions: [SQL]

        /// - Parameters:
        ///   - key: The table's column with the document's key, the table's name before it.
        ///   - moment: Its column with the moment that the document was put into the index with.
        ///   - conditions: That its rows meet besides.
        public init(table: SQL, key: SQL, moment: SQL, conditions: [SQL] = []) {
            self.table = table
            self.key = key
            self.moment = moment
            self.conditions = conditions
        }
    }

    /// The keys (`key`) and moments (`moment`) of what a query finds, the newest first, at most `limit`:
    /// looks at as few as it takes to find them where the engine can.
    public static func newestFound(
        _ query: SearchQuery, in scope: SearchScope = .everywhere, of searched: Searched, limit: Int
    ) -> SQL {
        let columns: SQL = "\(searched.key) AS key, \(searched.moment) AS moment"
        let conditions = SQL.joined(searched.conditions.map { " AND \($0)" }, separator: "")
        guard !query.isEmpty else { return "SELECT \(columns) FROM \(searched.table) WHERE 1 = 0" }
        // CROSS JOIN keeps SQLite to this order of the tables, in which nothing has to be sorted.
        return .perDialect(
            sqlite: """
                SELECT \(columns)
                FROM storage_search_index
                CROSS JOIN storage_search AS found INDEXED BY storage_search_ids
                    ON found.id = storage_search_index.rowid
                CROSS JOIN \(searched.table) ON \(searched.key) = found.key
                WHERE storage_search_index MATCH \(query.indexText(scope))\(conditions)
                ORDER BY storage_search_index.rowid DESC
                LIMIT \(limit)
                """,
            postgreSQL: """
                SELECT \(columns)
                FROM \(searched.table)
                WHERE \(searched.key) IN (\(query.vectorSelection(scope)))\(conditions)
                ORDER BY \(searched.moment) DESC, \(searched.key) DESC
                LIMIT \(limit)
                """)
    }
}

extension SearchQuery {
    /// For SQLite's FTS5, which knows phrases.
    fileprivate func indexSelection(_ scope: SearchScope) -> SQL {
        """
        SELECT found.key FROM storage_search_index
        JOIN storage_search AS found INDEXED BY storage_search_ids ON found.id = storage_search_index.rowid
        WHERE storage_search_index MATCH \(indexText(scope))
        """
    }

    fileprivate func indexText(_ scope: SearchScope) -> String {
        let wanted = wanted.map(\.indexText).joined(separator: " AND ")
        let excluded = excluded.map(\.indexText).joined(separator: " OR ")
        let column = scope == .headline ? "{headline} : " : ""
        return "\(column)(\(wanted))" + (excluded.isEmpty ? "" : " NOT (\(excluded))")
    }

    /// For PostgreSQL: all words by the vector's index, then phrases in the text of what that leaves.
    fileprivate func vectorSelection(_ scope: SearchScope) -> SQL {
        let vector: SQL = scope == .headline ? "found.headline_words" : "found.words"
        let everywhere: SQL = """
            ' ' || found.headline || ' . ' || found.standfirst || ' . ' || found.byline || ' . ' || found.body || ' '
            """
        let text: SQL = scope == .headline ? "' ' || found.headline || ' '" : everywhere
        let allWanted = wanted.map(\.vectorText).joined(separator: " & ")
        var conditions: [SQL] = ["\(vector) @@ CAST(\(allWanted) AS TSQUERY)"]
        for clause in wanted where clause.words.count > 1 {
            conditions.append("strpos(\(text), \(clause.phraseText)) > 0")
        }
        for clause in excluded {
            // The vector first: it is much the cheaper to look at.
            let isThere: SQL =
                clause.words.count == 1 ? "TRUE" : "strpos(\(everywhere), \(clause.phraseText)) > 0"
            conditions.append("NOT (found.words @@ CAST(\(clause.vectorText) AS TSQUERY) AND \(isThere))")
        }
        return "SELECT found.key FROM storage_search AS found WHERE \(SQL.joined(conditions, separator: " AND "))"
    }
}

extension SearchQuery.Clause {
    /// `"one two"`, or `"one two" *` for a prefix. Folded words hold nothing that would have to be escaped.
    fileprivate var indexText: String {
        "\"\(words.joined(separator: " "))\"" + (isPrefix ? " *" : "")
    }

    /// `('one' & 'two':*)`.
    fileprivate var vectorText: String {
        "(" + words.map { "'\($0)'" }.joined(separator: " & ") + (isPrefix ? ":*" : "") + ")"
    }

    /// The words as they stand in the folded text.
    fileprivate var phraseText: String {
        " " + words.joined(separator: " ") + (isPrefix ? "" : " ")
    }
}
