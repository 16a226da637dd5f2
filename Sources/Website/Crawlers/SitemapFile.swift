import Markup
public import Storage

/// The sitemap protocol 0.9: an index of files, each with at most ``mostAddresses``.
public enum SitemapFile {
    public static let mostAddresses = 50_000

    /// One address and when its page last changed.
    public struct Entry: Sendable, Hashable {
        public var address: String
        public var changedAt: Timestamp?

        public init(address: String, changedAt: Timestamp?) {
            self.address = address
            self.changedAt = changedAt
        }
    }

    /// The index that names the files.
    public static func index(of files: [Entry]) -> [UInt8] {
        let entries = files.map { file -> XML in
            "<sitemap><loc>\(file.address)</loc>\(lastChange(file))</sitemap>\n"
        }
        let document: XML = """
            <?xml version="1.0" encoding="UTF-8"?>
            <sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
            \(entries)</sitemapindex>

            """
        return document.bytes
    }

    /// One file.
    public static func file(of entries: [Entry]) -> [UInt8] {
        let urls = entries.map { entry -> XML in "<url><loc>\(entry.address)</loc>\(lastChange(entry))</url>\n" }
        let document: XML = """
            <?xml version="1.0" encoding="UTF-8"?>
            <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
            \(urls)</urlset>

            """
        return document.bytes
    }

    private static func lastChange(_ entry: Entry) -> XML? {
        entry.changedAt.map { "<lastmod>\($0.internetDate)</lastmod>" }
    }
}
