import Editorial
import Markup
import Storage

extension Printer {
    /// - Returns: `nil` where there is no such section, or no such page of it.
    func section(_ slug: Slug, page number: Int) throws -> Answer? {
        guard let section = try Section.find(slug: slug, from: connection), section.slug == slug,
            let list = try Listing.section(section.id).page(number, size: Self.listLength, from: connection)
        else { return nil }
        let path = issue.sections.path(to: section.id)
        let links = path.map { SectionLink($0) }
        let address = SiteAddress.section(slug, page: number)
        let pagination = PaginationView(current: list.number, total: list.pageCount, address: address)
        let view = ListingView(
            head: listHead(
                section.name, about: section.summary, address, pagination, feeds: .section(slug),
                trail: path.map { ($0.name, SiteAddress.section($0.slug)) }),
            subject: .section, title: section.name, parent: path.dropLast().last.map(link),
            about: section.summary.map { "<p>\($0)</p>" },
            subsections: issue.sections.children(of: section.id).map(link),
            teasers: try teasers(list.teasers, showsSection: false), pagination: pagination,
            currentSection: currentSection(links, isPage: true))
        return page(view, keys: list.teasers.cacheKeys.union([.section(section.id)]))
    }

    /// - Returns: `nil` where there is no such topic or series, or no such page of it.
    func topic(_ slug: Slug, page number: Int) throws -> Answer? {
        guard let topic = try Topic.find(slug: slug, from: connection), topic.slug == slug,
            let list = try Listing.topic(topic.id).page(number, size: Self.listLength, from: connection)
        else { return nil }
        let address = SiteAddress.topic(slug, page: number)
        let pagination = PaginationView(current: list.number, total: list.pageCount, address: address)
        let view = ListingView(
            head: listHead(
                topic.name, about: topic.summary, address, pagination, feeds: .topic(slug),
                trail: [(topic.name, .topic(slug))]),
            subject: topic.kind == .series ? .series : .topic, title: topic.name,
            about: topic.summary.map { "<p>\($0)</p>" }, teasers: try teasers(list.teasers), pagination: pagination)
        return page(view, keys: list.teasers.cacheKeys.union([.topic(topic.id)]))
    }

    /// - Returns: `nil` where there is no such person, or no such page of their stories.
    func author(_ slug: Slug, page number: Int) throws -> Answer? {
        guard let person = try Person.find(slug: slug, from: connection), person.slug == slug,
            let list = try Listing.author(person.id).page(number, size: Self.listLength, from: connection)
        else { return nil }
        let address = SiteAddress.author(slug, page: number)
        let pagination = PaginationView(current: list.number, total: list.pageCount, address: address)
        let shown = Array(person.biography.mediaShown) + (person.portrait.map { [$0] } ?? [])
        let pictures = try self.pictures(shown)
        let view = AuthorView(
            head: listHead(
                person.name, about: person.jobTitle, address, pagination, feeds: .author(slug),
                trail: [(person.name, .author(slug))]),
            name: person.name, jobTitle: person.jobTitle, portrait: pictures.view(person.portrait, alt: person.name),
            biography: render(person.biography, pictures), links: person.links.map { LinkView($0.shown, $0) },
            teasers: try teasers(list.teasers), pagination: pagination)
        return page(view, keys: list.teasers.cacheKeys.union([.author(person.id)]))
    }

    func listHead(
        _ title: String, about: String?, _ address: SiteAddress, _ pagination: PaginationView?, feeds: FeedScope?,
        trail: [(String, SiteAddress)]
    ) -> HeadView {
        let steps = [(publication.name, SiteAddress.front)] + trail
        let isFirst = (pagination?.current ?? 1) == 1
        let number = wording.catalogue.numerals.plain(pagination?.current ?? 1)
        return HeadView(
            title: isFirst ? title : wording(.titleOnPage, ["title": title, "page": number]), description: about,
            canonical: absoluteURL(address), previous: pagination?.previous, next: pagination?.next,
            feeds: feeds.map { FeedLink.all(of: $0, title: title) } ?? [],
            card: SocialCard(title: title, description: about, image: card(nil)),
            structuredData: structuredData([
                BreadcrumbNode.node(steps.map { ($0.0, absolute($0.1)) }),
                issue.organisation,
            ]))
    }
}

extension SafeURL {
    /// As people read an address: without its scheme.
    fileprivate var shown: String {
        for scheme in ["https://www.", "http://www.", "https://", "http://", "mailto:"] where string.hasPrefix(scheme) {
            return String(string.dropFirst(scheme.count)).trimmingSuffix("/")
        }
        return string
    }
}

extension String {
    fileprivate func trimmingSuffix(_ suffix: Character) -> String {
        last == suffix ? String(dropLast()) : self
    }
}
