public import Storage

/// A picture, recording, film or document in the media archive.
public struct Media: Sendable, Hashable {
    public typealias ID = Identifier<Media>

    public enum Kind: String, Sendable, Hashable, CaseIterable, Codable, SQLBindable, SQLReadable {
        case image
        case audio
        case video
        case document
    }

    public let id: ID
    public var kind: Kind
    /// The original's content address; `nil` while the file has not been had.
    public var original: ContentHash?
    /// The media type of the original, as in `image/jpeg`.
    public var type: String
    /// The name under which it came.
    public var fileName: String
    public var byteCount: Int
    /// In pixels after the orientation was applied; `nil` where it has none or is not known yet.
    public var size: PixelSize?
    public var title: String?
    public var alt: String
    public var caption: String?
    public var credit: String?
    /// Where it was fetched from, or is to be.
    public var sourceURL: String?
    public var createdAt: Timestamp

    /// Whether it is of a type that can hold an animation.
    public var mayMove: Bool { type == "image/gif" || type == "image/webp" }

    public init(
        id: ID, kind: Kind, original: ContentHash? = nil, type: String, fileName: String, byteCount: Int = 0,
        size: PixelSize? = nil, title: String? = nil, alt: String = "", caption: String? = nil, credit: String? = nil,
        sourceURL: String? = nil, createdAt: Timestamp
    ) {
        self.id = id
        self.kind = kind
        self.original = original
        self.type = type
        self.fileName = fileName
        self.byteCount = byteCount
        self.size = size
        self.title = title
        self.alt = alt
        self.caption = caption
        self.credit = credit
        self.sourceURL = sourceURL
        self.createdAt = createdAt
    }
}
