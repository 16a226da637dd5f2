import Crypto
public import Documents
public import Markup
import QuotationCheck
import Storage

extension SourceArchive {
    /// Archives a page: whatever is asked and answered on the way to it as one WARC file, and its text.
    ///
    /// An address that was captured before gives its source a new version. Where the same bytes come again, a version
    /// would say nothing new: then the source's history has it that it was found unchanged, by whom and when.
    /// - Throws: ``CaptureFault``, `DocumentFault`, ``SourceError``, ``SourceKeyError``,
    ///   ``ObjectStoreError``, `StorageError`.
    public func capture(
        _ address: SafeURL, by fetcher: PageFetcher, _ intake: SourceIntake
    ) async throws -> SourceIntakeResult {
        // Before anything goes over the network.
        let earlier = try await earlier(intake, from: address)
        if intake.visibility == .confidential || earlier?.isSealed == true, !hasKey { throw SourceKeyError.missing }
        let exchanges = try await fetched(address, by: fetcher)
        var (capture, kind) = try await CapturedPage.read(exchanges, asked: address, at: clock.now())
        intake.description.describe(&capture)
        if let earlier, try await payload(of: earlier) == WARCFile(reading: capture.original).payloadDigest {
            return try await foundUnchanged(earlier, intake)
        }
        return try await take(capture, kind, after: earlier, intake)
    }

    /// Archives a file that somebody has.
    ///
    /// The same bytes are not archived twice: the source that has them is given back, its history saying so.
    /// - Parameter format: What the name tells, or the bytes, where `nil`.
    /// - Throws: ``CaptureFault``, `DocumentFault`, ``SourceError``, ``SourceKeyError``, ``ObjectStoreError``,
    ///   `StorageError`.
    public func upload(
        _ bytes: [UInt8], named fileName: String?, format: DocumentFormat? = nil, _ intake: SourceIntake
    ) async throws -> SourceIntakeResult {
        let known = format ?? fileName.flatMap { DocumentFormat(fileName: $0) } ?? DocumentFormat(content: bytes)
        guard let known else { throw CaptureFault.unknownType(fileName ?? "it") }
        let document = try await Document(reading: bytes, as: known)
        var capture = SourceCapture(document, original: bytes, format: known, method: .upload, fileName: fileName)
        intake.description.describe(&capture)
        let kind = document.headings["kind"].flatMap(SourceKind.init(rawValue:)) ?? known.likelyKind
        let earlier = try await earlier(intake, holding: bytes)
        if let earlier, try await original(of: earlier) == bytes { return try await foundUnchanged(earlier, intake) }
        return try await take(capture, kind, after: earlier, intake)
    }

    /// Archives typed or pasted text: interview notes, a post's words.
    /// - Throws: ``SourceError``, ``SourceKeyError``, ``ObjectStoreError``, `StorageError`.
    public func type(_ text: String, _ intake: SourceIntake) async throws -> SourceIntakeResult {
        var capture = SourceCapture.typed(text, details: SourceDetails(title: ""))
        intake.description.describe(&capture)
        let earlier = try await earlier(intake) { _ in nil }
        return try await take(capture, .notes, after: earlier, intake)
    }

    private func fetched(_ address: SafeURL, by fetcher: PageFetcher) async throws -> [WebExchange] {
        do {
            return try await fetcher.fetch(address)
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            throw CaptureFault.notFetched(String(describing: error))
        }
    }

    // MARK: What there is already

    private func earlier(_ intake: SourceIntake, from address: SafeURL) async throws -> SourceVersion? {
        let asked = address.withoutFragment.string
        return try await earlier(intake) { connection in
            guard let found = try SourceVersion.captured(from: asked, from: connection).first else { return nil }
            return try SourceVersion.newest(of: found.source, from: connection)
        }
    }

    private func earlier(_ intake: SourceIntake, holding bytes: [UInt8]) async throws -> SourceVersion? {
        let hash = ContentHash(digest: SHA256.hash(data: bytes))
        return try await earlier(intake) { connection in
            try SourceVersion.holding(original: hash, from: connection).last
        }
    }

    /// The version that an intake follows: that of the source it names, or one that is found.
    private func earlier(
        _ intake: SourceIntake, _ find: @escaping @Sendable (any Connection) throws -> SourceVersion?
    ) async throws -> SourceVersion? {
        try await store.read { connection in
            if let named = intake.source {
                let version = try SourceVersion.newest(of: named, from: connection)
                try check(intake, may: version, in: connection)
                return version
            }
            // What is confidential joins nothing that others know of.
            guard intake.visibility != .confidential, let found = try find(connection) else { return nil }
            try check(intake, may: found, in: connection)
            return found
        }
    }

    private func check(_ intake: SourceIntake, may version: SourceVersion, in connection: any Connection) throws {
        let source = try Source.find(version.source, from: connection)
        if let wanted = intake.visibility, wanted != source.visibility {
            throw CaptureFault.otherVisibility(source.id, source.visibility)
        }
    }

    private func payload(of version: SourceVersion) async throws -> String? {
        guard version.format == WARCFile.mediaType else { return nil }
        return try WARCFile(reading: try await original(of: version)).payloadDigest
    }

    // MARK: Taking in

    private func take(
        _ capture: SourceCapture, _ kind: SourceKind, after earlier: SourceVersion?, _ intake: SourceIntake
    ) async throws -> SourceIntakeResult {
        guard let earlier else {
            let version = try await add(
                capture, kind: intake.kind ?? kind, visibility: intake.visibility ?? .public, by: intake.actor,
                attachedTo: intake.stories, note: intake.note)
            return SourceIntakeResult(outcome: .new, version: version, hasSameText: false)
        }
        let before = try await read(earlier.id).text
        let version = try await add(capture, to: earlier.source, by: intake.actor, note: intake.note)
        try await attach(version, intake)
        return SourceIntakeResult(outcome: .version, version: version, hasSameText: before == capture.text)
    }

    private func foundUnchanged(_ version: SourceVersion, _ intake: SourceIntake) async throws -> SourceIntakeResult {
        let now = clock.now()
        try await store.write { connection in
            try SourceDesk(connection, by: intake.actor, at: now).foundUnchanged(version, note: intake.note)
        }
        try await attach(version, intake)
        return SourceIntakeResult(outcome: .unchanged, version: version, hasSameText: true)
    }

    private func attach(_ version: SourceVersion, _ intake: SourceIntake) async throws {
        let now = clock.now()
        try await store.write { connection in
            let desk = SourceDesk(connection, by: intake.actor, at: now)
            for story in intake.stories { try desk.attach(version.source, to: story, version: version.id, note: intake.note) }
        }
    }
}
