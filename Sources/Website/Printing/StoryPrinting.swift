import Editorial
import Markup
import Storage

extension Printer {
    /// A story or a standing page.
    func story(_ id: Story.ID) throws -> Answer? {
        let found = try StoryPage.read(
            id, showsComments: publication.showsComments, sections: issue.sections, from: connection)
        guard let story = found else { return nil }
        var media = story.media
        for author in story.authors { media.formUnion(author.biography.mediaShown) }
        let pictures = try self.pictures(media)
        return story.published.story.kind == .page ? standing(story, pictures) : try dated(story, pictures)
    }

    private func dated(_ story: StoryPage, _ pictures: Pictures) throws -> Answer {
        let published = story.published
        let content = published.content
        let quotations = try StoryQuotations(of: story, from: connection)
        let people = Dictionary(story.authors.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let view = StoryView(
            head: head(of: story, pictures, quotations), story: published.story.kind, kicker: content.kicker,
            section: published.teaser.section.map(link), headline: content.headline, standfirst: content.standfirst,
            bylines: published.teaser.bylines.map { byline in
                BylineView(
                    role: byline.role, name: byline.person.name, url: SiteAddress.author(byline.person.slug).url,
                    portrait: byline.role == .reporter ? pictures.view(byline.person.portrait, alt: "") : nil)
            },
            place: content.dateline, publishedAt: published.teaser.publishedAt, updatedAt: published.teaser.updatedAt,
            leadPicture: content.leadImage.flatMap { image in
                pictures.view(image.media, alt: image.alt).map {
                    FigureView($0, caption: image.caption, credit: image.credit)
                }
            },
            body: renderer(pictures).html(of: content.body, marks: quotations.marks(wording)), topics: story.topics.map(link),
            series: story.series.map { place in
                SeriesView(title: link(place.series), parts: place.parts.map(link), index: place.index)
            },
            related: story.related.map { teaser($0, pictures) },
            authors: content.bylines.filter { $0.role == .reporter || $0.role == .contributor }.compactMap { byline in
                guard let person = people[byline.person], let biography = render(person.biography, pictures) else {
                    return nil
                }
                return AuthorBox(
                    name: person.name, url: SiteAddress.author(person.slug).url,
                    portrait: pictures.view(person.portrait, alt: ""), biography: biography)
            },
            sources: quotations.foot(), comments: comments(story), language: content.language, currentSection: currentSection(story.sectionPath))
        return page(view, keys: story.cacheKeys.union(quotations.cacheKeys))
    }

    private func standing(_ story: StoryPage, _ pictures: Pictures) -> Answer {
        let content = story.published.content
        let ancestors = story.standing?.ancestors ?? []
        let top = ancestors.first?.id ?? story.published.id
        let view = StandingView(
            head: head(of: story, pictures), headline: content.headline, standfirst: content.standfirst,
            ancestors: ancestors.map(link), body: renderer(pictures).html(of: content.body),
            tree: issue.standing.roots.filter { $0.page.id == top && !$0.children.isEmpty }.map {
                branch($0, current: story.published.id)
            },
            language: content.language)
        return page(view, keys: story.cacheKeys)
    }

    private func branch(_ node: StandingPages.Node, current: Story.ID) -> StandingView.Branch {
        StandingView.Branch(
            link(node.page), isCurrent: node.page.id == current,
            children: node.children.map { branch($0, current: current) })
    }

    private func comments(_ story: StoryPage) -> CommentsView? {
        let isOpen = story.published.story.commentsOpen
        guard story.commentCount > 0 else { return nil }
        // By their address: anybody can sign with the author's name.
        let writers = Set(story.authors.compactMap { $0.email?.lowercased() })
        func view(_ thread: CommentThread) -> CommentView {
            let comment = thread.comment
            return CommentView(
                id: comment.id.description, author: comment.authorName, url: comment.authorURL,
                postedAt: comment.createdAt, text: render(comment.body) ?? .empty,
                isFromAuthor: comment.authorEmail.map { writers.contains($0.lowercased()) } ?? false,
                replies: thread.replies.map(view))
        }
        return CommentsView(count: story.commentCount, threads: story.comments.map(view), areOpen: isOpen)
    }

    private func head(
        of story: StoryPage, _ pictures: Pictures, _ quotations: StoryQuotations? = nil
    ) -> HeadView {
        let teaser = story.published.teaser
        let content = story.published.content
        let address = SiteAddress.story(teaser.address)
        let description = content.summary
        let title = content.searchTitle ?? content.headline
        let isDated = teaser.kind.isDated
        let trail =
            [(publication.name, SiteAddress.front)] + story.sectionPath.map { ($0.name, .section($0.slug)) }
            + (story.standing?.ancestors ?? []).map { ($0.headline, .story($0.address)) }
            + [(content.headline, address)]
        let graph = [
            node(of: story, pictures, quotations), BreadcrumbNode.node(trail.map { ($0.0, absolute($0.1)) }),
            issue.organisation,
        ]
        return HeadView(
            title: title, description: description, canonical: absoluteURL(address),
            feeds: story.sectionPath.last.map { FeedLink.all(of: .section($0.slug), title: $0.name) }
                ?? FeedLink.all(of: .whole, title: publication.name),
            card: SocialCard(
                title: title, description: description, image: isDated ? card(story.published.story.slug, headline: content.headline) : card(nil),
                article: isDated
                    ? SocialCard.Article(
                        publishedAt: teaser.publishedAt, updatedAt: teaser.updatedAt, section: teaser.section?.name,
                        topics: story.topics.map(\.name)) : nil),
            structuredData: structuredData(graph))
    }

    private func node(of story: StoryPage, _ pictures: Pictures, _ quotations: StoryQuotations?) -> Node {
        let teaser = story.published.teaser
        let content = story.published.content
        return StoryNode(
            origin: origin, address: absolute(.story(teaser.address)), kind: teaser.kind, headline: content.headline,
            summary: content.summary,
            pictures: pictures.rendition(content.leadImage?.media).map { [absolute($0.address)] }
                ?? [absolute(.card(issue.drawsCards ? story.published.story.slug : nil))],
            publishedAt: teaser.publishedAt, updatedAt: teaser.updatedAt,
            authors: teaser.bylines.filter { $0.role == .reporter || $0.role == .contributor }.map {
                ($0.person.name, absolute(.author($0.person.slug)))
            },
            section: teaser.section?.name, keywords: story.topics.map(\.name), wordCount: teaser.wordCount,
            language: content.language ?? publication.language,
            citations: quotations?.citations { absolute($0) } ?? [],
            quotations: quotations?.nodes(story: absolute(.story(teaser.address))) { absolute($0) } ?? []
        ).node
    }
}

extension StoryContent {
    /// What machines are told that it is about: the editor's words or, without any, the beginning of the text.
    fileprivate var summary: String? {
        searchDescription ?? standfirst ?? body.plainText.paragraphs.first { $0.kind == .paragraph }.map(\.text)?.shortened
    }
}

extension String {
    /// At most 160 characters, as many whole words as that gives room for.
    fileprivate var shortened: String {
        guard count > 160 else { return self }
        let start = prefix(159)
        return (start.lastIndex(where: \.isWhitespace).map { start[..<$0] } ?? start) + "…"
    }
}
