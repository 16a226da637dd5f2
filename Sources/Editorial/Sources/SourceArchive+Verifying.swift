public import Storage

/// Something that is not as it was archived.
public struct SourceFault: Sendable, Hashable, CustomStringConvertible {
    public enum Part: String, Sendable, Hashable, Codable {
        case original
        case text
    }

    public enum What: String, Sendable, Hashable, Codable {
        /// The object store has no such bytes.
        case missing
        /// The bytes are not those that were captured.
        case changed
        /// The sealed bytes can't be opened with the key.
        case sealed
    }

    public let source: Source.ID
    public let version: SourceVersion.ID
    /// Counts from 1 within the source.
    public let number: Int
    public let part: Part
    public let what: What

    public var description: String {
        let why =
            switch what {
            case .missing: "is missing from the media folder; restore it from a backup"
            case .changed: "is not what was archived: its bytes were changed; restore it from a backup"
            case .sealed: "can't be opened with the source key that is given"
            }
        return "The \(part.rawValue) of source \(source), version \(number), \(why)."
    }
}

extension SourceArchive {
    /// Hashes the original and the text of every version again, confidential ones as they are sealed.
    /// - Parameter progress: Told after each version how many are done.
    /// - Returns: What is not as it was archived, and how many versions there are.
    public func verify(
        progress: @Sendable (Int) -> Void = { _ in }
    ) async throws -> (faults: [SourceFault], versions: Int) {
        var faults: [SourceFault] = []
        var count = 0
        var last: SourceVersion.ID?
        while true {
            let after = last
            let page = try await store.read { try SourceVersion.page(after: after, from: $0) }
            for version in page {
                faults += try await verify(version)
                count += 1
                progress(count)
            }
            guard let next = page.last?.id else { return (faults, count) }
            last = next
        }
    }

    /// The same of one version.
    public func verify(_ version: SourceVersion) async throws -> [SourceFault] {
        var faults: [SourceFault] = []
        for part in [SourceFault.Part.original, .text] {
            guard let what = try await fault(in: part, of: version) else { continue }
            faults.append(
                SourceFault(source: version.source, version: version.id, number: version.number, part: part, what: what))
        }
        return faults
    }

    private func fault(in part: SourceFault.Part, of version: SourceVersion) async throws -> SourceFault.What? {
        let object = part == .original ? version.original.object : version.text.object
        do {
            // The store's address of the bytes is their hash.
            guard try await objects.hashNow(of: object) == object else { return .changed }
        } catch ObjectStoreError.missing {
            return .missing
        }
        guard version.isSealed, key != nil else { return nil }
        do {
            _ = try await bytes(of: version, part == .original ? .original : .text)
            return nil
        } catch is SourceKeyError {
            return .sealed
        }
    }
}

extension SourceVersion {
    /// Every version, in the order of capture.
    static func page(
        after: ID?, limit: Int = 500, from connection: any Connection
    ) throws(StorageError) -> [SourceVersion] {
        let beyond: SQL = after.map { "WHERE id > \($0)" } ?? ""
        let rows = try connection.rows(
            "SELECT \(columns) FROM source_version \(beyond) ORDER BY id LIMIT \(limit)")
        return try rows.map { row throws(StorageError) in try SourceVersion(row) }
    }
}
