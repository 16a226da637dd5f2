public import Editorial
public import Markup

/// The archive: which months have stories, and the stories of one of them.
public struct ArchiveView: PageView {
    public var head: HeadView
    /// Newest first.
    public var years: [Year]
    /// The month that is shown; `nil` on the archive's own page.
    public var month: YearMonth?
    /// Newest first.
    public var days: [Day]
    public var pagination: PaginationView?

    public init(
        head: HeadView, years: [Year], month: YearMonth? = nil, days: [Day] = [], pagination: PaginationView? = nil
    ) {
        self.head = head
        self.years = years
        self.month = month
        self.days = days
        self.pagination = pagination
    }

    /// How many stories each month of a year has; months without any are printed without a link.
    public struct Year: Sendable, Hashable {
        public var year: Int
        /// By month, 1 to 12.
        public var counts: [Int: Int]

        public init(_ year: Int, counts: [Int: Int]) {
            self.year = year
            self.counts = counts
        }
    }

    /// The stories of one day.
    public struct Day: Sendable, Hashable {
        public var day: CivilDay
        public var teasers: [TeaserView]

        public init(_ day: CivilDay, teasers: [TeaserView]) {
            self.day = day
            self.teasers = teasers
        }
    }

    public var kind: PageKind { .archive }

    public func main(in paper: Paper) -> HTML {
        let wording = paper.wording
        return """
            <main id="content" class="archive" tabindex="-1">
            <header class="page-head"><h1 class="page-title">\
            \(month.map { wording.text(of: $0) } ?? wording(.archive))</h1></header>
            \(years.isEmpty ? "<div class=\"empty\"><p>\(wording(.listEmpty))</p></div>\n" : .empty)\
            \(years.isEmpty ? .empty : """
                <nav class="months"\(aria: "label", wording(.months))>\(years.map { html(of: $0, wording) })</nav>

                """)\
            \(days.isEmpty ? .empty : "<div class=\"days\">\n\(days.map { html(of: $0, in: paper) })</div>\n")\
            \(pagination.map { $0.html(wording) })\
            </main>
            """
    }

    private func html(of year: Year, _ wording: Wording) -> HTML {
        let months = (1...12).compactMap { YearMonth(year: year.year, month: $0) }
        return """
            <section><h2>\(wording.catalogue.numerals.plain(year.year))</h2><ol>\
            \(months.map { html(of: $0, count: year.counts[$0.month] ?? 0, wording) })</ol></section>
            """
    }

    private func html(of month: YearMonth, count: Int, _ wording: Wording) -> HTML {
        let name = wording.catalogue.dates.name(ofMonth: month.month)
        guard count > 0 else { return "<li><span>\(name)</span></li>" }
        return """
            <li><a\(href: SiteAddress.archiveMonth(month).url)\
            \(aria: "current", month == self.month ? "page" : nil)>\(name) \
            <span class="count" aria-hidden="true">\(wording.catalogue.numerals.grouped(count))</span>\
            <span class="visually-hidden">\(wording(.storyCount, count: count))</span></a></li>
            """
    }

    private func html(of day: Day, in paper: Paper) -> HTML {
        let name = "day-\(day.day)"
        return """
            <section class="day"\(aria: "labelledby", name)><h2\(attribute: .id, name)>\
            <time\(attribute: .datetime, day.day.description)>\
            \(paper.wording.text(.dayOfMonth, of: day.day))</time></h2>
            <div class="teasers">
            \(day.teasers.html(level: .three, in: paper))</div>
            </section>

            """
    }
}
