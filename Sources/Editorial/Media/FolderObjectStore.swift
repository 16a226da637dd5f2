import Crypto
import Dispatch
import Foundation
public import SystemPackage

/// An object store in a folder: `ab/cdef…`, the first two digits of the hash being a subfolder.
///
/// An object is written under a temporary name, flushed, and renamed, so that what stands under a hash is always whole.
/// The folder is flushed too: no row that is written afterwards outlives the file that it names. What the disk has spoilt
/// since is mended when the same bytes are kept again.
public struct FolderObjectStore: ObjectStore {
    private let root: FilePath

    /// - Parameter root: The folder; made when the first object is kept.
    public init(root: FilePath) {
        self.root = root
    }

    public func keep(_ bytes: [UInt8]) async throws -> ContentHash {
        try await blocking {
            let hash = ContentHash(digest: SHA256.hash(data: bytes))
            try place(hash, size: bytes.count) { file in _ = try file.writeAll(bytes) }
            return hash
        }
    }

    public func keep(fileAt path: FilePath) async throws -> ContentHash {
        try await blocking {
            var hasher = SHA256()
            var size = 0
            try path.eachPiece {
                hasher.update(bufferPointer: $0)
                size += $0.count
            }
            let hash = ContentHash(digest: hasher.finalize())
            try place(hash, size: size) { file in
                try path.eachPiece { _ = try file.writeAll($0) }
            }
            return hash
        }
    }

    public func holds(_ hash: ContentHash) async throws -> Bool {
        FileManager.default.fileExists(atPath: path(of: hash).string)
    }

    /// How long an object's file is now, in bytes.
    /// - Returns: `nil` where there is none.
    public func size(of hash: ContentHash) -> Int? {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path(of: hash).string)
        return (attributes?[.size] as? NSNumber)?.intValue
    }

    public func bytes(of hash: ContentHash, in range: Range<Int>) async throws -> [UInt8] {
        let path = path(of: hash)
        return try await blocking {
            guard let file = try? FileDescriptor.open(path, .readOnly) else { throw ObjectStoreError.missing(hash) }
            return try file.closeAfter {
                try [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
                    while count < range.count {
                        let rest = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[count...])
                        let read = try file.read(fromAbsoluteOffset: Int64(range.lowerBound + count), into: rest)
                        if read == 0 { return }
                        count += read
                    }
                }
            }
        }
    }

    public func withFile<Value: Sendable>(
        of hash: ContentHash, _ work: @Sendable (FilePath) async throws -> Value
    ) async throws -> Value {
        guard try await holds(hash) else { throw ObjectStoreError.missing(hash) }
        return try await work(path(of: hash))
    }

    public func forEachObject(_ visit: @Sendable (ContentHash) async throws -> Void) async throws {
        let root = root
        for folder in try await blocking({ try Self.names(in: root) }) where folder.utf8.count == 2 {
            for rest in try await blocking({ try Self.names(in: root.appending(folder)) }) {
                // A name that is no hash is a file that is being written, or somebody else's.
                if let hash = ContentHash(folder + rest) { try await visit(hash) }
            }
        }
    }

    private static func names(in folder: FilePath) throws -> [String] {
        guard FileManager.default.fileExists(atPath: folder.string) else { return [] }
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder.string).sorted()
        } catch {
            throw ObjectStoreError.unreadable(path: folder.string, why: String(describing: error))
        }
    }

    private func path(of hash: ContentHash) -> FilePath {
        let digits = hash.description
        return root.appending(String(digits.prefix(2))).appending(String(digits.dropFirst(2)))
    }

    /// Whether the object is here, byte by byte. Whoever keeps it has read as much to hash it, and it is seldom kept twice.
    private func isWhole(_ hash: ContentHash, size: Int) -> Bool {
        guard self.size(of: hash) == size else { return false }
        var hasher = SHA256()
        do {
            try path(of: hash).eachPiece { hasher.update(bufferPointer: $0) }
        } catch {
            // What can't be read is no better than what is not there.
            return false
        }
        return ContentHash(digest: hasher.finalize()) == hash
    }

    private func place(_ hash: ContentHash, size: Int, write: (FileDescriptor) throws -> Void) throws {
        if isWhole(hash, size: size) { return }
        let path = path(of: hash)
        let folder = path.removingLastComponent()
        let temporary = folder.appending(".\(UUID().uuidString)")
        do {
            if !FileManager.default.fileExists(atPath: folder.string) {
                try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
                FolderSync.flush(root)
            }
            let file = try FileDescriptor.open(
                temporary, .writeOnly, options: [.create, .exclusiveCreate], permissions: .init(rawValue: 0o644))
            try file.closeAfter {
                try write(file)
                guard fsync(file.rawValue) == 0 else { throw Errno(rawValue: errno) }
            }
            guard rename(temporary.string, path.string) == 0 else { throw Errno(rawValue: errno) }
            FolderSync.flush(folder)
        } catch let error as ObjectStoreError {
            unlink(temporary.string)
            throw error
        } catch {
            unlink(temporary.string)
            throw ObjectStoreError.unwritable(path: path.string, why: String(describing: error))
        }
    }
}

extension FilePath {
    /// Reads a file in pieces.
    func eachPiece(_ visit: (UnsafeRawBufferPointer) throws -> Void) throws {
        let file: FileDescriptor
        do {
            file = try FileDescriptor.open(self, .readOnly)
        } catch {
            throw ObjectStoreError.unreadable(path: string, why: String(describing: error))
        }
        try file.closeAfter {
            let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
            defer { buffer.deallocate() }
            while true {
                let count = try file.read(into: buffer)
                if count == 0 { return }
                try visit(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            }
        }
    }
}

/// Runs work that blocks on the disk away from the threads that serve requests.
package func blocking<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        DispatchQueue.global().async {
            continuation.resume(with: Result(catching: work))
        }
    }
}
