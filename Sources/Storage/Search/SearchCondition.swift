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

    func indexText(_ scope: SearchScope) -> String {
        let wanted = wanted.map(\.indexText).joined(separator: " AND ")
        let excluded = excluded.map(\.indexText).joined(separator: " OR ")
        let column = scope == .headline ? "{headline} : " : ""
        return "\(column)(\(wanted))" + (excluded.isEmpty ? "" : " NOT (\(excluded))")
    }

    /// For PostgreSQL.
    fileprivate func vectorSelection(_ scope: SearchScope) -> SQL {
        let conditions = SQL.joined(vectorConditions(scope), separator: " AND ")
        return "SELECT found.key FROM storage_search AS found WHERE \(conditions)"
    }

    /// On PostgreSQL's `storage_search AS found`: all words by the vector's index, then phrases in the text of what that
    /// leaves.
    func vectorConditions(_ scope: SearchScope) -> [SQL] {
        let vector: SQL = scope == .headline ? "found.headline_words" : "found.words"
        let allWanted = wanted.map(\.vectorText).joined(separator: " & ")
        var conditions: [SQL] = ["\(vector) @@ CAST(\(allWanted) AS TSQUERY)"]
        for clause in wanted where clause.words.count > 1 { conditions.append(clause.stands(in: scope)) }
        for clause in excluded {
            // The vector first: it is much the cheaper to look at.
            let isThere: SQL = clause.words.count == 1 ? "TRUE" : clause.stands(in: .everywhere)
            conditions.append("NOT (found.words @@ CAST(\(clause.vectorText) AS TSQUERY) AND \(isThere))")
        }
        return conditions
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

    /// That the words stand one after the other in a field. The body first: it is where most are found.
    fileprivate func stands(in scope: SearchScope) -> SQL {
        let fields: [SQL] =
            scope == .headline
            ? ["found.headline"] : ["found.body", "found.headline", "found.standfirst", "found.byline"]
        let text = " " + words.joined(separator: " ") + (isPrefix ? "" : " ")
        return "(\(SQL.joined(fields.map { "strpos(' ' || \($0) || ' ', \(text)) > 0" }, separator: " OR ")))"
    }
}
