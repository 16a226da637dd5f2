import Storage
import StorageTesting
import Testing

@Suite("Migrations")
struct MigrationTests {
    static let first = Migration(
        number: 1, name: "notes", statements: ["CREATE TABLE note (id \(type: .integer) NOT NULL PRIMARY KEY) \(table: .strict)"])
    static let second = Migration(
        number: 2, name: "a note", statements: ["INSERT INTO note (id) VALUES (\(7))", "INSERT INTO note (id) VALUES (8)"])

    private func notes(_ store: any Store) async throws -> [Int] {
        try await store.read { try $0.rows("SELECT id FROM note ORDER BY id").map { try $0.get("id") } }
    }

    @Test("run once, in order, and again change nothing", arguments: TestEngine.available)
    func once(engine: TestEngine) async throws {
        try await engine.withStore { store in
            let before = try await Migrator.current(store)
            #expect(before == 0)
            #expect(try await Migrator.migrate(store, [Self.first]) == [Self.first])
            #expect(try await Migrator.migrate(store, [Self.first, Self.second]) == [Self.second])
            #expect(try await Migrator.migrate(store, [Self.first, Self.second]).isEmpty)
            #expect(try await notes(store) == [7, 8])
            #expect(try await Migrator.current(store) == 2)
        }
    }

    @Test("of several programs that start at once run once", arguments: TestEngine.available)
    func concurrently(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let run = try await withThrowingTaskGroup(of: [Migration].self) { group in
                for _ in 0..<5 {
                    group.addTask {
                        let store = try await database.open(connections: 2)
                        let run = try await Migrator.migrate(store, [Self.first, Self.second])
                        await store.close()
                        return run
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(run.map(\.number).sorted() == [1, 2])
            let store = try await database.open()
            #expect(try await notes(store) == [7, 8])
            await store.close()
        }
    }

    @Test("leave nothing of one that fails", arguments: TestEngine.available)
    func failing(engine: TestEngine) async throws {
        try await engine.withStore { store in
            let bad = Migration(number: 2, name: "bad", statements: ["INSERT INTO note (id) VALUES (1)", "NONSENSE"])
            await #expect(throws: StorageError.self) { try await Migrator.migrate(store, [Self.first, bad]) }
            #expect(try await notes(store) == [])
            #expect(try await Migrator.current(store) == 1)
            try await Migrator.migrate(store, [Self.first, Self.second])
            #expect(try await notes(store) == [7, 8])
        }
    }

    @Test("refuse a database that a newer program has written", arguments: TestEngine.available)
    func newer(engine: TestEngine) async throws {
        try await engine.withStore([Self.first, Self.second]) { store in
            await #expect(throws: StorageError.newerDatabase(found: 2, known: 1)) {
                try await Migrator.migrate(store, [Self.first])
            }
        }
    }

    @Test("refuse a history that was changed", arguments: TestEngine.available)
    func changed(engine: TestEngine) async throws {
        try await engine.withStore([Self.first, Self.second]) { store in
            func isRefused(_ migrations: [Migration]) async throws -> Bool {
                do {
                    try await Migrator.migrate(store, migrations)
                    return false
                } catch StorageError.history {
                    return true
                }
            }
            let changed = Migration(number: 2, name: "a note", statements: ["INSERT INTO note (id) VALUES (9)"])
            let renumbered = Migration(number: 3, name: "a note", statements: Self.second.statements)
            #expect(try await isRefused([Self.first, changed]))
            #expect(try await isRefused([Self.first, renumbered]))
            #expect(try await isRefused([Self.second]))
            try await store.write { try $0.run("DELETE FROM storage_migration WHERE number = 1") }
            #expect(try await isRefused([Self.first, Self.second]))
        }
    }

    @Test("that add a column don't disturb statements that were prepared before", arguments: TestEngine.available)
    func preparedStatements(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let node = try await database.open(connections: 1)
            let other = try await database.open(connections: 1)
            try await Migrator.migrate(node, [Self.first, Self.second])
            let query: SQL = "SELECT * FROM note WHERE id = \(7)"
            #expect(try await node.read { try $0.row(query)?.get("id") } == 7)
            #expect(try await node.write { try $0.row(query)?.get("id") } == 7)
            let third = Migration(number: 3, name: "text", statements: ["ALTER TABLE note ADD COLUMN text \(type: .text)"])
            try await Migrator.migrate(other, [Self.first, Self.second, third])
            #expect(try await node.read { try $0.row(query)?.get("id") } == 7)
            #expect(try await node.write { try $0.row(query)?.get("id") } == 7)
            await node.close()
            await other.close()
        }
    }
}
