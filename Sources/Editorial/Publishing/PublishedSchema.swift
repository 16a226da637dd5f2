import Storage

extension PublishedRow {
    static let tables: [SQL] = [
        // What readers see of each published story, in one row: lists, fronts and feeds read no revisions.
        """
        CREATE TABLE published_story (
            story \(type: .bytes) NOT NULL PRIMARY KEY REFERENCES story (id),
            revision \(type: .bytes) NOT NULL REFERENCES revision (id),
            address \(type: .text) NOT NULL,
            kind \(type: .text) NOT NULL,
            kicker \(type: .text),
            headline \(type: .text) NOT NULL,
            standfirst \(type: .text),
            lead_media \(type: .bytes),
            lead_alt \(type: .text),
            bylines \(type: .text) NOT NULL,
            section \(type: .bytes),
            sections \(type: .text) NOT NULL,
            topics \(type: .text) NOT NULL,
            published_at \(type: .integer) NOT NULL,
            updated_at \(type: .integer),
            word_count \(type: .integer) NOT NULL,
            is_pinned \(type: .integer) NOT NULL,
            language \(type: .text)
        ) \(table: .strict)
        """,
        // Serves the tree of standing pages.
        "CREATE INDEX published_page ON published_story (story) WHERE kind = 'page'",
        // Serves `Listing`: every list of stories, in the order in which it is printed.
        """
        CREATE TABLE listing (
            kind \(type: .text) NOT NULL,
            list_key \(type: .bytes) NOT NULL,
            is_pinned \(type: .integer) NOT NULL,
            published_at \(type: .integer) NOT NULL,
            story \(type: .bytes) NOT NULL REFERENCES published_story (story),
            PRIMARY KEY (kind, list_key, is_pinned, published_at, story)
        ) \(table: .strictKeyed)
        """,
        // The length of each list, kept as stories come and go: “page 3 of 140” counts nothing.
        """
        CREATE TABLE listing_count (
            kind \(type: .text) NOT NULL,
            list_key \(type: .bytes) NOT NULL,
            stories \(type: .integer) NOT NULL,
            PRIMARY KEY (kind, list_key)
        ) \(table: .strictKeyed)
        """,
    ]
}
