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
        let wanted = wanted.map(\.indexText).joined(separator: " AND ")
        let excluded = excluded.map(\.indexText).joined(separator: " OR ")
        let column = scope == .headline ? "{headline} : " : ""
        let match = "\(column)(\(wanted))" + (excluded.isEmpty ? "" : " NOT (\(excluded))")
        return """
            SELECT found.key FROM storage_search_index
            JOIN storage_search AS found INDEXED BY storage_search_ids ON found.id = storage_search_index.rowid
            WHERE storage_search_index MATCH \(match)
            """
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
