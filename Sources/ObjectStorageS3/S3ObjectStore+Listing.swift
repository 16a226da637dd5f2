public import Editorial
import Foundation
public import Storage

extension S3ObjectStore {
    public func forEachObject(_ visit: @Sendable (ContentHash) async throws -> Void) async throws {
        var token: String?
        repeat {
            var query = [("list-type", "2"), ("prefix", location.prefix)]
            if let token { query.append(("continuation-token", token)) }
            let page = try await list(query)
            for key in page.all("ListBucketResult/Contents/Key") {
                if let hash = location.object(at: key) { try await visit(hash) }
            }
            token = page.first("ListBucketResult/IsTruncated") == "true"
                ? page.first("ListBucketResult/NextContinuationToken") : nil
        } while token != nil
    }

    /// Whether the bucket is there and may be read, said in one line if not.
    /// - Throws: `ObjectStoreError`, `S3CredentialsError`
    public func check() async throws {
        _ = try await list([("list-type", "2"), ("prefix", location.prefix), ("max-keys", "1")])
    }

    /// Lets go of what killed programs left of uploads in parts: no key shows it, and it is paid for.
    /// - Returns: How many there were.
    @discardableResult
    public func abandonUploads(begunBefore moment: Timestamp) async throws -> Int {
        let page = try await list([("uploads", ""), ("prefix", location.prefix)])
        let stale = StaleUpload.list(page, begunBefore: moment, at: location)
        for upload in stale { try await MultipartUpload.abort(upload.id, of: upload.key, client) }
        return stale.count
    }

    private func list(_ query: [(name: String, value: String)]) async throws -> S3Document {
        let reply = try await client.send(S3Request(method: .get, query: query))
        do {
            return try S3Document(parsing: reply.body)
        } catch {
            throw ObjectStoreError.unavailable(
                "\(location.endpoint) answered with something that is not S3's: correct objects.s3.endpoint.")
        }
    }
}

/// An upload in parts that was begun long ago and is not done.
struct StaleUpload: Hashable {
    let key: String
    let id: String

    /// Those of a listing that were begun before a moment, and are this publication's.
    static func list(_ page: S3Document, begunBefore moment: Timestamp, at location: S3Location) -> [StaleUpload] {
        let uploads = "ListMultipartUploadsResult/Upload"
        let keys = page.all("\(uploads)/Key")
        let ids = page.all("\(uploads)/UploadId")
        let times = page.all("\(uploads)/Initiated")
        guard keys.count == ids.count, keys.count == times.count else { return [] }
        return keys.indices.compactMap { index in
            let text = times[index]
            // Servers write times with and without a fraction of the second.
            let style = Date.ISO8601FormatStyle(includingFractionalSeconds: text.contains("."))
            guard location.object(at: keys[index]) != nil, let begun = try? style.parse(text),
                Int64(begun.timeIntervalSince1970 * 1000) < moment.milliseconds
            else { return nil }
            return StaleUpload(key: keys[index], id: ids[index])
        }
    }
}
