public import Markup

/// What a person says of a source where it says nothing of itself, or says it wrong.
public struct SourceDescription: Sendable, Hashable {
    public var title: String?
    public var author: String?
    public var publisher: String?
    /// `2026-11-24`, or with a time and zone.
    public var published: String?
    public var address: String?
    /// Who speaks wherever no turn says otherwise.
    public var speaker: String?
    public var language: LanguageTag?

    public init(
        title: String? = nil, author: String? = nil, publisher: String? = nil, published: String? = nil,
        address: String? = nil, speaker: String? = nil, language: LanguageTag? = nil
    ) {
        self.title = title
        self.author = author
        self.publisher = publisher
        self.published = published
        self.address = address
        self.speaker = speaker
        self.language = language
    }

    func describe(_ capture: inout SourceCapture) {
        if let title { capture.details.title = title }
        if let author { capture.details.author = author }
        if let publisher { capture.details.publisher = publisher }
        if let published { capture.details.published = published }
        // The address that something was fetched from is no matter of opinion.
        if let address, capture.method != .web { capture.details.address = address }
        if let speaker { capture.details.speaker = speaker }
        if let language { capture.language = language }
    }
}

/// How something gets into the archive: who brings it, for whom, and what it belongs to.
public struct SourceIntake: Sendable, Hashable {
    public var actor: String
    /// What it seems to be where `nil`.
    public var kind: SourceKind?
    /// Where `nil`, that of the source whose next version it is, or public.
    public var visibility: SourceVisibility?
    /// It is the next version of that one.
    public var source: Source.ID?
    public var description: SourceDescription
    /// To which it is attached at once.
    public var stories: [Story.ID]
    public var note: String?

    public init(
        by actor: String, kind: SourceKind? = nil, visibility: SourceVisibility? = nil, source: Source.ID? = nil,
        description: SourceDescription = SourceDescription(), stories: [Story.ID] = [], note: String? = nil
    ) {
        self.actor = actor
        self.kind = kind
        self.visibility = visibility
        self.source = source
        self.description = description
        self.stories = stories
        self.note = note
    }
}

/// What became of something that was to be archived.
public struct SourceIntakeResult: Sendable, Hashable {
    public enum Outcome: String, Sendable, Hashable, Codable {
        /// A source that was not there.
        case new
        /// The next version of one.
        case version
        /// Byte for byte what its newest version is: that was noted, and nothing else kept.
        case unchanged
    }

    public let outcome: Outcome
    /// What is there now.
    public let version: SourceVersion
    /// Whether the words are those of the version before, although the bytes are not.
    public let hasSameText: Bool
}
