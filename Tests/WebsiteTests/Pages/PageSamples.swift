import Editorial
import Foundation
import Markup
import QuotationCheck
import Storage
import Testing

@testable import Website

/// One page of every kind, made of fixed view models; every text in them goes through `text`.
struct PageSamples {
    let paper: Paper
    let text: (String) -> String

    init(language: String = "en-GB", look: String = "harbour", text: @escaping (String) -> String = { $0 }) throws {
        self.text = text
        let loader = LookLoader(folder: URL(filePath: "/nonexistent/look"))
        var page = try loader.load(look).page
        // The stylesheet's hash changes with every stroke of the designer's pen; the snapshots don't care.
        page.stylesheet = SiteAddress.stylesheet(AssetName(nearest: "0123456789abcdef")).url
        let wording = try CatalogueLibrary().wording(
            for: try #require(LanguageTag(parsing: language)), timeZone: "Europe/London")
        paper = Paper(
            name: text("The Saltreath Lantern"), origin: "https://lantern.example", wording: wording, look: page,
            motto: HTML(text: text("Lit every Thursday since 1887")), today: Self.moment,
            sections: [
                LinkView(text("Harbour"), try Self.section("harbour")), LinkView(text("Council"), try Self.section("council")),
            ],
            services: [ServiceLink(LinkView(text("Support us"), try Self.story("/support")), isAppeal: true)],
            about: "<p>The weekly of Saltreath and the Reath estuary.</p>",
            footLinks: [LinkGroup(text("The paper"), [LinkView(text("About us"), try Self.story("/about"))])],
            imprint: HTML(text: text("Saltreath Lantern Society, 3 Chandler’s Steps")))
    }

    static let moment = Timestamp(seconds: 1_795_440_300)

    static func section(_ slug: String) throws -> SafeURL {
        SiteAddress.section(try #require(Slug(parsing: slug))).url
    }

    static func story(_ path: String) throws -> SafeURL { SiteAddress.story(try #require(AddressPath(path))).url }

    func picture(_ alt: String, digit: Character = "a", width: Int = 1600, height: Int = 1067) throws -> PictureView {
        let hash = try #require(ContentHash(String(repeating: digit, count: 64)))
        return PictureView(original: hash, size: PixelSize(width: width, height: height), alt: text(alt))
    }

    func teaser(_ number: Int, kind: StoryKind = .news) throws -> TeaserView {
        TeaserView(
            kind: kind, kicker: number.isMultiple(of: 3) ? text("Sea wall") : nil,
            section: LinkView(text("Harbour"), try Self.section("harbour")), headline: text("The tide table was wrong \(number)"),
            url: try Self.story("/2026/11/tide-table-\(number)"), standfirst: text("It said high water at noon."),
            authors: [text("Ama Derricott"), text("Jory Lanyon"), text("Ines Corrow")].suffix(number % 4),
            portrait: kind == .opinion ? try picture("", digit: "b", width: 480, height: 480) : nil,
            publishedAt: Self.moment.advanced(bySeconds: Int64(-number) * 40_000),
            picture: number.isMultiple(of: 2) ? try picture("The harbour at low tide") : nil,
            more: number == 1 ? [LinkView(text("The minutes, page by page"), try Self.story("/2026/11/minutes"))] : [],
            language: number == 5 ? LanguageTag(parsing: "cy") : nil)
    }

    func teasers(_ numbers: ClosedRange<Int>) throws -> [TeaserView] {
        try numbers.map { try teaser($0, kind: StoryKind.allCases[$0 % 7]) }
    }

    func head(_ title: String?, _ address: SiteAddress, article: Bool = false) throws -> HeadView {
        let canonical = try #require(SafeURL(parsing: address.absolute(from: paper.origin)))
        let image = SocialCard.Image(
            url: try #require(SafeURL(parsing: "https://lantern.example/card.png")), width: 1200, height: 630, alt: text("A lantern"))
        let articlePart = SocialCard.Article(
            publishedAt: Self.moment, updatedAt: Self.moment.advanced(bySeconds: 3600), section: text("Harbour"),
            topics: [text("Sea wall")])
        return HeadView(
            title: title.map(text), description: text("What the harbour board knew."), canonical: canonical,
            feeds: FeedLink.all(of: .whole, title: text("The Saltreath Lantern")),
            card: SocialCard(
                title: text(title ?? "The Saltreath Lantern"), description: text("What the board knew."), image: image,
                article: article ? articlePart : nil),
            structuredData: "<script type=\"application/ld+json\">{}</script>\n")
    }

    /// Every kind of page by the name of its snapshot.
    func all() throws -> [(name: String, page: any PageView)] {
        let slug = try #require(Slug(parsing: "harbour"))
        let list = SiteAddress.section(slug, page: 4)
        let month = try #require(YearMonth(year: 2026, month: 11))
        let day = try #require(CivilDay(year: 2026, month: 11, day: 23))
        let harbour = LinkView(text("Harbour"), list.onPage(1).url)
        return [
            ("front", try front(slug)),
            ("front-empty", FrontView(head: try head(nil, .front))),
            ("section", ListingView(
                head: try head("Harbour", list), subject: .section, title: text("Harbour"),
                about: "<p>Boats, boards and tides.</p>", subsections: [LinkView(text("Ferries"), try Self.section("ferries"))],
                teasers: try teasers(1...3), pagination: PaginationView(current: 1, total: 9, address: list),
                currentSection: CurrentSection(harbour.url, isPage: true))),
            ("subsection", ListingView(
                head: try head("Ferries", list), subject: .section, title: text("Ferries"), parent: harbour,
                teasers: try teasers(1...2), pagination: PaginationView(current: 5, total: 9, address: list),
                currentSection: CurrentSection(harbour.url))),
            ("topic", ListingView(
                head: try head("Sea wall", .topic(slug)), subject: .topic, title: text("Sea wall"), teasers: [])),
            ("series", ListingView(
                head: try head("The Long Breakwater", .topic(slug)), subject: .series, title: text("The Long Breakwater"),
                teasers: try teasers(1...2))),
            ("author", AuthorView(
                head: try head("Ama Derricott", .author(slug)), name: text("Ama Derricott"), jobTitle: text("Council reporter"),
                portrait: try picture("", digit: "b", width: 480, height: 480), biography: "<p>Has been to every meeting but one.</p>",
                links: [LinkView(text("ama.example"), try #require(SafeURL(parsing: "https://ama.example/")))],
                teasers: try teasers(1...2))),
            ("archive", ArchiveView(head: try head("Archive", .archive), years: years)),
            ("archive-month", ArchiveView(
                head: try head("November 2026", .archiveMonth(month)), years: years, month: month,
                days: [ArchiveView.Day(day, teasers: try teasers(1...2))])),
            ("search-form", SearchView(
                head: try head("Search", .search(SearchTerms())), terms: SearchTerms(),
                sections: [SearchView.Choice(slug, text("Harbour"))], authors: [SearchView.Choice(slug, text("Ama Derricott"))])),
            ("search-results", try search(slug, found: true)),
            ("search-empty", try search(slug, found: false)),
            ("story", try story()),
            ("story-plain", StoryView(
                head: try head("Bridge shut", .story(try #require(AddressPath("/2026/11/bridge"))), article: true),
                headline: text("Reath Bridge shut to lorries"), publishedAt: Self.moment, body: "<p>Until Thursday.</p>")),
            ("standing", StandingView(
                head: try head("How we check", .story(try #require(AddressPath("/about/quotations")))),
                headline: text("How we check quotations"), standfirst: text("Before a story is printed."),
                ancestors: [LinkView(text("About us"), try Self.story("/about"))], body: "<p>Word by word.</p>",
                tree: [StandingView.Branch(
                    LinkView(text("About us"), try Self.story("/about")),
                    children: [StandingView.Branch(
                        LinkView(text("How we check quotations"), try Self.story("/about/quotations")), isCurrent: true)])])),
            ("source", try source(isOpen: true)),
            ("source-on-request", try source(isOpen: false)),
            ("standards", StandardsView(
                head: try head("Quotations", .quotationStandards),
                rules: QuotationRules(policy: QuotationPolicy(omissionCap: 3)),
                totals: QuotationTotals(
                    stories: 12, passed: [.verbatim: 1_234, .verbatimMarked: 5, .attested: 2], overridden: [.altered: 1]))),
            ("standards-new", StandardsView(
                head: try head("Quotations", .quotationStandards),
                rules: QuotationRules(
                    policy: QuotationPolicy(allowsInitialCaseChange: false, requiresContiguousParts: false), gate: .off,
                    countsOverrides: false),
                totals: QuotationTotals(stories: 0, passed: [:], overridden: [:]))),
            ("not-found", NoticeView(.notFound, related: try teasers(1...2), wording: paper.wording)),
            ("withdrawn", NoticeView(
                .withdrawn(NoticeView.Withdrawal(
                    headline: text("The chair and the quarry"), notice: "<p>It was another quarry.</p>", date: Self.moment)),
                related: try teasers(1...1), wording: paper.wording)),
            ("failure", NoticeView(.failure, wording: paper.wording)),
            ("maintenance", NoticeView(.maintenance, wording: paper.wording)),
        ]
    }

    private func source(isOpen: Bool) throws -> SourceView {
        let id = try #require(Editorial.Source.ID("0192f0c1-7a2b-7c3d-8e4f-0123456789ab"))
        let story = LinkView(text("The tide table was wrong"), try Self.story("/2026/11/tide-table"))
        return SourceView(
            head: try head("Board, 26 November", .source(id)), source: .transcript, title: text("Board, 26 November"),
            publisher: text("Harbour Board"), published: "26 November 2024", archivedAt: Self.moment,
            original: SourceView.OriginalLink(
                url: try #require(SafeURL(parsing: "https://board.example/minutes?day=26&page=1")), date: "2026-11-24",
                archived: SiteAddress.source(id).url),
            digest: isOpen ? String(repeating: "0a", count: 32) : nil,
            versions: [
                SourceView.Version(number: 2, archivedAt: Self.moment),
                SourceView.Version(number: 1, archivedAt: Self.moment.advanced(bySeconds: -90_000)),
            ],
            passages: isOpen
                ? [
                    PassageView(
                        anchor: "v2-10-40", before: text("… before it "), exact: text("the wall held"), after: text(" & after …"),
                        speaker: text("VERITY CROME"),
                        citations: [
                            CitationView(story: story, printed: text("the wall held"), verdict: .verbatim),
                            CitationView(
                                story: story, printed: text("[T]he wall … held"), verdict: .verbatimMarked,
                                edits: [
                                    Edit(kind: .bracketed, printed: "[T]he", source: "the"),
                                    Edit(kind: .omitted, printed: "…", source: "sea"),
                                ]),
                        ]),
                    PassageView(
                        anchor: "v1-10-40", before: "", exact: text("It fell."), after: "",
                        version: SourceView.Version(number: 1, archivedAt: Self.moment),
                        citations: [
                            CitationView(
                                story: story, printed: text("It rose."), verdict: .altered,
                                edits: [
                                    Edit(kind: .replaced, printed: "rose", source: "fell"),
                                    Edit(kind: .inserted, printed: "not", source: ""),
                                    Edit(kind: .deleted, printed: "", source: "again"),
                                ],
                                decision: CitationView.Decision(person: text("Ama Derricott"), reason: text("A slip.")))
                        ]),
                ] : nil,
            text: isOpen ? "<p>VERITY CROME: … <mark>the wall held</mark></p>\n" : nil,
            contact: isOpen ? nil : LinkView(text("The newsroom"), try Self.story("/contact")))
    }

    private var years: [ArchiveView.Year] {
        [ArchiveView.Year(2026, counts: [9: 1, 10: 12, 11: 1234]), ArchiveView.Year(2025, counts: [1: 2])]
    }

    private func front(_ slug: Slug) throws -> FrontView {
        FrontView(
            head: try head(nil, .front), lead: try teaser(1), secondary: try teasers(2...3),
            opinion: StripView(slug: slug, link: LinkView(text("Opinion"), try Self.section("opinion")), teasers: [try teaser(6, kind: .opinion)]),
            river: [TeaserView(headline: text("Lifeboat called out"), url: try Self.story("/2026/11/lifeboat"), publishedAt: Self.moment)],
            appeal: "<h2>This page has 1,914 owners</h2><p><a class=\"button\" href=\"/support\">Be the next</a></p>",
            strips: [StripView(slug: slug, link: LinkView(text("Harbour"), try Self.section("harbour")), teasers: try teasers(4...5))])
    }

    private func search(_ slug: Slug, found: Bool) throws -> SearchView {
        let terms = SearchTerms(words: text("\"sea wall\" -board"), section: slug, from: CivilDay(year: 2026, month: 1, day: 1))
        var hit = try teaser(2)
        hit.snippet = [SnippetPart(text("…over the ")), SnippetPart(text("breakwater"), isHit: true), SnippetPart(text(" at ten…"))]
        let results = SearchView.Results(
            count: found ? 23 : 0, teasers: found ? [hit] : [],
            pagination: PaginationView(current: 1, total: found ? 3 : 1, address: .search(terms)))
        return SearchView(
            head: try head("Search", .search(terms)), terms: terms, sections: [SearchView.Choice(slug, text("Harbour"))],
            results: results)
    }

    private func story() throws -> StoryView {
        let ama = try #require(Slug(parsing: "ama-derricott"))
        let portrait = try picture("", digit: "b", width: 480, height: 480)
        let reply = CommentView(
            id: "2", author: text("Ama Derricott"), postedAt: Self.moment.advanced(bySeconds: 60), text: "<p>Do you have the paper?</p>",
            isFromAuthor: true)
        return StoryView(
            head: try head("The sea wall", .story(try #require(AddressPath("/2026/11/sea-wall"))), article: true),
            story: .analysis, kicker: text("Sea wall"), section: LinkView(text("Council"), try Self.section("council")),
            headline: text("The sea wall will cost twice what we were told"), standfirst: text("Three years of minutes show how."),
            bylines: [
                BylineView(name: text("Ama Derricott"), url: SiteAddress.author(ama).url, portrait: portrait),
                BylineView(name: text("Jory Lanyon")), BylineView(role: .photographer, name: text("Ines Corrow")),
            ],
            place: text("Saltreath"), publishedAt: Self.moment, updatedAt: Self.moment.advanced(bySeconds: 9000),
            notices: [StoryNotice(.correction, date: Self.moment, text: "<p>The wall is 214 metres long.</p>")],
            leadPicture: FigureView(
                try picture("The half-built wall"), caption: text("The east return on Tuesday."), credit: text("Photograph: Ines Corrow")),
            body: "<p>The board met on Tuesday.</p>\n<h2 id=\"how\">How</h2>\n<p>Slowly.</p>",
            topics: [LinkView(text("Sea wall"), SiteAddress.topic(ama).url)],
            series: [SeriesView(
                title: LinkView(text("The Long Breakwater"), SiteAddress.topic(ama).url),
                parts: [LinkView(text("The night of 9 February"), try Self.story("/2026/10/night")), LinkView(text("The wall"), try Self.story("/2026/11/sea-wall"))],
                index: 1)],
            related: try teasers(1...2),
            authors: [AuthorBox(name: text("Ama Derricott"), url: SiteAddress.author(ama).url, portrait: portrait, biography: "<p>Reports on the council.</p>")],
            sources: StorySources(
                sources: [LinkView(text("Board, 26 November"), try Self.story("/sources/1"))],
                vouchers: [
                    StorySources.Voucher(name: text("Ama Derricott"), count: 3),
                    StorySources.Voucher(name: text("Ines Corrow"), count: 1, isTranslation: true),
                ],
                standard: SiteAddress.quotationStandards.url),
            comments: CommentsView(count: 3, threads: [
                CommentView(id: "1", author: text("Oldquay"), url: SafeURL(parsing: "https://oldquay.example/"), postedAt: Self.moment, text: "<p>I was there.</p>", replies: [reply]),
                CommentView(id: "3", author: "", postedAt: Self.moment, text: "<p>So was I.</p>"),
            ]),
            language: LanguageTag(parsing: "cy"), currentSection: CurrentSection(try Self.section("council")))
    }
}
