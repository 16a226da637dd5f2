public import Storage

/// Has the shared caches in front of the paper (Varnish, a CDN) let go of what changed.
///
/// Each is a job, written with the change itself: while a cache can't be reached, none of what it must let go of is lost.
public enum Purging {
    /// The kind of job whose payload is the names to purge (``names(in:)``).
    public static let jobKind = "purge"

    private static let setting = "purging"

    /// Says whether there are shared caches to be told: kept in the database, because commands beside the server, which
    /// know nothing of its settings, change the paper too.
    /// - Throws: `StorageError`
    public static func set(isOn: Bool, in store: any Store) async throws {
        // A server that changes nothing starts on a database that can only be read, too.
        guard try await store.read({ try Self.isOn(in: $0) }) != isOn else { return }
        try await store.write { connection in
            try connection.run("DELETE FROM setting WHERE name = \(setting)")
            if isOn { try connection.run("INSERT INTO setting (name, value) VALUES (\(setting), 'on')") }
        }
    }

    static func isOn(in connection: any Connection) throws(StorageError) -> Bool {
        try connection.row("SELECT 1 AS found FROM setting WHERE name = \(setting)") != nil
    }

    static func ask(_ keys: Set<CacheKey>, in connection: any Connection) throws(StorageError) {
        guard try isOn(in: connection) else { return }
        let names = Self.names(of: keys).sorted()
        let text = names.joined(separator: " ")
        // Imports announce the same few keys over and over: one purge that waits is enough for all of them.
        try JobQueue().enqueue(
            jobKind, payload: Array(text.utf8), uniqueKey: text.utf8.count <= 200 ? text : nil, now: TimeSource.system.now(),
            on: connection)
    }

    /// What must be purged for announced keys: they, and the coarse ones that they may have been folded into.
    static func names(of keys: Set<CacheKey>) -> Set<String> {
        var names: Set<String> = []
        for key in keys {
            names.insert(key.surrogate)
            if let coarse = key.coarse { names.insert(coarse) }
        }
        return names
    }

    /// The names that a job is to purge.
    public static func names(in job: Job) -> [String] {
        String(decoding: job.payload, as: UTF8.self).split(separator: " ").map(String.init)
    }
}
