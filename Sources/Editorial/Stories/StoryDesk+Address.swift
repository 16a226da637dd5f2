public import Markup
public import Storage

extension StoryDesk {
    /// Gives a story another slug. Before it has an address the old one is free again; from then on the old address
    /// redirects for ever.
    public func changeSlug(_ id: Story.ID, to slug: Slug, note: String? = nil) throws {
        var story = try Story.find(id, from: connection)
        guard story.slug != slug else { return }
        if story.parent == nil { try checkNotReserved(slug, story.kind) }
        guard try SlugRegister.take(slug, in: SlugSpace(story.kind), for: id, connection: connection) else {
            throw StoryError.slugTaken(slug)
        }
        let old = story.slug
        story.slug = slug
        if story.address == nil {
            try SlugRegister.free(old, in: SlugSpace(story.kind), connection: connection)
        } else {
            let address = try address(of: story)
            try AddressBook.give(address, to: .story(id), in: connection)
            story.address = address
        }
        try save(story, .changeSlug, was: story.state, note: note ?? "\(old.string) → \(slug.string)")
        try reprint(story)
    }

    /// Moves a standing page in the tree. Its address stays: links to it must not care where it stands.
    public func place(_ id: Story.ID, under parent: Story.ID?, at position: Int) throws {
        var story = try Story.find(id, from: connection)
        guard story.kind == .page else { throw StoryError.notAPage(id) }
        try checkPlace(of: story, under: parent)
        story.parent = parent
        story.position = position
        try story.save(in: connection)
        try connection.announce([CacheKey.story(id), .site])
    }

    /// The address that a story is to have: by its month of first publication, or by the pages above it.
    func address(of story: Story) throws -> AddressPath {
        guard story.kind == .page else {
            return Story.address(of: story.slug, in: calendar.month(of: story.firstPublishedAt ?? now))
        }
        var slugs = [story.slug]
        for ancestor in try ancestors(from: story.parent) { slugs.insert(ancestor.slug, at: 0) }
        return Story.pageAddress(of: slugs)
    }

    /// The pages from one upwards, the nearest first.
    private func ancestors(from parent: Story.ID?) throws -> [Story] {
        var ancestors: [Story] = []
        var next = parent
        while let id = next {
            let story = try Story.find(id, from: connection)
            guard !ancestors.contains(where: { $0.id == id }) else { throw StoryError.pageUnderItself(id) }
            ancestors.append(story)
            next = story.parent
        }
        return ancestors
    }

    func checkPlace(of story: Story, under parent: Story.ID?) throws {
        guard let parent else { return }
        guard story.kind == .page else { throw StoryError.notAPage(story.id) }
        let ancestors = try ancestors(from: parent)
        if let other = ancestors.first(where: { $0.kind != .page }) { throw StoryError.notAPage(other.id) }
        guard !ancestors.contains(where: { $0.id == story.id }) else { throw StoryError.pageUnderItself(story.id) }
    }

    func checkNotReserved(_ slug: Slug, _ kind: StoryKind) throws(StoryError) {
        if kind == .page, SiteWords.reserves(slug) { throw .slugReserved(slug) }
    }

    /// Refuses content that points to what isn't there.
    func check(_ content: StoryContent) throws {
        if let section = content.sections.first(where: { sections[$0] == nil }) {
            throw StoryError.unknownSection(section)
        }
        let topics = Set(try Topic.read(content.topics, from: connection).map(\.id))
        if let topic = content.topics.first(where: { !topics.contains($0) }) { throw StoryError.unknownTopic(topic) }
        let people = try PersonLink.read(Set(content.bylines.map(\.person)), from: connection)
        if let byline = content.bylines.first(where: { people[$0.person] == nil }) {
            throw StoryError.unknownPerson(byline.person)
        }
        guard !content.related.isEmpty else { return }
        let rows = try connection.rows("SELECT id FROM story WHERE id IN (\(list: content.related))")
        let stories = Set(try rows.map { row throws(StorageError) in try row.get("id", as: Story.ID.self) })
        if let story = content.related.first(where: { !stories.contains($0) }) { throw StoryError.unknownRelated(story) }
    }
}
