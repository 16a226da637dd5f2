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

    /// The hash that an object's bytes have now: that under which it is kept, unless somebody changed them since.
    /// - Throws: ``ObjectStoreError/missing(_:)``, ``ObjectStoreError/unreadable(path:why:)``
    func hashNow(of object: ContentHash) async throws -> ContentHash

    /// Visits every object that is here, in the order of their hashes.
    /// - Throws: ``ObjectStoreError``, or what `visit` throws.
    func forEachObject(_ visit: @Sendable (ContentHash) async throws -> Void) async throws
}

extension ObjectStore {
    public func hashNow(of object: ContentHash) async throws -> ContentHash {
        try await withFile(of: object) { path in try await ContentHash.hash(ofFileAt: path) }
    }
}

/// Why an object can't be kept or had.
public enum ObjectStoreError: Error, Sendable, Hashable, CustomStringConvertible {
    case missing(ContentHash)
    case unreadable(path: String, why: String)
    case unwritable(path: String, why: String)
    /// What is kept under a hash are other bytes.
    case damaged(ContentHash)
    /// The store can't be had now; another try may succeed.
    case unavailable(String)
    /// The store will do it only when a setting or a right is changed.
    case refused(String)

    public var description: String {
        switch self {
        case .missing(let hash): "The object store has no \(hash). Restore it from a backup, or import it again."
        case .unreadable(let path, let why): "\(path) can't be read: \(why)."
        case .unwritable(let path, let why): "\(path) can't be written: \(why). Free space or allow writing."
        case .damaged(let hash): "What the object store has under \(hash) was changed. Restore it from a backup."
        case .unavailable(let why), .refused(let why): why
        }
    }
}
