import Editorial
import Foundation
import Storage
import StorageTesting
import SystemPackage
import Testing

@testable import Standfirst

@Suite("The doctor, on an installation")
struct DoctorTests {
    /// A publication that is set up, and what the doctor makes of it after `change`.
    private func findings(
        _ engine: TestEngine, isDeep: Bool = false, clock: TimeSource = .system, migrations: [Migration] = Schema.migrations,
        change: (any Store, FilePath) async throws -> Void = { _, _ in }
    ) async throws -> [Finding] {
        try await engine.withDatabase { database in
            let temporary = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
            let folder =
                engine == .sqlite ? URL(filePath: database.location).deletingLastPathComponent() : temporary
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: temporary) }
            let path = FilePath(folder.path)
            let store = try await database.open()
            try await Migrator.migrate(store, migrations)
            do {
                try await change(store, path)
            } catch {
                await store.close()
                throw error
            }
            await store.close()
            let choice = engine == .sqlite ? "sqlite" : database.location
            let examination = await Examination(folder: path, database: choice, isDeep: isDeep, clock: clock)
            let findings = await Diagnosis.of(examination.checks).findings
            await examination.store?.close()
            return findings
        }
    }

    private func setUp(_ store: any Store) async throws {
        try await store.write { connection in
            var publication = Publication.new(named: "The Lantern")
            publication.baseURL = "https://lantern.example"
            try publication.save(in: connection)
        }
    }

    private func said(_ check: String, in findings: [Finding]) -> [Finding] {
        findings.filter { $0.check == check }
    }

    @Test("a sound installation has no faults, and everything was looked at", arguments: TestEngine.available)
    func sound(engine: TestEngine) async throws {
        let findings = try await findings(engine, isDeep: true) { store, folder in
            try await setUp(store)
            let kept = try await FolderObjectStore(root: folder.appending("media")).keep(Array("bytes".utf8))
            try await store.write { try $0.insertMedia(.file(kept)) }
        }
        // The tests' server flushes nothing, which is worth a warning; tools may be missing where tests are run.
        let wanted = ["settings", "data folder", "disk", "look", "database", "schema", "clock", "publication", "object store", "media", "sources", "jobs"]
        #expect(Set(findings.map(\.check)).isSuperset(of: wanted))
        for finding in findings where wanted.contains(finding.check) { #expect(finding.health != .fault, "\(finding)") }
        #expect(said("media", in: findings) == [.ok("media", "1 files, each as it was kept")])
    }

    @Test("a file that is missing is named, and one that was changed when it looks deep", arguments: TestEngine.available)
    func media(engine: TestEngine) async throws {
        for isDeep in [false, true] {
            let findings = try await findings(engine, isDeep: isDeep) { store, folder in
                try await setUp(store)
                let objects = FolderObjectStore(root: folder.appending("media"))
                let gone = try await objects.keep(Array("gone".utf8))
                let changed = try await objects.keep(Array("changed".utf8))
                try await store.write { connection in
                    try connection.insertMedia(.file(gone))
                    try connection.insertMedia(.file(changed))
                    try connection.insertMedia(.file(nil))
                }
                try await objects.withFile(of: gone) { try FileManager.default.removeItem(atPath: $0.string) }
                try await objects.withFile(of: changed) { try Data("other".utf8).write(to: URL(filePath: $0.string)) }
            }
            let media = said("media", in: findings)
            #expect(media.count { $0.health == .fault && $0.found.hasSuffix("is missing") } == 1)
            #expect(media.count { $0.health == .fault && $0.found.hasSuffix("was changed") } == (isDeep ? 1 : 0))
            #expect(media.contains { $0.health == .warning && $0.found.contains("1 files of an import") })
        }
    }

    @Test("jobs that were given up or wait too long are told", arguments: TestEngine.available)
    func jobs(engine: TestEngine) async throws {
        let findings = try await findings(engine) { store, _ in
            try await setUp(store)
            try await store.write { connection in
                let now = TimeSource.system.now().advanced(bySeconds: -3600)
                let queue = JobQueue()
                try queue.enqueue("dies", payload: [], now: now, on: connection)
                for job in try queue.lease(kinds: ["dies"], worker: "w", count: 1, now: now, on: connection) {
                    try queue.fail(job, error: "the other side\nis away", canSucceed: false, now: now, on: connection)
                }
                try queue.enqueue("waits", payload: [], now: now, on: connection)
            }
        }
        let jobs = said("jobs", in: findings)
        #expect(jobs.map(\.health) == [.warning, .warning])
        #expect(jobs.first?.found == "1 were given up, the last a dies: the other side")
        #expect(jobs.last?.found.hasPrefix("1 wait") == true)
    }

    @Test("a clock that was set back is a fault", arguments: TestEngine.available)
    func clock(engine: TestEngine) async throws {
        let past = TimeSource.fixed(TimeSource.system.now().advanced(bySeconds: -86_400))
        let findings = try await findings(engine, clock: past) { store, _ in try await setUp(store) }
        #expect(said("clock", in: findings).contains { $0.health == .fault && $0.found.contains("minutes before") })
    }

    @Test("a database before its migrations is not examined further", arguments: TestEngine.available)
    func older(engine: TestEngine) async throws {
        let findings = try await findings(engine, migrations: Array(Schema.migrations.prefix(2)))
        #expect(said("schema", in: findings).map(\.health) == [.warning])
        #expect(said("media", in: findings).isEmpty)
        #expect(!findings.contains { $0.health == .fault && ["jobs", "clock", "publication", "sources"].contains($0.check) })
    }

    @Test("a newer program's database is a fault", arguments: TestEngine.available)
    func newer(engine: TestEngine) async throws {
        let more = Migration(number: Schema.migrations.count + 1, name: "later", statements: [])
        let findings = try await findings(engine, migrations: Schema.migrations + [more])
        #expect(said("schema", in: findings).first?.health == .fault)
        #expect(said("schema", in: findings).first?.found.contains("newer Standfirst") == true)
    }

    @Test("without a publication it says so", arguments: TestEngine.available)
    func empty(engine: TestEngine) async throws {
        let findings = try await findings(engine)
        #expect(said("publication", in: findings).map(\.health) == [.fault])
    }

    @Test("a broken settings' file, look and database are each told, and the rest is examined")
    func broken() async throws {
        let findings = try await findings(.sqlite) { store, folder in
            try await setUp(store)
            await store.close()
            try Data("{".utf8).write(to: URL(filePath: folder.appending("standfirst.json").string))
            let look = URL(filePath: folder.appending("look").string)
            try FileManager.default.createDirectory(at: look, withIntermediateDirectories: true)
            try Data("@import url(https://elsewhere.example/x.css);".utf8).write(to: look.appending(path: "custom.css"))
            for ending in ["-wal", "-shm"] { unlink(folder.appending("standfirst.sqlite" + ending).string) }
            try Data(repeating: 0xA5, count: 40_000).write(to: URL(filePath: folder.appending("standfirst.sqlite").string))
        }
        for check in ["settings", "look", "database"] { #expect(said(check, in: findings).contains { $0.health == .fault }) }
        #expect(said("data folder", in: findings).map(\.health) == [.ok])
    }

    @Test("a PostgreSQL server that isn't there is a fault of one check")
    func away() async throws {
        let folder = FileManager.default.temporaryDirectory
        let examination = await Examination(
            folder: FilePath(folder.path), database: "postgres://nobody@127.0.0.1:1/none", isDeep: false)
        let findings = await Diagnosis.of(examination.checks).findings
        #expect(said("database", in: findings).map(\.health) == [.fault])
        #expect(findings.contains { $0.check == "data folder" })
    }
}

extension Media {
    /// A document of the archive's, or one that was never had.
    fileprivate static func file(_ object: ContentHash?) -> Media {
        let now = TimeSource.system.now()
        return Media(
            id: Media.ID(at: now), kind: .document, original: object, type: "text/plain", fileName: "a.txt", byteCount: 5,
            size: nil, title: nil, alt: "", caption: nil, credit: nil, sourceURL: nil, createdAt: now)
    }
}
