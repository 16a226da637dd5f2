/// The title and description for search engines that the Yoast plug-in keeps with an item.
public struct SearchSnippet: Equatable, Sendable {
    /// `nil` where the plug-in's own default stands.
    public var title: String?
    public var description: String?

    /// What the plug-in's variables stand for; any other is dropped.
    public struct Context: Sendable {
        public var itemTitle: String
        public var siteTitle: String
        public var siteDescription: String
        public var excerpt: String
        public var author: String
        public var category: String
        public var tag: String
        /// As `2015-01-27`.
        public var date: String

        public init(
            itemTitle: String, siteTitle: String, siteDescription: String = "", excerpt: String = "",
            author: String = "", category: String = "", tag: String = "", date: String = ""
        ) {
            self.itemTitle = itemTitle
            self.siteTitle = siteTitle
            self.siteDescription = siteDescription
            self.excerpt = excerpt
            self.author = author
            self.category = category
            self.tag = tag
            self.date = date
        }
    }

    public init(of item: WXRItem, in context: Context) {
        title = item.meta["_yoast_wpseo_title"].flatMap { Self.resolve($0, in: context) }
        description = item.meta["_yoast_wpseo_metadesc"].flatMap { Self.resolve($0, in: context) }
    }

    /// Puts in what the variables stand for; `nil` where nothing is left.
    static func resolve(_ template: String, in context: Context) -> String? {
        var result = ""
        var rest = Substring(template)
        while let start = rest.utf8.firstPlace(of: "%%"),
            let end = rest.utf8[rest.utf8.index(start, offsetBy: 2)...].firstPlace(of: "%%")
        {
            result += rest[..<start]
            let name = rest[rest.utf8.index(start, offsetBy: 2)..<end]
            result += value(of: String(name), in: context)
            rest = rest[rest.utf8.index(end, offsetBy: 2)...]
        }
        result += rest
        return tidied(result)
    }

    /// The separator that stands for `%%sep%%` until it is known whether there is something on both of its sides.
    private static let separator: Character = "\u{1F}"

    private static func value(of variable: String, in context: Context) -> String {
        switch variable {
        case "title", "post_title": context.itemTitle
        case "sitename", "sitetitle": context.siteTitle
        case "sitedesc": context.siteDescription
        case "excerpt", "excerpt_only": context.excerpt
        case "name", "post_author", "author": context.author
        case "category", "primary_category", "term_title": context.category
        case "tag": context.tag
        case "date", "post_date": context.date
        case "currentyear", "post_year": String(context.date.prefix(4))
        case "sep": String(separator)
        default: ""
        }
    }

    private static func tidied(_ text: String) -> String? {
        let parts = text.split(separator: separator).map { part in
            part.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        let joined = parts.filter { !$0.isEmpty }.joined(separator: " – ")
        return joined.isEmpty ? nil : joined
    }
}

extension Substring.UTF8View {
    fileprivate func firstPlace(of mark: StaticString) -> Index? {
        let wanted = mark.withUTF8Buffer { Array($0) }
        var index = startIndex
        while index < endIndex {
            if self[index...].starts(with: wanted) { return index }
            index = self.index(after: index)
        }
        return nil
    }
}
