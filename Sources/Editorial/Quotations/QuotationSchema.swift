public import Storage

/// The tables of what the check found and what people decided.
public enum QuotationSchema {
    /// After those of the stories and of the source archive.
    public static let migrations: [Migration] = [
        Migration(number: 180, name: "quotations", statements: tables + SourceShowing.tables)
    ]

    private static let tables: [SQL] = [
        """
        CREATE TABLE quotation_check (
            revision \(type: .bytes) NOT NULL PRIMARY KEY REFERENCES revision (id),
            story \(type: .bytes) NOT NULL REFERENCES story (id),
            quotations \(type: .integer) NOT NULL,
            asked_at \(type: .integer) NOT NULL,
            checked_at \(type: .integer),
            reach \(type: .text),
            rules \(type: .text),
            copied \(type: .text)
        ) \(table: .strict)
        """,
        """
        CREATE TABLE quotation (
            revision \(type: .bytes) NOT NULL REFERENCES quotation_check (revision),
            number \(type: .integer) NOT NULL,
            words \(type: .text) NOT NULL,
            occurrence \(type: .integer) NOT NULL,
            verdict \(type: .text) NOT NULL,
            ruling \(type: .text),
            standing \(type: .text) NOT NULL,
            source \(type: .bytes) REFERENCES source (id),
            version \(type: .bytes) REFERENCES source_version (id),
            start_at \(type: .integer),
            end_at \(type: .integer),
            finding \(type: .text) NOT NULL,
            PRIMARY KEY (revision, number)
        ) \(table: .strictKeyed)
        """,
        // Serves what a source's page shows.
        "CREATE INDEX quotation_by_source ON quotation (source, revision) WHERE source IS NOT NULL",
        """
        CREATE TABLE quotation_decision (
            id \(type: .bytes) NOT NULL PRIMARY KEY,
            story \(type: .bytes) NOT NULL REFERENCES story (id),
            revision \(type: .bytes) NOT NULL REFERENCES revision (id),
            words \(type: .text) NOT NULL,
            occurrence \(type: .integer) NOT NULL,
            kind \(type: .text) NOT NULL,
            verdict \(type: .text) NOT NULL,
            person \(type: .text),
            reason \(type: .text),
            version \(type: .bytes) REFERENCES source_version (id),
            start_at \(type: .integer),
            end_at \(type: .integer),
            decided_at \(type: .integer) NOT NULL,
            decided_by \(type: .text) NOT NULL,
            CHECK (kind = 'bind' OR reason IS NOT NULL),
            CHECK ((kind = 'bind') = (version IS NOT NULL))
        ) \(table: .strict)
        """,
        "CREATE INDEX quotation_decision_by_story ON quotation_decision (story, id)",
    ] + SQL.appendOnly("quotation_decision")
}
