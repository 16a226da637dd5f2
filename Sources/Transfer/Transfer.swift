/// Moves publications in and out.
///
/// `WordPress` reads a WordPress export: the file itself (`Export`), what its fields mean (`Meta`) and how its
/// bodies become the paper's own mark-up (`Content`). `MarkdownFolder` reads a folder of Markdown as Hugo and Jekyll
/// lay it out. Both only read: they give plain values, and ``TransferNotes`` of everything that they changed or could
/// not carry over; they touch neither a database nor the network. `StaticSite` writes the whole site as files.
public struct TransferNotes: Equatable, Sendable {
    /// Something that was carried over in another form.
    public struct Change: Equatable, Sendable {
        public var what: String
        public var how: String
        /// How often it happened.
        public var count: Int
    }

    /// Something that was not carried over.
    public struct Omission: Equatable, Sendable {
        public var what: String
        public var why: String
        /// How often it happened.
        public var count: Int
    }

    /// In the order in which each first happened.
    public private(set) var changes: [Change] = []
    /// In the order in which each first happened.
    public private(set) var omissions: [Omission] = []

    public init() {}

    public mutating func changed(_ what: String, how: String, count: Int = 1) {
        if let index = changes.firstIndex(where: { $0.what == what && $0.how == how }) {
            changes[index].count += count
        } else {
            changes.append(Change(what: what, how: how, count: count))
        }
    }

    public mutating func omitted(_ what: String, why: String, count: Int = 1) {
        if let index = omissions.firstIndex(where: { $0.what == what && $0.why == why }) {
            omissions[index].count += count
        } else {
            omissions.append(Omission(what: what, why: why, count: count))
        }
    }

    public mutating func append(_ other: TransferNotes) {
        for change in other.changes { changed(change.what, how: change.how, count: change.count) }
        for omission in other.omissions { omitted(omission.what, why: omission.why, count: omission.count) }
    }
}
