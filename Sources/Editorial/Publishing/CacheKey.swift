public import Storage

/// What a page is made of, by name: a change announces the keys of what it touched, and whoever keeps finished
/// pages lets go of those that carry one of them.
public enum CacheKey: Sendable, Hashable, CustomStringConvertible {
    /// One story, wherever it is shown.
    case story(Story.ID)
    /// A section's name, place and list of stories.
    case section(Section.ID)
    case topic(Topic.ID)
    /// A person's name, page and list of stories.
    case author(Person.ID)
    /// A source's page, and its line at the foot of stories.
    case source(Source.ID)
    /// The rules for quotations and their running totals.
    case quotations
    /// The list of a month.
    case archive(YearMonth)
    /// What is newest and what an editor placed: the front, the feeds of the whole, the site maps.
    case front
    /// What stands on every page: name, navigation, look.
    case site

    /// The key as caches and CDNs carry it: `section:018f6f1e-…`.
    public var description: String {
        switch self {
        case .story(let id): "story:\(id)"
        case .section(let id): "section:\(id)"
        case .topic(let id): "topic:\(id)"
        case .author(let id): "author:\(id)"
        case .source(let id): "source:\(id)"
        case .quotations: "quotations"
        case .archive(let month): "archive:\(month)"
        case .front: "front"
        case .site: "site"
        }
    }
}

extension Connection {
    /// Tells every node of these keys once the write is committed.
    func announce(_ keys: some Sequence<CacheKey>) throws(StorageError) {
        try announce(keys.map(\.description))
    }
}
