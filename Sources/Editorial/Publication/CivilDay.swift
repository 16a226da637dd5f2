/// A day of the proleptic Gregorian calendar, without a time zone.
public struct CivilDay: Sendable, Hashable, Comparable, CustomStringConvertible {
    public let year: Int
    public let month: Int
    public let day: Int

    /// - Returns: `nil` where the calendar has no such day, or the year is not 1 to 9999.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Self.length(ofMonth: month, in: year)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// Reads `2026-03-31`.
    public init?(_ text: some StringProtocol) {
        guard text.utf8.count == 10, let month = YearMonth(text.prefix(7)), text.dropFirst(7).first == "-",
            text.suffix(2).utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let day = Int(text.suffix(2))
        else { return nil }
        self.init(year: month.year, month: month.month, day: day)
    }

    /// The day that lies a number of days after 1970-01-01.
    public init(daysSinceEpoch days: Int) {
        // Years are counted from March so that the leap day is the last of its year, and grouped in eras of
        // 400 years (146,097 days), after which the calendar repeats.
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// The number of days since 1970-01-01.
    var daysSinceEpoch: Int {
        let marchYear = month <= 2 ? year - 1 : year
        let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
        let yearOfEra = marchYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    public static func < (left: Self, right: Self) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }

    /// Counts from 1, Monday.
    public var weekday: Int {
        // 1970-01-01 was a Thursday.
        let rest = (daysSinceEpoch + 3) % 7
        return (rest < 0 ? rest + 7 : rest) + 1
    }

    /// The day after.
    public var next: CivilDay { CivilDay(daysSinceEpoch: daysSinceEpoch + 1) }

    /// Its month.
    public var yearMonth: YearMonth { YearMonth(clampedYear: year, month: month) }

    /// `2026-03-31`.
    public var description: String { yearMonth.description + (day < 10 ? "-0" : "-") + String(day) }

    private static func length(ofMonth month: Int, in year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
