/// A post, page, attachment, menu item, revision or anything else that WordPress keeps as a post.
public struct WXRItem: Equatable, Sendable {
    public var title = ""
    /// The public address; for a draft, one with `?p=`.
    public var link = ""
    public var guid = ""
    /// The date of publication as RSS writes it.
    public var publicationDate = ""
    /// The login of the author.
    public var creator = ""
    public var content = ""
    public var excerpt = ""
    public var id: Int?
    /// The site's local time, `2015-01-27 14:56:57`.
    public var date = ""
    /// The same in GMT; all zeros for what was never published.
    public var dateGMT = ""
    public var modified = ""
    public var modifiedGMT = ""
    public var commentStatus = ""
    public var pingStatus = ""
    /// The slug; may be empty for a draft.
    public var name = ""
    /// `publish`, `draft`, `pending`, `private`, `future`, `inherit`, `trash`, or a plug-in's own.
    public var status = ""
    /// The id of the parent; 0 for none.
    public var parent = 0
    public var menuOrder = 0
    /// `post`, `page`, `attachment` …
    public var type = ""
    public var password = ""
    public var isSticky = false
    public var attachmentAddress = ""
    public var terms: [WXRItemTerm] = []
    public var meta: [WXRMeta] = []
    public var comments: [WXRComment] = []
    /// The line of the file on which the item begins, counted from 1.
    public var line = 0

    public init() {}
}

/// A term that an item carries.
public struct WXRItemTerm: Equatable, Sendable {
    /// `category`, `post_tag`, or the taxonomy's own name.
    public var taxonomy: String
    public var slug: String
    public var name: String

    public init(taxonomy: String, slug: String, name: String) {
        self.taxonomy = taxonomy
        self.slug = slug
        self.name = name
    }
}

/// A comment, pingback or trackback.
public struct WXRComment: Equatable, Sendable {
    public var id: Int?
    public var author = ""
    public var authorEmail = ""
    public var authorAddress = ""
    public var authorIP = ""
    public var date = ""
    public var dateGMT = ""
    public var content = ""
    /// `1` approved, `0` waiting, `spam`, `trash` or `post-trashed`.
    public var approved = ""
    /// Empty or `comment`, `pingback`, `trackback`, or a plug-in's own.
    public var type = ""
    /// The id of the comment that this one answers; 0 for none.
    public var parent = 0
    /// The id of the account that wrote it; 0 for none.
    public var userID = 0
    public var meta: [WXRMeta] = []
}
