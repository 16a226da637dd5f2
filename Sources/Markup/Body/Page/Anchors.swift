/// A heading of a body, and where a link finds it.
public struct Heading: Sendable, Hashable {
    public var level: HeadingLevel
    /// The words.
    public var text: String
    /// The `id` on the page: a slug of the words, unique on the page.
    public var anchor: String
}

extension Body {
    /// The headings in order, those within asides and quotations too (but not the titles of asides).
    public var headings: [Heading] {
        var anchors = Anchors()
        var headings: [Heading] = []
        func visit(_ blocks: [Block]) {
            for block in blocks {
                switch block {
                case .heading(let level, let line):
                    headings.append(Heading(level: level, text: line.plainText, anchor: anchors.next(for: line)))
                case .quotation(let blocks, _, _), .aside(_, let blocks): visit(blocks)
                case .list(_, let items): items.forEach(visit)
                case .table(let table):
                    for row in table.header + table.rows { row.cells.forEach { visit($0.blocks) } }
                default: break
                }
            }
        }
        visit(blocks)
        footnotes.forEach { visit($0.blocks) }
        return headings
    }
}

/// Gives each heading of a page a name of its own, the same each time the page is made.
struct Anchors {
    /// Names that the page itself uses.
    private static let reserved: Set<String> = [
        "content", "comments", "comments-title", "topics", "series", "related", "notes", "children", "q", "sources",
    ]

    private var taken = reserved

    mutating func next(for line: [Inline]) -> String {
        let slug = Slug(of: line.plainText, fallback: "part")
        // A page ties footnotes and comments by names that begin so.
        let stem = ["note-", "comment-", "slot-", "strip-", "quotation-"].contains(where: slug.string.hasPrefix) ? Slug(of: "part " + slug.string) : slug
        var anchor = stem.string
        var number = 2
        while !taken.insert(anchor).inserted {
            anchor = stem.numbered(number).string
            number += 1
        }
        return anchor
    }
}
