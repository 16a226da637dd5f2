public import QuotationCheck
public import Storage

/// The running totals of what readers can see: how many quotations have each verdict, and what people decided.
public struct QuotationTotals: Sendable, Hashable {
    /// Published stories that were checked.
    public let stories: Int
    /// Quotations that passed, or were given their verdict by a named person.
    public let passed: [Verdict: Int]
    /// Quotations that an editor printed in spite of the verdict.
    public let overridden: [Verdict: Int]

    public init(stories: Int, passed: [Verdict: Int], overridden: [Verdict: Int]) {
        self.stories = stories
        self.passed = passed
        self.overridden = overridden
    }

    public var quotations: Int { passed.values.reduce(0, +) + overridden.values.reduce(0, +) }

    public static func read(from connection: any Connection) throws(StorageError) -> QuotationTotals {
        let stories: Int? = try connection.value(
            """
            SELECT COUNT(*)
            FROM published_story JOIN quotation_check ON quotation_check.revision = published_story.revision
            WHERE quotation_check.checked_at IS NOT NULL
            """)
        let rows = try connection.rows(
            """
            SELECT COALESCE(quotation.ruling, quotation.verdict) AS verdict, quotation.standing, COUNT(*) AS count
            FROM published_story JOIN quotation ON quotation.revision = published_story.revision
            GROUP BY COALESCE(quotation.ruling, quotation.verdict), quotation.standing
            """)
        var passed: [Verdict: Int] = [:]
        var overridden: [Verdict: Int] = [:]
        for row in rows {
            let name: String = try row.get("verdict")
            guard let verdict = Verdict(rawValue: name) else { continue }
            let count: Int = try row.get("count")
            switch try row.get("standing", as: QuotationStanding.self) {
            case .passes, .ruled: passed[verdict, default: 0] += count
            case .overridden: overridden[verdict, default: 0] += count
            case .carried, .open: break
            }
        }
        return QuotationTotals(stories: stories ?? 0, passed: passed, overridden: overridden)
    }
}
