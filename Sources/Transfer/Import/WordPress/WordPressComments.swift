import Editorial
import Foundation
import Markup
import Storage

/// Makes readers' comments of those of an item.
struct WordPressComments: Sendable {
    let source: ImportSource
    let zone: TimeZone
    let now: Timestamp
    let links: RootRelativeLinks

    /// - Parameter name: How the report calls what they stand under.
    func make(
        _ comments: [WXRComment], under story: Story.ID, named name: String, _ ledger: inout ImportLedger
    ) -> [Comment] {
        guard !comments.isEmpty else { return [] }
        let numbers = Set(comments.filter { Self.kind(of: $0) != nil }.compactMap(\.id))
        return comments.enumerated().compactMap { index, comment in
            guard let kind = Self.kind(of: comment) else {
                ledger.omit("\(comment.type) of \(name)", "it is no reader's comment")
                return nil
            }
            guard let body = body(of: comment, &ledger) else {
                ledger.omit("comment \(comment.id ?? 0) of \(name)", "its text can't be read")
                return nil
            }
            var parent: Comment.ID?
            if comment.parent != 0 {
                if numbers.contains(comment.parent) {
                    parent = source.identifier(.comment, comment.parent)
                } else {
                    ledger.change("comment \(comment.id ?? 0) of \(name)", "stands alone: what it answers was not imported")
                }
            }
            let id: Comment.ID = comment.id.map { source.identifier(.comment, $0) } ?? source.identifier(.comment, "\(story) \(index)")
            let date = WordPressTime.resolve(gmt: comment.dateGMT, local: comment.date, in: zone).map { Timestamp($0) }
            return Comment(
                id: id, story: story, parent: parent, kind: kind, state: Self.state(of: comment),
                authorName: WordPressDirectoryWriter.text(comment.author) ?? "",
                authorURL: SafeURL(parsing: comment.authorAddress).flatMap { $0.isWeb ? $0 : nil },
                authorEmail: comment.authorEmail.nonEmpty, createdAt: date ?? now, body: body)
        }
    }

    private static func kind(of comment: WXRComment) -> Comment.Kind? {
        switch comment.type {
        case "", "comment": .comment
        case "pingback": .pingback
        case "trackback": .trackback
        default: nil
        }
    }

    private static func state(of comment: WXRComment) -> Comment.State {
        switch comment.approved {
        case "1", "approve", "approved": .approved
        case "spam": .spam
        case "trash", "post-trashed": .removed
        default: .pending
        }
    }

    private func body(of comment: WXRComment, _ ledger: inout ImportLedger) -> Body? {
        if !comment.content.utf8.contains(where: { [UInt8(ascii: "<"), UInt8(ascii: "&"), UInt8(ascii: ":"), 10].contains($0) }) {
            return Body(blocks: [.paragraph([.text(comment.content)])])
        }
        let content = WordPressContent(converting: CommentText.prepare(comment.content))
        guard let parsed = try? ParsedBody(html: links.apply(to: content.html)) else { return nil }
        ledger.append(content.notes)
        ledger.append(parsed.changes)
        return parsed.body
    }
}
