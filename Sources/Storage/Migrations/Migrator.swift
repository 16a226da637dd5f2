/// Brings a database's schema up to what the program knows: forward only, each migration in a transaction of
/// its own, under a lock that holds across processes.
public enum Migrator {
    /// Runs the migrations that the database has not had.
    /// - Parameter migrations: every migration that the program knows, numbered from 1.
    /// - Returns: those that were run now.
    /// - Throws: ``StorageError/newerDatabase(found:known:)`` where a newer program has written the database;
    ///   ``StorageError/history(_:)`` where a migration was changed or is missing. Neither touches the database.
    @discardableResult
    public static func migrate(
        _ store: some Store, _ migrations: [Migration], time: TimeSource = .system
    ) async throws -> [Migration] {
        try MigrationHistory.checkNumbers(migrations)
        try await createTable(store)
        var run: [Migration] = []
        while let next = try await runNext(store, migrations, time) { run.append(next) }
        return run
    }

    /// The highest migration that the database has had; 0 where there is none.
    public static func current(_ store: some Store) async throws -> Int {
        try await createTable(store)
        return try await store.read { connection in
            try connection.value("SELECT MAX(number) FROM storage_migration") ?? 0
        }
    }

    /// Runs the migrations that the database has not had, in a write under way: all of them with what else the write
    /// does, or none. The database must have been migrated before, be it by no migration at all.
    /// - Throws: As the other; the write is to be given up then.
    public static func migrate(
        _ connection: any Connection, _ migrations: [Migration], time: TimeSource = .system
    ) throws {
        try MigrationHistory.checkNumbers(migrations)
        while try runNext(connection, migrations, time) != nil {}
    }

    /// The migrations that the database has not had. Nothing is written, so that a database can be looked at as it is.
    /// - Throws: As ``migrate(_:_:time:)``.
    public static func pending(_ store: some Store, _ migrations: [Migration]) async throws -> [Migration] {
        try await store.read { connection in
            let table: SQL = .perDialect(
                sqlite: "SELECT 1 FROM sqlite_schema WHERE name = 'storage_migration'",
                postgreSQL: "SELECT 1 WHERE to_regclass('storage_migration') IS NOT NULL")
            let applied = try connection.row(table) == nil ? [] : try Self.applied(connection)
            return Array(try MigrationHistory(applied: applied).pending(of: migrations))
        }
    }

    private static func applied(_ connection: any Connection) throws -> [MigrationHistory.Applied] {
        try connection.rows("SELECT number, name, fingerprint FROM storage_migration ORDER BY number").map { row in
            MigrationHistory.Applied(
                number: try row.get("number"), name: try row.get("name"), fingerprint: try row.get("fingerprint"))
        }
    }

    private static func runNext(
        _ store: some Store, _ migrations: [Migration], _ time: TimeSource
    ) async throws -> Migration? {
        try await store.write { connection in try runNext(connection, migrations, time) }
    }

    private static func runNext(
        _ connection: any Connection, _ migrations: [Migration], _ time: TimeSource
    ) throws -> Migration? {
        try lock(connection)
        let history = MigrationHistory(applied: try applied(connection))
        guard let next = try history.pending(of: migrations).first else { return nil }
        for statement in next.statements {
            // One engine may have nothing to do where the other has.
            guard try !statement.rendered(for: connection.dialect).text.isEmpty else { continue }
            try connection.run(statement)
        }
        try connection.run(
            """
            INSERT INTO storage_migration (number, name, fingerprint, run_at)
            VALUES (\(next.number), \(next.name), \(next.fingerprint), \(time.now()))
            """)
        return next
    }

    /// Keeps other programs' migrations out until the transaction ends. On SQLite the transaction itself does.
    private static func lock(_ connection: any Connection) throws {
        guard connection.dialect == .postgreSQL else { return }
        // LOCK TABLE takes no snapshot, so that the reads after it see what the one who held the lock
        // committed; an advisory lock is taken by a SELECT, whose snapshot is older than the lock.
        try connection.run("LOCK TABLE storage_migration IN ACCESS EXCLUSIVE MODE")
        // A migration may rewrite a large table.
        try connection.run("SET LOCAL statement_timeout TO 0")
    }

    private static func createTable(_ store: some Store) async throws {
        let attempts = 5
        for attempt in 1...attempts {
            do {
                try await store.write { connection in
                    try connection.run(
                        """
                        CREATE TABLE IF NOT EXISTS storage_migration (
                            number \(type: .integer) NOT NULL PRIMARY KEY,
                            name \(type: .text) NOT NULL,
                            fingerprint \(type: .integer) NOT NULL,
                            run_at \(type: .integer) NOT NULL
                        ) \(table: .strict)
                        """)
                }
                return
            } catch let error as StorageError {
                // PostgreSQL lets two programs both find no table, and then refuses the second one's.
                guard attempt < attempts, error.isRaceToCreate else { throw error }
            }
        }
    }
}

extension StorageError {
    fileprivate var isRaceToCreate: Bool {
        switch self {
        case .constraint, .statement: true
        default: false
        }
    }
}
