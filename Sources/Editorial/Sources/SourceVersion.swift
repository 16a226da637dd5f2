public import Markup
public import QuotationCheck
public import Storage

/// One capture of a source: the bytes as they came, the text that was read from them, who captured it and when.
///
/// A version never changes and is never deleted; the database refuses it.
public struct SourceVersion: Sendable, Hashable, Identifiable {
    public typealias ID = Identifier<SourceVersion>

    public let id: ID
    public let source: Source.ID
    /// Counts from 1 within the source.
    public let number: Int
    public let capturedAt: Timestamp
    public let capturedBy: String
    public let method: CaptureMethod
    /// The media type of the original: `text/html`, `application/warc`.
    public let format: String
    /// `nil` where it is unknown.
    public let language: LanguageTag?
    public let turns: TurnReading
    /// What is known about it; ``SourceDetails/sealed`` for a confidential source that was not opened with its key.
    public internal(set) var details: SourceDetails
    public internal(set) var original: ArchivedObject
    /// UTF-8.
    public internal(set) var text: ArchivedObject
    /// In Unicode code points, as positions in the text count.
    public let length: Int
    /// Which key the version is sealed with (``SourceKey/fingerprint``); `nil` for one that is not confidential.
    public let sealedWith: String?

    /// Whether its original, its text and its details are sealed.
    public var isSealed: Bool { sealedWith != nil }
}

/// Bytes in the object store, and the hash that says whether they are still those that were captured.
public struct ArchivedObject: Sendable, Hashable, Codable {
    /// Under which the object store has the bytes: for a sealed version, the hash of the sealed ones.
    public let object: ContentHash
    /// The SHA-256 of the bytes as they were captured. `nil` for a sealed version that was not opened: the hash of a
    /// short text would give the text away to who can guess it.
    public internal(set) var hash: ContentHash?
    /// As captured.
    public let byteCount: Int

    public init(object: ContentHash, hash: ContentHash?, byteCount: Int) {
        self.object = object
        self.hash = hash
        self.byteCount = byteCount
    }
}

/// What is known about a source beside its text.
public struct SourceDetails: Sendable, Hashable, Codable {
    public var title: String
    public var author: String?
    /// Who put it out: a council, a company, an outlet.
    public var publisher: String?
    /// When it was put out, by its own account: `2026-11-24` or with a time and zone.
    public var published: String?
    /// Where the original is, or was.
    public var address: String?
    /// Where redirects led when it was captured, if elsewhere.
    public var finalAddress: String?
    public var fileName: String?
    /// Who speaks wherever no turn says otherwise: the author of a post or a letter.
    public var speaker: String?

    public init(
        title: String, author: String? = nil, publisher: String? = nil, published: String? = nil, address: String? = nil,
        finalAddress: String? = nil, fileName: String? = nil, speaker: String? = nil
    ) {
        self.title = title
        self.author = author
        self.publisher = publisher
        self.published = published
        self.address = address
        self.finalAddress = finalAddress
        self.fileName = fileName
        self.speaker = speaker
    }

    /// What a confidential source shows without its key.
    public static let sealed = SourceDetails(title: "")
}

/// How a version came into the archive.
public enum CaptureMethod: String, Sendable, Hashable, CaseIterable, Codable, SQLBindable, SQLReadable {
    /// From its address on the web.
    case web
    case upload
    /// Typed or pasted.
    case typed
}

/// How the speakers in a text are told apart.
public enum TurnReading: String, Sendable, Hashable, CaseIterable, Codable, SQLBindable, SQLReadable {
    /// Lines begin with `NAME:`.
    case labels
    /// The format says who speaks, as captions do with voices.
    case voices
    case none
}

/// A run of a source's text that one person speaks.
public struct SourceTurn: Sendable, Hashable, Codable {
    /// Counts from 1 within the version.
    public let number: Int
    /// As the source writes it: `VERITY CROME`.
    public let speaker: String
    /// Code points of the text, without the label.
    public let range: CodePointRange
    /// Who that is, where somebody has said so.
    public var subject: Subject.ID?

    public init(number: Int, speaker: String, range: CodePointRange, subject: Subject.ID? = nil) {
        self.number = number
        self.speaker = speaker
        self.range = range
        self.subject = subject
    }
}

/// A story's tie to a source: which version it was written from, who said so and when.
public struct SourceAttachment: Sendable, Hashable {
    public let story: Story.ID
    public let source: Source
    public let version: SourceVersion
    public let attachedAt: Timestamp
    public let attachedBy: String
}
