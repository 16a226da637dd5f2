import Markup
public import Storage

/// A source as the newsroom and its programs are shown it: every version with what is known of it, the stories, the
/// history. What is sealed and was not opened shows that it is there, when it came and who brought it, and no more.
///
/// Encoded as `{"id","kind","visibility","isShownWhole","createdAt","createdBy","versions":[…],"stories":[…],"history":[…]}`;
/// times are RFC 3339, versions newest first.
public struct SourceReport: Sendable, Encodable {
    public let source: Source
    /// Newest first, opened where they could be.
    public let versions: [SourceVersion]
    public let stories: [Story.ID]
    public let history: [SourceEvent]
    public let isShownWhole: Bool

    /// Whether nothing of it is sealed now. Else the notes in its history stay sealed too: they are written by those who
    /// have read it.
    private var isOpen: Bool { !versions.contains { $0.isSealed && $0.details == .sealed } }

    private enum Keys: String, CodingKey {
        case id, kind, visibility, isShownWhole, createdAt, createdBy, versions, stories, history
    }
    private enum EventKeys: String, CodingKey { case verb, at, by, version, story, note }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(source.id.description, forKey: .id)
        try container.encode(source.kind, forKey: .kind)
        try container.encode(source.visibility, forKey: .visibility)
        try container.encode(isShownWhole, forKey: .isShownWhole)
        try container.encode(source.createdAt.inWords, forKey: .createdAt)
        try container.encode(source.createdBy, forKey: .createdBy)
        try container.encode(versions.map(SourceVersionReport.init), forKey: .versions)
        try container.encode(stories.map(\.description), forKey: .stories)
        var list = container.nestedUnkeyedContainer(forKey: .history)
        for event in history {
            var entry = list.nestedContainer(keyedBy: EventKeys.self)
            try entry.encode(event.verb, forKey: .verb)
            try entry.encode(event.happenedAt.inWords, forKey: .at)
            try entry.encode(event.actor, forKey: .by)
            try entry.encode(event.version?.description, forKey: .version)
            try entry.encode(event.story?.description, forKey: .story)
            try entry.encode(isOpen ? event.note : nil, forKey: .note)
        }
    }
}

/// A version in JSON: `{"id","number","capturedAt","capturedBy","method","format","language","turns","title","author",`
/// `"publisher","published","address","finalAddress","fileName","speaker","original":{"sha256","bytes"},`
/// `"text":{"sha256","bytes","length"},"isSealed"}`.
public struct SourceVersionReport: Sendable, Encodable {
    public let version: SourceVersion

    public init(_ version: SourceVersion) {
        self.version = version
    }

    private enum Keys: String, CodingKey {
        case id, number, capturedAt, capturedBy, method, format, language, turns, title, author, publisher, published
        case address, finalAddress, fileName, speaker, original, text, isSealed
    }
    private enum ObjectKeys: String, CodingKey { case sha256, bytes, length }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        let details = version.details
        try container.encode(version.id.description, forKey: .id)
        try container.encode(version.number, forKey: .number)
        try container.encode(version.capturedAt.inWords, forKey: .capturedAt)
        try container.encode(version.capturedBy, forKey: .capturedBy)
        try container.encode(version.method, forKey: .method)
        try container.encode(version.format, forKey: .format)
        try container.encode(version.language?.string, forKey: .language)
        try container.encode(version.turns, forKey: .turns)
        try container.encode(details.title.isEmpty ? nil : details.title, forKey: .title)
        try container.encode(details.author, forKey: .author)
        try container.encode(details.publisher, forKey: .publisher)
        try container.encode(details.published, forKey: .published)
        try container.encode(details.address, forKey: .address)
        try container.encode(details.finalAddress, forKey: .finalAddress)
        try container.encode(details.fileName, forKey: .fileName)
        try container.encode(details.speaker, forKey: .speaker)
        try container.encode(version.isSealed, forKey: .isSealed)
        var original = container.nestedContainer(keyedBy: ObjectKeys.self, forKey: .original)
        try original.encode(version.original.hash?.description, forKey: .sha256)
        try original.encode(version.original.byteCount, forKey: .bytes)
        var text = container.nestedContainer(keyedBy: ObjectKeys.self, forKey: .text)
        try text.encode(version.text.hash?.description, forKey: .sha256)
        try text.encode(version.text.byteCount, forKey: .bytes)
        try text.encode(version.length, forKey: .length)
    }
}

extension SourceArchive {
    /// - Parameter opening: Whether what is sealed is opened, if the key is there.
    /// - Throws: ``SourceError/notFound(_:)``, ``SourceKeyError`` for a wrong key.
    public func report(_ id: Source.ID, opening: Bool) async throws -> SourceReport {
        let report = try await store.read { connection in
            let source = try Source.find(id, from: connection)
            return SourceReport(
                source: source, versions: try SourceVersion.list(of: id, from: connection).reversed(),
                stories: try Source.stories(attaching: id, from: connection),
                history: try SourceEvent.history(of: id, from: connection),
                isShownWhole: try SourceShowing.isWhole(source, from: connection))
        }
        guard opening, hasKey, report.source.visibility == .confidential else { return report }
        var versions: [SourceVersion] = []
        for version in report.versions { versions.append(try await opened(version)) }
        return SourceReport(
            source: report.source, versions: versions, stories: report.stories, history: report.history,
            isShownWhole: report.isShownWhole)
    }

    /// Sources with their newest versions, newest source first.
    /// - Parameters:
    ///   - before: The last source of the page before.
    ///   - opening: As in ``report(_:opening:)``.
    public func list(
        _ visibility: SourceVisibility? = nil, before: Source.ID? = nil, limit: Int = 50, opening: Bool
    ) async throws -> [(source: Source, newest: SourceVersion)] {
        let found = try await store.read { connection in
            try Source.list(visibility, before: before, limit: limit, from: connection).map { source in
                (source: source, newest: try SourceVersion.newest(of: source.id, from: connection))
            }
        }
        guard opening, hasKey else { return found }
        var list: [(source: Source, newest: SourceVersion)] = []
        for (source, newest) in found { list.append((source, try await opened(newest))) }
        return list
    }
}
