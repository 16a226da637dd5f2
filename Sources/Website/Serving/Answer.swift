public import Editorial
public import HTTPTypes
public import Storage

/// A finished answer to a request: what is sent, how long it keeps, and what it was made of.
public struct Answer: Sendable {
    public var status: HTTPResponse.Status
    /// As in `text/html; charset=utf-8`; `nil` where there is no content.
    public var mediaType: String?
    public var content: Content
    public var keeping: Keeping
    /// Where a redirect leads.
    public var location: String?
    /// What it was made of: it is out of date as soon as one of these changes.
    public var keys: Set<CacheKey>
    /// The first moment at which time itself has changed it; `nil` where time doesn't.
    public var freshUntil: Timestamp?

    /// The bytes, or where they are.
    public enum Content: Sendable {
        case bytes([UInt8])
        /// A recording, film or document of the media archive, sent in pieces.
        case original(Media)
    }

    /// How long browsers and caches on the way may keep it.
    public enum Keeping: String, Sendable {
        /// Browsers ask each time whether it changed; a shared cache may answer for a minute, for ten more while it asks,
        /// and for a day where it asks in vain.
        case page = "public, max-age=0, s-maxage=60, stale-while-revalidate=600, stale-if-error=86400"
        /// Named by its content: it never changes.
        case forever = "public, max-age=31536000, immutable"
        /// Redirects and other things that change rarely.
        case hour = "public, max-age=3600"
        /// A page that is out of date, while nothing newer can be had.
        case moment = "public, max-age=0, s-maxage=5"
        /// Faults, and what is right for one moment only.
        case never = "no-store"
    }

    public init(
        _ status: HTTPResponse.Status = .ok, mediaType: String?, content: Content, keeping: Keeping,
        keys: Set<CacheKey> = []
    ) {
        self.status = status
        self.mediaType = mediaType
        self.content = content
        self.keeping = keeping
        self.keys = keys
    }

    /// Text of a type, in UTF-8.
    static func text(_ text: String, as mediaType: String = "text/plain", keys: Set<CacheKey> = []) -> Answer {
        Answer(
            mediaType: "\(mediaType); charset=utf-8", content: .bytes(Array(text.utf8)), keeping: .hour, keys: keys)
    }

    static func xml(_ bytes: [UInt8], keys: Set<CacheKey>) -> Answer {
        Answer(mediaType: "application/xml; charset=utf-8", content: .bytes(bytes), keeping: .page, keys: keys)
    }

    /// A permanent redirect (RFC 9110, 15.4.2): old addresses lead on for ever.
    /// - Parameter keys: What it leads to, where that may have yet another address tomorrow, perhaps the old one again; such
    ///   a redirect is kept no longer than a page.
    static func moved(to location: String, keys: Set<CacheKey> = []) -> Answer {
        var answer = Answer(
            .movedPermanently, mediaType: nil, content: .bytes([]), keeping: keys.isEmpty ? .hour : .page, keys: keys)
        answer.location = location
        return answer
    }
}
