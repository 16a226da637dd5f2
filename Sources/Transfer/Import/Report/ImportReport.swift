/// What an import found, and what became of each thing.
///
/// Encoded as `{"found":{KIND:n},"imported":{KIND:n},"changed":[{"what","how"}],"omitted":[{"what","why"}]}`, KIND being
/// what the source calls it (`post`, `page`, `attachment`, `comment`, `category`, `tag`, `author` …).
public struct ImportReport: Sendable, Hashable, Encodable {
    /// Something that is here in another form than it was there.
    public struct Change: Sendable, Hashable, Encodable {
        public var what: String
        public var how: String
    }

    /// Something that is not here.
    public struct Omission: Sendable, Hashable, Encodable {
        public var what: String
        public var why: String
    }

    public var found: [String: Int]
    public var imported: [String: Int]
    /// Those that happened more than once say how often.
    public var changed: [Change]
    public var omitted: [Omission]

    /// The report as a table for people.
    public var table: String {
        let kinds = found.keys.sorted()
        let width = max(8, kinds.map(\.count).max() ?? 0)
        var lines = [Self.line("", "found", "imported", width: width)]
        for kind in kinds {
            lines.append(Self.line(kind, "\(found[kind] ?? 0)", "\(imported[kind] ?? 0)", width: width))
        }
        if !changed.isEmpty {
            lines += ["", "Changed:"] + changed.map { "  \($0.what): \($0.how)" }
        }
        if !omitted.isEmpty {
            lines += ["", "Left out:"] + omitted.map { "  \($0.what): \($0.why)" }
        }
        return lines.joined(separator: "\n")
    }

    private static func line(_ kind: String, _ found: String, _ imported: String, width: Int) -> String {
        func padded(_ text: String, _ width: Int) -> String { String(repeating: " ", count: max(0, width - text.count)) + text }
        return kind + String(repeating: " ", count: max(0, width - kind.count)) + padded(found, 10) + padded(imported, 10)
    }
}
