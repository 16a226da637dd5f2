public import Editorial
public import Markup
public import Storage

/// A story, whole.
public struct StoryView: PageView {
    public var head: HeadView
    public var story: StoryKind
    public var kicker: String?
    public var section: LinkView?
    public var headline: String
    public var standfirst: String?
    /// In the order in which they are printed.
    public var bylines: [BylineView]
    /// Where it was reported from.
    public var place: String?
    public var publishedAt: Timestamp
    public var updatedAt: Timestamp?
    /// Corrections and the like, newest first.
    public var notices: [StoryNotice]
    public var leadPicture: FigureView?
    /// As `Markup` renders it for readers.
    public var body: HTML
    public var topics: [LinkView]
    public var series: [SeriesView]
    public var related: [TeaserView]
    public var authors: [AuthorBox]
    /// Where the story's words come from.
    public var sources: StorySources?
    /// `nil` where the publication shows none.
    public var comments: CommentsView?
    /// The story's language, where it is not the publication's.
    public var language: LanguageTag?
    public var currentSection: CurrentSection?

    public init(
        head: HeadView, story: StoryKind = .news, kicker: String? = nil, section: LinkView? = nil, headline: String,
        standfirst: String? = nil, bylines: [BylineView] = [], place: String? = nil, publishedAt: Timestamp,
        updatedAt: Timestamp? = nil, notices: [StoryNotice] = [], leadPicture: FigureView? = nil, body: HTML,
        topics: [LinkView] = [], series: [SeriesView] = [], related: [TeaserView] = [], authors: [AuthorBox] = [],
        sources: StorySources? = nil, comments: CommentsView? = nil, language: LanguageTag? = nil, currentSection: CurrentSection? = nil
    ) {
        self.head = head
        self.story = story
        self.kicker = kicker
        self.section = section
        self.headline = headline
        self.standfirst = standfirst
        self.bylines = bylines
        self.place = place
        self.publishedAt = publishedAt
        self.updatedAt = updatedAt
        self.notices = notices
        self.leadPicture = leadPicture
        self.body = body
        self.topics = topics
        self.series = series
        self.related = related
        self.authors = authors
        self.sources = sources
        self.comments = comments
        self.language = language
        self.currentSection = currentSection
    }

    public var kind: PageKind { .story }

    public func main(in paper: Paper) -> HTML {
        let wording = paper.wording
        return """
            <main id="content" class="story" tabindex="-1"\(data: "kind", story.rawValue)>
            <article class="story-article">
            \(header(wording))\
            \(notices.map { $0.html(wording) })\
            \(leadPicture.map { $0.html(language: language) })\
            <div class="body"\(languageOf: language)>
            \(body)
            </div>
            \(foot(wording))</article>
            \(rail(in: paper))\
            \(comments.map { $0.html(wording) })\
            </main>
            """
    }

    private func header(_ wording: Wording) -> HTML {
        """
        <header class="story-head">
        \(kickerLine(kind: story, section: section, kicker: kicker, wording))\
        <h1 class="headline"\(languageOf: language)>\(headline)</h1>
        \(standfirst.map { "<p class=\"standfirst\"\(languageOf: language)>\($0)</p>\n" })\
        <div class="byline">
        \(bylines.isEmpty ? .empty : "<ul class=\"byline-people\">\(bylines.html(wording))</ul>\n")\
        <p class="story-times">\(place.map { "<span class=\"story-place\">\($0)</span> " })\
        <span>\(wording.html(.published, ["time": wording.time(.dateAndTime, at: publishedAt)]))</span>\
        \(updatedAt.map { """
             <span>\(wording.html(.updated, ["time": wording.time(.dateAndTime, at: $0)]))</span>
            """ })</p>
        </div>
        </header>

        """
    }

    private func foot(_ wording: Wording) -> HTML {
        """
        <footer class="story-foot">
        \(topics.isEmpty ? .empty : """
            <nav class="topics" aria-labelledby="topics"><h2 id="topics">\(wording(.topics))</h2><ul>\
            \(topics.map { "<li><a rel=\"tag\"\(href: $0.url)>\($0.text)</a></li>" })</ul></nav>

            """)\
        \(sources.map { $0.html(wording) })\
        \(authors.map { $0.html(wording) })\
        \(head.canonical.map { "<p class=\"story-address\">\($0.string)</p>\n" })\
        </footer>

        """
    }

    private func rail(in paper: Paper) -> HTML {
        guard !series.isEmpty || !related.isEmpty else { return .empty }
        return """
            <aside class="rail"\(aria: "label", paper.wording(.moreOnThis))>
            \(series.enumerated().map { $1.html(number: $0, paper.wording) })\
            \(related.isEmpty ? .empty : relatedSection(related, title: .related, in: paper))\
            </aside>

            """
    }
}

/// Teasers beside or below something else.
func relatedSection(_ teasers: [TeaserView], title: Phrase, in paper: Paper) -> HTML {
    """
    <section class="related" aria-labelledby="related"><h2 class="slot-title" id="related">\(paper.wording(title))</h2>
    <div class="teasers">
    \(teasers.html(level: .three, in: paper))</div></section>

    """
}
