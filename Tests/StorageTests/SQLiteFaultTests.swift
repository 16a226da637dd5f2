import Foundation
import Storage
import StorageSQLite
import Testing

@Suite("A fault of an SQLite file")
struct SQLiteFaultTests {
    private func withFolder(_ test: (URL) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "standfirst-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await test(folder)
    }

    private func errorOfOpening(_ url: URL) -> StorageError? {
        do {
            _ = try SQLiteStore(path: url.path)
            return nil
        } catch {
            return error as? StorageError
        }
    }

    @Test("is told of a file that is none")
    func notADatabase() async throws {
        try await withFolder { folder in
            let file = folder.appending(path: "x.sqlite")
            try Data("This is a letter, not a database; it is long enough to have a header. ".utf8 + [UInt8](repeating: 65, count: 4096)).write(to: file)
            guard case .damaged(let what)? = errorOfOpening(file) else {
                Issue.record("opened, or refused for another reason")
                return
            }
            #expect(what.contains("not an SQLite database"))
        }
    }

    @Test("is told of a damaged file, at the latest when it is read")
    func damaged() async throws {
        try await withFolder { folder in
            let file = folder.appending(path: "x.sqlite")
            let store = try SQLiteStore(path: file.path)
            try await store.write { connection in
                try connection.run("CREATE TABLE t (id \(type: .integer) NOT NULL PRIMARY KEY, text \(type: .text)) \(table: .strict)")
                for id in 0..<2000 { try connection.run("INSERT INTO t (id, text) VALUES (\(id), \(String(repeating: "x", count: 100)))") }
            }
            await store.close()
            var bytes = try [UInt8](Data(contentsOf: file))
            for position in 8192..<bytes.count { bytes[position] = UInt8(truncatingIfNeeded: position &* 31) }
            try Data(bytes).write(to: file)
            let damaged = try SQLiteStore(path: file.path)
            await #expect {
                _ = try await damaged.read { try $0.rows("SELECT * FROM t") }
            } throws: { if case StorageError.damaged = $0 { true } else { false } }
            await damaged.close()
        }
    }

    @Test("is told of a folder that is missing, a file, or read-only")
    func folders() async throws {
        try await withFolder { folder in
            guard case .unavailable(let missing)? = errorOfOpening(folder.appending(path: "none/x.sqlite")) else {
                Issue.record("a missing folder is not told of")
                return
            }
            #expect(missing.contains("does not exist"))
            let file = folder.appending(path: "file")
            try Data("x".utf8).write(to: file)
            guard case .unavailable(let what)? = errorOfOpening(file.appending(path: "x.sqlite")) else {
                Issue.record("a file in place of a folder is not told of")
                return
            }
            #expect(what.contains("is a file"))
            #expect(errorOfOpening(folder) != nil)
        }
    }

    // The superuser may write anywhere but here.
    @Test("is told of a file system that can't be written", .enabled(if: FileManager.default.fileExists(atPath: "/proc/self")))
    func readOnly() {
        guard case .noSpace? = errorOfOpening(URL(fileURLWithPath: "/proc/self/x.sqlite")) else {
            Issue.record("a file system that can't be written is not told of")
            return
        }
    }

    @Test("is told of a disk that is full")
    func full() async throws {
        let store = try SQLiteStore.temporary()
        await #expect {
            try await store.write { connection in
                // The bound on the file's pages stands for the disk's end.
                _ = try connection.rows("PRAGMA max_page_count = 20")
                try connection.run("CREATE TABLE t (data \(type: .bytes)) \(table: .strict)")
                try connection.run("INSERT INTO t (data) VALUES (\([UInt8](repeating: 1, count: 1 << 20)))")
            }
        } throws: { if case StorageError.noSpace = $0 { true } else { false } }
        await store.close()
    }

    @Test("leaves no temporary store behind")
    func temporary() async throws {
        let store = try SQLiteStore.temporary()
        let folder = URL(fileURLWithPath: store.path).deletingLastPathComponent().path
        #expect(FileManager.default.fileExists(atPath: folder))
        await store.close()
        #expect(!FileManager.default.fileExists(atPath: folder))
    }
}
