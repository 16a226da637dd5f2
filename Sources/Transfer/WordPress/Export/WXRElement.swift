/// One thing of an export, in the order in which the file holds them.
///
/// The channel comes first, then authors, categories, tags and terms, then the items.
public enum WXRElement: Sendable {
    case channel(WXRChannel)
    case author(WXRAuthor)
    case term(WXRTerm)
    case item(WXRItem)
}

/// The site that was exported.
public struct WXRChannel: Equatable, Sendable {
    public var title = ""
    public var link = ""
    public var description = ""
    /// The site's language as a tag, such as `en-GB`.
    public var language = ""
    /// The export's version: `1.0`, `1.1` or `1.2`.
    public var version = ""
    /// The address of the network that the site belongs to, or of the site itself.
    public var baseSiteAddress = ""
    /// The site's own address.
    public var baseBlogAddress = ""
    public var generator = ""
}

/// A person with an account on the site.
public struct WXRAuthor: Equatable, Sendable {
    public var id: Int?
    public var login = ""
    public var email = ""
    public var displayName = ""
    public var firstName = ""
    public var lastName = ""
}

/// A category, a tag, or a term of any other taxonomy (`nav_menu`, `post_format`, Co-Authors Plus's `author` …).
public struct WXRTerm: Equatable, Sendable {
    public var id: Int?
    /// `category`, `post_tag`, or the taxonomy's own name.
    public var taxonomy = ""
    public var slug = ""
    public var name = ""
    public var description = ""
    /// The parent's slug; empty for a term at the top.
    public var parentSlug = ""
    public var meta: [WXRMeta] = []
}

/// A key and its value as WordPress stored them; values are often serialised by PHP.
public struct WXRMeta: Equatable, Sendable {
    public var key = ""
    public var value = ""

    public init(key: String = "", value: String = "") {
        self.key = key
        self.value = value
    }
}

extension [WXRMeta] {
    /// The first value of a key, where it is there and not empty.
    public subscript(_ key: String) -> String? {
        first { $0.key == key && !$0.value.isEmpty }?.value
    }

    /// Every value of a key, in the file's order.
    public func values(of key: String) -> [String] {
        compactMap { $0.key == key && !$0.value.isEmpty ? $0.value : nil }
    }
}
