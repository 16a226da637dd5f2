import Editorial
import Logging
import ObjectStorageS3
import ServiceLifecycle
import Storage

/// Says at the start whether the bucket can be had, and once a day lets go of uploads that were never finished.
///
/// A bucket that can't be had is no reason not to serve: most pages need nothing from it.
struct BucketUpkeep: Service {
    private let bucket: S3ObjectStore?
    private let logger: Logger

    init(_ objects: any ObjectStore, logger: Logger) {
        bucket = objects as? S3ObjectStore
        self.logger = logger
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                if let bucket { await look(after: bucket) }
                try? await Task.sleep(for: .seconds(86_400))
            }
        }
    }

    private func look(after bucket: S3ObjectStore) async {
        do {
            try await bucket.check()
            let dayAgo = TimeSource.system.now().advanced(bySeconds: -86_400)
            let count = try await bucket.abandonUploads(begunBefore: dayAgo)
            if count > 0 { logger.notice("unfinished uploads were let go of", metadata: ["count": "\(count)"]) }
        } catch is CancellationError {
        } catch {
            logger.error("the object storage can't be used", metadata: ["why": "\(error)"])
        }
    }
}
