import Editorial
import Foundation
import SystemPackage

/// The files of a publication's own look, by their paths within its folder.
struct ArchivedLook: Sendable, Hashable {
    /// Sorted by path, byte by byte.
    let files: [(path: String, bytes: [UInt8])]

    init(files: [(path: String, bytes: [UInt8])]) {
        self.files = files
    }

    static func == (left: Self, right: Self) -> Bool {
        left.files.map(\.path) == right.files.map(\.path) && left.files.map(\.bytes) == right.files.map(\.bytes)
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(files.map(\.path))
    }

    /// Reads the files of a folder; none where there is no folder. Hidden files, and what is neither file nor folder,
    /// are no part of a look.
    init(folder: FilePath) throws(ArchiveError) {
        var files: [(path: String, bytes: [UInt8])] = []
        try Self.read(folder, under: "", into: &files)
        self.init(files: files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) })
    }

    private static func read(
        _ folder: FilePath, under path: String, into files: inout [(path: String, bytes: [UInt8])]
    ) throws(ArchiveError) {
        guard FileManager.default.fileExists(atPath: folder.string) else { return }
        do {
            for name in try FileManager.default.contentsOfDirectory(atPath: folder.string) where !name.hasPrefix(".") {
                let file = folder.appending(name)
                let kind = try FileManager.default.attributesOfItem(atPath: file.string)[.type] as? FileAttributeType
                if kind == .typeDirectory {
                    try read(file, under: "\(path)\(name)/", into: &files)
                } else if kind == .typeRegular, ArchiveLayout.isLookPath(path + name) {
                    let bytes = [UInt8](try Data(contentsOf: URL(filePath: file.string)))
                    guard bytes.count <= ArchiveLayout.mostLookFile else {
                        throw ArchiveError.unreadable(path: file.string, why: "a file of a look has 64 MiB at most")
                    }
                    files.append((path + name, bytes))
                }
            }
        } catch let error as ArchiveError {
            throw error
        } catch {
            throw .unreadable(path: folder.string, why: error.localizedDescription)
        }
    }

    /// Makes the folder, whole or not at all.
    func write(to folder: FilePath) throws(ArchiveError) {
        guard !files.isEmpty else { return }
        let staged = folder.removingLastComponent().appending(".look-\(UUID().uuidString)")
        do {
            for (path, bytes) in files {
                let file = FilePath(staged.string + "/" + path)
                try FileManager.default.createDirectory(
                    atPath: file.removingLastComponent().string, withIntermediateDirectories: true)
                try Data(bytes).write(to: URL(filePath: file.string))
            }
            guard rename(staged.string, folder.string) == 0 else { throw Errno(rawValue: errno) }
        } catch {
            try? FileManager.default.removeItem(atPath: staged.string)
            throw .unwritable(path: folder.string, why: "\(error)")
        }
        FolderSync.flush(folder.removingLastComponent())
    }
}
