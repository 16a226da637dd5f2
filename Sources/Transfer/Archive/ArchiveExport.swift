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
            let wanted = snapshot.objects.sorted { $0.description < $1.description }
            var missing: [ContentHash] = []
            for (index, hash) in wanted.enumerated() {
                if !(try await add(hash, to: &writer)) { missing.append(hash) }
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
        var objects: Set<ContentHash> = []
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
            snapshot.objects.formUnion(references.hashes(in: row.values))
            if references.isSealed(row.values) { snapshot.sealed += 1 }
            if part.count >= ArchiveLayout.partBytes { try finishPart() }
            rowDone()
        }
        if !part.isEmpty { try finishPart() }
    }

    /// - Returns: Whether the object is there, and is what it was when it was kept.
    private func add(_ hash: ContentHash, to writer: inout ArchiveWriter) async throws -> Bool {
        let name = ArchiveLayout.object(hash)
        do {
            if let pool {
                let isHeld = try await pool.holds(hash)
                if !isHeld {
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
        } catch ObjectStoreError.missing {
            return false
        }
        writer.note(name, hash.description)
        return true
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
    private let sealed: Int?

    init(_ table: TableShape) {
        let names = ArchivedTables.objectColumns[table.name] ?? []
        positions = table.columns.indices.filter { names.contains(table.columns[$0].name) }
        sealed = table.name == "source_version" ? table.columns.firstIndex { $0.name == "sealed" } : nil
    }

    func hashes(in row: [SQLValue]) -> [ContentHash] {
        positions.compactMap { ContentHash(sqlValue: row[$0]) }
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
            missing: missing, sealed: sealed, bytes: bytes, digest: digest)
    }
}
