import Editorial
import Foundation
public import SystemPackage

/// Where an archive is written: a file that has its name only once it is whole, or standard output.
public struct ArchiveOutput: Sendable {
    let file: FileDescriptor
    /// As messages name it.
    let name: String
    private let place: Place?

    private struct Place: Sendable {
        let target: FilePath
        let temporary: FilePath
        let overwrites: Bool
    }

    /// What names of files that are being written end in; such a file is of no use to anybody.
    public static let unfinishedSuffix = ".unfinished"

    public static let standardOutput = ArchiveOutput(file: .standardOutput, name: "standard output", place: nil)

    /// Begins a file beside its place, under a hidden name.
    /// - Throws: ``ArchiveError/exists(path:)`` where a file is there that must not be written over;
    ///   ``ArchiveError/unwritable(path:why:)``.
    public static func file(_ target: FilePath, overwriting: Bool) throws(ArchiveError) -> ArchiveOutput {
        guard let component = target.lastComponent else { throw .unwritable(path: target.string, why: "it is no file") }
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: target.string, isDirectory: &isFolder) {
            if isFolder.boolValue { throw .unwritable(path: target.string, why: "it is a folder") }
            if !overwriting { throw .exists(path: target.string) }
        }
        let hidden = ".\(component.string).\(UUID().uuidString.prefix(8))\(unfinishedSuffix)"
        guard let name = FilePath.Component(hidden) else { throw .unwritable(path: target.string, why: "it is no file") }
        let temporary = target.removingLastComponent().appending(name)
        do {
            // For its owner alone: an archive holds readers' addresses and drafts.
            let file = try FileDescriptor.open(
                temporary, .readWrite, options: [.create, .exclusiveCreate], permissions: [.ownerRead, .ownerWrite])
            return ArchiveOutput(
                file: file, name: target.string, place: Place(target: target, temporary: temporary, overwrites: overwriting))
        } catch {
            throw .unwritable(path: target.string, why: "\(error)")
        }
    }

    /// Begins again, where that is possible: a read of the database may be.
    func restart() throws(ArchiveError) {
        guard place != nil else { return }
        do {
            try file.resize(to: 0)
            try file.seek(offset: 0, from: .start)
        } catch {
            throw unwritable(error)
        }
    }

    /// Gives the file its name.
    func finish() throws(ArchiveError) {
        guard let place else { return }
        guard fsync(file.rawValue) == 0 else { throw unwritable(Errno(rawValue: errno)) }
        // A link, unlike a rename, is refused where a file came to be meanwhile; not every file system has links.
        if !place.overwrites, link(place.temporary.string, place.target.string) == 0 {
            unlink(place.temporary.string)
        } else if !place.overwrites, FileManager.default.fileExists(atPath: place.target.string) {
            throw .exists(path: place.target.string)
        } else if rename(place.temporary.string, place.target.string) != 0 {
            throw unwritable(Errno(rawValue: errno))
        }
        try? file.close()
        FolderSync.flush(place.target.removingLastComponent())
    }

    /// Takes away what was written, after a fault.
    func discard() {
        guard let place else { return }
        try? file.close()
        unlink(place.temporary.string)
    }

    func unwritable(_ error: any Error) -> ArchiveError {
        .unwritable(path: name, why: "\(error)")
    }
}
