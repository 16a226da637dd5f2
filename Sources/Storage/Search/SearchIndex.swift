/// The fields of a document that can be searched, as readers see them, without mark-up.
public struct SearchFields: Sendable, Hashable {
    public var headline: String
    public var standfirst: String
    public var body: String
    public var byline: String

    public init(headline: String, standfirst: String = "", body: String = "", byline: String = "") {
        self.headline = headline
        self.standfirst = standfirst
        self.body = body
        self.byline = byline
    }
}

/// The search index: a table of folded words that SQLite indexes with FTS5 and PostgreSQL with GIN.
public enum SearchIndex {
    /// How much of a document's folded text is indexed, in bytes: PostgreSQL allows a million for a tsvector.
    static let mostBytes = 600_000

    /// The statements that make the index's tables, for a migration.
    public static let schema: [SQL] = [
        """
        CREATE TABLE storage_search (
            id \(rowNumber),
            key \(type: .bytes) NOT NULL UNIQUE,
            headline \(type: .text) NOT NULL,
            standfirst \(type: .text) NOT NULL,
            byline \(type: .text) NOT NULL,
            body \(type: .text) NOT NULL
        ) \(table: .strict)
        """,
        // The tokeniser "ascii" parts words at spaces only, given words that are folded already. On PostgreSQL the
        // vectors hold no positions, which it would cap at 256 a word; phrases are looked for in the text.
        .perDialect(
            sqlite: """
                CREATE VIRTUAL TABLE storage_search_index USING fts5 (
                    headline, standfirst, byline, body,
                    content = 'storage_search', content_rowid = 'id', tokenize = 'ascii'
                )
                """,
            postgreSQL: """
                ALTER TABLE storage_search
                ADD headline_words TSVECTOR NOT NULL
                    GENERATED ALWAYS AS (array_to_tsvector(string_to_array(headline, ' '))) STORED,
                ADD words TSVECTOR NOT NULL
                    GENERATED ALWAYS AS (
                        array_to_tsvector(string_to_array(headline, ' ') || string_to_array(standfirst, ' ')
                            || string_to_array(byline, ' ') || string_to_array(body, ' '))
                    ) STORED
                """),
        // On SQLite a small index beside the large rows, from what FTS5 finds to the keys. On PostgreSQL without GIN's
        // list of pending entries, which every search would have to read through.
        .perDialect(
            sqlite: "CREATE INDEX storage_search_ids ON storage_search (id, key)", postgreSQL: vectorIndices[0]),
        .perDialect(sqlite: "", postgreSQL: vectorIndices[1]),
    ]

    private static let vectorIndices: [SQL] = [
        """
        CREATE INDEX storage_search_headline_words ON storage_search
        USING gin (headline_words) WITH (fastupdate = off)
        """,
        "CREATE INDEX storage_search_words ON storage_search USING gin (words) WITH (fastupdate = off)",
    ]

    /// Has SQLite gather sixteen megabytes of a write's words before it writes them out, and not one: an import of many
    /// documents then makes few large parts of the index where it made many small ones, to be merged again and again.
    public static let largerParts: [SQL] = [
        .perDialect(
            sqlite: "INSERT INTO storage_search_index (storage_search_index, rank) VALUES ('hashsize', 16777216)",
            postgreSQL: "")
    ]

    /// What finds the newest documents quickly. On SQLite an index of the headlines alone, since in the whole one the
    /// words of bodies stand between theirs; on PostgreSQL the moments, filled by ``moments(from:key:moment:)`` where
    /// there are documents already, and bodies that are not compressed, for phrases are looked for in them.
    public static let newest: [SQL] = [
        .perDialect(
            sqlite: """
                CREATE VIRTUAL TABLE storage_search_headlines USING fts5 (
                    headline, content = 'storage_search', content_rowid = 'id', tokenize = 'ascii'
                )
                """,
            postgreSQL: "ALTER TABLE storage_search ADD moment BIGINT NOT NULL DEFAULT 0"),
        .perDialect(
            sqlite: "INSERT INTO storage_search_headlines (storage_search_headlines) VALUES ('rebuild')",
            postgreSQL: "ALTER TABLE storage_search ALTER body SET STORAGE EXTERNAL"),
        .perDialect(
            sqlite: "", postgreSQL: "CREATE INDEX storage_search_moments ON storage_search (moment, key)"),
    ]

    /// Gives the documents of a PostgreSQL database that was there before ``newest`` the moments that a table has.
    ///
    /// The words' indices are made anew after it: every row changes, and to put each word of each into them again took ten
    /// times as long.
    public static func moments(from table: SQL, key: SQL, moment: SQL) -> [SQL] {
        let steps: [SQL] = [
            "DROP INDEX storage_search_headline_words",
            "DROP INDEX storage_search_words",
            "UPDATE storage_search SET moment = \(moment) FROM \(table) WHERE \(key) = storage_search.key",
        ]
        return (steps + vectorIndices).map { .perDialect(sqlite: "", postgreSQL: $0) }
    }

    /// The numbers of the rows of a moment on SQLite, where FTS5 walks its rows by number: the order of the numbers is
    /// that of the moments, so that the newest are found without looking at the rest.
    static func place(of moment: Timestamp) -> Range<Int64> {
        // A million for each millisecond; the years before 1830 and after 2109 share one each.
        let milliseconds = min(max(moment.milliseconds, -1 << 42), (1 << 42) - 1)
        return (milliseconds << 20)..<((milliseconds + 1) << 20)
    }

    /// The moment that a row's number on SQLite belongs to.
    static func moment(ofPlace place: Int64) -> Timestamp { Timestamp(milliseconds: place >> 20) }

    private static let rowNumber: SQL = .perDialect(
        sqlite: "INTEGER PRIMARY KEY", postgreSQL: "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY")
}

extension Connection {
    /// Puts a document into the search index in place of the one with the same key.
    /// - Parameter moment: What the newest are known by (see ``newestDocuments(_:in:of:limit:)``).
    public func replaceSearchDocument(
        key: some SQLBindable, fields: SearchFields, moment: Timestamp = Timestamp(milliseconds: 0)
    ) throws(StorageError) {
        try removeSearchDocument(key: key)
        try addSearchDocument(key: key, fields: fields, moment: moment)
    }

    /// As ``replaceSearchDocument(key:fields:moment:)`` for a key that has no document yet.
    public func addSearchDocument(
        key: some SQLBindable, fields: SearchFields, moment: Timestamp = Timestamp(milliseconds: 0)
    ) throws(StorageError) {
        try addSearchDocument(key: key, SearchDocument(fields), moment: moment)
    }

    /// As ``addSearchDocument(key:fields:moment:)`` for a document that was folded before.
    ///
    /// On SQLite, of many documents in one write the oldest is best added first, and all of them after the write's other
    /// rows: FTS5 writes out what it has gathered before a row of an earlier place, and before every statement that
    /// can be undone by itself.
    public func addSearchDocument(
        key: some SQLBindable, _ document: SearchDocument, moment: Timestamp
    ) throws(StorageError) {
        let place = SearchIndex.place(of: moment)
        let columns = SQL.perDialect(sqlite: "id, key", postgreSQL: "key, moment")
        // The first free place of the moment.
        let values = SQL.perDialect(
            sqlite: """
                (
                    SELECT COALESCE(MAX(id) + 1, \(place.lowerBound)) FROM storage_search
                    WHERE id >= \(place.lowerBound) AND id < \(place.upperBound)
                ), \(key)
                """,
            postgreSQL: "\(key), \(moment)")
        try run(
            """
            INSERT INTO storage_search (\(columns), headline, standfirst, byline, body)
            VALUES (\(values), \(document.headline), \(document.standfirst), \(document.byline), \(document.body))
            """)
        if dialect == .sqlite {
            // The texts once more, not a SELECT of them, for the reason of ``insert(_:rows:closing:)``.
            try run(
                """
                INSERT INTO storage_search_index (rowid, headline, standfirst, byline, body)
                VALUES (
                    last_insert_rowid(), \(document.headline), \(document.standfirst), \(document.byline), \(document.body)
                )
                """)
            // FTS5 leaves the number that it was given as the last.
            try run(
                "INSERT INTO storage_search_headlines (rowid, headline) VALUES (last_insert_rowid(), \(document.headline))")
        }
    }

    /// Takes a document out of the search index, if it is there.
    public func removeSearchDocument(key: some SQLBindable) throws(StorageError) {
        if dialect == .sqlite {
            // FTS5 must be given what it indexed. Not by a trigger, which an untrusted schema may not use for this.
            try run(
                """
                INSERT INTO storage_search_index (storage_search_index, rowid, headline, standfirst, byline, body)
                SELECT 'delete', id, headline, standfirst, byline, body FROM storage_search WHERE key = \(key)
                """)
            try run(
                """
                INSERT INTO storage_search_headlines (storage_search_headlines, rowid, headline)
                SELECT 'delete', id, headline FROM storage_search WHERE key = \(key)
                """)
        }
        try run("DELETE FROM storage_search WHERE key = \(key)")
    }
}

/// A document's fields as folded words with a space between them.
public struct SearchDocument: Sendable, Hashable {
    let headline: String
    let standfirst: String
    let byline: String
    let body: String

    public init(_ fields: SearchFields) {
        var left = SearchIndex.mostBytes
        func fold(_ text: String) -> String {
            let folded = SearchText.folded(text, most: left)
            left -= folded.utf8.count
            return folded
        }
        headline = fold(fields.headline)
        standfirst = fold(fields.standfirst)
        byline = fold(fields.byline)
        body = fold(fields.body)
    }

    /// The document with the names that stand over it, which may be known later than the rest.
    public func naming(_ byline: String) -> SearchDocument {
        // Far more than anybody reads, and little beside what the rest may have.
        let folded = SearchText.folded(byline, most: 10_000)
        return SearchDocument(headline: headline, standfirst: standfirst, byline: folded, body: body)
    }

    init(headline: String, standfirst: String, byline: String, body: String) {
        self.headline = headline
        self.standfirst = standfirst
        self.byline = byline
        self.body = body
    }
}
