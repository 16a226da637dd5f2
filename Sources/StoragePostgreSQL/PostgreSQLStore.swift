public import Storage

/// A store in a PostgreSQL database, shared by any number of nodes.
public final class PostgreSQLStore: Store {
    public let dialect = Dialect.postgreSQL

    let threads: SessionThreads
    private let listener: NotificationListener
    let transaction: Transaction
    private let hub: AnnouncementHub

    /// Connects to a database.
    /// - Parameters:
    ///   - url: `postgres://USER:PASSWORD@HOST:PORT/DATABASE?…` with libpq's options (`sslmode`, `host` for a
    ///     socket's folder …).
    ///   - connections: the most connections for reads and writes; one more hears announcements.
    ///   - statementTimeout: the longest that one statement may take, in milliseconds; 0 for no bound.
    /// - Throws: ``StorageError/unavailable(_:)`` where the URL can't be read, the server can't be reached or is
    ///   older than ``PostgreSQLDriver/oldestServer``.
    public init(url: String, connections: Int = 10, statementTimeout: Int = 60_000) async throws {
        let settings: ConnectionSettings
        do {
            settings = try ConnectionSettings(url: url)
        } catch {
            throw StorageError.unavailable(error.description)
        }
        hub = AnnouncementHub()
        let channel = AnnouncementChannel(hub: hub)
        threads = SessionThreads(size: connections)
        listener = NotificationListener(settings, channel)
        transaction = Transaction(settings: settings, statementTimeout: statementTimeout, channel: channel)
        try await listener.start()
    }

    deinit {
        threads.beginClosing()
        listener.beginClosing()
        hub.finish()
    }

    public func read<Value: Sendable>(
        _ work: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value {
        let transaction = transaction
        return try await onThread { session in try transaction.read(&session, work) }
    }

    @discardableResult
    public func write<Value: Sendable>(
        durability: Durability, _ work: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value {
        let transaction = transaction
        return try await onThread { session in try transaction.write(&session, durability: durability, work) }
    }

    public func announcements() -> AsyncStream<Announcement> {
        hub.stream()
    }

    public func heedAnnouncements(_ heed: @escaping @Sendable (Announcement) -> Void) -> AnnouncementHeeding {
        hub.heed(heed)
    }

    public func close() async {
        await threads.close()
        await listener.close()
        hub.finish()
    }

    func onThread<Value: Sendable>(
        _ work: @escaping @Sendable (inout Session?) throws -> Value
    ) async throws -> Value {
        try Task.checkCancellation()
        return try await withCheckedThrowingContinuation { continuation in
            let accepted = threads.submit { session in
                do {
                    continuation.resume(returning: try work(&session))
                } catch {
                    continuation.resume(throwing: error)
                }
            }
            if !accepted { continuation.resume(throwing: StorageError.unavailable("the store is closed")) }
        }
    }
}
