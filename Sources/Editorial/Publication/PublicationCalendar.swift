import Foundation
public import Storage

/// Days and months in the publication's time zone.
public struct PublicationCalendar: Sendable, Hashable {
    private let zone: TimeZone

    /// - Parameter timeZone: An IANA name, as in `Europe/London`.
    /// - Throws: ``PublicationError/unknownTimeZone(_:)``.
    public init(timeZone: String) throws(PublicationError) {
        guard let zone = Self.zone(named: timeZone) else { throw .unknownTimeZone(timeZone) }
        self.zone = zone
    }

    /// Foundation also takes abbreviations and offsets, which name no rules of daylight saving.
    private static func zone(named name: String) -> TimeZone? {
        guard name == "UTC" || name == "GMT" || name.contains("/") else { return nil }
        return TimeZone(identifier: name)
    }

    /// The day on which a moment falls.
    public func day(of moment: Timestamp) -> CivilDay {
        let local = moment.milliseconds + offset(at: moment)
        return CivilDay(daysSinceEpoch: Int(Self.floored(local, by: 86_400_000)))
    }

    /// The month in which a moment falls.
    public func month(of moment: Timestamp) -> YearMonth { day(of: moment).yearMonth }

    /// The first moment of a day, also where the clocks skip or repeat midnight.
    public func start(of day: CivilDay) -> Timestamp {
        let midnight = Int64(day.daysSinceEpoch) * 86_400_000
        // The offset may change around midnight: those of the day before and after are the candidates, and the
        // earliest moment that lies within the day is its first.
        let offsets = [-86_400_000, 86_400_000].map { offset(at: Timestamp(milliseconds: midnight + $0)) }
        let candidates = offsets.map { Timestamp(milliseconds: midnight - $0) }.sorted()
        return candidates.first { self.day(of: $0) == day } ?? candidates[candidates.count - 1]
    }

    /// The moments of a month: from its first up to the next one's first.
    public func moments(of month: YearMonth) -> Range<Timestamp> {
        let isLast = month.month == 12
        let next = (year: isLast ? month.year + 1 : month.year, month: isLast ? 1 : month.month + 1)
        return first(of: month.year, month.month)..<first(of: next.year, next.month)
    }

    private func first(of year: Int, _ month: Int) -> Timestamp {
        guard let day = CivilDay(year: year, month: month, day: 1) else {
            return Timestamp(milliseconds: 253_402_300_800_000)
        }
        return start(of: day)
    }

    private func offset(at moment: Timestamp) -> Int64 {
        // Outside these years only a corrupt date lies, and Foundation may trap on it.
        let bounded = min(max(moment.milliseconds, -62_135_596_800_000), 253_402_300_799_999)
        return Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(bounded) / 1000))) * 1000
    }

    private static func floored(_ number: Int64, by divisor: Int64) -> Int64 {
        let quotient = number / divisor
        return number % divisor < 0 ? quotient - 1 : quotient
    }
}
