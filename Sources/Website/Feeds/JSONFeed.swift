import Foundation
import Markup
import Storage

extension Feed {
    /// JSON Feed 1.1.
    func json() throws -> [UInt8] {
        let document = JSONFeedDocument(
            title: title, home_page_url: page, feed_url: address, description: summary, language: language.string,
            items: items.map(JSONFeedDocument.Item.init))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return [UInt8](try encoder.encode(document))
    }
}

/// The names are the standard's.
private struct JSONFeedDocument: Encodable {
    var version = "https://jsonfeed.org/version/1.1"
    var title: String
    var home_page_url: String
    var feed_url: String
    var description: String?
    var language: String
    var items: [Item]

    struct Item: Encodable {
        var id: String
        var url: String
        var title: String
        var summary: String?
        var content_html: String
        var date_published: String
        var date_modified: String
        var authors: [Author]
        var tags: [String]
        var image: String?
        var language: String?

        init(_ item: Feed.Item) {
            id = item.identifier
            url = item.address
            title = item.headline
            summary = item.standfirst
            content_html = item.content.string
            date_published = item.publishedAt.internetDate
            date_modified = item.updatedAt.internetDate
            authors = item.authors.map { Author(name: $0.name, url: $0.address) }
            tags = item.subjects
            image = item.picture
            language = item.language?.string
        }
    }

    struct Author: Encodable {
        var name: String
        var url: String
    }
}
