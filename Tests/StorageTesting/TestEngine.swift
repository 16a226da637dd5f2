public import Storage
import StoragePostgreSQL
import StorageSQLite

/// An engine to run a test on, with a fresh database for each.
///
///     @Test("a row comes back", arguments: TestEngine.available)
///     func roundTrip(engine: TestEngine) async throws {
///         try await engine.withStore(migrations) { store in … }
///     }
public enum TestEngine: String, Sendable, CaseIterable, CustomStringConvertible {
    case sqlite = "SQLite"
    case postgreSQL = "PostgreSQL"

    public var description: String { rawValue }

    /// The engines that tests can run on here. Where PostgreSQL is missing, a line on standard error says how to
    /// have it; with `STANDFIRST_TEST_POSTGRES` set, it is always among them, so that its absence fails.
    public static let available: [TestEngine] = TestServer.isThere ? [.sqlite, .postgreSQL] : [.sqlite]

    /// Whether tests can run on PostgreSQL here: for `.enabled(if:)`.
    public static var hasPostgreSQL: Bool { available.contains(.postgreSQL) }

    /// Runs a test with a store on a fresh database, which is migrated first and removed after.
    @discardableResult
    public func withStore<Value: Sendable>(
        _ migrations: [Migration] = [], _ test: (any Store) async throws -> Value
    ) async throws -> Value {
        try await withDatabase { database in
            let store = try await database.open()
            do {
                if !migrations.isEmpty { try await Migrator.migrate(store, migrations) }
                let value = try await test(store)
                await store.close()
                return value
            } catch {
                await store.close()
                throw error
            }
        }
    }

    /// Runs a test with a fresh database, on which it can open any number of stores.
    @discardableResult
    public func withDatabase<Value: Sendable>(_ test: (TestDatabase) async throws -> Value) async throws -> Value {
        let database = try await TestDatabase.make(self)
        do {
            let value = try await test(database)
            await database.remove()
            return value
        } catch {
            await database.remove()
            throw error
        }
    }
}
