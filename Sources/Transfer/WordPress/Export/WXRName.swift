/// The elements that an export is made of, told by namespace and local name.
enum WXRName: UInt8 {
    case unknown
    case rss, channel, item, image
    case title, link, description, language, generator, pubDate, guid, creator, content, excerpt, category
    case wxrVersion, baseSite, baseBlog
    case author, authorID, authorLogin, authorEmail, authorDisplayName, authorFirstName, authorLastName
    case wpCategory, categoryNicename, categoryParent, categoryName, categoryDescription
    case wpTag, tagSlug, tagName, tagDescription
    case wpTerm, termID, termTaxonomy, termSlug, termParent, termName, termDescription, termMeta
    case postID, postDate, postDateGMT, postModified, postModifiedGMT, commentStatus, pingStatus, postName, status
    case postParent, menuOrder, postType, postPassword, isSticky, attachmentAddress
    case postMeta, metaKey, metaValue
    case comment, commentID, commentAuthor, commentAuthorEmail, commentAuthorAddress, commentAuthorIP, commentDate
    case commentDateGMT, commentContent, commentApproved, commentType, commentParent, commentUserID, commentMeta
    /// Known, and without meaning for a newspaper.
    case ignored
}

extension WXRName {
    /// What stands between a namespace and a local name in what the parser reports: a byte that XML allows in neither.
    static let separator: UInt8 = 1

    /// Reads a name as the parser reports it: namespace, separator, local name; or the local name alone.
    static func read(_ name: UnsafeBufferPointer<UInt8>) -> WXRName {
        guard let split = name.lastIndex(of: separator) else {
            return key(of: name[...]).flatMap { plain[$0] } ?? .unknown
        }
        guard let key = key(of: name[(split + 1)...]) else { return .unknown }
        return switch namespace(UnsafeBufferPointer(rebasing: name[..<split])) {
        case .export: exported[key] ?? .unknown
        case .excerpt: key == encoded ? .excerpt : .unknown
        case .content: key == encoded ? .content : .unknown
        case .dublinCore: key == dublinCoreCreator ? .creator : .unknown
        case .other: .ignored
        }
    }

    private enum Namespace { case export, excerpt, content, dublinCore, other }

    /// The export's own namespaces carry its version, and occur with `http` and with `https`: they are told by what
    /// stands before the version.
    private static func namespace(_ address: UnsafeBufferPointer<UInt8>) -> Namespace {
        let secure = address.count > 4 && address[4] == UInt8(ascii: "s")
        let rest = UnsafeBufferPointer(rebasing: address[min(secure ? 5 : 4, address.count)...])
        if begins(rest, "://wordpress.org/export/") {
            return ends(rest, "excerpt/") ? .excerpt : .export
        }
        if begins(rest, "://purl.org/rss/1.0/modules/content/") { return .content }
        if begins(rest, "://purl.org/dc/elements/1.1/") { return .dublinCore }
        return .other
    }

    private static func begins(_ bytes: UnsafeBufferPointer<UInt8>, _ prefix: StaticString) -> Bool {
        matches(bytes, at: 0, prefix)
    }

    private static func ends(_ bytes: UnsafeBufferPointer<UInt8>, _ suffix: StaticString) -> Bool {
        matches(bytes, at: bytes.count - suffix.utf8CodeUnitCount, suffix)
    }

    private static func matches(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int, _ wanted: StaticString) -> Bool {
        guard offset >= 0, bytes.count >= offset + wanted.utf8CodeUnitCount else { return false }
        return wanted.withUTF8Buffer { wanted in
            for index in wanted.indices where bytes[offset + index] != wanted[index] { return false }
            return true
        }
    }

    /// A number for a name of up to 24 bytes; the names below all have different ones.
    private static func key(of name: some Collection<UInt8>) -> UInt64? {
        guard !name.isEmpty, name.count <= 24 else { return nil }
        var key: UInt64 = 0
        for byte in name { key = key &* 1_099_511_628_211 &+ UInt64(byte) }
        return key
    }

    private static func keyed(_ names: [String: WXRName]) -> [UInt64: WXRName] {
        var table: [UInt64: WXRName] = [:]
        for (name, value) in names {
            if let key = key(of: Array(name.utf8)) { table[key] = value }
        }
        return table
    }

    private static let encoded = key(of: Array("encoded".utf8))
    private static let dublinCoreCreator = key(of: Array("creator".utf8))

    private static let plain = keyed([
        "rss": .rss, "channel": .channel, "item": .item, "image": .image, "title": .title, "link": .link,
        "description": .description, "language": .language, "generator": .generator, "pubDate": .pubDate,
        "guid": .guid, "category": .category, "lastBuildDate": .ignored, "docs": .ignored, "cloud": .ignored,
        "ttl": .ignored, "copyright": .ignored, "managingEditor": .ignored, "webMaster": .ignored,
        "comments": .ignored, "author": .ignored, "source": .ignored, "enclosure": .ignored,
    ])

    private static let exported = keyed([
        "wxr_version": .wxrVersion, "base_site_url": .baseSite, "base_blog_url": .baseBlog,
        "author": .author, "author_id": .authorID, "author_login": .authorLogin, "author_email": .authorEmail,
        "author_display_name": .authorDisplayName, "author_first_name": .authorFirstName,
        "author_last_name": .authorLastName,
        "category": .wpCategory, "category_nicename": .categoryNicename, "category_parent": .categoryParent,
        "cat_name": .categoryName, "category_description": .categoryDescription,
        "tag": .wpTag, "tag_slug": .tagSlug, "tag_name": .tagName, "tag_description": .tagDescription,
        "term": .wpTerm, "term_id": .termID, "term_taxonomy": .termTaxonomy, "term_slug": .termSlug,
        "term_parent": .termParent, "term_name": .termName, "term_description": .termDescription,
        "termmeta": .termMeta,
        "post_id": .postID, "post_date": .postDate, "post_date_gmt": .postDateGMT, "post_modified": .postModified,
        "post_modified_gmt": .postModifiedGMT, "comment_status": .commentStatus, "ping_status": .pingStatus,
        "post_name": .postName, "status": .status, "post_parent": .postParent, "menu_order": .menuOrder,
        "post_type": .postType, "post_password": .postPassword, "is_sticky": .isSticky,
        "attachment_url": .attachmentAddress,
        "postmeta": .postMeta, "meta_key": .metaKey, "meta_value": .metaValue,
        "comment": .comment, "comment_id": .commentID, "comment_author": .commentAuthor,
        "comment_author_email": .commentAuthorEmail, "comment_author_url": .commentAuthorAddress,
        "comment_author_IP": .commentAuthorIP, "comment_date": .commentDate, "comment_date_gmt": .commentDateGMT,
        "comment_content": .commentContent, "comment_approved": .commentApproved, "comment_type": .commentType,
        "comment_parent": .commentParent, "comment_user_id": .commentUserID, "commentmeta": .commentMeta,
    ])
}
