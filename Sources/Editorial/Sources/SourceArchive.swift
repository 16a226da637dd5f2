import Crypto
import Foundation
public import Storage

/// The source archive: takes captures in, and gives out what was captured, for the check and for readers.
///
/// Originals and texts are in the object store by their SHA-256, everything else in the database. Those of a confidential
/// source are sealed before they leave memory, and its details and speakers with them.
public struct SourceArchive: Sendable {
    let store: any Store
    let objects: any ObjectStore
    let key: SourceKey?
    let clock: TimeSource

    /// - Parameter key: For confidential sources; without it they can be neither archived nor read.
    public init(store: any Store, objects: any ObjectStore, key: SourceKey? = nil, clock: TimeSource = .system) {
        self.store = store
        self.objects = objects
        self.key = key
        self.clock = clock
    }

    // MARK: In

    /// Archives something new.
    /// - Parameter stories: To which it is attached at once.
    /// - Throws: ``SourceError``, ``SourceKeyError``, ``ObjectStoreError``, `StorageError`.
    @discardableResult
    public func add(
        _ capture: SourceCapture, kind: SourceKind, visibility: SourceVisibility = .public, by actor: String,
        attachedTo stories: [Story.ID] = [], note: String? = nil
    ) async throws -> SourceVersion {
        let now = clock.now()
        let source = Source(
            id: Source.ID(at: now), kind: kind, visibility: visibility, createdAt: now, createdBy: actor)
        let kept = try await keep(capture, sealing: visibility == .confidential, at: now)
        return try await store.write { connection in
            let desk = SourceDesk(connection, by: actor, at: now)
            let version = kept.version(of: source.id, number: 1, by: actor)
            try desk.insert(version, of: source, turns: kept.turns, sealed: kept.sealed, note: note)
            for story in stories { try desk.attach(source.id, to: story) }
            return version
        }
    }

    /// Archives a source again, as its next version. Stories stay attached to the version that they were written from.
    /// - Throws: As ``add(_:kind:visibility:by:attachedTo:note:)``.
    @discardableResult
    public func add(
        _ capture: SourceCapture, to source: Source.ID, by actor: String, note: String? = nil
    ) async throws -> SourceVersion {
        let now = clock.now()
        let found = try await store.read { try Source.find(source, from: $0) }
        let kept = try await keep(capture, sealing: found.visibility == .confidential, at: now)
        return try await store.write { connection in
            let last = try SourceVersion.newest(of: source, from: connection)
            let version = kept.version(of: source, number: last.number + 1, by: actor)
            try SourceDesk(connection, by: actor, at: now)
                .insert(version, of: nil, turns: kept.turns, sealed: kept.sealed, note: note)
            return version
        }
    }

    func keep(_ capture: SourceCapture, sealing: Bool, at now: Timestamp) async throws -> KeptCapture {
        let capture = try capture.checked()
        let text = Array(capture.text.utf8)
        let (reading, turns) = capture.sourceTurns
        let id = SourceVersion.ID(at: now)
        guard sealing else {
            let original = try await objects.keep(capture.original)
            let object = try await objects.keep(text)
            return KeptCapture(
                id: id, capture: capture, reading: reading, turns: turns, now: now,
                original: ArchivedObject(object: original, hash: original, byteCount: capture.original.count),
                text: ArchivedObject(object: object, hash: object, byteCount: text.count))
        }
        guard let key else { throw SourceKeyError.missing }
        let seal = SourceSeal(key: key)
        let details = SealedDetails(
            details: capture.details, turns: turns,
            originalHash: ContentHash(digest: SHA256.hash(data: capture.original)),
            textHash: ContentHash(digest: SHA256.hash(data: text)))
        let original = try await objects.keep(try seal.seal(capture.original, .original, of: id))
        let object = try await objects.keep(try seal.seal(text, .text, of: id))
        return KeptCapture(
            id: id, capture: capture, reading: reading, turns: turns, now: now,
            original: ArchivedObject(object: original, hash: details.originalHash, byteCount: capture.original.count),
            text: ArchivedObject(object: object, hash: details.textHash, byteCount: text.count),
            sealed: try seal.seal([UInt8](try JSONEncoder().encode(details)), .details, of: id),
            sealedWith: key.fingerprint)
    }
}

/// A capture whose bytes the object store has, not yet in the database.
struct KeptCapture: Sendable {
    let id: SourceVersion.ID
    let capture: SourceCapture
    let reading: TurnReading
    let turns: [SourceTurn]
    let now: Timestamp
    let original: ArchivedObject
    let text: ArchivedObject
    var sealed: [UInt8]?
    var sealedWith: String?

    func version(of source: Source.ID, number: Int, by actor: String) -> SourceVersion {
        SourceVersion(
            id: id, source: source, number: number, capturedAt: now, capturedBy: actor, method: capture.method,
            format: capture.format, language: capture.language, turns: reading, details: capture.details,
            original: original, text: text, length: capture.text.unicodeScalars.count, sealedWith: sealedWith)
    }
}
