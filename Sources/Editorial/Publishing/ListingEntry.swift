import Storage

/// A story's place in one listing.
struct ListingEntry: Sendable, Hashable {
    let listing: Listing
    let isPinned: Bool
    let publishedAt: Timestamp
    let story: Story.ID
}

extension PublishedRow {
    /// The story's place in every listing that it stands in; none for a standing page.
    func listings(in sections: SectionTree, _ calendar: PublicationCalendar) -> Set<ListingEntry> {
        guard kind.isDated else { return [] }
        var listings: Set<Listing> = [.all, .kind(kind), .month(calendar.month(of: publishedAt))]
        for section in self.sections {
            listings.formUnion(sections.path(to: section).map { .section($0.id) })
        }
        listings.formUnion(topics.map { .topic($0) })
        listings.formUnion(bylines.map { .author($0.person) })
        return Set(
            listings.map { listing in
                ListingEntry(
                    listing: listing, isPinned: isPinned && listing.keepsPinnedAtHead, publishedAt: publishedAt,
                    story: story)
            })
    }
}

extension Listing {
    /// The list's kind as the table holds it.
    var storedKind: String {
        switch self {
        case .all: "all"
        case .section: "section"
        case .topic: "topic"
        case .author: "author"
        case .month: "month"
        case .kind: "kind"
        }
    }

    /// What tells the lists of a kind apart, as the table holds it.
    var storedKey: [UInt8] {
        switch self {
        case .all: []
        case .section(let id): id.bytes
        case .topic(let id): id.bytes
        case .author(let id): id.bytes
        case .month(let month): Array(month.description.utf8)
        case .kind(let kind): Array(kind.rawValue.utf8)
        }
    }

    init?(storedKind: String, storedKey: [UInt8]) {
        switch storedKind {
        case "all": self = .all
        case "section":
            guard let id = Section.ID(bytes: storedKey) else { return nil }
            self = .section(id)
        case "topic":
            guard let id = Topic.ID(bytes: storedKey) else { return nil }
            self = .topic(id)
        case "author":
            guard let id = Person.ID(bytes: storedKey) else { return nil }
            self = .author(id)
        case "month":
            guard let month = YearMonth(String(decoding: storedKey, as: UTF8.self)) else { return nil }
            self = .month(month)
        case "kind":
            guard let kind = StoryKind(rawValue: String(decoding: storedKey, as: UTF8.self)) else { return nil }
            self = .kind(kind)
        default: return nil
        }
    }
}

enum ListingTable {
    /// Makes the listings of one story what they should be.
    static func change(
        from old: Set<ListingEntry>, to new: Set<ListingEntry>, in connection: any Connection
    ) throws(StorageError) {
        let gone = old.subtracting(new)
        for entry in gone {
            try connection.run(
                """
                DELETE FROM listing
                WHERE kind = \(entry.listing.storedKind) AND list_key = \(entry.listing.storedKey)
                    AND is_pinned = \(entry.isPinned) AND published_at = \(entry.publishedAt)
                    AND story = \(entry.story)
                """)
        }
        let come = new.subtracting(old)
        try insert(come, in: connection)
        var changes: [Listing: Int] = [:]
        for entry in come { changes[entry.listing, default: 0] += 1 }
        for entry in gone { changes[entry.listing, default: 0] -= 1 }
        try count(changes, in: connection)
    }

    /// Puts a story into listings that it is not in yet. ``count(_:in:)`` is the caller's to do, for many at once.
    static func insert(_ entries: Set<ListingEntry>, in connection: any Connection) throws(StorageError) {
        try connection.insert(
            "INSERT INTO listing (kind, list_key, is_pinned, published_at, story)",
            rows: entries.map { entry in
                """
                (\(entry.listing.storedKind), \(entry.listing.storedKey), \(entry.isPinned), \(entry.publishedAt), \
                \(entry.story))
                """
            })
    }

    /// Adds to the lengths of lists what they have grown by.
    static func count(_ changes: [Listing: Int], in connection: any Connection) throws(StorageError) {
        // In one order everywhere, so that two writes never wait for one another's rows in a circle.
        let rows = changes.filter { $0.value != 0 }
            .map { (kind: $0.key.storedKind, key: $0.key.storedKey, change: $0.value) }
            .sorted { left, right in
                left.kind == right.kind ? left.key.lexicographicallyPrecedes(right.key) : left.kind < right.kind
            }
        try connection.insert(
            "INSERT INTO listing_count (kind, list_key, stories)",
            rows: rows.map { row in "(\(row.kind), \(row.key), \(row.change))" },
            closing: """
                ON CONFLICT (kind, list_key) DO UPDATE SET stories = listing_count.stories + excluded.stories
                """)
    }
}
