public import Markup

/// A standing page (About, Contact …) and its place in the tree of pages.
public struct StandingView: PageView {
    public var head: HeadView
    public var headline: String
    public var standfirst: String?
    /// The pages above it, from the top down.
    public var ancestors: [LinkView]
    /// As `Markup` renders it for readers.
    public var body: HTML
    /// The part of the tree that the page stands in.
    public var tree: [Branch]
    public var language: LanguageTag?

    public init(
        head: HeadView, headline: String, standfirst: String? = nil, ancestors: [LinkView] = [], body: HTML,
        tree: [Branch] = [], language: LanguageTag? = nil
    ) {
        self.head = head
        self.headline = headline
        self.standfirst = standfirst
        self.ancestors = ancestors
        self.body = body
        self.tree = tree
        self.language = language
    }

    /// A page and those below it.
    public struct Branch: Sendable, Hashable {
        public var link: LinkView
        /// Whether it is the page that is shown.
        public var isCurrent: Bool
        public var children: [Branch]

        public init(_ link: LinkView, isCurrent: Bool = false, children: [Branch] = []) {
            self.link = link
            self.isCurrent = isCurrent
            self.children = children
        }

        fileprivate func html(depth: Int) -> HTML {
            """
            <li><a\(href: link.url)\(aria: "current", isCurrent ? "page" : nil)>\(link.text)</a>\
            \(children.isEmpty || depth >= deepestBranch ? .empty : """
                <ul>\(children.map { $0.html(depth: depth + 1) })</ul>
                """)</li>
            """
        }
    }

    public var kind: PageKind { .standing }

    public func main(in paper: Paper) -> HTML {
        let wording = paper.wording
        return """
            <main id="content" class="standing" tabindex="-1">
            <article class="story-article">
            <header class="story-head">
            \(ancestors.isEmpty ? .empty : """
                <nav class="crumbs"\(aria: "label", wording(.breadcrumb))><ol>\
                \(ancestors.map { "<li>\($0.html)</li>" })</ol></nav>

                """)\
            <h1 class="headline"\(languageOf: language)>\(headline)</h1>
            \(standfirst.map { "<p class=\"standfirst\"\(languageOf: language)>\($0)</p>\n" })\
            </header>
            <div class="body"\(languageOf: language)>
            \(body)
            </div>
            </article>
            \(tree.isEmpty ? .empty : """
                <nav class="children" aria-labelledby="children"><h2 id="children">\(wording(.inThisPart))</h2>\
                <ul>\(tree.map { $0.html(depth: 1) })</ul></nav>

                """)\
            </main>
            """
    }
}

/// How many levels of the tree of pages are printed.
private let deepestBranch = 8
