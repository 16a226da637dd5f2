import Foundation
import Markup

extension Document {
    /// A post: `{"title","url","speaker","text"}`, or the shape in which one of the common networks gives it (ActivityPub
    /// and Mastodon, the AT protocol, the two generations of X's interface).
    init(post bytes: [UInt8]) throws {
        let value: Any
        do {
            value = try JSONSerialization.jsonObject(with: Data(bytes))
        } catch {
            throw Self.noPost
        }
        guard let post = value as? [String: Any] else { throw Self.noPost }
        let shape = PostShape(post)
        let text: String
        if let plain = shape.string("text", "full_text", "record.text", "post.record.text", "data.text", "data.full_text") {
            text = plain
        } else if let html = shape.string("content", "status.content", "object.content") {
            text = try DocumentText(html: html).plain.string
        } else {
            throw Self.noPost
        }
        self.init(
            text: text, title: shape.string("title", "name", "object.name"),
            published: shape.string(
                "published", "created_at", "createdAt", "record.createdAt", "post.record.createdAt", "data.created_at",
                "object.published"),
            address: shape.string("url", "object.url", "uri", "post.uri", "id"),
            speaker: shape.string(
                "speaker", "account.display_name", "author.displayName", "post.author.displayName", "author.name", "author",
                "user.name", "account.acct", "author.handle", "post.author.handle", "user.screen_name")
                ?? shape.firstUser,
            language: shape.string("language", "lang", "data.lang"))
    }

    private static let noPost = DocumentFault.unreadable(
        "a source in JSON is one object {\"title\",\"url\",\"speaker\",\"text\"}, of which \"text\" must be there")
}

/// The values of a post by their places in it.
private struct PostShape {
    let post: [String: Any]

    init(_ post: [String: Any]) { self.post = post }

    /// The first of the places at which a text stands that is not blank.
    func string(_ places: String...) -> String? {
        for place in places {
            var value: Any? = post
            for name in place.split(separator: ".") { value = (value as? [String: Any])?[String(name)] }
            if let text = value as? String, text.contains(where: { !$0.isWhitespace }) { return text }
        }
        return nil
    }

    var firstUser: String? {
        let includes = post["includes"] as? [String: Any]
        return (includes?["users"] as? [[String: Any]])?.first?["name"] as? String
    }
}
