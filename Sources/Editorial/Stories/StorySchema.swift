import Storage

extension Story {
    static let tables: [SQL] = [
        """
        CREATE TABLE story (
            id \(type: .bytes) NOT NULL PRIMARY KEY,
            kind \(type: .text) NOT NULL,
            state \(type: .text) NOT NULL,
            visibility \(type: .text) NOT NULL,
            slug \(type: .text) NOT NULL,
            address \(type: .text),
            current_revision \(type: .bytes) NOT NULL,
            published_revision \(type: .bytes),
            created_at \(type: .integer) NOT NULL,
            first_published_at \(type: .integer),
            updated_at \(type: .integer),
            scheduled_for \(type: .integer),
            embargoed_until \(type: .integer),
            is_pinned \(type: .integer) NOT NULL,
            comments_open \(type: .integer) NOT NULL,
            parent \(type: .bytes) REFERENCES story (id),
            position \(type: .integer) NOT NULL,
            withdrawal_notice \(type: .text),
            CHECK (state <> 'published' OR (address IS NOT NULL AND published_revision IS NOT NULL)),
            CHECK (state <> 'published' OR (visibility = 'everyone' AND first_published_at IS NOT NULL)),
            CHECK (state <> 'scheduled' OR scheduled_for IS NOT NULL),
            CHECK (state <> 'withdrawn' OR withdrawal_notice IS NOT NULL)
        ) \(table: .strict)
        """,
        // Serves `Story.list(in:)`.
        "CREATE INDEX story_by_state ON story (state, created_at)",
        // Serves `ScheduledPublishing`.
        "CREATE INDEX story_due ON story (scheduled_for) WHERE state = 'scheduled'",
        // Serves the tree of standing pages.
        "CREATE INDEX story_by_parent ON story (parent) WHERE parent IS NOT NULL",
        """
        CREATE TABLE revision (
            id \(type: .bytes) NOT NULL PRIMARY KEY,
            story \(type: .bytes) NOT NULL REFERENCES story (id),
            number \(type: .integer) NOT NULL,
            created_at \(type: .integer) NOT NULL,
            created_by \(type: .text) NOT NULL,
            note \(type: .text),
            kicker \(type: .text),
            headline \(type: .text) NOT NULL,
            standfirst \(type: .text),
            dateline \(type: .text),
            language \(type: .text),
            bylines \(type: .text) NOT NULL,
            sections \(type: .text) NOT NULL,
            topics \(type: .text) NOT NULL,
            related \(type: .text) NOT NULL,
            lead_media \(type: .bytes),
            lead_alt \(type: .text),
            lead_caption \(type: .text),
            lead_credit \(type: .text),
            search_title \(type: .text),
            search_description \(type: .text),
            body \(type: .text) NOT NULL,
            UNIQUE (story, number)
        ) \(table: .strict)
        """,
        """
        CREATE TABLE story_event (
            story \(type: .bytes) NOT NULL REFERENCES story (id),
            number \(type: .integer) NOT NULL,
            verb \(type: .text) NOT NULL,
            happened_at \(type: .integer) NOT NULL,
            actor \(type: .text) NOT NULL,
            from_state \(type: .text),
            to_state \(type: .text) NOT NULL,
            revision \(type: .bytes) NOT NULL,
            note \(type: .text),
            PRIMARY KEY (story, number)
        ) \(table: .strictKeyed)
        """,
        // A slug stays here when its story has another one since, unless readers never saw it. It is taken before the
        // story's row is written, so that it can't refer to that.
        """
        CREATE TABLE story_slug (
            space \(type: .text) NOT NULL,
            slug \(type: .text) NOT NULL,
            story \(type: .bytes) NOT NULL,
            PRIMARY KEY (space, slug)
        ) \(table: .strictKeyed)
        """,
    ]
}
