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
    /// A picture or file that a page should show and whose bytes are not there yet.
    case media(Media.ID)
    /// Something was taken from readers: not only is it out of date, nothing made of it may be shown again, even while
    /// nothing newer can be had. It is announced, and no page carries it.
    indirect case gone(CacheKey)

    /// The key as nodes announce it to one another: `section:018f6f1e-…`.
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
        case .media(let id): "media:\(id)"
        case .gone(let key): Self.goneMark + key.description
        }
    }

    /// The key as shared caches carry it: `section:` and the random part of the identifier, in eleven letters. Pages have
    /// dozens of keys, and all of them go out in a field of every response.
    public var surrogate: String {
        switch self {
        case .story(let id): "story:\(Self.short(id.bytes))"
        case .section(let id): "section:\(Self.short(id.bytes))"
        case .topic(let id): "topic:\(Self.short(id.bytes))"
        case .author(let id): "author:\(Self.short(id.bytes))"
        case .source(let id): "source:\(Self.short(id.bytes))"
        case .media(let id): "media:\(Self.short(id.bytes))"
        case .gone(let key): key.surrogate
        case .quotations, .archive, .front, .site: description
        }
    }

    /// The last eight bytes in the alphabet of RFC 4648, section 5, without padding.
    private static func short(_ bytes: [UInt8]) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
        var number = bytes.suffix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        var text: [UInt8] = []
        for _ in 0..<11 {
            text.append(letters[Int(number & 63)])
            number >>= 6
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// What stands before the key of something that was taken from readers, in announcements.
    public static let goneMark = "gone:"

    /// A key that stands for all of its kind, for where there is no room to name each; `nil` for those that are one of
    /// theirs.
    public var coarse: String? {
        switch self {
        case .story: "stories"
        case .section: "sections"
        case .topic: "topics"
        case .author: "authors"
        case .source: "sources"
        case .archive: "archives"
        case .media: "media"
        case .gone(let key): key.coarse
        case .quotations, .front, .site: nil
        }
    }
}

extension Connection {
    /// Tells every node of these keys once the write is committed.
    func announce(_ keys: some Sequence<CacheKey>) throws(StorageError) {
        let keys = Set(keys)
        guard !keys.isEmpty else { return }
        try announce(keys.map(\.description).sorted())
        try Purging.ask(keys, in: self)
    }
}
