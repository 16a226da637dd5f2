public import Markup
public import Storage

/// A story as it stood elsewhere, with its own dates, revisions and addresses.
public struct ImportedStory: Sendable, Hashable {
    /// Its identifier here; one derived from where it came from makes a second import find it (``StoryImporter/has(_:)``).
    public var id: Story.ID
    public var kind: StoryKind
    /// The slug that it had; where another story has it, the nearest free one is taken.
    public var slug: Slug
    /// The address that it had and keeps; without one, published stories get the address that the paper gives.
    public var address: AddressPath?
    /// Other addresses that led to it.
    public var formerAddresses: [AddressPath]
    public var state: StoryState
    public var visibility: StoryVisibility
    public var createdAt: Timestamp
    /// For a published or withdrawn story; without it, the moment of creation.
    public var firstPublishedAt: Timestamp?
    public var updatedAt: Timestamp?
    public var scheduledFor: Timestamp?
    public var isPinned: Bool
    public var commentsOpen: Bool
    /// Imported before it.
    public var parent: Story.ID?
    public var position: Int
    /// For a withdrawn story.
    public var withdrawalNotice: String?
    /// Oldest first; the last one is the newest, and the one that readers see.
    public var revisions: [Version]

    /// A revision as it stood elsewhere.
    public struct Version: Sendable, Hashable {
        public var createdAt: Timestamp
        public var createdBy: String
        public var note: String?
        public var content: StoryContent

        public init(createdAt: Timestamp, createdBy: String = "import", note: String? = nil, content: StoryContent) {
            self.createdAt = createdAt
            self.createdBy = createdBy
            self.note = note
            self.content = content
        }
    }

    public init(
        id: Story.ID, kind: StoryKind, slug: Slug, address: AddressPath? = nil, formerAddresses: [AddressPath] = [],
        state: StoryState, visibility: StoryVisibility = .everyone, createdAt: Timestamp,
        firstPublishedAt: Timestamp? = nil, updatedAt: Timestamp? = nil, scheduledFor: Timestamp? = nil,
        isPinned: Bool = false, commentsOpen: Bool = false, parent: Story.ID? = nil, position: Int = 0,
        withdrawalNotice: String? = nil, revisions: [Version]
    ) {
        self.id = id
        self.kind = kind
        self.slug = slug
        self.address = address
        self.formerAddresses = formerAddresses
        self.state = state
        self.visibility = visibility
        self.createdAt = createdAt
        self.firstPublishedAt = firstPublishedAt
        self.updatedAt = updatedAt
        self.scheduledFor = scheduledFor
        self.isPinned = isPinned
        self.commentsOpen = commentsOpen
        self.parent = parent
        self.position = position
        self.withdrawalNotice = withdrawalNotice
        self.revisions = revisions
    }
}

/// An imported story with everything that can be worked out of it without the database: some can be prepared while
/// others are written.
public struct PreparedStory: Sendable {
    public let story: ImportedStory
    /// The body of each revision as canonical HTML.
    let bodies: [String]
    /// Of the newest revision.
    let wordCount: Int
    /// What is searched of the newest revision, but for the names over it.
    let document: SearchDocument

    public init(_ story: ImportedStory) {
        self.story = story
        bodies = story.revisions.map { $0.content.body.html }
        guard story.state == .published, let content = story.revisions.last?.content else {
            wordCount = 0
            document = SearchDocument(SearchFields(headline: ""))
            return
        }
        let text = content.body.plainText
        wordCount = text.wordCount
        document = SearchDocument(SearchFields(content, text, names: [:]))
    }
}

/// Takes in stories from elsewhere, many in one write: reads next to nothing, checks what would break the paper
/// (addresses, staff-only stories) and takes the rest as it was.
///
/// What was published elsewhere is published here, be it without headline or byline. Sections, topics, people and
/// parents must be there already. ``finish()`` makes the stories known to search, to lists' lengths and to caches, all
/// at once: a write that adds stories ends with it.
public struct StoryImporter {
    private let desk: StoryDesk
    private var names: [Person.ID: String] = [:]
    private var grown: [Listing: Int] = [:]
    private var found: [Found] = []

    /// What search is to find.
    private struct Found {
        let story: Story.ID
        let moment: Timestamp
        let changedAt: Timestamp
        let document: SearchDocument
    }

    /// - Parameter connection: Of a write; a few hundred stories a write is a good measure.
    public init(_ connection: any Connection, by actor: String = "import", at now: Timestamp) throws {
        desk = try StoryDesk(connection, by: actor, at: now)
    }

    /// What became of an imported story.
    public struct Outcome: Sendable, Hashable {
        public let story: Story
        /// Why it has another slug than it had: ``StoryError/slugTaken(_:)`` or ``StoryError/slugReserved(_:)``.
        public let slugRefusal: StoryError?
        /// Addresses that it had, and why it can't have them here.
        public let refusedAddresses: [AddressError]
    }

    /// Whether a story with the identifier is there already.
    public func has(_ id: Story.ID) throws(StorageError) -> Bool {
        try desk.connection.row("SELECT id FROM story WHERE id = \(id)") != nil
    }

    /// Takes in a story.
    /// - Throws: ``StoryError/noRevision``; ``StoryRefusal/staffOnly`` for a published or scheduled story for staff;
    ///   ``StoryRefusal/noticeMissing``; `StorageError`.
    public mutating func add(_ imported: ImportedStory) throws -> Outcome {
        try add(PreparedStory(imported))
    }

    /// As ``add(_:)-(ImportedStory)``, of a story that was prepared.
    public mutating func add(_ prepared: PreparedStory) throws -> Outcome {
        let imported = prepared.story
        guard let newest = imported.revisions.last else { throw StoryError.noRevision }
        let state = try state(of: imported)
        let connection = desk.connection
        let revisions = imported.revisions.enumerated().map { index, version in
            Revision(
                id: Revision.ID(at: version.createdAt), story: imported.id, number: index + 1,
                createdAt: version.createdAt, createdBy: version.createdBy, note: version.note, content: version.content)
        }
        let (slug, slugRefusal) = try takeSlug(of: imported)
        var story = Story(
            id: imported.id, kind: imported.kind, state: state, visibility: imported.visibility, slug: slug,
            currentRevision: revisions[revisions.count - 1].id, createdAt: imported.createdAt,
            isPinned: imported.isPinned, commentsOpen: imported.commentsOpen,
            parent: imported.kind == .page ? imported.parent : nil, position: imported.position)
        if state == .published || state == .withdrawn {
            story.publishedRevision = story.currentRevision
            story.firstPublishedAt = imported.firstPublishedAt ?? imported.createdAt
            story.updatedAt = imported.updatedAt.flatMap { $0 > story.firstPublishedAt ?? $0 ? $0 : nil }
            story.withdrawalNotice = imported.withdrawalNotice
        }
        if state == .scheduled { story.scheduledFor = imported.scheduledFor }
        let refused = try giveAddresses(&story, imported)
        try story.insert(in: connection)
        for (revision, html) in zip(revisions, prepared.bodies) { try revision.insert(html: html, in: connection) }
        if story.publishedRevision == nil {
            try QuotationDesk.saved(story.currentRevision, of: story.id, newest.content, at: desk.now, in: connection)
        }
        try desk.record(.imported, story, from: nil, note: nil)
        if let moment = story.scheduledFor { try ScheduledPublishing.enqueue(at: moment, desk.now, in: connection) }
        if state == .published {
            try print(story, newest.content, prepared)
        }
        return Outcome(story: story, slugRefusal: slugRefusal, refusedAddresses: refused)
    }

    /// Puts the stories into the search index, counts them in their lists, and announces that the paper changed as a
    /// whole, if readers can see anything new.
    public mutating func finish() throws(StorageError) {
        guard !found.isEmpty else { return }
        try ListingTable.count(grown, in: desk.connection)
        try SitemapFiles(desk.connection).change(
            found.map { SitemapFiles.Change(story: $0.story, changedAt: $0.changedAt, growth: 1) })
        for item in found.sorted(by: { ($0.moment, $0.story) < ($1.moment, $1.story) }) {
            try desk.connection.addSearchDocument(key: item.story, item.document, moment: item.moment)
        }
        grown = [:]
        found = []
        try desk.connection.announce([CacheKey.site, .front])
    }

    private mutating func print(_ story: Story, _ content: StoryContent, _ prepared: PreparedStory) throws {
        let listings = try desk.press.printFirst(story, content, wordCount: prepared.wordCount)
        guard let listings, let moment = story.firstPublishedAt else { return }
        for entry in listings { grown[entry.listing, default: 0] += 1 }
        try learnNames(of: content.bylines)
        let byline = content.bylines.compactMap { names[$0.person] }.joined(separator: ", ")
        found.append(
            Found(
                story: story.id, moment: moment, changedAt: story.updatedAt ?? moment,
                document: prepared.document.naming(byline)))
    }

    private func state(of imported: ImportedStory) throws -> StoryState {
        switch imported.state {
        case .published:
            guard imported.visibility == .everyone else { throw StoryRefusal.staffOnly }
            return .published
        case .scheduled:
            guard imported.visibility == .everyone else { throw StoryRefusal.staffOnly }
            return imported.scheduledFor == nil ? .draft : .scheduled
        case .withdrawn:
            guard imported.withdrawalNotice?.isBlank == false else { throw StoryRefusal.noticeMissing }
            return .withdrawn
        case .draft, .inReview, .approved:
            return imported.state
        }
    }

    /// A page whose address will be made of its slug can't have one that begins the site's own addresses.
    private func takeSlug(of imported: ImportedStory) throws -> (Slug, StoryError?) {
        let keepsAddress = imported.address.map { !$0.isSiteOwn } ?? false
        let isReserved = imported.kind == .page && !keepsAddress && SiteWords.reserves(imported.slug)
        let slug = try SlugRegister.takeNearest(
            to: isReserved ? imported.slug.numbered(2) : imported.slug, in: SlugSpace(imported.kind), for: imported.id,
            connection: desk.connection)
        if isReserved { return (slug, .slugReserved(imported.slug)) }
        return (slug, slug == imported.slug ? nil : .slugTaken(imported.slug))
    }

    /// - Returns: Why it can't have some of them.
    private func giveAddresses(_ story: inout Story, _ imported: ImportedStory) throws -> [AddressError] {
        let connection = desk.connection
        var refused: [AddressError] = []
        if let address = imported.address {
            if let refusal = try AddressBook.claim(address, for: .story(story.id), connection: connection) {
                refused.append(refusal)
            } else {
                story.address = address
            }
        }
        if story.address == nil, story.firstPublishedAt != nil {
            let address = try desk.address(of: story)
            try AddressBook.give(address, to: .story(story.id), in: connection)
            story.address = address
        }
        for former in imported.formerAddresses where former != story.address {
            if let refusal = try AddressBook.claim(former, for: .story(story.id), connection: connection) {
                refused.append(refusal)
            }
        }
        return refused
    }

    private mutating func learnNames(of bylines: [Byline]) throws(StorageError) {
        let unknown = Set(bylines.map(\.person)).subtracting(names.keys)
        for (id, link) in try PersonLink.read(unknown, from: desk.connection) { names[id] = link.name }
    }
}
