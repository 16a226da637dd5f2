import Foundation

/// A date and time of day as a clock on the wall shows it, in the Gregorian calendar.
struct CivilTime: Equatable {
    var year: Int
    var month: Int
    var day: Int
    var hour = 0
    var minute = 0
    var second = 0

    /// Whether there is such a date and time; a leap second is let pass.
    var isValid: Bool {
        guard year > 0, (1...12).contains(month), (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second)
        else { return false }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return (1...days[month - 1]).contains(day)
    }

    /// The moment, where clocks are ahead of UTC by so many seconds.
    func date(secondsAheadOfUTC offset: Int) -> Date {
        // Years are taken to begin in March, so that the leap day comes last.
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let days = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
        return Date(timeIntervalSince1970: Double(days * 86_400 + hour * 3_600 + minute * 60 + second - offset))
    }

    /// The moment in a time zone; of an hour that a clock shows twice, one of the two.
    func date(in zone: TimeZone) -> Date {
        let asUTC = date(secondsAheadOfUTC: 0)
        let near = asUTC.addingTimeInterval(-Double(zone.secondsFromGMT(for: asUTC)))
        return date(secondsAheadOfUTC: zone.secondsFromGMT(for: near))
    }
}
