import Foundation
public import Storage
public import SystemPackage

/// The media archive: takes files in, and makes the renditions that readers get.
///
/// However many readers ask for a rendition that is not there, it is made once, and no more than a bounded number of
/// pictures are worked on at a time.
public actor MediaArchive {
    private let store: any Store
    private let objects: any ObjectStore
    private let images: ImageProcessor
    private let clock: TimeSource
    private var underWay: [Rendition: Task<ContentHash, any Error>] = [:]
    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// - Parameter parallelism: How many pictures are worked on at a time.
    public init(
        store: any Store, objects: any ObjectStore, images: ImageProcessor = ImageProcessor(), clock: TimeSource = .system,
        parallelism: Int = 2
    ) {
        self.store = store
        self.objects = objects
        self.images = images
        self.clock = clock
        free = parallelism
    }

    /// Keeps a file's bytes in the object store and reads its type and size. Nothing is written to the database yet.
    /// - Throws: ``MediaError``, ``ObjectStoreError``, ``ImageProcessorError``
    public nonisolated func keep(fileAt path: FilePath, fileName: String) async throws -> KeptFile {
        let head = try Self.head(of: path)
        guard let type = MediaType.detect(head: head, fileName: fileName) else {
            throw MediaError.unknownType(fileName: fileName)
        }
        let size = type.kind == .image ? try await images.size(of: path) : nil
        let original = try await objects.keep(fileAt: path)
        let attributes = try FileManager.default.attributesOfItem(atPath: path.string)
        let byteCount = (attributes[.size] as? NSNumber)?.intValue ?? 0
        return KeptFile(original: original, type: type, byteCount: byteCount, size: size)
    }

    /// Runs work with a file of a rendition, made now if it was not before.
    /// - Throws: ``MediaError/noSuchPicture`` where no picture in the archive has that original.
    public nonisolated func withFile<Value: Sendable>(
        of rendition: Rendition, _ work: @Sendable (FilePath) async throws -> Value
    ) async throws -> Value {
        let rendered = try await rendered(rendition)
        return try await objects.withFile(of: rendered, work)
    }

    /// Runs work with the original file of a recording, film or document; a picture's original is never given out,
    /// because it still holds its metadata.
    public nonisolated func withOriginal<Value: Sendable>(
        _ hash: ContentHash, _ work: @Sendable (Media, FilePath) async throws -> Value
    ) async throws -> Value {
        guard let media = try await store.read({ try $0.media(original: hash) }), media.kind != .image else {
            throw MediaError.noSuchFile
        }
        return try await objects.withFile(of: hash) { try await work(media, $0) }
    }

    private func rendered(_ rendition: Rendition) async throws -> ContentHash {
        if let task = underWay[rendition] { return try await task.value }
        let task = Task { try await self.findOrMake(rendition) }
        underWay[rendition] = task
        defer { underWay[rendition] = nil }
        return try await task.value
    }

    private func findOrMake(_ rendition: Rendition) async throws -> ContentHash {
        if let known = try await store.read({ try $0.rendered(rendition) }), try await objects.holds(known) {
            return known
        }
        guard let media = try await store.read({ try $0.media(original: rendition.original) }), media.kind == .image else {
            throw MediaError.noSuchPicture
        }
        await acquire()
        defer { release() }
        let output = FilePath(NSTemporaryDirectory()).appending("standfirst-\(UUID().uuidString).\(rendition.format.rawValue)")
        defer { try? FileManager.default.removeItem(atPath: output.string) }
        try await objects.withFile(of: rendition.original) { [images] file in
            try await images.render(file, width: rendition.width, format: rendition.format, to: output)
        }
        let hash = try await objects.keep(fileAt: output)
        try await store.write(durability: .relaxed) { try $0.noteRendition(rendition, rendered: hash) }
        return hash
    }

    private func acquire() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    private func release() {
        if waiting.isEmpty {
            free += 1
        } else {
            waiting.removeFirst().resume()
        }
    }

    private static func head(of path: FilePath) throws -> [UInt8] {
        do {
            let file = try FileDescriptor.open(path, .readOnly)
            return try file.closeAfter {
                var bytes = [UInt8](repeating: 0, count: 512)
                let count = try bytes.withUnsafeMutableBytes { try file.read(into: $0) }
                return Array(bytes.prefix(count))
            }
        } catch {
            throw ObjectStoreError.unreadable(path: path.string, why: String(describing: error))
        }
    }
}

/// A file that the object store has taken in.
public struct KeptFile: Sendable, Hashable {
    public let original: ContentHash
    public let type: MediaType
    public let byteCount: Int
    /// In pixels, for a picture.
    public let size: PixelSize?
}

/// Why the archive refused.
public enum MediaError: Error, Sendable, Hashable, CustomStringConvertible {
    case unknownType(fileName: String)
    case noSuchPicture
    case noSuchFile

    public var description: String {
        switch self {
        case .unknownType(let fileName):
            """
            \(fileName) is not of a kind that the archive takes: pictures (JPEG, PNG, GIF, WebP, AVIF, HEIC, TIFF), recordings, \
            films, PDF, office documents and plain text.
            """
        case .noSuchPicture: "The media archive has no such picture."
        case .noSuchFile: "The media archive has no such file."
        }
    }
}
