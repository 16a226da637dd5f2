import AsyncHTTPClient
import Crypto
import Editorial
import Foundation
import NIOCore
import NIOHTTP1
import SystemPackage

/// One large file on its way into the bucket, in parts: nothing stands under its key until all of it is there.
struct MultipartUpload {
    let client: S3Client
    let key: String
    let hash: ContentHash
    let path: FilePath
    /// In bytes.
    let size: Int
    let partSize: Int
    /// How many parts are on their way, and in memory, at once.
    var parallelism = 4

    /// S3 takes no more parts than these, and none but the last below 5 MiB.
    static let mostParts = 10_000

    static func partSize(for size: Int, wanted: Int) -> Int {
        max(wanted, (size + mostParts - 1) / mostParts)
    }

    /// Uploads the file; on any fault, what was uploaded of it is let go.
    /// - Throws: `ObjectStoreError`, `CancellationError`
    func run() async throws {
        let begun = try await client.send(
            S3Request(
                method: .post, key: key, query: [("uploads", "")], headers: [("Content-Type", "application/octet-stream")]))
        guard let id = try S3Document(parsing: begun.body).first("InitiateMultipartUploadResult/UploadId"), !id.isEmpty
        else { throw ObjectStoreError.unavailable("The object storage began no upload in parts, and gave no reason.") }
        do {
            try await finish(id, try await uploadParts(id))
        } catch {
            // Even where this task was cancelled.
            let (client, key) = (client, key)
            await Task { try? await Self.abort(id, of: key, client) }.value
            throw error
        }
    }

    /// - Returns: Each part's tag, in order.
    private func uploadParts(_ id: String) async throws -> [String] {
        let file: SystemPackage.FileDescriptor
        do {
            file = try FileDescriptor.open(path, .readOnly)
        } catch {
            throw ObjectStoreError.unreadable(path: path.string, why: String(describing: error))
        }
        defer { try? file.close() }
        var hasher = SHA256()
        var tags: [Int: String] = [:]
        try await withThrowingTaskGroup(of: (Int, String).self) { group in
            var number = 0
            var left = size
            while left > 0 {
                if number >= parallelism, let (done, tag) = try await group.next() { tags[done] = tag }
                let part = try await Self.read(min(partSize, left), from: file, at: path)
                part.withUnsafeReadableBytes { hasher.update(bufferPointer: $0) }
                left -= part.readableBytes
                number += 1
                let current = number
                group.addTask { (current, try await send(part, current, of: id)) }
            }
            for try await (done, tag) in group { tags[done] = tag }
        }
        // It was hashed before it was read again here: somebody may have written to it between.
        guard ContentHash(digest: hasher.finalize()) == hash else {
            throw ObjectStoreError.unreadable(path: path.string, why: "it was changed while it was read")
        }
        return tags.sorted { $0.key < $1.key }.map(\.value)
    }

    private static func read(_ count: Int, from file: SystemPackage.FileDescriptor, at path: FilePath) async throws -> ByteBuffer {
        try await blocking {
            var part = ByteBufferAllocator().buffer(capacity: count)
            while part.readableBytes < count {
                let wanted = count - part.readableBytes
                let read = try part.writeWithUnsafeMutableBytes(minimumWritableBytes: wanted) { buffer in
                    try file.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted]))
                }
                if read == 0 { throw ObjectStoreError.unreadable(path: path.string, why: "it was cut off while it was read") }
            }
            return part
        }
    }

    private func send(_ part: ByteBuffer, _ number: Int, of id: String) async throws -> String {
        let request = S3Request(
            method: .put, key: key, query: [("partNumber", String(number)), ("uploadId", id)], body: part)
        guard let tag = try await client.send(request).headers.first(name: "ETag") else {
            throw ObjectStoreError.unavailable("The object storage gave no tag for a part.")
        }
        return tag
    }

    private func finish(_ id: String, _ tags: [String]) async throws {
        let parts = tags.enumerated().map { index, tag in
            "<Part><PartNumber>\(index + 1)</PartNumber><ETag>\(Self.escaped(tag))</ETag></Part>"
        }
        let document = "<CompleteMultipartUpload>\(parts.joined())</CompleteMultipartUpload>"
        let request = S3Request(
            method: .post, key: key, query: [("uploadId", id)], headers: [("Content-Type", "application/xml")],
            body: ByteBuffer(string: document))
        // A 404 is the answer to a second try after a first whose answer was lost.
        let status = try await client.send(request, accepting: [200, 404]) { response in
            let body = [UInt8](buffer: try await response.body.collect(upTo: 1 << 20))
            // S3 begins its answer before it knows: 200 may carry a fault.
            let refusal = S3Refusal(status: 500, body: body)
            if response.status == .ok, !refusal.code.isEmpty { throw S3Failure.answered(refusal) }
            return response.status
        }
        if status == .ok { return }
        let head = try await client.send(S3Request(method: .head, key: key), accepting: [200, 404])
        guard head.status == 200, head.headers.first(name: "Content-Length") == String(size) else {
            throw ObjectStoreError.unavailable("The object storage let go of an upload before it was done; try again.")
        }
    }

    /// Lets go of an upload's parts.
    static func abort(_ id: String, of key: String, _ client: S3Client) async throws {
        _ = try await client.send(
            S3Request(method: .delete, key: key, query: [("uploadId", id)]), accepting: [200, 204, 404])
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
    }
}
