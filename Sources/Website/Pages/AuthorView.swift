public import Markup

/// A person's page: who they are, and what they wrote.
public struct AuthorView: PageView {
    public var head: HeadView
    public var name: String
    public var jobTitle: String?
    public var portrait: PictureView?
    /// In the body's vocabulary.
    public var biography: HTML?
    public var links: [LinkView]
    public var teasers: [TeaserView]
    public var pagination: PaginationView?

    public init(
        head: HeadView, name: String, jobTitle: String? = nil, portrait: PictureView? = nil, biography: HTML? = nil,
        links: [LinkView] = [], teasers: [TeaserView], pagination: PaginationView? = nil
    ) {
        self.head = head
        self.name = name
        self.jobTitle = jobTitle
        self.portrait = portrait
        self.biography = biography
        self.links = links
        self.teasers = teasers
        self.pagination = pagination
    }

    public var kind: PageKind { .author }

    public func main(in paper: Paper) -> HTML {
        let wording = paper.wording
        return """
            <main id="content" class="author" tabindex="-1">
            <header class="page-head person">\
            \(portrait.map { $0.portrait(alt: wording(.portraitOf, ["name": name]), sizes: "12rem") })
            <div><p class="kicker">\(jobTitle ?? wording(.author))</p>
            <h1 class="page-title">\(name)</h1>
            \(biography.map { "<div class=\"page-about\">\($0)</div>\n" })\
            \(links.isEmpty ? .empty : "<ul class=\"person-links\">\(links.map { "<li>\($0.html)</li>" })</ul>\n")\
            </div></header>
            \(listing(teasers, in: paper))\
            \(pagination.map { $0.html(wording) })\
            </main>
            """
    }
}
