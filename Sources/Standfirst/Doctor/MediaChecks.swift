import Editorial
import Foundation
import ObjectStorageS3
import Storage
import Synchronization

/// The files that the database refers to.
extension Examination {
    var objectStoreCheck: Check {
        Check("object store") {
            switch objects {
            // Said of the settings already.
            case .failure where (try? settings.get()) == nil:
                return []
            case .failure(let error):
                return [.fault("object store", "\(error)", "")]
            case .success(let store):
                guard let bucket = store as? S3ObjectStore else { return [.ok("object store", "the folder media")] }
                try await bucket.check()
                return [.ok("object store", "the bucket \(bucket.location.bucket)")]
            }
        }
    }

    var mediaCheck: Check {
        Check("media") {
            guard case .success(let objects) = objects else { return [] }
            let facts = try await reading { connection in
                var wanted = Set<ContentHash>()
                try connection.forEachRow("SELECT original FROM media WHERE original IS NOT NULL") { row in
                    wanted.insert(try row.get("original"))
                }
                let unfetched: Int? = try connection.value("SELECT count(*) FROM media WHERE original IS NULL")
                return (wanted: wanted, unfetched: unfetched ?? 0)
            }
            guard let facts else { return [] }
            return try await findings("media", of: facts.wanted, in: objects) + Self.unfetchedFindings(facts.unfetched)
        }
    }

    private static func unfetchedFindings(_ count: Int) -> [Finding] {
        guard count > 0 else { return [] }
        return [
            .warning(
                "media", "\(count) files of an import were never had",
                "standfirst import wordpress FILE.xml --retry, or --media with a folder that has them.")
        ]
    }

    /// One listing of the store, and not a question for each object: in a bucket each would be a request.
    private func findings(_ check: String, of wanted: Set<ContentHash>, in objects: any ObjectStore) async throws -> [Finding] {
        let missing = Mutex(wanted)
        try await objects.forEachObject { hash in missing.withLock { _ = $0.remove(hash) } }
        var findings = missing.withLock { $0 }.sorted { $0.description < $1.description }.prefix(Self.mostNamed).map {
            Finding.fault(check, "\($0) is missing", "Restore it from a backup, or import it again.")
        }
        let count = missing.withLock { $0.count }
        if count > Self.mostNamed {
            findings.append(.fault(check, "and \(count - Self.mostNamed) more are missing", "Restore them from a backup."))
        }
        if isDeep {
            let present = wanted.subtracting(missing.withLock { $0 })
            for hash in present.sorted(by: { $0.description < $1.description }) where try await objects.hashNow(of: hash) != hash {
                findings.append(.fault(check, "\(hash) was changed", "Restore it from a backup."))
            }
        }
        return findings.isEmpty ? [.ok(check, "\(wanted.count) files\(isDeep ? ", each as it was kept" : "")")] : findings
    }

    private static let mostNamed = 20

    var sourcesCheck: Check {
        Check("sources") {
            guard case .success(let objects) = objects, let store else { return [] }
            let facts = try await reading { connection in
                var wanted = Set<ContentHash>()
                try connection.forEachRow("SELECT original_object, text_object FROM source_version") { row in
                    wanted.insert(try row.get("original_object"))
                    wanted.insert(try row.get("text_object"))
                }
                let keys = try connection.rows("SELECT DISTINCT sealed_with FROM source_version WHERE sealed_with IS NOT NULL")
                return (wanted: wanted, keys: try keys.map { row in try row.get("sealed_with", as: String.self) })
            }
            guard let facts else { return [] }
            var keyFindings: [Finding] = []
            var key: SourceKey?
            do {
                key = try Workplace.sourceKey()
            } catch {
                keyFindings.append(.fault("sources", "\(error)", ""))
            }
            if keyFindings.isEmpty { keyFindings = SealedSources(sealedWith: facts.keys, given: key?.fingerprint).findings }
            // What quotations were checked against is hashed each time; from a bucket all of it would have to be fetched.
            guard isDeep || !(objects is S3ObjectStore) else { return try await findings("sources", of: facts.wanted, in: objects) + keyFindings }
            let (faults, versions) = try await SourceArchive(store: store, objects: objects, key: key).verify()
            let found: [Finding] = faults.map { .fault("sources", "\($0)", "") }
            return (found.isEmpty ? [.ok("sources", "\(versions) versions, each as it was captured")] : found) + keyFindings
        }
    }
}

/// Which keys confidential sources were sealed with, beside the one that is given.
struct SealedSources {
    let sealedWith: [String]
    let given: String?

    var findings: [Finding] {
        let unopened = sealedWith.filter { $0 != given }
        guard !unopened.isEmpty else { return [] }
        let said = "confidential sources are sealed with the key \(unopened.joined(separator: ", "))"
        guard let given else {
            return [
                .warning(
                    "sources", "\(said), and none is given",
                    "Set STANDFIRST_SOURCE_KEY or STANDFIRST_SOURCE_KEY_FILE: until then they can't be read, nor quotations from them checked.")
            ]
        }
        return [.fault("sources", "\(said), and the one given is \(given)", "Set STANDFIRST_SOURCE_KEY to that one.")]
    }
}
