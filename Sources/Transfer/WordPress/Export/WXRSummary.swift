/// What an export holds, counted without building it.
public struct WXRSummary: Equatable, Sendable {
    public var channel = WXRChannel()
    /// How many of each kind, by the name that WordPress gives it: `post`, `page`, `attachment`, `nav_menu_item`,
    /// any other type, `comment`, `author`, `category`, `tag`, `co-author`, and each other taxonomy by its name.
    public var found: [String: Int] = [:]
    /// How many items of each type have each status.
    public var statuses: [String: [String: Int]] = [:]
    /// How often each meta key occurs in items.
    public var metaKeys: [String: Int] = [:]
    /// How often each meta key occurs in comments and terms.
    public var otherMetaKeys: [String: Int] = [:]
    /// How often each element that the reader does not know occurs, by its name.
    public var unknownElements: [String: Int] = [:]

    public init() {}

    /// How many items there are, of all types.
    public var items: Int {
        statuses.values.reduce(0) { $0 + $1.values.reduce(0, +) }
    }
}
