import Foundation
public import Storage
import StoragePostgreSQL
import StorageSQLite

/// A database that lasts for one test.
public struct TestDatabase: Sendable {
    public let engine: TestEngine
    /// The file's path or the database's URL, as `--database` takes it.
    public let location: String
    private let name: String

    /// Opens a store on it.
    public func open(connections: Int = 6) async throws -> any Store {
        switch engine {
        case .sqlite: try SQLiteStore(path: location)
        case .postgreSQL: try await PostgreSQLStore(url: location, connections: connections)
        }
    }

    static func make(_ engine: TestEngine) async throws -> TestDatabase {
        await TestSlots.shared.take()
        do {
            return try create(engine)
        } catch {
            await TestSlots.shared.give()
            throw error
        }
    }

    private static func create(_ engine: TestEngine) throws -> TestDatabase {
        let name = "standfirst_test_" + UUID().uuidString.lowercased().filter { $0 != "-" }
        switch engine {
        case .sqlite:
            let folder = FileManager.default.temporaryDirectory.appending(path: name)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            return TestDatabase(engine: engine, location: folder.appending(path: "standfirst.sqlite").path, name: name)
        case .postgreSQL:
            let url = try TestServer.url.get()
            try TestServer.command("CREATE DATABASE \(name)")
            return TestDatabase(engine: engine, location: url.naming(database: name), name: name)
        }
    }

    func remove() async {
        switch engine {
        case .sqlite:
            try? FileManager.default.removeItem(at: URL(fileURLWithPath: location).deletingLastPathComponent())
        case .postgreSQL:
            try? TestServer.command("DROP DATABASE IF EXISTS \(name) WITH (FORCE)")
        }
        await TestSlots.shared.give()
    }
}
