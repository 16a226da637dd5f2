import Crypto
import Foundation
public import QuotationCheck
public import Storage
import SystemPackage

/// A version with what it says.
public struct SourceReading: Sendable, Hashable {
    public let source: Source
    /// Opened, if it was sealed.
    public let version: SourceVersion
    public let text: String
    public let turns: [SourceTurn]
}

extension SourceArchive {
    // MARK: Out, for readers and the newsroom

    /// A version's text with its turns, opened if it is sealed.
    /// - Throws: ``SourceError/versionNotFound(_:)``, ``SourceKeyError``, ``ObjectStoreError``.
    public func read(_ id: SourceVersion.ID) async throws -> SourceReading {
        let (source, version, turns, sealed) = try await store.read { connection in
            let version = try SourceVersion.find(id, from: connection)
            return (
                try Source.find(version.source, from: connection), version,
                try SourceTurn.list(of: id, from: connection),
                version.isSealed ? try SourceVersion.sealedDetails(of: id, from: connection) : nil
            )
        }
        let opened = try open(version, sealed: sealed)
        let text = String(decoding: try await bytes(of: version, .text), as: UTF8.self)
        return SourceReading(source: source, version: opened.version, text: text, turns: opened.turns ?? turns)
    }

    /// The newest version's text with its turns.
    public func read(newestOf source: Source.ID) async throws -> SourceReading {
        try await read(try await store.read { try SourceVersion.newest(of: source, from: $0) }.id)
    }

    /// A sealed version with its details; another as it is.
    /// - Throws: ``SourceKeyError``.
    public func opened(_ version: SourceVersion) async throws -> SourceVersion {
        guard version.isSealed else { return version }
        let sealed = try await store.read { try SourceVersion.sealedDetails(of: version.id, from: $0) }
        return try open(version, sealed: sealed).version
    }

    /// The bytes as they were captured, opened if they are sealed.
    /// - Throws: ``SourceKeyError``, ``ObjectStoreError``.
    public func original(of version: SourceVersion) async throws -> [UInt8] {
        try await bytes(of: version, .original)
    }

    func bytes(of version: SourceVersion, _ part: SourceSeal.Part) async throws -> [UInt8] {
        let object = part == .original ? version.original.object : version.text.object
        let bytes = try await objects.withFile(of: object) { [UInt8](try Data(contentsOf: URL(filePath: $0.string))) }
        return version.isSealed ? try seal(of: version).open(bytes, part, of: version.id) : bytes
    }

    func seal(of version: SourceVersion) throws(SourceKeyError) -> SourceSeal {
        guard let key else { throw .missing }
        if let needed = version.sealedWith, needed != key.fingerprint {
            throw .wrong(given: key.fingerprint, needed: needed)
        }
        return SourceSeal(key: key)
    }

    func open(_ version: SourceVersion, sealed: [UInt8]?) throws -> (version: SourceVersion, turns: [SourceTurn]?) {
        guard let sealed else { return (version, nil) }
        let bytes = try seal(of: version).open(sealed, .details, of: version.id)
        let details = try JSONDecoder().decode(SealedDetails.self, from: Data(bytes))
        var opened = version
        opened.details = details.details
        opened.original.hash = details.originalHash
        opened.text.hash = details.textHash
        return (opened, details.turns)
    }
}

extension SourceArchive {
    // MARK: Out, for the check

    /// A version as the check takes it, by the version's identifier: mapped and not loaded, unless it is small or sealed.
    /// - Parameter verifying: Whether its text is hashed first, so that one that was tampered with is `source-broken`.
    /// - Throws: ``SourceKeyError`` for a sealed one without its key; ``ObjectStoreError``.
    public func checkable(_ version: SourceVersion, verifying: Bool = true) async throws -> QuotationCheck.Source {
        let sealed = version.isSealed ? try await store.read { try SourceVersion.sealedDetails(of: version.id, from: $0) } : nil
        let opened = try open(version, sealed: sealed)
        let turns = try await turns(of: version, opened: opened.turns)
        let (id, speaker) = (version.id.description, opened.version.details.speaker)
        if version.isSealed || version.text.byteCount < Self.smallestMapped {
            let bytes = try await bytes(of: version, .text)
            let isIntact = !verifying || ContentHash(digest: SHA256.hash(data: bytes)) == opened.version.text.hash
            return QuotationCheck.Source(id: id, utf8: bytes, speaker: speaker, turns: turns, isIntact: isIntact)
        }
        return try await objects.withFile(of: version.text.object) { path in
            let file = try MappedFile(path: path.string)
            let isIntact = !verifying || file.count == version.text.byteCount
                && ContentHash(of: file) == version.text.hash
            return QuotationCheck.Source(id: id, file: file, speaker: speaker, turns: turns, isIntact: isIntact)
        }
    }

    private func turns(
        of version: SourceVersion, opened: [SourceTurn]?
    ) async throws -> QuotationCheck.Source.Turns {
        guard version.turns != .none else { return .none }
        if let opened {
            return version.turns == .labels ? .labelled : .given(opened.map { SpeakerTurn(speaker: $0.speaker, range: $0.range) })
        }
        let (turns, names) = try await store.read { connection in
            let turns = try SourceTurn.list(of: version.id, from: connection)
            let tied = try Subject.read(turns.compactMap(\.subject), from: connection)
            return (turns, Dictionary(tied.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first }))
        }
        if version.turns == .labels, names.isEmpty { return .labelled }
        // “The chair” in the minutes is who somebody has said that it is.
        return .given(turns.map { SpeakerTurn(speaker: $0.subject.flatMap { names[$0] } ?? $0.speaker, range: $0.range) })
    }

    /// A page of memory: mapping less saves nothing, and a program has only so many mappings.
    private static let smallestMapped = 4_096

    /// What a story was written from, in the order of attachment; each with its identifier that of its version.
    ///
    /// A source whose bytes are gone, or that is sealed with another key, is there as one that is broken: the story is
    /// checked all the same, and what was bound to it does not pass.
    public func checkable(attachedTo story: Story.ID) async throws -> [QuotationCheck.Source] {
        let attached = try await store.read { try SourceAttachment.list(of: story, from: $0) }
        var sources: [QuotationCheck.Source] = []
        for attachment in attached {
            do {
                sources.append(try await checkable(attachment.version))
            } catch let error where error is ObjectStoreError || error is SourceKeyError {
                sources.append(
                    QuotationCheck.Source(id: attachment.version.id.description, text: "", isIntact: false))
            }
        }
        return sources
    }

    /// The newest version of every source, oldest first: the whole archive, mapped and not loaded, so that its size is no
    /// matter. What is sealed is left out unless asked for; what can't be had is left out.
    /// - Parameter length: How many rows are read from the database at a time.
    public func everything(
        includingConfidential: Bool = false, inPagesOf length: Int = 500
    ) async throws -> [QuotationCheck.Source] {
        var sources: [QuotationCheck.Source] = []
        var last: Source.ID?
        while true {
            let after = last
            let page = try await store.read {
                try SourceVersion.newest(
                    after: after, includingConfidential: includingConfidential, limit: length, from: $0)
            }
            for version in page {
                do {
                    sources.append(try await checkable(version, verifying: false))
                } catch let error where error is ObjectStoreError || error is MappingFault || error is SourceKeyError {
                    continue
                }
            }
            guard page.count == length, let next = page.last?.source else { return sources }
            last = next
        }
    }
}

extension ContentHash {
    init(of file: MappedFile) {
        var hasher = SHA256()
        file.withBytes { hasher.update(bufferPointer: $0) }
        self.init(digest: hasher.finalize())
    }
}
