import Dispatch
import Foundation
import GRDB
public import Storage
import Synchronization

/// A store in an SQLite file, with a write-ahead log: reads go on beside the one write.
public final class SQLiteStore: Store {
    public let dialect = Dialect.sqlite
    /// The file.
    public let path: String

    private let pool: DatabasePool
    private let statements = StatementCaches()
    private let hub = AnnouncementHub()
    private let watch: Task<Void, Never>
    /// Whether a write through this store announced anything.
    private let hasAnnounced = Announced()
    /// The folder to remove when the store is closed, of a temporary store.
    private let temporaryFolder: URL?

    /// Opens the database in a file, which is made where there is none.
    /// - Throws: ``StorageError``: `unavailable`, `noSpace` or `damaged`, each saying what to do.
    public convenience init(path: String) throws {
        try self.init(path: path, temporaryFolder: nil)
    }

    /// A store in a temporary folder that goes away with it.
    public static func temporary() throws -> SQLiteStore {
        let folder = FileManager.default.temporaryDirectory.appending(path: "standfirst-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        do {
            return try SQLiteStore(path: folder.appending(path: "standfirst.sqlite").path, temporaryFolder: folder)
        } catch {
            try? FileManager.default.removeItem(at: folder)
            throw error
        }
    }

    private init(path: String, temporaryFolder: URL?) throws {
        self.path = path
        self.temporaryFolder = temporaryFolder
        do {
            let pool = try DatabasePool(path: path, configuration: Self.configuration())
            // The version as this process's one writer sees it changes when, and only when, another wrote.
            let version = try pool.writeWithoutTransaction(Self.dataVersion)
            self.pool = pool
            watch = Self.watch(pool, from: version, hub)
        } catch {
            throw SQLiteFailure.storageError(error, path: path)
        }
    }

    /// As ``StatementCaches/mostKept``.
    var mostStatementsKept: Int { statements.mostKept }

    deinit {
        watch.cancel()
        hub.finish()
        if let temporaryFolder { try? FileManager.default.removeItem(at: temporaryFolder) }
    }

    public func read<Value: Sendable>(
        _ work: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value {
        do {
            return try await pool.read { [path, statements] database in
                let connection = try SQLiteConnection(database, path: path, caches: statements, isWriting: false)
                let value = try work(connection)
                if let failure = connection.failure { throw failure }
                return value
            }
        } catch {
            throw SQLiteFailure.storageError(error, path: path)
        }
    }

    @discardableResult
    public func write<Value: Sendable>(
        durability: Durability, _ work: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value {
        do {
            // Sent from the writer's own queue, so that announcements keep the order of the commits.
            return try await pool.writeWithoutTransaction { [path, statements, hub, hasAnnounced] database in
                try database.execute(sql: durability == .full ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL")
                let connection = try SQLiteConnection(database, path: path, caches: statements, isWriting: true)
                try database.beginTransaction(.immediate)
                let value: Value
                do {
                    value = try work(connection)
                    if let failure = connection.failure { throw failure }
                    try database.commit()
                } catch {
                    // A full disk makes SQLite roll back by itself; a second one would only hide the cause.
                    if database.isInsideTransaction { try? database.rollback() }
                    throw error
                }
                if !connection.announced.isEmpty {
                    hub.send(.changed(connection.announced.keys))
                    hasAnnounced.value.store(true, ordering: .relaxed)
                }
                return value
            }
        } catch {
            throw SQLiteFailure.storageError(error, path: path)
        }
    }

    public func announcements() -> AsyncStream<Announcement> {
        hub.stream()
    }

    public func heedAnnouncements(_ heed: @escaping @Sendable (Announcement) -> Void) -> AnnouncementHeeding {
        hub.heed(heed)
    }

    public func close() async {
        // Other programs hear of a write when they next look: a command that has returned is heard of by those who serve.
        if hasAnnounced.value.load(ordering: .relaxed), temporaryFolder == nil {
            try? await Task.sleep(for: .milliseconds(2 * SQLiteDriver.watchInterval))
        }
        watch.cancel()
        await watch.value
        hub.finish()
        // Closing waits for the work in progress, so it must not hold a thread of Swift's own pool.
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { [pool, statements] in
                // A connection with statements can't be closed; behind the barrier nobody uses one.
                statements.beginClosing()
                try? pool.barrierWriteWithoutTransaction { _ in statements.removeAll() }
                try? pool.close()
                continuation.resume()
            }
        }
        if let temporaryFolder { try? FileManager.default.removeItem(at: temporaryFolder) }
    }

    static let mostReaders = max(4, 2 * ProcessInfo.processInfo.activeProcessorCount)

    private static func configuration() -> Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(SQLiteDriver.busyTimeout)
        configuration.foreignKeysEnabled = true
        configuration.maximumReaderCount = mostReaders
        configuration.label = "standfirst.sqlite"
        configuration.prepareDatabase { database in
            // Not memory-mapped: a disk that fails under a mapping kills the process instead of failing a read.
            // LIKE is case-sensitive, as on PostgreSQL.
            try database.execute(
                sql: """
                    PRAGMA mmap_size=0;
                    PRAGMA cache_size=-16384;
                    PRAGMA temp_store=MEMORY;
                    PRAGMA trusted_schema=OFF;
                    PRAGMA case_sensitive_like=ON;
                    """)
            if !database.configuration.readonly {
                try database.execute(sql: "PRAGMA journal_size_limit=67108864")
            }
        }
        return configuration
    }

    private static func dataVersion(_ database: Database) throws -> Int64 {
        try Int64.fetchOne(database, sql: "PRAGMA data_version") ?? 0
    }

    private static func watch(_ pool: DatabasePool, from version: Int64, _ hub: AnnouncementHub) -> Task<Void, Never> {
        Task {
            var known = version
            while !Task.isCancelled {
                try? await Task.sleep(for: .milliseconds(SQLiteDriver.watchInterval))
                guard let found = try? await pool.writeWithoutTransaction(Self.dataVersion), found != known else {
                    continue
                }
                known = found
                hub.send(.missedSome)
            }
        }
    }
}

/// A mark that the writer's thread sets.
private final class Announced: Sendable {
    let value = Atomic(false)
}
