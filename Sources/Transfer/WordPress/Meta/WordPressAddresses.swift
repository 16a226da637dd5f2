/// The addresses that an item had on the old site.
public struct WordPressAddresses: Equatable, Sendable {
    /// The path at which readers knew it, such as `/2015/01/story/`; `nil` for what was never public.
    public var permalink: String?
    /// Every other path that led to it, each once: `/?p=12`, those with its former slugs and dates, its file's own page.
    public var former: [String]

    /// - Parameter channel: tells which addresses are the site's own.
    public init(of item: WXRItem, in channel: WXRChannel) {
        var permalink: String?
        var former: [String] = []
        func add(_ path: String) {
            if path != permalink, !former.contains(path) { former.append(path) }
        }
        let link = Self.path(of: item.link, in: channel)
        let guid = Self.path(of: item.guid, in: channel)
        if let link, !Self.isPlain(link) { permalink = link }
        if let link, link != permalink { add(link) }
        if let guid, Self.isPlain(guid) { add(guid) }
        if let id = item.id, item.status != "auto-draft" {
            switch item.type {
            case "page": add("/?page_id=\(id)")
            case "attachment": add("/?attachment_id=\(id)")
            default: break
            }
            // WordPress answers this for any type.
            add("/?p=\(id)")
        }
        if let permalink, !item.name.isEmpty {
            for slug in item.meta.values(of: "_wp_old_slug") {
                if let path = Self.replacing(item.name, by: slug, in: permalink) { add(path) }
            }
            for date in item.meta.values(of: "_wp_old_date") {
                if let path = Self.replacingDate(of: item.date, by: date, in: permalink) { add(path) }
            }
        }
        // A story in pages had an address for each of them.
        if let permalink, item.content.utf8.contains(UInt8(ascii: "<")) {
            let pages = Self.pageCount(of: Array(item.content.utf8))
            if pages > 1 {
                let folder = permalink.hasSuffix("/") ? permalink : permalink + "/"
                for number in 2...min(pages, 100) { add("\(folder)\(number)/") }
            }
        }
        self.permalink = permalink
        self.former = former
    }

    /// The part of an address that follows the site's, with its query; `nil` for another site's.
    ///
    /// Schemes and `www.` are no difference: sites move between them and old exports keep the old ones.
    public static func path(of address: String, in channel: WXRChannel) -> String? {
        if address.utf8.first == UInt8(ascii: "/"), !address.utf8.starts(with: "//".utf8) { return address }
        for base in [channel.baseBlogAddress, channel.link] where !base.isEmpty {
            var root = withoutScheme(base)
            while root.utf8.last == UInt8(ascii: "/") { root.removeLast() }
            let rest = withoutScheme(address)
            guard !root.isEmpty, rest.utf8.starts(with: root.utf8) else { continue }
            let path = rest.dropFirst(root.count)
            if path.isEmpty { return "/" }
            if path.utf8.first == UInt8(ascii: "?") { return "/" + path }
            if path.utf8.first == UInt8(ascii: "/") { return sitePath(of: base) + path }
        }
        return nil
    }

    /// Where the site begins on its host: empty, or a folder as in `/blog`.
    static func root(of channel: WXRChannel) -> String {
        sitePath(of: channel.baseBlogAddress.isEmpty ? channel.link : channel.baseBlogAddress)
    }

    /// The path at which a site in a folder begins, without the last slash.
    private static func sitePath(of base: String) -> String {
        let rest = withoutScheme(base)
        guard let slash = rest.firstIndex(of: "/") else { return "" }
        var path = rest[slash...]
        while path.utf8.last == UInt8(ascii: "/") { path.removeLast() }
        return String(path)
    }

    private static func withoutScheme(_ address: String) -> Substring {
        var rest = Substring(address)
        for scheme in ["https://", "http://", "//"] where rest.utf8.starts(with: scheme.utf8) {
            rest = rest.dropFirst(scheme.count)
            break
        }
        return rest.utf8.starts(with: "www.".utf8) ? rest.dropFirst(4) : rest
    }

    /// Whether it is an address by number, as drafts have it.
    private static func isPlain(_ path: String) -> Bool {
        let query = path.drop { $0 != "?" }
        return ["?p=", "?page_id=", "?attachment_id=", "?post_type="].contains { query.utf8.starts(with: $0.utf8) }
    }

    private static func pageCount(of content: [UInt8]) -> Int {
        var count = 1
        var search = 0
        while let place = content.firstPlace(of: "<!--nextpage-->", from: search) {
            count += 1
            search = place + 1
        }
        return count
    }

    /// The slug may be a whole segment, or stand before an ending (`story.html`) or after a number (`12-story`).
    private static func replacing(_ slug: String, by former: String, in path: String) -> String? {
        var segments = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        if let place = segments.lastIndex(of: slug) {
            segments[place] = former
        } else if let place = segments.lastIndex(where: { $0.hasPrefix(slug + ".") }) {
            segments[place] = former + segments[place].dropFirst(slug.count)
        } else if let place = segments.lastIndex(where: { $0.hasSuffix("-" + slug) }) {
            segments[place] = segments[place].dropLast(slug.count) + former
        } else {
            return nil
        }
        return segments.joined(separator: "/")
    }

    /// `/2015/01/27/story/` under another date.
    private static func replacingDate(of date: String, by former: String, in path: String) -> String? {
        let now = date.prefix(10).split(separator: "-").map(String.init)
        let then = former.prefix(10).split(separator: "-").map(String.init)
        guard now.count == 3, then.count == 3 else { return nil }
        var segments = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard let place = segments.firstIndex(of: now[0]) else { return nil }
        for index in 0..<3 where place + index < segments.count && segments[place + index] == now[index] {
            segments[place + index] = then[index]
        }
        let changed = segments.joined(separator: "/")
        return changed == path ? nil : changed
    }
}
