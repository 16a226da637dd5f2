public import QuotationCheck
public import Storage

/// What a source's page shows readers, its text apart.
public struct SourcePage: Sendable, Hashable {
    public let source: Source
    /// Newest first.
    public let versions: [SourceVersion]
    /// What stories print of it, by version, newest first, and by place.
    public let passages: [CitedPassage]
    /// Whether the whole text is shown, or the passages with what surrounds them.
    public let isShownWhole: Bool
    public let cacheKeys: Set<CacheKey>

    /// - Returns: `nil` where there is no source, and for a confidential one, which readers can't tell from that.
    public static func read(_ id: Source.ID, from connection: any Connection) throws -> SourcePage? {
        let source: Source
        do {
            source = try Source.find(id, from: connection)
        } catch SourceError.notFound {
            return nil
        }
        guard source.visibility != .confidential else { return nil }
        let versions = try SourceVersion.list(of: id, from: connection).reversed().map { $0 }
        let counts = try QuotationRules.read(from: connection).countsOverrides
        let cited = source.visibility == .public ? try citations(of: id, countingOverrides: counts, from: connection) : []
        let order = Dictionary(uniqueKeysWithValues: versions.enumerated().map { ($1.id, $0) })
        let passages = Dictionary(grouping: cited) { PassagePlace(version: $0.place.version, range: $0.place.range) }
            .map { CitedPassage(version: $0.version, range: $0.range, citations: $1) }
            .sorted { left, right in
                let (first, second) = (order[left.version] ?? .max, order[right.version] ?? .max)
                if first != second { return first < second }
                return (left.range.start, left.range.end) < (right.range.start, right.range.end)
            }
        return SourcePage(
            source: source, versions: versions, passages: passages,
            isShownWhole: try SourceShowing.isWhole(source, from: connection),
            cacheKeys: Set(cited.map { .story($0.story.id) } + [.source(id)]))
    }

    private struct PassagePlace: Hashable {
        let version: SourceVersion.ID
        let range: CodePointRange
    }

    private static func citations(
        of source: Source.ID, countingOverrides: Bool, from connection: any Connection
    ) throws -> [Citation] {
        let rows = try connection.rows(
            """
            SELECT DISTINCT published_story.story, published_story.revision, published_story.address,
                published_story.headline, published_story.published_at
            FROM quotation JOIN published_story ON published_story.revision = quotation.revision
            WHERE quotation.source = \(source)
            ORDER BY published_story.published_at, published_story.story
            """)
        return try rows.flatMap { row in
            let story = StoryLink(id: try row.get("story"), address: try row.get("address"), headline: try row.get("headline"))
            let printed = try PrintedQuotation.list(of: try row.get("revision"), from: connection)?.quotations ?? []
            return printed.compactMap { Citation($0, in: story, of: source, countingOverrides: countingOverrides) }
        }
    }
}

/// A passage of a source that at least one story prints.
public struct CitedPassage: Sendable, Hashable {
    public let version: SourceVersion.ID
    /// Code points of the version's text.
    public let range: CodePointRange
    public let citations: [Citation]
}

/// A story's quotation of a passage.
public struct Citation: Sendable, Hashable {
    public let story: StoryLink
    public let quotation: PrintedQuotation
    public let place: SourcePlace

    /// - Returns: `nil` for a quotation that stands elsewhere, or of which readers are told nothing.
    init?(_ quotation: PrintedQuotation, in story: StoryLink, of source: Source.ID, countingOverrides: Bool) {
        guard let place = quotation.finding.place, place.source == source else { return nil }
        switch quotation.standing {
        case .passes: break
        case .overridden: guard countingOverrides else { return nil }
        case .ruled:
            guard quotation.verdict == .translated else { return nil }
        case .carried, .open: return nil
        }
        self.story = story
        self.quotation = quotation
        self.place = place
    }
}

/// How much of a source's text readers are shown: a choice for each source, since not everything that may be quoted may
/// be reprinted.
public enum SourceShowing {
    static let tables: [SQL] = [
        """
        CREATE TABLE source_showing (
            source \(type: .bytes) NOT NULL PRIMARY KEY REFERENCES source (id),
            is_whole \(type: .integer) NOT NULL,
            chosen_at \(type: .integer) NOT NULL,
            chosen_by \(type: .text) NOT NULL
        ) \(table: .strictKeyed)
        """,
    ]

    /// Shows the whole text of a source, or only the passages that stories print with what surrounds them.
    public static func choose(
        whole isWhole: Bool, of source: Source.ID, by actor: String, at now: Timestamp, in connection: any Connection
    ) throws {
        _ = try Source.find(source, from: connection)
        try connection.run(
            """
            INSERT INTO source_showing (source, is_whole, chosen_at, chosen_by)
            VALUES (\(source), \(isWhole), \(now), \(actor))
            ON CONFLICT (source) DO UPDATE
            SET is_whole = excluded.is_whole, chosen_at = excluded.chosen_at, chosen_by = excluded.chosen_by
            """)
        try connection.announce([isWhole ? CacheKey.source(source) : .gone(.source(source))])
    }

    /// Whether the whole text is shown. Where nobody has chosen: of what was put out to be read by everyone.
    public static func isWhole(_ source: Source, from connection: any Connection) throws(StorageError) -> Bool {
        guard source.visibility == .public else { return false }
        let chosen: Bool? = try connection.value("SELECT is_whole FROM source_showing WHERE source = \(source.id)")
        if let chosen { return chosen }
        switch source.kind {
        case .transcript, .minutes, .statement: return true
        case .interview, .letter, .document, .book, .email, .post, .page, .notes: return false
        }
    }
}
