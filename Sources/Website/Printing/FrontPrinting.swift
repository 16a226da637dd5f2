import Editorial
import Markup
import Storage

extension Printer {
    func front() throws -> Answer {
        let front = try Front.read(sections: issue.sections, from: connection)
        let pictures = try pictures(of: front.teasers)
        let view = FrontView(
            head: frontHead, lead: front.lead.map { teaser($0, pictures) },
            secondary: front.secondaries.map { teaser($0, pictures) },
            opinion: opinion(front.opinion, pictures),
            river: front.river.map { teaser($0, pictures, showsSection: false, showsPicture: false) }.map(\.asLine),
            appeal: issue.appeal,
            strips: front.strips.map { strip in
                StripView(
                    slug: strip.section.slug, link: link(strip.section),
                    teasers: strip.teasers.map { teaser($0, pictures, showsSection: false) })
            })
        return page(view, keys: front.cacheKeys)
    }

    private var frontHead: HeadView {
        let graph = [
            issue.organisation,
            OrganisationNode.site(publication, offersSearch: paper.offersSearch),
        ]
        return HeadView(
            description: publication.summary ?? publication.tagline, canonical: absoluteURL(.front),
            feeds: FeedLink.all(of: .whole, title: publication.name),
            card: SocialCard(
                title: publication.name, description: publication.summary ?? publication.tagline, image: card(nil)),
            structuredData: structuredData(graph))
    }

    /// The column of opinion leads to the section of that name, where the paper has one.
    private func opinion(_ teasers: [Teaser], _ pictures: Pictures) -> StripView? {
        guard !teasers.isEmpty else { return nil }
        let slug = Slug(of: StoryKind.opinion.rawValue)
        let section = issue.sections.sections.first { $0.slug == slug }
        let url = (section.map { SiteAddress.section($0.slug) } ?? .archive).url
        return StripView(
            slug: slug, link: LinkView(section?.name ?? wording(.kindOpinion), url),
            teasers: teasers.map { teaser($0, pictures, showsPicture: false, showsPortrait: true) })
    }

    func structuredData(_ nodes: [Node]) -> HTML { StructuredData.html(nodes) }

    /// The generated picture for social cards.
    /// - Parameter headline: What stands on a story's card.
    func card(_ slug: Slug?, headline: String? = nil) -> SocialCard.Image? {
        absoluteURL(.card(issue.drawsCards ? slug : nil)).map {
            SocialCard.Image(
                url: $0, width: CardPicture.size.width, height: CardPicture.size.height,
                alt: headline ?? publication.name)
        }
    }
}

extension TeaserView {
    /// Time and headline alone, as the river prints them.
    fileprivate var asLine: TeaserView {
        var line = self
        line.standfirst = nil
        line.authors = []
        line.kicker = nil
        return line
    }
}
