import Editorial
import Foundation
import Storage
public import SystemPackage

/// An archive that is read; checks all of it before anything is taken from it.
public struct ArchiveReader: Sendable {
    private let file: FileDescriptor
    /// Where the objects of a backup stand.
    let pool: FolderObjectStore?
    private let poolFolder: FilePath

    /// Opens an archive.
    /// - Parameter path: Its file; objects of a backup are looked for in the folder `objects` beside it.
    /// - Throws: ``ArchiveError/unreadable(path:why:)``
    public init(path: FilePath) throws(ArchiveError) {
        do {
            file = try FileDescriptor.open(path, .readOnly)
        } catch {
            throw .unreadable(path: path.string, why: "\(error)")
        }
        poolFolder = path.removingLastComponent().appending("objects")
        pool = FolderObjectStore(root: poolFolder)
    }

    /// An archive from a pipe, which is copied into a folder first: an archive is read more than once. The copy goes away
    /// with the program.
    public init(copying input: FileDescriptor, into folder: FilePath) throws(ArchiveError) {
        let copy = folder.appending(".archive-\(UUID().uuidString)")
        do {
            try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
            file = try FileDescriptor.open(
                copy, .readWrite, options: [.create, .exclusiveCreate], permissions: [.ownerRead, .ownerWrite])
            unlink(copy.string)
            var buffer = [UInt8](repeating: 0, count: 1 << 18)
            while true {
                let count = try buffer.withUnsafeMutableBytes { try input.read(into: $0) }
                if count == 0 { break }
                _ = try file.writeAll(buffer[..<count])
            }
        } catch {
            throw .unwritable(path: folder.string, why: "\(error)")
        }
        pool = nil
        poolFolder = folder
    }

    public func close() {
        try? file.close()
    }

    /// Reads an archive whole and checks it. Objects of a backup that its folder has lost or spoilt are named in the report,
    /// and not among the objects of what was verified: one bad file must not cost a newsroom all the others.
    /// - Throws: ``ArchiveError``, which says what is wrong and where.
    public func verify(
        progress: @escaping @Sendable (ArchiveProgress) -> Void = { _ in }
    ) async throws -> VerifiedArchive {
        var walk = try ArchiveWalk(file)
        walk.progress = progress
        var verified = try walk.run()
        guard verified.manifest.objects == .beside else { return verified }
        guard let pool else { throw ArchiveError.notAnArchive(why: "it is a backup, whose objects stand beside it") }
        guard verified.objects.isEmpty || FileManager.default.fileExists(atPath: poolFolder.string) else {
            throw ArchiveError.noPool(folder: poolFolder.string)
        }
        let total = verified.objects.count
        var sound: [ContentHash] = []
        for (index, hash) in verified.objects.enumerated() {
            // A file that the disk can't read is as lost as one that is not there.
            if (try? await pool.hashNow(of: hash)) == hash {
                sound.append(hash)
            } else {
                verified.report.damaged.append(hash)
            }
            progress(ArchiveProgress(stage: .checking, done: index + 1, total: total))
        }
        verified.objects = sound
        verified.report.objects = sound.count
        return verified
    }

    /// Calls `visit` with each row, checking as ``verify(progress:)`` does up to there.
    func forEachRow(
        of verified: VerifiedArchive, _ visit: (_ table: Int, _ values: [SQLValue]) throws -> Void
    ) throws {
        var walk = try ArchiveWalk(file)
        let sums = try walk.tables(visit)
        guard verified.sums.starts(with: sums) else {
            throw ArchiveError.damaged(at: "its tables", why: "the file was changed while it was read")
        }
    }

    /// Calls `visit` with each object that stands in the archive, as a reader that is at its beginning.
    func forEachObject(_ visit: (ContentHash, inout TarReader) async throws -> Void) async throws {
        var tar = try TarReader(file)
        while let header = try tar.next() {
            guard let hash = ArchiveLayout.object(named: header.name) else { continue }
            try await visit(hash, &tar)
        }
    }

    /// The objects that an archive's checksums name, read without the rest: what it needs in the folder beside it.
    func objectsNamed() throws -> Set<ContentHash> {
        var tar = try TarReader(file)
        while let header = try tar.next() {
            guard header.name == ArchiveLayout.sums else { continue }
            guard header.size <= ArchiveLayout.mostSums else {
                throw ArchiveError.damaged(at: header.name, why: "it has \(header.size) bytes")
            }
            return try Self.objects(inSums: &tar)
        }
        throw ArchiveError.damaged(at: "its end", why: "there are no checksums")
    }
}

extension ArchiveReader {
    private static func objects(inSums tar: inout TarReader) throws -> Set<ContentHash> {
        var objects: Set<ContentHash> = []
        var line: [UInt8] = []
        while case let piece = try tar.piece(), !piece.isEmpty {
            for byte in piece {
                if byte != UInt8(ascii: "\n") {
                    line.append(byte)
                } else {
                    let name = String(decoding: line.dropFirst(66), as: UTF8.self)
                    if let hash = ArchiveLayout.object(named: name) { objects.insert(hash) }
                    line.removeAll(keepingCapacity: true)
                }
            }
            // Names are shorter by far.
            guard line.count < 1 << 16 else { throw ArchiveError.damaged(at: ArchiveLayout.sums, why: "a line has no end") }
        }
        return objects
    }
}

/// An archive of which every byte was checked.
public struct VerifiedArchive: Sendable {
    public let manifest: ArchiveManifest
    let look: ArchivedLook
    let settings: [UInt8]?
    /// In order.
    fileprivate(set) var objects: [ContentHash]
    let sums: [UInt8]
    public fileprivate(set) var report: ArchiveReport
}
