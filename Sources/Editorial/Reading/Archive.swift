public import Storage

/// The months in which the paper published, for the archive's pages.
public enum Archive {
    /// A month and how many stories it has.
    public struct Month: Sendable, Hashable {
        public let month: YearMonth
        public let count: Int
    }

    /// Every month that has a story, the newest first.
    public static func months(from connection: any Connection) throws(StorageError) -> [Month] {
        let rows = try connection.rows(
            "SELECT list_key, stories FROM listing_count WHERE kind = 'month' AND stories > 0 ORDER BY list_key DESC")
        var months: [Month] = []
        for row in rows {
            guard case .month(let month)? = Listing(storedKind: "month", storedKey: try row.get("list_key")) else {
                continue
            }
            months.append(Month(month: month, count: try row.get("stories")))
        }
        return months
    }

    /// A month's stories, the newest first, at most `limit`; the page groups them by ``PublicationCalendar/day(of:)``.
    public static func stories(
        of month: YearMonth, limit: Int = 1000, from connection: any Connection
    ) throws(StorageError) -> [Teaser] {
        try Listing.month(month).teasers(limit: limit, from: connection)
    }
}
