public import Storage

/// The newsroom's tables; each capability's folder has its own.
public enum EditorialSchema {
    /// In the order in which they are run. Media has its own, number 150.
    public static let migrations: [Migration] = [
        Migration(number: 100, name: "publication settings", statements: Publication.tables),
        Migration(number: 101, name: "sections and topics", statements: Section.tables + Topic.tables),
        Migration(number: 102, name: "people", statements: Person.tables),
        Migration(number: 103, name: "stories", statements: Story.tables),
        Migration(number: 104, name: "addresses", statements: AddressBook.tables),
        Migration(number: 105, name: "what readers see", statements: PublishedRow.tables),
        Migration(number: 106, name: "comments", statements: Comment.tables),
        Migration(number: 107, name: "the front", statements: FrontSlot.tables),
    ]

    /// What came later, when other rooms had theirs: after all of those.
    public static let additions: [Migration] = [
        Migration(number: 108, name: "the sitemap's files", statements: SitemapFiles.tables),
        Migration(
            number: 109, name: "the newest in search",
            statements: SearchIndex.newest
                + SearchIndex.moments(
                    from: "published_story", key: "published_story.story", moment: "published_story.published_at")),
    ]
}
