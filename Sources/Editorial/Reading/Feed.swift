public import Storage

extension Listing {
    /// The newest stories of the list whole, as feeds carry them.
    public func feed(_ limit: Int = 30, from connection: any Connection) throws(StorageError) -> [PublishedStory] {
        try PublishedStory.read(try newestStories(limit, from: connection), from: connection)
    }
}

extension PublishedStory {
    /// Those of the stories that readers can see, whole, in the order given.
    public static func read(
        _ stories: [Story.ID], from connection: any Connection
    ) throws(StorageError) -> [PublishedStory] {
        guard !stories.isEmpty else { return [] }
        return try read(Teaser.read(stories, from: connection), from: connection)
    }

    /// The whole of stories whose teasers were read.
    static func read(_ teasers: [Teaser], from connection: any Connection) throws(StorageError) -> [PublishedStory] {
        let rows = try connection.rows(
            """
            SELECT \(Story.columns), \(Revision.columns)
            FROM story JOIN revision ON revision.id = story.published_revision
            WHERE story.id IN (\(list: teasers.map(\.story)))
            """)
        var contents: [Story.ID: (Story, Revision)] = [:]
        for row in rows {
            let story = try Story(row)
            contents[story.id] = (story, try Revision(row))
        }
        return teasers.compactMap { teaser in
            contents[teaser.story].map { story, revision in
                PublishedStory(teaser: teaser, story: story, revision: revision.id, content: revision.content)
            }
        }
    }
}
