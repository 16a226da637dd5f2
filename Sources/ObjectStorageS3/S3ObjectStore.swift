import AsyncHTTPClient
import Crypto
public import Editorial
import Foundation
import NIOCore
import NIOHTTP1
public import Storage
public import SystemPackage

/// An object store in a bucket, shared by any number of nodes: `PREFIXab/cdef…`, keyed as in the folder.
///
/// What stands under a key is whole: S3 compares what arrives with its SHA-256, and parts of a large file are put together
/// when all of them are there. What is fetched whole is hashed before it is used. Each node keeps what it fetched in a
/// folder, up to a bound, so that renditions and sources are not fetched each time.
public struct S3ObjectStore: ObjectStore {
    public let location: S3Location
    let client: S3Client
    private let cache: ObjectCache
    private let partSize: Int

    /// Ranges are fetched and kept in pieces of so many bytes, so that a film is read ahead.
    private static let blockSize = 4 << 20

    /// - Parameters:
    ///   - credentials: Asked for each request.
    ///   - cache: The folder of what was fetched; made when it is needed.
    ///   - cacheBytes: How much of it is kept.
    ///   - partSize: Files longer than two of these are uploaded in parts, each so long; 5 MiB at least.
    public init(
        _ location: S3Location, credentials: @escaping @Sendable () throws -> S3Credentials, cache: FilePath,
        cacheBytes: Int = 2 << 30, partSize: Int = 8 << 20, clock: TimeSource = .system
    ) {
        self.init(
            S3Client(location: location, credentials: credentials, clock: clock),
            cache: ObjectCache(folder: cache, bound: cacheBytes), partSize: max(partSize, 5 << 20))
    }

    init(_ client: S3Client, cache: ObjectCache, partSize: Int) {
        self.client = client
        self.cache = cache
        self.partSize = partSize
        location = client.location
    }

    // MARK: In

    public func keep(_ bytes: [UInt8]) async throws -> ContentHash {
        let hash = ContentHash(digest: SHA256.hash(data: bytes))
        try await place(hash, size: bytes.count) { try await put(hash, ByteBuffer(bytes: bytes)) }
        await cache.add(ObjectCache.Entry(object: hash)) { path in try await Self.write(bytes, to: path) }
        return hash
    }

    public func keep(fileAt path: FilePath) async throws -> ContentHash {
        let hash = try await ContentHash.hash(ofFileAt: path)
        var status = stat()
        guard stat(path.string, &status) == 0 else {
            throw ObjectStoreError.unreadable(path: path.string, why: String(cString: strerror(errno)))
        }
        let size = Int(status.st_size)
        try await place(hash, size: size) {
            if size <= 2 * partSize {
                let bytes = try await Self.read(path)
                guard ContentHash(digest: SHA256.hash(data: bytes)) == hash else {
                    throw ObjectStoreError.unreadable(path: path.string, why: "it was changed while it was read")
                }
                try await put(hash, ByteBuffer(bytes: bytes))
            } else {
                let upload = MultipartUpload(
                    client: client, key: location.key(of: hash), hash: hash, path: path, size: size,
                    partSize: MultipartUpload.partSize(for: size, wanted: partSize))
                try await upload.run()
            }
        }
        if size <= 2 * partSize {
            await cache.add(ObjectCache.Entry(object: hash)) { copy in
                let bytes = try await Self.read(path)
                guard ContentHash(digest: SHA256.hash(data: bytes)) == hash else {
                    throw ObjectStoreError.unreadable(path: path.string, why: "it was changed while it was read")
                }
                try await Self.write(bytes, to: copy)
            }
        }
        return hash
    }

    /// Uploads an object unless it is there, whole.
    private func place(_ hash: ContentHash, size: Int, upload: () async throws -> Void) async throws {
        if try await self.size(of: hash) == size { return }
        try await upload()
    }

    /// Two nodes may keep the same bytes at once: the second finds them there, and that is as good.
    private func put(_ hash: ContentHash, _ bytes: ByteBuffer) async throws {
        var request = S3Request(
            method: .put, key: location.key(of: hash), headers: [("Content-Type", "application/octet-stream")], body: bytes)
        let conditions = request.headers
        request.headers.append(("If-None-Match", "*"))
        // Some servers don't know the condition.
        let status = try await client.send(request, accepting: [200, 412, 501]).status
        if status == 200 { return }
        if status == 412, try await size(of: hash) == bytes.readableBytes { return }
        request.headers = conditions
        _ = try await client.send(request)
    }

    // MARK: Out

    /// What this node keeps is in the bucket too, since nothing is deleted there: no request is made for it.
    public func holds(_ hash: ContentHash) async throws -> Bool {
        if cache.has(ObjectCache.Entry(object: hash)) { return true }
        return try await size(of: hash) != nil
    }

    /// - Returns: In bytes; `nil` where there is none.
    private func size(of hash: ContentHash) async throws -> Int? {
        let reply = try await client.send(S3Request(method: .head, key: location.key(of: hash)), accepting: [200, 404])
        return reply.status == 200 ? reply.headers.first(name: "Content-Length").flatMap { Int($0) } : nil
    }

    public func bytes(of hash: ContentHash, in range: Range<Int>) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(range.count)
        while range.lowerBound + bytes.count < range.upperBound {
            let position = range.lowerBound + bytes.count
            let block = position / Self.blockSize
            let start = block * Self.blockSize
            let wanted = (position - start)..<min(range.upperBound - start, Self.blockSize)
            let piece = try await piece(of: hash, block, wanted)
            bytes += piece
            if piece.count < wanted.count { break }
        }
        return bytes
    }

    private func piece(of hash: ContentHash, _ block: Int, _ wanted: Range<Int>) async throws -> [UInt8] {
        let fetch: @Sendable (FilePath) async throws -> Void = { path in
            try await self.fetch(hash, in: (block * Self.blockSize)..<((block + 1) * Self.blockSize), to: path)
        }
        return try await cache.with(ObjectCache.Entry(object: hash, block: block), make: fetch) { file, path in
            try await blocking {
                var bytes = [UInt8](repeating: 0, count: wanted.count)
                var count = 0
                while count < wanted.count {
                    let read = try bytes.withUnsafeMutableBytes { buffer in
                        try file.read(
                            fromAbsoluteOffset: Int64(wanted.lowerBound + count),
                            into: UnsafeMutableRawBufferPointer(rebasing: buffer[count...]))
                    }
                    if read == 0 { break }
                    count += read
                }
                return Array(bytes[..<count])
            }
        }
    }

    public func withFile<Value: Sendable>(
        of hash: ContentHash, _ work: @Sendable (FilePath) async throws -> Value
    ) async throws -> Value {
        try await cache.with(ObjectCache.Entry(object: hash), make: { try await fetch(hash, to: $0) }) { _, path in
            try await work(path)
        }
    }

    /// Hashed as it stands in the bucket, and not as this node has it.
    public func hashNow(of object: ContentHash) async throws -> ContentHash {
        try await client.send(
            S3Request(method: .get, key: location.key(of: object)), accepting: [200, 404]
        ) { response in
            guard response.status == .ok else { throw try await Self.absence(of: object, response) }
            var hasher = SHA256()
            for try await piece in response.body { piece.withUnsafeReadableBytes { hasher.update(bufferPointer: $0) } }
            return ContentHash(digest: hasher.finalize())
        }
    }

    /// Fetches a whole object, hashing it on its way.
    private func fetch(_ hash: ContentHash, to path: FilePath) async throws {
        let found = try await download(S3Request(method: .get, key: location.key(of: hash)), hash, to: path)
        guard found == hash else { throw ObjectStoreError.damaged(hash) }
    }

    private func fetch(_ hash: ContentHash, in range: Range<Int>, to path: FilePath) async throws {
        let request = S3Request(
            method: .get, key: location.key(of: hash),
            headers: [("Range", "bytes=\(range.lowerBound)-\(range.upperBound - 1)")])
        _ = try await download(request, hash, to: path)
    }

    /// - Returns: The hash of what was written.
    private func download(_ request: S3Request, _ hash: ContentHash, to path: FilePath) async throws -> ContentHash {
        let isRange = !request.headers.isEmpty
        // An empty answer to a range beyond the end; a server that gives the whole instead is not asked for it.
        return try await client.send(request, accepting: isRange ? [206, 404, 416] : [200, 404]) { response in
            guard response.status != .notFound else { throw try await Self.absence(of: hash, response) }
            let output = try FileDescriptor.open(
                path, .writeOnly, options: [.create, .truncate], permissions: .init(rawValue: 0o644))
            defer { try? output.close() }
            var hasher = SHA256()
            if response.status == .rangeNotSatisfiable { return ContentHash(digest: hasher.finalize()) }
            for try await piece in response.body {
                try piece.withUnsafeReadableBytes {
                    hasher.update(bufferPointer: $0)
                    do {
                        _ = try output.writeAll($0)
                    } catch {
                        throw ObjectStoreError.unwritable(path: path.string, why: FileFault.reason(error))
                    }
                }
            }
            return ContentHash(digest: hasher.finalize())
        }
    }

    /// What 404 means: that there is no such object, or no such bucket.
    private static func absence(of hash: ContentHash, _ response: HTTPClientResponse) async throws -> any Error {
        let refusal = S3Refusal(status: 404, body: [UInt8](buffer: try await response.body.collect(upTo: 1 << 20)))
        return refusal.code == "NoSuchBucket" ? S3Failure.answered(refusal) : ObjectStoreError.missing(hash)
    }

    private static func read(_ path: FilePath) async throws -> [UInt8] {
        try await blocking {
            do {
                return [UInt8](try Data(contentsOf: URL(filePath: path.string)))
            } catch {
                throw ObjectStoreError.unreadable(path: path.string, why: FileFault.reason(error))
            }
        }
    }

    private static func write(_ bytes: [UInt8], to path: FilePath) async throws {
        try await blocking {
            let file = try FileDescriptor.open(
                path, .writeOnly, options: [.create, .truncate], permissions: .init(rawValue: 0o644))
            try file.closeAfter { _ = try file.writeAll(bytes) }
        }
    }
}
