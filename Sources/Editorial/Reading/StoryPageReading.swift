import Markup
public import Storage

extension StoryPage {
    /// The most parts of a series that a page lists.
    static let seriesLimit = 500

    /// Everything that a story's page shows, in a handful of statements.
    /// - Parameters:
    ///   - showsComments: ``Publication/showsComments``.
    ///   - sections: The sections as they are now, where they were read before.
    /// - Returns: `nil` for a story that readers can't see.
    public static func read(
        _ id: Story.ID, showsComments: Bool = true, sections known: SectionTree? = nil, from connection: any Connection
    ) throws(StorageError) -> StoryPage? {
        guard let row = try TeaserRow.find(id, from: connection) else { return nil }
        let people = try Person.read(row.bylines.map(\.person), from: connection)
        let sections = if let known { known } else { try SectionTree.read(from: connection) }
        var names = TeaserNames(sections, people)
        let teasers = try Teaser.complete([row], &names, from: connection)
        guard let published = try PublishedStory.read(teasers, from: connection).first else { return nil }
        let content = published.content
        let sectionPath = content.sections.first.map { sections.path(to: $0).map(SectionLink.init) } ?? []
        let topics = try Topic.read(content.topics, from: connection)
        var series: [SeriesPlace] = []
        for topic in topics where topic.kind == .series {
            if let place = try SeriesPlace.read(topic, of: id, from: connection) { series.append(place) }
        }
        let relatedTeasers = try Teaser.byStory(content.related, &names, from: connection)
        let related = content.related.compactMap { relatedTeasers[$0] }
        let comments = showsComments ? try Comment.approved(of: id, from: connection) : []
        let isPage = published.story.kind == .page
        return StoryPage(
            published: published, authors: people, sectionPath: sectionPath, topics: topics, series: series,
            related: related, comments: CommentThread.threads(of: comments), commentCount: comments.count,
            standing: isPage ? try StandingPages.read(from: connection).place(of: id) : nil)
    }

    private init(
        published: PublishedStory, authors: [Person], sectionPath: [SectionLink], topics: [Topic],
        series: [SeriesPlace], related: [Teaser], comments: [CommentThread], commentCount: Int,
        standing: StandingPlace?
    ) {
        self.published = published
        self.authors = authors
        self.sectionPath = sectionPath
        self.topics = topics
        self.series = series
        self.related = related
        self.comments = comments
        self.commentCount = commentCount
        self.standing = standing

        var media = published.content.mediaShown
        media.formUnion(authors.compactMap(\.portrait))
        media.formUnion(related.compactMap(\.picture?.media))
        media.formUnion(related.flatMap { $0.bylines.compactMap(\.person.portrait) })
        self.media = media

        var keys = published.teaser.cacheKeys
        keys.formUnion(authors.map { .author($0.id) })
        keys.formUnion(sectionPath.map { .section($0.id) })
        keys.formUnion(topics.map { .topic($0.id) })
        keys.formUnion(series.flatMap { $0.parts.map { .story($0.id) } })
        keys.formUnion(related.flatMap(\.cacheKeys))
        // Those that readers can't see may come, or come back.
        keys.formUnion(published.content.related.map { .story($0) })
        // A page's neighbours in the tree come and go with the navigation.
        if standing != nil { keys.insert(.site) }
        cacheKeys = keys
    }
}

extension SeriesPlace {
    fileprivate static func read(
        _ series: Topic, of story: Story.ID, from connection: any Connection
    ) throws(StorageError) -> SeriesPlace? {
        let listing = Listing.topic(series.id)
        let rows = try connection.rows(
            """
            SELECT published_story.story, published_story.address, published_story.headline
            FROM listing JOIN published_story ON published_story.story = listing.story
            WHERE listing.kind = \(listing.storedKind) AND listing.list_key = \(listing.storedKey)
            ORDER BY listing.is_pinned, listing.published_at, listing.story
            LIMIT \(StoryPage.seriesLimit)
            """)
        let parts = try rows.map { row throws(StorageError) in
            StoryLink(id: try row.get("story"), address: try row.get("address"), headline: try row.get("headline"))
        }
        guard let index = parts.firstIndex(where: { $0.id == story }) else { return nil }
        return SeriesPlace(series: series, parts: parts, index: index)
    }
}

extension WithdrawnStory {
    /// What stands in the place of a withdrawn story.
    public static func read(
        _ id: Story.ID, from connection: any Connection
    ) throws(StorageError) -> WithdrawnStory? {
        let row = try connection.row(
            """
            SELECT story.withdrawal_notice, story.first_published_at, revision.headline, (
                SELECT MAX(happened_at) FROM story_event
                WHERE story_event.story = story.id AND story_event.to_state = 'withdrawn'
                    AND COALESCE(story_event.from_state, '') <> 'withdrawn'
            ) AS withdrawn_at
            FROM story JOIN revision ON revision.id = story.published_revision
            WHERE story.id = \(id) AND story.state = 'withdrawn'
            """)
        return try row.map { row throws(StorageError) in
            WithdrawnStory(
                story: id, headline: try row.get("headline"), notice: try row.get("withdrawal_notice"),
                withdrawnAt: try row.get("withdrawn_at"), firstPublishedAt: try row.get("first_published_at"))
        }
    }
}
