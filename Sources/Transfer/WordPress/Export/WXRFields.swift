// Which element fills which field. An element that a value has no field for is left alone: the handler has already
// told apart those that the format does not know.

extension WXRChannel {
    mutating func set(_ name: WXRName, _ value: String) {
        switch name {
        case .title: title = value
        case .link: link = value
        case .description: description = value
        case .language: language = value
        case .generator: generator = value
        case .wxrVersion: version = value
        case .baseSite: baseSiteAddress = value
        case .baseBlog: baseBlogAddress = value
        default: break
        }
    }
}

extension WXRAuthor {
    mutating func set(_ name: WXRName, _ value: String) {
        switch name {
        case .authorID: id = Int(value)
        case .authorLogin: login = value
        case .authorEmail: email = value
        case .authorDisplayName: displayName = value
        case .authorFirstName: firstName = value
        case .authorLastName: lastName = value
        default: break
        }
    }
}

extension WXRTerm {
    mutating func set(_ name: WXRName, _ value: String) {
        switch name {
        case .termID: id = Int(value)
        case .termTaxonomy: taxonomy = value
        case .termSlug, .categoryNicename, .tagSlug: slug = value
        case .termName, .categoryName, .tagName: self.name = value
        case .termDescription, .categoryDescription, .tagDescription: description = value
        case .termParent, .categoryParent: parentSlug = value
        default: break
        }
    }
}

extension WXRItem {
    mutating func set(_ name: WXRName, _ value: String) {
        switch name {
        case .title: title = value
        case .link: link = value
        case .guid: guid = value
        case .pubDate: publicationDate = value
        case .creator: creator = value
        case .content: content = value
        case .excerpt: excerpt = value
        case .postID: id = Int(value)
        case .postDate: date = value
        case .postDateGMT: dateGMT = value
        case .postModified: modified = value
        case .postModifiedGMT: modifiedGMT = value
        case .commentStatus: commentStatus = value
        case .pingStatus: pingStatus = value
        case .postName: self.name = value
        case .status: status = value
        case .postParent: parent = Int(value) ?? 0
        case .menuOrder: menuOrder = Int(value) ?? 0
        case .postType: type = value
        case .postPassword: password = value
        case .isSticky: isSticky = value == "1"
        case .attachmentAddress: attachmentAddress = value
        default: break
        }
    }

    /// Version 1.0 writes each term twice, once by name alone and once with its slug, and says `tag` for `post_tag`.
    mutating func dropRepeatedTerms() {
        for index in terms.indices where terms[index].taxonomy == "tag" { terms[index].taxonomy = "post_tag" }
        guard terms.contains(where: { $0.slug.isEmpty }) else { return }
        let named = terms
        terms.removeAll { term in
            term.slug.isEmpty && named.contains { !$0.slug.isEmpty && $0.name == term.name }
        }
    }
}

extension WXRComment {
    mutating func set(_ name: WXRName, _ value: String) {
        switch name {
        case .commentID: id = Int(value)
        case .commentAuthor: author = value
        case .commentAuthorEmail: authorEmail = value
        case .commentAuthorAddress: authorAddress = value
        case .commentAuthorIP: authorIP = value
        case .commentDate: date = value
        case .commentDateGMT: dateGMT = value
        case .commentContent: content = value
        case .commentApproved: approved = value
        case .commentType: type = value
        case .commentParent: parent = Int(value) ?? 0
        case .commentUserID: userID = Int(value) ?? 0
        default: break
        }
    }
}
