public import Markup
public import Storage

/// What readers said under a story, in threads.
public struct CommentsView: Sendable, Hashable {
    /// Of all threads together.
    public var count: Int
    public var threads: [CommentView]
    public var areOpen: Bool

    public init(count: Int, threads: [CommentView], areOpen: Bool = false) {
        self.count = count
        self.threads = threads
        self.areOpen = areOpen
    }

    func html(_ wording: Wording) -> HTML {
        guard count > 0 || areOpen else { return .empty }
        return """
            <section class="comments" id="comments" aria-labelledby="comments-title">
            <h2 class="slot-title" id="comments-title">\(wording(.comments, count: count))</h2>
            \(threads.isEmpty ? .empty : "\(threads.html(depth: 1, wording))\n")\
            \(areOpen ? .empty : "<p class=\"comments-closed\">\(wording(.commentsClosed))</p>\n")\
            </section>

            """
    }
}

/// One comment with its replies.
public struct CommentView: Sendable, Hashable {
    /// What names it within the page: its link is `#comment-ID`.
    public var id: String
    /// Empty for one that gave no name.
    public var author: String
    public var url: SafeURL?
    public var postedAt: Timestamp
    /// In the body's vocabulary.
    public var text: HTML
    /// Whether the story's own author wrote it.
    public var isFromAuthor: Bool
    public var replies: [CommentView]

    public init(
        id: String, author: String, url: SafeURL? = nil, postedAt: Timestamp, text: HTML, isFromAuthor: Bool = false,
        replies: [CommentView] = []
    ) {
        self.id = id
        self.author = author
        self.url = url
        self.postedAt = postedAt
        self.text = text
        self.isFromAuthor = isFromAuthor
        self.replies = replies
    }

    /// Replies that are deeper than this stand below one another: a narrow screen has no room for more.
    static let deepestIndentation = 6

    fileprivate func html(depth: Int, _ wording: Wording) -> HTML {
        let name = author.isEmpty ? wording(.commentAnonymous) : author
        let isDeepest = depth >= Self.deepestIndentation
        return """
            <li class="comment"\(attribute: .id, "comment-\(id)")\(data: "from", isFromAuthor ? "author" : nil)>
            <article>
            <header class="comment-head"><b class="comment-author">\
            \(url.map { "<a rel=\"nofollow ugc\"\(href: $0)>\(name)</a>" } ?? HTML(text: name))</b> \
            <a\(href: SafeURL(fragment: "comment-\(id)"))>\(wording.time(.dateAndTime, at: postedAt))</a></header>
            <div class="comment-text">\(text)</div>
            </article>
            \(replies.isEmpty || isDeepest ? .empty : "\(replies.html(depth: depth + 1, wording))\n")\
            </li>
            \(isDeepest ? followers.map { $0.html(depth: depth, wording) }.joined() : .empty)
            """
    }

    /// All replies below this one, without their own, in reading order. A thread may be thousands deep, so it is
    /// walked and not recursed into.
    private var followers: [CommentView] {
        var found: [CommentView] = []
        var waiting = Array(replies.reversed())
        while var comment = waiting.popLast() {
            waiting.append(contentsOf: comment.replies.reversed())
            comment.replies = []
            found.append(comment)
        }
        return found
    }
}

extension [CommentView] {
    fileprivate func html(depth: Int, _ wording: Wording) -> HTML {
        "<ol class=\"comment-list\">\n\(map { $0.html(depth: depth, wording) })</ol>"
    }
}
