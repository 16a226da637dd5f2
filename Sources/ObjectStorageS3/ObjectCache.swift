import Editorial
import Foundation
import SystemPackage

/// Objects that were fetched, kept in a folder of this machine up to a bound.
///
/// A file is written under a temporary name and renamed, so that what stands there is whole. Whoever uses one holds a
/// shared lock on it (`flock`), and only what nobody holds is taken away; so several processes can share the folder, and
/// one that is killed leaves nothing locked. The time of a file's last use is that of its last change.
actor ObjectCache {
    /// What one file holds: an object, or a part of one.
    struct Entry: Hashable {
        let object: ContentHash
        /// Counts from 0; `nil` for the whole.
        var block: Int?

        var name: String { object.description + (block.map { "-\($0)" } ?? "") }
    }

    private let folder: FilePath
    /// In bytes.
    private let bound: Int
    private var underWay: [Entry: Task<Void, any Error>] = [:]
    /// The bytes in the folder, roughly; unknown before the first file comes.
    private var total: Int?

    init(folder: FilePath, bound: Int) {
        self.folder = folder
        self.bound = bound
    }

    /// Gives an entry's file to a closure, locked while it is used; makes it first where it is not here.
    /// - Parameter make: Writes the file; however many ask at once, it is called once.
    nonisolated func with<Value: Sendable>(
        _ entry: Entry, make: @escaping @Sendable (FilePath) async throws -> Void,
        _ work: @Sendable (FileDescriptor, FilePath) async throws -> Value
    ) async throws -> Value {
        var isNew = false
        // Another process may take a file away between its coming and its lock.
        for _ in 1...3 {
            if let file = hold(entry) {
                defer { try? file.close() }
                // Only now that it is locked: one that is larger than the bound must last for its use.
                if isNew { await noteAdded(entry) }
                return try await work(file, path(of: entry))
            }
            if try await fill(entry, make) { isNew = true }
        }
        throw ObjectStoreError.unwritable(path: folder.string, why: "what is put there is taken away at once")
    }

    nonisolated func has(_ entry: Entry) -> Bool {
        FileManager.default.fileExists(atPath: path(of: entry).string)
    }

    /// An entry's file with a shared lock, if it is here.
    private nonisolated func hold(_ entry: Entry) -> FileDescriptor? {
        guard let file = try? FileDescriptor.open(path(of: entry), .readOnly) else { return nil }
        var status = stat()
        guard flock(file.rawValue, LOCK_SH | LOCK_NB) == 0, fstat(file.rawValue, &status) == 0, status.st_nlink > 0 else {
            try? file.close()
            return nil
        }
        // Opened for reading, so that only its owner may say that it was used; where not, it goes sooner.
        _ = futimens(file.rawValue, nil)
        return file
    }

    /// Puts a copy of what was just kept here, since it will be wanted soon. A cache that can't be written is no fault.
    func add(_ entry: Entry, make: @escaping @Sendable (FilePath) async throws -> Void) async {
        if has(entry) { return }
        if (try? await fill(entry, make)) == true { await noteAdded(entry) }
    }

    /// - Returns: Whether it was made by this call, and not by another that was under way.
    private func fill(_ entry: Entry, _ make: @escaping @Sendable (FilePath) async throws -> Void) async throws -> Bool {
        if let task = underWay[entry] {
            try await task.value
            return false
        }
        let task = Task { [folder] in
            let path = path(of: entry)
            let temporary = folder.appending(".\(UUID().uuidString)")
            do {
                try FileManager.default.createDirectory(
                    atPath: path.removingLastComponent().string, withIntermediateDirectories: true)
                try await make(temporary)
                guard rename(temporary.string, path.string) == 0 else { throw Errno(rawValue: errno) }
            } catch {
                unlink(temporary.string)
                switch error {
                case is ObjectStoreError, is CancellationError, is S3CredentialsError: throw error
                default: throw ObjectStoreError.unwritable(path: folder.string, why: FileFault.reason(error))
                }
            }
        }
        underWay[entry] = task
        defer { underWay[entry] = nil }
        try await task.value
        return true
    }

    private func noteAdded(_ entry: Entry) async {
        var status = stat()
        let size = stat(path(of: entry).string, &status) == 0 ? Int(status.st_size) : 0
        if let total, total + size <= bound {
            self.total = total + size
            return
        }
        let (folder, bound) = (folder, bound)
        total = try? await blocking { Self.evict(in: folder, bound: bound) }
    }

    /// Takes away what is too much.
    /// - Returns: The bytes that are left.
    private static func evict(in folder: FilePath, bound: Int) -> Int {
        var files: [CacheEviction.File] = []
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder.string)) ?? []
        let now = Date().timeIntervalSince1970
        for name in names {
            var status = stat()
            let path = folder.appending(name).string
            guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
            #if canImport(Darwin)
                let changed = status.st_mtimespec
            #else
                let changed = status.st_mtim
            #endif
            if name.hasPrefix(".") {
                // Half a file that a process left when it was killed.
                if now - Double(changed.tv_sec) > 3600 { unlink(path) }
                continue
            }
            files.append(
                CacheEviction.File(
                    name: name, size: Int(status.st_size),
                    lastUsed: Int64(changed.tv_sec) * 1000 + Int64(changed.tv_nsec) / 1_000_000))
        }
        return CacheEviction.evict(files, bound: bound) { unlinkUnused(folder.appending($0.name)) }
    }

    /// - Returns: Whether nobody used it, and it is gone.
    private static func unlinkUnused(_ path: FilePath) -> Bool {
        guard let file = try? FileDescriptor.open(path, .readOnly) else { return false }
        defer { try? file.close() }
        return flock(file.rawValue, LOCK_EX | LOCK_NB) == 0 && unlink(path.string) == 0
    }

    private nonisolated func path(of entry: Entry) -> FilePath {
        let name = entry.name
        return folder.appending(String(name.prefix(2))).appending(String(name.dropFirst(2)))
    }
}

/// What the system says of a file.
enum FileFault {
    static func reason(_ error: any Error) -> String {
        let error = error as NSError
        let underlying = error.userInfo[NSUnderlyingErrorKey] as? NSError
        let posix = error.domain == NSPOSIXErrorDomain ? error : underlying
        guard let posix, posix.domain == NSPOSIXErrorDomain else { return String(describing: error) }
        return String(cString: strerror(Int32(posix.code)))
    }
}
