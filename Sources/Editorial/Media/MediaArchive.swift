import Foundation
public import Storage
public import SystemPackage

/// The media archive: takes files in, and makes the renditions that readers get.
///
/// However many readers ask for a rendition that is not there, it is made once, and no more than a bounded number of
/// pictures are worked on at a time.
public actor MediaArchive {
    private let store: any Store
    /// Where the bytes are.
    public nonisolated let objects: any ObjectStore
    private let images: ImageProcessor
    private let clock: TimeSource
    private var underWay: [Work: Task<ContentHash, any Error>] = [:]
    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// Something that takes a child process to make.
    private enum Work: Hashable {
        case rendition(Rendition)
        /// A drawing of the program's own, by the hash of its text.
        case drawing(ContentHash)
    }

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

    /// A rendition's bytes, made now if it was not before.
    /// - Throws: ``MediaError/noSuchPicture`` where no picture in the archive has that original.
    public nonisolated func bytes(of rendition: Rendition) async throws -> [UInt8] {
        try await bytes(of: once(.rendition(rendition)) { archive in try await archive.findOrMake(rendition) })
    }

    /// The record of a recording, film or document whose original may be given out. A picture's never is, because it
    /// still holds its metadata.
    /// - Throws: ``MediaError/noSuchFile``
    public nonisolated func original(_ hash: ContentHash) async throws -> Media {
        guard let media = try await store.read({ try $0.media(original: hash) }), media.kind != .image else {
            throw MediaError.noSuchFile
        }
        return media
    }

    /// A part of an original that ``original(_:)`` gave.
    public nonisolated func bytes(ofOriginal media: Media, in range: Range<Int>) async throws -> [UInt8] {
        guard media.kind != .image, let original = media.original else { throw MediaError.noSuchFile }
        return try await objects.bytes(of: original, in: range)
    }

    /// The PNG of an SVG that the program itself wrote; the same drawing is drawn once.
    /// - Parameter fonts: A folder whose fonts it may use besides the system's.
    public nonisolated func picture(ofDrawing drawing: [UInt8], fonts: FilePath) async throws -> [UInt8] {
        let hash = try await objects.keep(drawing)
        let drawn = try await once(.drawing(hash)) { archive in try await archive.findOrDraw(hash, fonts: fonts) }
        return try await bytes(of: drawn)
    }

    private nonisolated func bytes(of object: ContentHash) async throws -> [UInt8] {
        try await objects.withFile(of: object) { [UInt8](try Data(contentsOf: URL(filePath: $0.string))) }
    }

    private func once(
        _ work: Work, _ make: @escaping @Sendable (MediaArchive) async throws -> ContentHash
    ) async throws -> ContentHash {
        if let task = underWay[work] { return try await task.value }
        let task = Task { try await make(self) }
        underWay[work] = task
        defer { underWay[work] = nil }
        return try await task.value
    }

    private func findOrMake(_ rendition: Rendition) async throws -> ContentHash {
        if let known = try await known(rendition.original, rendition.width, rendition.format.rawValue) { return known }
        guard let media = try await store.read({ try $0.media(original: rendition.original) }), media.kind == .image else {
            throw MediaError.noSuchPicture
        }
        return try await make(rendition.original, rendition.width, rendition.format.rawValue) { [images] file, output in
            let frames: ImageProcessor.Frames = media.mayMove && rendition.format == .webp ? .all : .first
            do {
                try await images.render(file, width: rendition.width, format: rendition.format, frames: frames, to: output)
            } catch ImageProcessorError.unreadable where frames == .all {
                // An animation that is too much work stands still.
                try await images.render(file, width: rendition.width, format: rendition.format, to: output)
            }
        }
    }

    private func findOrDraw(_ drawing: ContentHash, fonts: FilePath) async throws -> ContentHash {
        if let known = try await known(drawing, 0, "png") { return known }
        return try await make(drawing, 0, "png") { [images] file, output in
            // The object has no ending of its own, and the tool goes by it.
            let svg = output.removingLastComponent().appending("\(drawing).svg")
            try FileManager.default.copyItem(atPath: file.string, toPath: svg.string)
            try await images.draw(svg, fonts: fonts, to: output)
        }
    }

    private func known(_ original: ContentHash, _ width: Int, _ format: String) async throws -> ContentHash? {
        let known = try await store.read { try $0.rendered(original, width: width, format: format) }
        guard let known, try await objects.holds(known) else { return nil }
        return known
    }

    private func make(
        _ original: ContentHash, _ width: Int, _ format: String,
        _ work: @Sendable (_ file: FilePath, _ output: FilePath) async throws -> Void
    ) async throws -> ContentHash {
        await acquire()
        defer { release() }
        let folder = FilePath(NSTemporaryDirectory()).appending("standfirst-\(UUID().uuidString)")
        try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder.string) }
        let output = folder.appending("output.\(format)")
        try await objects.withFile(of: original) { file in try await work(file, output) }
        let hash = try await objects.keep(fileAt: output)
        try await store.write(durability: .relaxed) {
            try $0.noteRendered(original, width: width, format: format, as: hash)
        }
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
