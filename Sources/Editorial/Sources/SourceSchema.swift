public import Storage

/// The tables of the source archive and of the people and bodies who speak in it.
public enum SourceSchema {
    public static let migrations: [Migration] = [
        Migration(number: 170, name: "subjects", statements: subjects),
        Migration(number: 171, name: "sources", statements: sources),
    ]

    private static let subjects: [SQL] = [
        """
        CREATE TABLE subject (
            id \(type: .bytes) NOT NULL PRIMARY KEY,
            kind \(type: .text) NOT NULL,
            name \(type: .text) NOT NULL,
            created_at \(type: .integer) NOT NULL,
            created_by \(type: .text) NOT NULL
        ) \(table: .strict)
        """,
        "CREATE INDEX subject_by_name ON subject (name, id)",
        """
        CREATE TABLE subject_name (
            subject \(type: .bytes) NOT NULL REFERENCES subject (id),
            number \(type: .integer) NOT NULL,
            name \(type: .text) NOT NULL,
            last_word \(type: .text) NOT NULL,
            PRIMARY KEY (subject, number)
        ) \(table: .strictKeyed)
        """,
        // Serves `Subject.matching(_:from:)`.
        "CREATE INDEX subject_name_by_last_word ON subject_name (last_word)",
        """
        CREATE TABLE subject_title (
            subject \(type: .bytes) NOT NULL REFERENCES subject (id),
            number \(type: .integer) NOT NULL,
            title \(type: .text) NOT NULL,
            since \(type: .text),
            until \(type: .text),
            PRIMARY KEY (subject, number)
        ) \(table: .strictKeyed)
        """,
    ]

    private static let sources: [SQL] = [
        """
        CREATE TABLE source (
            id \(type: .bytes) NOT NULL PRIMARY KEY,
            kind \(type: .text) NOT NULL,
            visibility \(type: .text) NOT NULL,
            created_at \(type: .integer) NOT NULL,
            created_by \(type: .text) NOT NULL
        ) \(table: .strict)
        """,
        // A sealed version holds its details, and the hashes of what it was captured from, in `sealed` alone.
        """
        CREATE TABLE source_version (
            id \(type: .bytes) NOT NULL PRIMARY KEY,
            source \(type: .bytes) NOT NULL REFERENCES source (id),
            number \(type: .integer) NOT NULL,
            captured_at \(type: .integer) NOT NULL,
            captured_by \(type: .text) NOT NULL,
            method \(type: .text) NOT NULL,
            format \(type: .text) NOT NULL,
            language \(type: .text),
            turns \(type: .text) NOT NULL,
            title \(type: .text) NOT NULL,
            author \(type: .text),
            publisher \(type: .text),
            published \(type: .text),
            address \(type: .text),
            final_address \(type: .text),
            file_name \(type: .text),
            speaker \(type: .text),
            original_object \(type: .text) NOT NULL,
            original_hash \(type: .text),
            original_bytes \(type: .integer) NOT NULL,
            text_object \(type: .text) NOT NULL,
            text_hash \(type: .text),
            text_bytes \(type: .integer) NOT NULL,
            length \(type: .integer) NOT NULL,
            sealed_with \(type: .text),
            sealed \(type: .bytes),
            UNIQUE (source, number),
            CHECK ((sealed_with IS NULL) = (sealed IS NULL)),
            CHECK (sealed IS NULL OR (
                title = '' AND author IS NULL AND publisher IS NULL AND published IS NULL AND address IS NULL
                AND final_address IS NULL AND file_name IS NULL AND speaker IS NULL AND original_hash IS NULL
                AND text_hash IS NULL
            )),
            CHECK (sealed IS NOT NULL OR (original_hash = original_object AND text_hash = text_object))
        ) \(table: .strict)
        """,
        // Serves `SourceVersion.captured(from:)`.
        "CREATE INDEX source_version_by_address ON source_version (address) WHERE address IS NOT NULL",
        // Serves the question whether the same bytes were archived before.
        "CREATE INDEX source_version_by_original ON source_version (original_hash) WHERE original_hash IS NOT NULL",
        """
        CREATE TABLE source_turn (
            version \(type: .bytes) NOT NULL REFERENCES source_version (id),
            number \(type: .integer) NOT NULL,
            speaker \(type: .text) NOT NULL,
            start_at \(type: .integer) NOT NULL,
            end_at \(type: .integer) NOT NULL,
            PRIMARY KEY (version, number)
        ) \(table: .strictKeyed)
        """,
        // Who a turn's speaker is can be said later and be corrected, so that it stands apart from what was captured.
        """
        CREATE TABLE turn_subject (
            version \(type: .bytes) NOT NULL,
            number \(type: .integer) NOT NULL,
            subject \(type: .bytes) NOT NULL REFERENCES subject (id),
            tied_at \(type: .integer) NOT NULL,
            tied_by \(type: .text) NOT NULL,
            PRIMARY KEY (version, number),
            FOREIGN KEY (version, number) REFERENCES source_turn (version, number)
        ) \(table: .strictKeyed)
        """,
        "CREATE INDEX turn_subject_by_subject ON turn_subject (subject)",
        """
        CREATE TABLE story_source (
            story \(type: .bytes) NOT NULL REFERENCES story (id),
            source \(type: .bytes) NOT NULL REFERENCES source (id),
            version \(type: .bytes) NOT NULL REFERENCES source_version (id),
            attached_at \(type: .integer) NOT NULL,
            attached_by \(type: .text) NOT NULL,
            PRIMARY KEY (story, source)
        ) \(table: .strictKeyed)
        """,
        // Serves the stories that a source stands behind.
        "CREATE INDEX story_source_by_source ON story_source (source, story)",
        """
        CREATE TABLE source_event (
            source \(type: .bytes) NOT NULL REFERENCES source (id),
            number \(type: .integer) NOT NULL,
            verb \(type: .text) NOT NULL,
            happened_at \(type: .integer) NOT NULL,
            actor \(type: .text) NOT NULL,
            version \(type: .bytes),
            story \(type: .bytes),
            note \(type: .text),
            PRIMARY KEY (source, number)
        ) \(table: .strictKeyed)
        """,
    ] + SQL.appendOnly("source_version") + SQL.appendOnly("source_turn") + SQL.appendOnly("source_event")
}
