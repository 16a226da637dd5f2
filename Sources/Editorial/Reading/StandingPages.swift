public import Storage

/// The standing pages (About, Contact …) as a tree.
public struct StandingPages: Sendable, Hashable {
    /// A page and those under it, in the editor's order.
    public struct Node: Sendable, Hashable {
        public let page: StoryLink
        public let children: [Node]
    }

    public let roots: [Node]

    /// The published pages. One whose parent readers can't see stands at the top.
    public static func read(from connection: any Connection) throws(StorageError) -> StandingPages {
        let rows = try connection.rows(
            """
            SELECT published_story.story, published_story.address, published_story.headline, story.parent
            FROM published_story JOIN story ON story.id = published_story.story
            WHERE published_story.kind = 'page'
            ORDER BY story.position, published_story.headline, published_story.story
            """)
        var pages: [StoryLink] = []
        var parents: [Story.ID: Story.ID] = [:]
        for row in rows {
            let page = StoryLink(
                id: try row.get("story"), address: try row.get("address"), headline: try row.get("headline"))
            pages.append(page)
            parents[page.id] = try row.optional("parent")
        }
        return StandingPages(pages, parents: parents)
    }

    init(_ pages: [StoryLink], parents: [Story.ID: Story.ID]) {
        let visible = Set(pages.map(\.id))
        let children = Dictionary(grouping: pages) { page in
            parents[page.id].flatMap { visible.contains($0) ? $0 : nil }
        }
        func nodes(under parent: Story.ID?) -> [Node] {
            (children[parent] ?? []).map { Node(page: $0, children: nodes(under: $0.id)) }
        }
        roots = nodes(under: nil)
    }

    /// Where a page stands.
    public func place(of page: Story.ID) -> StandingPlace? {
        func search(_ nodes: [Node], below ancestors: [StoryLink]) -> StandingPlace? {
            for node in nodes {
                if node.page.id == page {
                    return StandingPlace(ancestors: ancestors, children: node.children.map(\.page))
                }
                if let place = search(node.children, below: ancestors + [node.page]) { return place }
            }
            return nil
        }
        return search(roots, below: [])
    }
}
