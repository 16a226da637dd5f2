/// What an export found and did.
///
/// Encoded as `{"files":n,"written":n,"unchanged":n,"removed":n,"redirects":n,"withdrawn":n,"omitted":[{"what","why"}]}`.
/// A file and its compressed forms count as one.
public struct SiteReport: Sendable, Hashable, Encodable {
    /// Something that stands on the site and not in the folder.
    public struct Omission: Sendable, Hashable, Encodable {
        /// An address, or a file's name.
        public var what: String
        public var why: String
    }

    /// Files of the site that stand in the folder now.
    public var files: Int
    public var written: Int
    /// Files that were left as they were.
    public var unchanged: Int
    /// Files of an earlier export that are no longer part of the site.
    public var removed: Int
    /// Old addresses that lead on.
    public var redirects: Int
    /// Withdrawn stories, whose notices stand in their place.
    public var withdrawn: Int
    public var omitted: [Omission]

    /// The report for people.
    public var table: String {
        let rows = [
            ("files", files), ("written", written), ("unchanged", unchanged), ("removed", removed), ("redirects", redirects),
            ("withdrawn", withdrawn),
        ]
        var lines = rows.map { name, count in
            let digits = String(count)
            return name + String(repeating: " ", count: max(1, 20 - name.count - digits.count)) + digits
        }
        if !omitted.isEmpty { lines += ["", "Left out:"] + omitted.map { "  \($0.what): \($0.why)" } }
        return lines.joined(separator: "\n")
    }
}

/// How far an export is.
public struct SiteProgress: Sendable, Hashable {
    public enum Stage: String, Sendable {
        case pages
        /// Pictures, fonts, recordings and documents.
        case files
    }

    public var stage: Stage
    public var done: Int
    public var total: Int
}
