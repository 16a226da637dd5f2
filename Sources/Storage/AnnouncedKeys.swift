/// The keys that a write announces, collected until it commits.
public struct AnnouncedKeys: Sendable {
    /// The longest key, in bytes of UTF-8: PostgreSQL carries a little less than 8000 in a notification.
    public static let longestKey = 2000

    public private(set) var keys: [String] = []
    private var known: Set<String> = []

    public init() {}

    public var isEmpty: Bool { keys.isEmpty }

    /// Adds keys that are not there yet.
    /// - Throws: ``StorageError/unstorable(_:)`` for a key that is empty, too long or holds a NUL.
    public mutating func add(_ more: [String]) throws(StorageError) {
        for key in more where known.insert(key).inserted {
            guard !key.isEmpty, key.utf8.count <= Self.longestKey else {
                throw .unstorable("an announced key has \(key.utf8.count) bytes; 1 to \(Self.longestKey) are allowed")
            }
            try SQLValue.text(key).checkStorable()
            keys.append(key)
        }
    }
}
