import Editorial
import Markup
import Storage

/// What all pages have in common at a moment: settings, sections, standing pages and the paper made of them.
struct Issue: Sendable {
    private(set) var publication: Publication
    let calendar: PublicationCalendar
    let sections: SectionTree
    let standing: StandingPages
    /// The ask for money on the front.
    let appeal: HTML?
    private(set) var paper: Paper
    /// Whether stories have social cards of their own.
    private(set) var drawsCards = true
    /// The publication as each page tells machines of it.
    private(set) var organisation: Node

    /// Reads the settings and makes the paper of them.
    static func read(
        from connection: any Connection, wording: (Publication) -> Wording, look: PrintedLook
    ) throws -> Issue {
        let publication = try Publication.read(from: connection)
        let sections = try SectionTree.read(from: connection)
        let standing = try StandingPages.read(from: connection)
        let wording = wording(publication)
        return Issue(
            publication: publication, calendar: try PublicationCalendar(timeZone: publication.timeZone),
            sections: sections, standing: standing, appeal: look.text(.appeal),
            paper: paper(publication, sections, standing, wording, look).withFoot,
            organisation: organisation(publication, standing))
    }

    private static func organisation(_ publication: Publication, _ standing: StandingPages) -> Node {
        OrganisationNode.node(
            publication,
            pages: { slug in page(slug, in: standing).map { $0.absolute(from: publication.baseURL) } },
            logo: SiteAddress.card(nil).absolute(from: publication.baseURL)
        ).written
    }

    private static func paper(
        _ publication: Publication, _ sections: SectionTree, _ standing: StandingPages, _ wording: Wording,
        _ look: PrintedLook
    ) -> Paper {
        let sectionLinks = sections.navigation.map { LinkView($0.name, SiteAddress.section($0.slug).url) }
        let pageLinks = standing.roots.map { LinkView($0.page.headline, SiteAddress.story($0.page.address).url) }
        let feeds = FeedFormat.allCases.map { LinkView(wording($0.phrase), SiteAddress.feed(.whole, $0).url) }
        var groups: [LinkGroup] = []
        if !sectionLinks.isEmpty { groups.append(LinkGroup(wording(.sections), sectionLinks)) }
        groups.append(LinkGroup(wording(.thePaper), pageLinks + [LinkView(wording(.archive), SiteAddress.archive.url)]))
        groups.append(LinkGroup(wording(.follow), feeds))
        return Paper(
            name: publication.name, origin: publication.baseURL, wording: wording, look: look.page,
            logo: look.logo.map { LogoView(url: $0.address.url, size: $0.size) },
            motto: look.text(.masthead) ?? publication.tagline.map { HTML(text: $0) }, sections: sectionLinks,
            about: look.text(.about) ?? publication.summary.map { "<p>\($0)</p>" }, footLinks: groups,
            imprint: look.text(.foot) ?? imprint(publication))
    }

    private static func imprint(_ publication: Publication) -> HTML? {
        let parts = [publication.owner, publication.postalAddress?.split(whereSeparator: \.isNewline).joined(separator: ", ")].compactMap(\.self)
        return parts.isEmpty ? nil : HTML(text: parts.joined(separator: " · "))
    }

    /// The issue with a day's date over the masthead.
    func dated(_ now: Timestamp) -> Issue {
        var issue = self
        issue.paper.today = now
        return issue
    }

    /// The issue as files hold it, for as long as nothing changes: without a day's date, and without a search.
    /// - Parameter origin: The public origin, where it is not the publication's own.
    func asFiles(at origin: String?, drawsCards: Bool) -> Issue {
        var issue = self
        issue.drawsCards = drawsCards
        issue.paper.today = nil
        issue.paper.offersSearch = false
        if let origin {
            issue.publication.baseURL = origin
            issue.paper.origin = origin
            issue.organisation = Self.organisation(issue.publication, standing)
        }
        return issue
    }

    /// Where a standing page stands, by its slug: for the policies.
    func page(_ slug: Slug) -> SiteAddress? { Self.page(slug, in: standing) }

    private static func page(_ slug: Slug, in standing: StandingPages) -> SiteAddress? {
        func find(_ nodes: [StandingPages.Node]) -> AddressPath? {
            for node in nodes {
                if node.page.address.description.split(separator: "/").last.map(String.init) == slug.string {
                    return node.page.address
                }
                if let address = find(node.children) { return address }
            }
            return nil
        }
        return find(standing.roots).map(SiteAddress.story)
    }
}
