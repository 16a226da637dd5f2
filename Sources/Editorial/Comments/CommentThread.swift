/// A comment and the replies to it.
public struct CommentThread: Sendable, Hashable {
    public let comment: Comment
    /// Oldest first.
    public let replies: [CommentThread]

    /// Beyond this depth a reply stands beside the one that it answers.
    public static let deepestLevel = 5

    /// Comments in threads: oldest first, each before its replies. A reply whose parent isn't there (or that answers
    /// itself in a circle) stands at the top.
    public static func threads(of comments: [Comment], deepestLevel: Int = deepestLevel) -> [CommentThread] {
        let ordered = comments.sorted { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) }
        let parents = Dictionary(ordered.map { ($0.id, $0.parent) }, uniquingKeysWith: { first, _ in first })
        var placed: [Comment.ID: Comment.ID] = [:]
        var levels: [Comment.ID: Int] = [:]
        for comment in ordered { place(comment.id, parents: parents, deepestLevel, &placed, &levels) }
        let replies = Dictionary(grouping: ordered) { placed[$0.id] }
        func threads(under parent: Comment.ID?) -> [CommentThread] {
            (replies[parent] ?? []).map { CommentThread(comment: $0, replies: threads(under: $0.id)) }
        }
        return threads(under: nil)
    }

    /// Decides under which comment one stands, and those above it first.
    private static func place(
        _ comment: Comment.ID, parents: [Comment.ID: Comment.ID?], _ deepestLevel: Int,
        _ placed: inout [Comment.ID: Comment.ID], _ levels: inout [Comment.ID: Int]
    ) {
        var chain: [Comment.ID] = []
        var passed = Set<Comment.ID>()
        var next: Comment.ID? = comment
        while let id = next, levels[id] == nil, let parent = parents[id], passed.insert(id).inserted {
            chain.append(id)
            next = parent
        }
        for id in chain.reversed() {
            guard let parent = parents[id] ?? nil, let level = levels[parent] else {
                levels[id] = 1
                continue
            }
            if level < deepestLevel {
                placed[id] = parent
                levels[id] = level + 1
            } else {
                placed[id] = placed[parent]
                levels[id] = level
            }
        }
    }
}
