public import SystemPackage

/// Where the bytes of media and captured originals are kept, addressed by their SHA-256.
///
/// An object never changes and is never deleted by the program. A folder serves one machine
/// (``FolderObjectStore``); storage shared by many nodes stands behind the same seam.
public protocol ObjectStore: Sendable {
    /// Keeps the bytes; keeping the same ones twice is keeping them once.
    /// - Throws: ``ObjectStoreError``
    func keep(_ bytes: [UInt8]) async throws -> ContentHash

    /// Keeps a copy of a file, reading it in pieces.
    /// - Throws: ``ObjectStoreError``
    func keep(fileAt path: FilePath) async throws -> ContentHash

    /// Whether an object is here.
    func holds(_ hash: ContentHash) async throws -> Bool

    /// A part of an object; what lies beyond its end is left out.
    /// - Throws: ``ObjectStoreError/missing(_:)``
    func bytes(of hash: ContentHash, in range: Range<Int>) async throws -> [UInt8]

    /// A file on this machine that holds the object, good until the closure returns.
    /// - Throws: ``ObjectStoreError/missing(_:)``, or what the closure throws.
    func withFile<Value: Sendable>(
        of hash: ContentHash, _ work: @Sendable (FilePath) async throws -> Value
    ) async throws -> Value
}

extension ObjectStore {
    /// The hash that an object's bytes have now: that under which it is kept, unless somebody changed them since.
    /// - Throws: ``ObjectStoreError/missing(_:)``, ``ObjectStoreError/unreadable(path:why:)``
    public func hashNow(of object: ContentHash) async throws -> ContentHash {
        try await withFile(of: object) { path in try await ContentHash.hash(ofFileAt: path) }
    }
}

/// Why an object can't be kept or had.
public enum ObjectStoreError: Error, Sendable, Hashable, CustomStringConvertible {
    case missing(ContentHash)
    case unreadable(path: String, why: String)
    case unwritable(path: String, why: String)

    public var description: String {
        switch self {
        case .missing(let hash): "The media folder has no file \(hash). Restore it from a backup, or import it again."
        case .unreadable(let path, let why): "\(path) can't be read: \(why)."
        case .unwritable(let path, let why): "\(path) can't be written: \(why). Free space or allow writing."
        }
    }
}
