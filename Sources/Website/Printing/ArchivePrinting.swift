import Editorial
import Markup
import Storage

extension Printer {
    /// Stories on a page of a month: a daily paper's month, shown by days.
    static let archiveLength = 100

    func archive() throws -> Answer {
        let months = try Archive.months(from: connection)
        let view = ArchiveView(
            head: listHead(
                wording(.archive), about: nil, .archive, nil, feeds: nil, trail: [(wording(.archive), .archive)]),
            years: Self.years(months))
        return page(view, keys: Set(months.map { .archive($0.month) }).union([.front]))
    }

    /// - Returns: `nil` for a month without stories, or past its last page.
    func archive(_ month: YearMonth, page number: Int) throws -> Answer? {
        let list = try Listing.month(month).page(number, size: Self.archiveLength, from: connection)
        guard let list, list.total > 0 else { return nil }
        let address = SiteAddress.archiveMonth(month, page: number)
        let pagination = PaginationView(current: list.number, total: list.pageCount, address: address)
        let days = Dictionary(grouping: list.teasers) { issue.calendar.day(of: $0.publishedAt) }
        let none = Pictures()
        let view = ArchiveView(
            head: listHead(
                wording.text(of: month), about: wording(.storiesOfMonth, ["month": wording.text(of: month)]), address,
                pagination, feeds: nil,
                trail: [(wording(.archive), .archive), (wording.text(of: month), .archiveMonth(month))]),
            years: Self.years(try Archive.months(from: connection)), month: month,
            days: days.keys.sorted(by: >).map { day in
                ArchiveView.Day(day, teasers: (days[day] ?? []).map { teaser($0, none) })
            },
            pagination: pagination)
        return page(view, keys: list.teasers.cacheKeys.union([.archive(month), .front]))
    }

    private static func years(_ months: [Archive.Month]) -> [ArchiveView.Year] {
        let byYear = Dictionary(grouping: months, by: \.month.year)
        return byYear.keys.sorted(by: >).map { year in
            ArchiveView.Year(
                year,
                counts: Dictionary(
                    (byYear[year] ?? []).map { ($0.month.month, $0.count) }, uniquingKeysWith: { first, _ in first }))
        }
    }
}
