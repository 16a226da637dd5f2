public import Editorial

/// What an archive holds.
public struct ArchiveReport: Sendable, Hashable, Codable {
    public let publication: String
    /// The number of the last migration.
    public let schema: Int
    /// Rows by table.
    public let rows: [String: Int]
    public internal(set) var objects: Int
    /// Objects that the tables name and the object store doesn't have, or not as they were kept.
    public let missing: [ContentHash]
    /// Objects that a backup needs of the folder beside it, and that are not there, or not as they were kept.
    public internal(set) var damaged: [ContentHash]
    /// How many versions of sources are sealed.
    public let sealed: Int
    /// The bytes of the archive's file.
    public let bytes: Int
    /// The SHA-256 of its checksums, which stands for the whole archive.
    public let digest: String
}

/// How far work on an archive is.
public struct ArchiveProgress: Sendable, Hashable {
    public enum Stage: Sendable, Hashable {
        case checking
        case rows
        case objects
        case search
    }

    public let stage: Stage
    public let done: Int
    public let total: Int
}
