public import Editorial
import Foundation
public import Storage
public import SystemPackage

/// Fills an empty publication from an archive: whole, or not at all.
///
/// Everything is checked first. Then the objects are kept, which are nobody's until rows name them, and the look; the
/// rows come last, in one transaction. Whoever is stopped before that has an empty publication, and can begin again.
public struct ArchiveImport: Sendable {
    private let store: any Store
    private let objects: any ObjectStore
    private let folder: FilePath
    private let migrations: [Migration]
    /// Objects up to that many bytes are kept without a file between.
    private static let mostInMemory = 8 << 20

    /// - Parameters:
    ///   - store: A database that is empty, migrated or not.
    ///   - folder: The data folder.
    ///   - migrations: Every one that the program knows.
    public init(store: any Store, objects: any ObjectStore, folder: FilePath, migrations: [Migration]) {
        self.store = store
        self.objects = objects
        self.folder = folder
        self.migrations = migrations
    }

    /// - Throws: ``ArchiveError``, `StorageError`, `ObjectStoreError`
    public func run(
        _ archive: ArchiveReader, progress: @escaping @Sendable (ArchiveProgress) -> Void = { _ in }
    ) async throws -> ArchiveReport {
        try await checkEmpty()
        let verified = try await archive.verify(progress: progress)
        let look = try checkLook(verified.look)
        let tables = try await prepare(for: verified.manifest)
        try await keepObjects(of: verified, from: archive, progress)
        if look { try verified.look.write(to: folder.appending("look")) }
        if let settings = verified.settings { try write(settings) }
        try await keepRows(of: verified, from: archive, tables, progress)
        return verified.report
    }

    // MARK: Before anything is touched

    private func checkEmpty() async throws {
        try await store.read { connection in try Self.checkEmpty(connection) }
    }

    private static func checkEmpty(_ connection: any Connection) throws {
        guard try TableShape.names(from: connection).contains("storage_migration") else { return }
        for shape in try ArchivedTables.shapes(from: connection) {
            let count = try connection.count(of: shape)
            guard count == 0 else {
                let name = (try? Publication.read(from: connection))?.name
                throw ArchiveError.notEmpty(
                    what: name.map { "“\($0)” is kept here" } ?? "its table \(shape.name) holds \(count) rows")
            }
        }
    }

    /// - Returns: Whether the look must be written; it is there already where an import was stopped.
    private func checkLook(_ look: ArchivedLook) throws -> Bool {
        let present = try ArchivedLook(folder: folder.appending("look"))
        guard present.files.isEmpty || present == look else {
            throw ArchiveError.notEmpty(what: "the data folder has another look in it")
        }
        return present.files.isEmpty
    }

    /// Brings the database to the archive's migration.
    /// - Returns: The tables in the archive's order.
    private func prepare(for manifest: ArchiveManifest) async throws -> [TableShape] {
        guard manifest.schema <= migrations.count else {
            throw ArchiveError.newerSchema(found: manifest.schema, known: migrations.count)
        }
        let current = try await Migrator.current(store)
        guard current <= migrations.count else {
            throw StorageError.newerDatabase(found: current, known: migrations.count)
        }
        guard current <= manifest.schema else {
            throw ArchiveError.olderSchema(found: manifest.schema, database: current)
        }
        try await Migrator.migrate(store, Array(migrations.prefix(manifest.schema)))
        let tables = try await store.read { try ArchivedTables.shapes(from: $0) }
        try Self.compare(manifest.tables.map(\.shape), with: tables)
        return tables
    }

    private static func compare(_ found: [TableShape], with wanted: [TableShape]) throws(ArchiveError) {
        let known = Dictionary(wanted.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        for table in found {
            guard let own = known[table.name] else { throw .otherTables(what: "there is no table \(table.name)") }
            guard own.columns == table.columns, own.key == table.key else {
                throw .otherTables(what: "the columns of \(table.name) are others")
            }
        }
        guard found.map(\.name) == wanted.map(\.name) else {
            throw .otherTables(what: "some are missing, or in another order")
        }
    }

    // MARK: Taking in

    private func keepObjects(
        of verified: VerifiedArchive, from archive: ArchiveReader,
        _ progress: @Sendable (ArchiveProgress) -> Void
    ) async throws {
        let total = verified.objects.count
        if verified.manifest.objects == .beside {
            guard let pool = archive.pool else { return }
            for (index, hash) in verified.objects.enumerated() {
                try await pool.withFile(of: hash) { path in
                    try Self.check(try await objects.keep(fileAt: path), hash)
                }
                progress(ArchiveProgress(stage: .objects, done: index + 1, total: total))
            }
        } else {
            var done = 0
            try await archive.forEachObject { hash, tar in
                if tar.left <= Self.mostInMemory {
                    try Self.check(try await objects.keep(try tar.rest()), hash)
                } else {
                    try await keepByFile(hash, &tar)
                }
                done += 1
                progress(ArchiveProgress(stage: .objects, done: done, total: total))
            }
        }
    }

    private func keepByFile(_ hash: ContentHash, _ tar: inout TarReader) async throws {
        let path = folder.appending(".object-\(UUID().uuidString)")
        defer { unlink(path.string) }
        do {
            let file = try FileDescriptor.open(
                path, .writeOnly, options: [.create, .exclusiveCreate], permissions: [.ownerRead, .ownerWrite])
            try file.closeAfter {
                while case let piece = try tar.piece(), !piece.isEmpty { _ = try file.writeAll(piece) }
            }
        } catch let error as Errno {
            throw ArchiveError.unwritable(path: path.string, why: "\(error)")
        }
        try Self.check(try await objects.keep(fileAt: path), hash)
    }

    private static func check(_ kept: ContentHash, _ hash: ContentHash) throws(ArchiveError) {
        guard kept == hash else {
            throw .damaged(at: ArchiveLayout.object(hash), why: "its bytes were changed while they were read")
        }
    }

    /// What the operator has set on this machine already stays.
    private func write(_ settings: [UInt8]) throws(ArchiveError) {
        let path = folder.appending("standfirst.json")
        guard !FileManager.default.fileExists(atPath: path.string) else { return }
        do {
            try Data(settings).write(to: URL(filePath: path.string), options: .atomic)
        } catch {
            throw .unwritable(path: path.string, why: error.localizedDescription)
        }
    }

    private func keepRows(
        of verified: VerifiedArchive, from archive: ArchiveReader, _ tables: [TableShape],
        _ progress: @escaping @Sendable (ArchiveProgress) -> Void
    ) async throws {
        let total = verified.manifest.tables.reduce(0) { $0 + $1.rows }
        let migrations = migrations
        try await store.write { connection in
            // Again, now that nobody else can write.
            try Self.checkEmpty(connection)
            var rows = RowInsertions(tables, connection)
            var done = 0
            try archive.forEachRow(of: verified) { table, values in
                try rows.add(values, to: table)
                done += 1
                progress(ArchiveProgress(stage: .rows, done: done, total: total))
            }
            try rows.finish()
            try Migrator.migrate(connection, migrations)
            try Self.checkSettings(connection)
            progress(ArchiveProgress(stage: .search, done: 0, total: 0))
            try StorySearch.rebuild(in: connection)
            try connection.announce([CacheKey.site, .front].map(\.description))
        }
    }
}

extension ArchiveImport {
    /// Settings are text to the database: whether they can be read is seen before it is too late to refuse them.
    private static func checkSettings(_ connection: any Connection) throws {
        do {
            _ = try Publication.read(from: connection)
        } catch PublicationError.notSetUp {
            return
        } catch let error as PublicationError {
            throw ArchiveError.refused(table: "setting", why: error.description)
        }
    }
}

/// Inserts rows that come table by table, many with a statement.
private struct RowInsertions {
    private static let mostValues = 4000
    private static let mostBytes = 4 << 20

    private let tables: [TableShape]
    private let connection: any Connection
    private var table = 0
    private var waiting: [[SQLValue]] = []
    private var bytes = 0
    /// What a row refers to in its own table, which may come later: set when all of them are there.
    private var later: [(key: [SQLValue], values: [(column: String, value: SQLValue)])] = []

    init(_ tables: [TableShape], _ connection: any Connection) {
        self.tables = tables
        self.connection = connection
    }

    mutating func add(_ values: [SQLValue], to index: Int) throws {
        while table < index { try nextTable() }
        waiting.append(deferring(values, tables[table]))
        bytes += values.reduce(0) { sum, value in
            switch value {
            case .text(let text): sum + text.utf8.count
            case .bytes(let bytes): sum + bytes.count
            case .null, .integer, .real: sum + 8
            }
        }
        if waiting.count * values.count >= Self.mostValues || bytes >= Self.mostBytes { try flush() }
    }

    mutating func finish() throws {
        while table < tables.count { try nextTable() }
    }

    private mutating func nextTable() throws {
        try flush()
        try refusing { () throws(StorageError) in
            for (key, values) in later { try connection.set(values, of: tables[table], where: key) }
        }
        later.removeAll()
        table += 1
    }

    private mutating func flush() throws {
        try refusing { () throws(StorageError) in try connection.insert(waiting, into: tables[table]) }
        waiting.removeAll(keepingCapacity: true)
        bytes = 0
    }

    private mutating func deferring(_ values: [SQLValue], _ shape: TableShape) -> [SQLValue] {
        let own = shape.references.filter { $0.table == shape.name }.flatMap(\.columns)
        guard !own.isEmpty else { return values }
        var values = values
        var set: [(column: String, value: SQLValue)] = []
        for (index, column) in shape.columns.enumerated()
        where own.contains(column.name) && column.isNullable && values[index] != .null {
            set.append((column.name, values[index]))
            values[index] = .null
        }
        if !set.isEmpty {
            later.append((shape.key.compactMap { name in
                shape.columns.firstIndex { $0.name == name }.map { values[$0] }
            }, set))
        }
        return values
    }

    private func refusing(_ work: () throws(StorageError) -> Void) throws {
        do {
            try work()
        } catch StorageError.constraint(let why) {
            throw ArchiveError.refused(table: tables[table].name, why: why)
        }
    }
}
