public import Markup
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

/// Width and height in pixels.
public struct PixelSize: Sendable, Hashable, Codable {
    public var width: Int
    public var height: Int

    public init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }
}

/// The SHA-256 of some bytes (FIPS 180-4), by which the object store addresses them.
public struct ContentHash: Sendable, Hashable, Codable, CustomStringConvertible, SQLBindable, SQLReadable {
    /// 64 lower-case hexadecimal digits.
    public let description: String

    /// - Returns: `nil` unless the text is 64 lower-case hexadecimal digits.
    public init?(_ text: String) {
        let isHash = text.utf8.count == 64 && text.utf8.allSatisfy {
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
        }
        guard isHash else { return nil }
        description = text
    }

    public var sqlValue: SQLValue { .text(description) }

    public init?(sqlValue: SQLValue) {
        guard case .text(let text) = sqlValue else { return nil }
        self.init(text)
    }
}
