public import Editorial
import Foundation
public import Storage
public import SystemPackage

/// Writes everything that a publication has into an archive, while the publication is being served and written.
///
/// The tables are one snapshot of the database; it ends before the objects are copied, which may take long. Those that
/// the snapshot names were kept before it and never change.
public struct ArchiveExport: Sendable {
    private let store: any Store
    private let objects: any ObjectStore
    private let lookFolder: FilePath
    private let program: String
    /// Where objects go that are not to stand in the archive.
    var pool: FolderObjectStore?
    /// Whether what stands there already is hashed, and not only measured.
    var hashesPool = false
    /// The machine's settings, for a backup.
    var settings: [UInt8]?

    /// - Parameter program: The program's version.
    public init(store: any Store, objects: any ObjectStore, lookFolder: FilePath, program: String) {
        self.store = store
        self.objects = objects
        self.lookFolder = lookFolder
        self.program = program
    }

    /// Writes the archive; what was written is taken away where that fails.
    /// - Throws: ``ArchiveError``, `PublicationError/notSetUp`, `StorageError`, `ObjectStoreError`
    public func run(
        to output: ArchiveOutput, progress: @escaping @Sendable (ArchiveProgress) -> Void = { _ in }
    ) async throws -> ArchiveReport {
        do {
            let look = try ArchivedLook(folder: lookFolder)
            let snapshot = try await snapshot(output, progress)
            var writer = snapshot.writer
            for (path, bytes) in look.files { try writer.add(ArchiveLayout.look + path, bytes) }
            if let settings { try writer.add(ArchiveLayout.settings, settings) }
            let wanted = snapshot.objects.sorted { $0.key.description < $1.key.description }
            var missing: [ContentHash] = []
            for (index, (hash, size)) in wanted.enumerated() {
                if !(try await add(hash, size: size, to: &writer)) { missing.append(hash) }
                progress(ArchiveProgress(stage: .objects, done: index + 1, total: wanted.count))
            }
            if !missing.isEmpty {
                try writer.add(ArchiveLayout.missing, Array(missing.map { "\($0)\n" }.joined().utf8))
            }
            let digest = try writer.finish()
            try output.finish()
            return snapshot.manifest.report(
                objects: wanted.count - missing.count, missing: missing, sealed: snapshot.sealed, bytes: writer.length,
                digest: digest)
        } catch {
            output.discard()
            throw error
        }
    }

    private struct Snapshot: Sendable {
        var writer: ArchiveWriter
        let manifest: ArchiveManifest
        /// With the sizes that the rows give them, in bytes.
        var objects: [ContentHash: Int?] = [:]
        var sealed = 0
    }

    private func snapshot(
        _ output: ArchiveOutput, _ progress: @escaping @Sendable (ArchiveProgress) -> Void
    ) async throws -> Snapshot {
        let placement = pool == nil ? ArchiveManifest.Placement.within : .beside
        let program = program
        return try await store.read { connection in
            try output.restart()
            let publication = try Publication.read(from: connection)
            let tables = try ArchivedTables.shapes(from: connection).map { shape in
                (shape: shape, rows: try connection.count(of: shape, matching: ArchivedTables.condition(of: shape)))
            }
            let manifest = ArchiveManifest(
                program: program, publication: publication.name,
                schema: try connection.value("SELECT MAX(number) FROM storage_migration") ?? 0, objects: placement,
                tables: tables)
            var snapshot = Snapshot(writer: ArchiveWriter(output), manifest: manifest)
            try snapshot.writer.add(ArchiveLayout.manifest, try manifest.bytes)
            let total = tables.reduce(0) { $0 + $1.rows }
            var done = 0
            for (shape, _) in tables {
                try Self.write(shape, from: connection, into: &snapshot) {
                    done += 1
                    progress(ArchiveProgress(stage: .rows, done: done, total: total))
                }
            }
            return snapshot
        }
    }

    private static func write(
        _ table: TableShape, from connection: any Connection, into snapshot: inout Snapshot, _ rowDone: () -> Void
    ) throws {
        var part: [UInt8] = []
        var number = 0
        func finishPart() throws {
            number += 1
            guard part.count <= ArchiveLayout.mostPart else {
                throw StorageError.unstorable("a row of the table \(table.name) has more than 256 MiB, which no archive carries")
            }
            try snapshot.writer.add(ArchiveLayout.part(number, of: table.name), part)
            part.removeAll(keepingCapacity: true)
        }
        let references = ObjectReferences(table)
        try connection.forEachRow(of: table, matching: ArchivedTables.condition(of: table)) { row in
            try RowText.append(row.values, of: table, to: &part)
            snapshot.objects.merge(references.objects(in: row.values)) { first, _ in first }
            if references.isSealed(row.values) { snapshot.sealed += 1 }
            if part.count >= ArchiveLayout.partBytes { try finishPart() }
            rowDone()
        }
        if !part.isEmpty { try finishPart() }
    }

    /// - Returns: Whether the object is there, and is what it was when it was kept.
    private func add(_ hash: ContentHash, size: Int?, to writer: inout ArchiveWriter) async throws -> Bool {
        let name = ArchiveLayout.object(hash)
        do {
            if let pool {
                if !(await isWhole(hash, size: size, in: pool)) {
                    let kept = try await objects.withFile(of: hash) { path in
                        guard try Self.digits(of: path) == hash.description else { return false }
                        return try await pool.keep(fileAt: path) == hash
                    }
                    guard kept else { return false }
                }
            } else {
                let copied: Int? = try await objects.withFile(of: hash) { [writer] path in
                    guard try Self.digits(of: path) == hash.description else { return nil }
                    let file = try FileDescriptor.open(path, .readOnly)
                    return try file.closeAfter {
                        let size = Int(try file.seek(offset: 0, from: .end))
                        try file.seek(offset: 0, from: .start)
                        return try writer.copy(file, size: size, as: name)
                    }
                }
                guard let copied else { return false }
                writer.count(copied)
            }
        } catch ObjectStoreError.missing, ObjectStoreError.damaged {
            return false
        }
        writer.note(name, hash.description)
        return true
    }

    /// Whether the pool has an object, as far as its size tells. Where that is not the one that the rows give, or gives them
    /// none, it is hashed: they may be wrong, as sources that are sealed are longer than their text.
    private func isWhole(_ hash: ContentHash, size: Int?, in pool: FolderObjectStore) async -> Bool {
        guard let found = pool.size(of: hash) else { return false }
        if !hashesPool, found == size { return true }
        // What can't be read is copied anew.
        return (try? await pool.hashNow(of: hash)) == hash
    }

    private static func digits(of path: FilePath) throws -> String {
        let file: FileDescriptor
        do {
            file = try FileDescriptor.open(path, .readOnly)
        } catch {
            throw ArchiveError.unreadable(path: path.string, why: "\(error)")
        }
        return try file.closeAfter {
            var checksum = Checksum()
            let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
            defer { buffer.deallocate() }
            while true {
                let count = try file.read(into: buffer)
                if count == 0 { return checksum.digits }
                checksum.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            }
        }
    }
}

/// What a table's rows name among the objects.
struct ObjectReferences {
    private let positions: [Int]
    /// Where the size stands of what each of the positions names.
    private let sizes: [Int?]
    private let sealed: Int?

    init(_ table: TableShape) {
        let names = ArchivedTables.objectColumns[table.name] ?? []
        positions = table.columns.indices.filter { names.contains(table.columns[$0].name) }
        sizes = positions.map { position in
            ArchivedTables.sizeColumns[table.columns[position].name]
                .flatMap { name in table.columns.firstIndex { $0.name == name } }
        }
        sealed = table.name == "source_version" ? table.columns.firstIndex { $0.name == "sealed" } : nil
    }

    func hashes(in row: [SQLValue]) -> [ContentHash] {
        positions.compactMap { ContentHash(sqlValue: row[$0]) }
    }

    /// The objects with their sizes, in bytes.
    func objects(in row: [SQLValue]) -> [(ContentHash, Int?)] {
        zip(positions, sizes).compactMap { position, size in
            ContentHash(sqlValue: row[position]).map { ($0, size.flatMap { Int(sqlValue: row[$0]) }) }
        }
    }

    /// Whether every column that names an object does.
    func areSound(in row: [SQLValue]) -> Bool {
        positions.allSatisfy { row[$0] == .null || ContentHash(sqlValue: row[$0]) != nil }
    }

    func isSealed(_ row: [SQLValue]) -> Bool {
        sealed.map { row[$0] != .null } ?? false
    }
}

extension ArchiveManifest {
    func report(objects: Int, missing: [ContentHash], sealed: Int, bytes: Int, digest: String) -> ArchiveReport {
        ArchiveReport(
            publication: publication, schema: schema,
            rows: Dictionary(tables.map { ($0.name, $0.rows) }, uniquingKeysWith: { first, _ in first }), objects: objects,
            missing: missing, damaged: [], sealed: sealed, bytes: bytes, digest: digest)
    }
}
