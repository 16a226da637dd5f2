import Foundation
import SystemPackage

/// A folder that holds an export, and what is known of the files in it.
///
/// Nothing is ever seen half-written: a file gets its name when it is whole. The manifest is written last, and a name
/// that it lacks is noted in a journal before its file is made; so an export that is killed at any moment leaves a
/// folder of which the next one knows what is its own. What the manifest says of a file holds only as long as the
/// file's size and time are those that it says.
///
/// Files that no export made are never written over or removed.
final class ExportFolder: Sendable {
    let root: String
    /// When what this export writes was written, in nanoseconds since 1970: one time for all of it.
    let time: Int64
    let compression: SiteExport.Compression
    /// The files of the last whole export.
    let known: [String: ExportRecord]
    /// Names that an export which did not end may have given to files.
    let unfinished: Set<String>
    /// Whether the last whole export compressed as this one does.
    let isCompressedAlike: Bool
    private let journal: FileDescriptor
    private let lock: FileDescriptor

    /// The folder's own room, which servers don't serve: the manifest, and what is for servers alone.
    static let room = ".standfirst"

    /// Takes a folder for an export, until the process or ``close()`` ends it; makes it where it doesn't exist.
    init(_ path: String, compression: SiteExport.Compression) throws {
        root = path
        self.compression = compression
        time = Int64(Date.now.timeIntervalSince1970 * 1000) * 1_000_000
        let room = "\(path)/\(Self.room)"
        var manifest: ExportManifest?
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            let names = try FileManager.default.contentsOfDirectory(atPath: path)
            let isOurs = ["manifest", "journal"].contains { FileManager.default.fileExists(atPath: "\(room)/\($0)") }
            guard isOurs || names.allSatisfy({ $0 == Self.room }) else { throw ExportFolderError.notAnExport(path: path) }
            try FileManager.default.createDirectory(atPath: room, withIntermediateDirectories: true)
            lock = try FileDescriptor.open(
                "\(room)/lock", .writeOnly, options: [.create, .closeOnExec], permissions: [.ownerReadWrite])
            guard flock(lock.rawValue, LOCK_EX | LOCK_NB) == 0 else { throw ExportFolderError.inUse(path: path) }
            unfinished = Set(Self.text("\(room)/journal").split(separator: "\n").map(String.init))
            manifest = ExportManifest(Self.text("\(room)/manifest"))
            journal = try FileDescriptor.open(
                "\(room)/journal", .writeOnly, options: [.create, .append, .closeOnExec],
                permissions: [.ownerReadWrite, .groupRead, .otherRead])
        } catch let error as ExportFolderError {
            throw error
        } catch {
            throw Self.fault(error, at: path)
        }
        known = manifest?.records ?? [:]
        isCompressedAlike = manifest?.compression == compression
    }

    deinit {
        try? journal.close()
        try? lock.close()
    }

    /// Whether the export may do with a name as it likes.
    func owns(_ name: String) -> Bool { known[name] != nil || unfinished.contains(name) }

    /// Notes that a name is the export's own, before it is given to a file for the first time.
    func claim(_ name: String) throws {
        _ = try journal.writeAll("\(name)\n".utf8)
    }

    /// Removes what this export didn't write again, and says what stands now.
    /// - Returns: How many files were removed, their compressed forms not counted.
    func finish(_ records: [String: ExportRecord]) throws -> Int {
        do {
            var removed = 0
            for name in Set(known.keys).union(unfinished).subtracting(records.keys) {
                if unlink("\(root)/\(name)") == 0 { removed += 1 }
                unlink("\(root)/\(name).gz")
                unlink("\(root)/\(name).br")
                removeEmptyFolders(above: name)
            }
            let manifest = ExportManifest(compression: compression, records: records).text
            if manifest != Self.text("\(root)/\(Self.room)/manifest") { try place(manifest) }
            for name in try FileManager.default.contentsOfDirectory(atPath: "\(root)/\(Self.room)") where name.hasPrefix("draft-") {
                unlink("\(root)/\(Self.room)/\(name)")
            }
            unlink("\(root)/\(Self.room)/journal")
            return removed
        } catch {
            throw Self.fault(error, at: root)
        }
    }

    /// A name for a file that is being written: one for each thread.
    func draft(_ number: Int) -> String { "\(root)/\(Self.room)/draft-\(number)" }

    private func place(_ manifest: String) throws {
        let draft = draft(0)
        let file = try FileDescriptor.open(
            FilePath(draft), .writeOnly, options: [.create, .truncate], permissions: Self.permissions)
        try file.closeAfter {
            _ = try file.writeAll(manifest.utf8)
            guard fsync(file.rawValue) == 0 else { throw Errno(rawValue: errno) }
        }
        guard rename(draft, "\(root)/\(Self.room)/manifest") == 0 else { throw Errno(rawValue: errno) }
    }

    private func removeEmptyFolders(above name: String) {
        var folder = name[...]
        while let slash = folder.lastIndex(of: "/") {
            folder = folder[..<slash]
            guard rmdir("\(root)/\(folder)") == 0 else { return }
        }
    }

    /// Readable by the server, whoever that is.
    static let permissions: FilePermissions = [.ownerReadWrite, .groupRead, .otherRead]

    /// A fault of the folder's in words.
    static func fault(_ error: any Error, at path: String) -> ExportFolderError {
        let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
        let code = (error as? Errno)?.rawValue ?? (underlying?.domain == NSPOSIXErrorDomain ? underlying.map { Int32($0.code) } : nil)
        switch code {
        case ENOSPC, EDQUOT: return .full(path: path)
        case let code?: return .unwritable(path: path, why: String(cString: strerror(code)))
        case nil: return .unwritable(path: path, why: (error as NSError).localizedDescription)
        }
    }

    private static func text(_ path: String) -> String {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
