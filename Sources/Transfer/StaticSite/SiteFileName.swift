import Editorial
import Foundation
import Website

/// The name of the file that stands for an address, relative to the folder.
///
/// A page is `index.html` in a folder of its address, since that is what every server finds without being told, also
/// below a section's address, where its feeds stand too. What has a file's ending has its own name.
enum SiteFileName {
    /// Where pages stand whose address has a query, which no file's name can mean.
    static let queries = "_query"

    /// - Returns: `nil` where no file can have the name.
    static func of(_ address: SiteAddress) -> String? {
        switch address {
        case .story(let path): page(at: path.description)
        case .front, .section, .topic, .author, .archive, .archiveMonth, .source, .quotationStandards:
            page(at: address.path)
        case .feed, .sitemapIndex, .sitemap, .newsSitemap, .robots, .trust, .security, .stylesheet, .logo, .font,
            .rendition, .mediaFile, .card, .icon, .touchIcon, .sourceAnnotations:
            name(address.path)
        case .search, .health, .ready: nil
        }
    }

    /// The name of a page's file.
    static func page(at path: String) -> String? {
        if path == "/" { return "index.html" }
        if path.hasPrefix("/?") {
            let query = path.dropFirst(2)
            guard let name = query.removingPercentEncoding, isFit(name[...]) else { return nil }
            return "\(queries)/\(name)/index.html"
        }
        guard !path.contains("?"), let name = name(path) else { return nil }
        return name.hasSuffix(".html") || name.hasSuffix(".htm") ? name : "\(name)/index.html"
    }

    private static func name(_ path: String) -> String? {
        var segments: [String] = []
        for segment in path.split(separator: "/") {
            guard let decoded = segment.removingPercentEncoding, isFit(decoded[...]) else { return nil }
            segments.append(decoded)
        }
        let name = segments.joined(separator: "/")
        // The longest path that Linux opens is 4,096 bytes, with the folder's own.
        return segments.isEmpty || segments[0] == ExportFolder.room || name.utf8.count > 3000 ? nil : name
    }

    private static func isFit(_ segment: Substring) -> Bool {
        // With room for `.gz` and `.br`; 255 bytes is the longest name that file systems take.
        segment != "." && segment != ".." && !segment.isEmpty && segment.utf8.count <= 250
            && !segment.unicodeScalars.contains { $0 == "/" || $0.value < 0x20 || $0.value == 0x7F }
    }
}
