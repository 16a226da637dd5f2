/// What a body's conversion has to know of the rest of the export.
public struct ContentLookup: Sendable {
    /// The attachment with an id.
    public var byID: @Sendable (Int) -> WordPressMedia?
    /// The attachment whose file has an address; asked with the address as written and, after that, with that of the
    /// original where the one written is a smaller rendition.
    public var byAddress: @Sendable (String) -> WordPressMedia?
    /// What is attached to an item, in menu order.
    public var attached: @Sendable (Int) -> [WordPressMedia]
    /// The body of a synced pattern (`wp_block` item), by its id.
    public var pattern: @Sendable (Int) -> String?
    /// Whether an address is one of the old site's own.
    public var isOwn: @Sendable (String) -> Bool

    public init(
        byID: @escaping @Sendable (Int) -> WordPressMedia? = { _ in nil },
        byAddress: @escaping @Sendable (String) -> WordPressMedia? = { _ in nil },
        attached: @escaping @Sendable (Int) -> [WordPressMedia] = { _ in [] },
        pattern: @escaping @Sendable (Int) -> String? = { _ in nil },
        isOwn: @escaping @Sendable (String) -> Bool = { _ in false }
    ) {
        self.byID = byID
        self.byAddress = byAddress
        self.attached = attached
        self.pattern = pattern
        self.isOwn = isOwn
    }
}

/// A file of the media library, as a body shows it.
public struct WordPressMedia: Equatable, Sendable {
    public enum Kind: Sendable { case picture, audio, video, file }

    /// The attachment's id.
    public var id: Int
    /// What `src` and `href` are to say: the original file's address, or the one that it has in the new publication.
    public var address: String
    public var kind: Kind
    public var alternativeText: String
    /// As HTML.
    public var caption: String
    public var credit: String
    /// In pixels, of the original file; 0 where not known.
    public var width: Int
    public var height: Int

    public init(
        id: Int, address: String, kind: Kind, alternativeText: String = "", caption: String = "", credit: String = "",
        width: Int = 0, height: Int = 0
    ) {
        self.id = id
        self.address = address
        self.kind = kind
        self.alternativeText = alternativeText
        self.caption = caption
        self.credit = credit
        self.width = width
        self.height = height
    }
}

/// A file that a body shows or links to as its own.
public struct MediaReference: Equatable, Hashable, Sendable {
    /// The attachment's id, where the body or the export tells it.
    public var id: Int?
    /// The address as the body has it, with a rendition's size taken off.
    public var address: String?
    /// Whether the export has it.
    public var isFound: Bool
}
