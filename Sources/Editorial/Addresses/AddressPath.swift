import Markup
public import Storage

/// A path of the site as readers and links write it: `/2026/03/sea-wall`, for old links also with a query
/// (`/?p=12`). Starts with one slash, has no trailing one, no dot segments and no control characters.
public struct AddressPath: Sendable, Hashable, Codable, CustomStringConvertible, SQLBindable, SQLReadable {
    public let description: String

    /// Normalises what a request or an import gives: percent-encoding of unreserved characters undone, a
    /// trailing slash and doubled slashes dropped.
    /// - Returns: `nil` for what can't be an address here: no leading slash, traversal, control characters, malformed
    ///   percent-encoding or UTF-8, or more than 2,000 bytes.
    public init?(_ text: String) {
        guard text.utf8.count <= 2000, text.utf8.first == UInt8(ascii: "/") else { return nil }
        let parts = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        guard let path = parts.first else { return nil }
        var segments: [String] = []
        for segment in path.split(separator: "/") {
            guard let decoded = String(percentDecoding: segment), decoded != ".", decoded != ".." else { return nil }
            segments.append(decoded.percentEncoded(allowing: .pathSegment))
        }
        var address = "/" + segments.joined(separator: "/")
        if parts.count == 2, !parts[1].isEmpty {
            guard let query = String(percentDecoding: parts[1]) else { return nil }
            address += "?" + query.percentEncoded(allowing: .query)
        }
        description = address
    }

    /// A path of decoded segments, each of which is escaped where it must be.
    init(segments: [String]) {
        description = "/" + segments.map { $0.percentEncoded(allowing: .pathSegment) }.joined(separator: "/")
    }

    public var sqlValue: SQLValue { .text(description) }

    public init?(sqlValue: SQLValue) {
        // It was normalised before it was stored.
        guard case .text(let text) = sqlValue, text.utf8.first == UInt8(ascii: "/") else { return nil }
        description = text
    }
}
