import Editorial

/// What calendar and clock show somewhere.
public struct LocalTime: Sendable, Hashable {
    public let year: Int
    /// 1 to 12.
    public let month: Int
    public let day: Int
    /// Counts from 1, Monday.
    public let weekday: Int
    public let hour: Int
    public let minute: Int
    public let second: Int
    /// Seconds from UTC.
    public let offset: Int

    /// - Parameters:
    ///   - second: Since 1970-01-01T00:00:00 on that clock, not in UTC.
    ///   - offset: What the clock is ahead of UTC, in seconds.
    init(clockSecond: Int64, offset: Int) {
        let dayCount = clockSecond.quotientRoundedDown(by: 86_400)
        let ofDay = Int(clockSecond - dayCount * 86_400)
        hour = ofDay / 3600
        minute = ofDay / 60 % 60
        second = ofDay % 60
        self.offset = offset
        let days = Int(dayCount)
        weekday = Int((dayCount + 3) - (dayCount + 3).quotientRoundedDown(by: 7) * 7) + 1
        // Years are counted from 1 March, so that the leap day is the last of its year, in eras of 400 years.
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

    /// The first moment of a day on a clock of UTC.
    init(_ civil: CivilDay) {
        year = civil.year
        month = civil.month
        day = civil.day
        hour = 0
        minute = 0
        second = 0
        offset = 0
        // Sakamoto's method: January and February belong to the year before, whose months are shifted by the table.
        let shifts = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4]
        let marchYear = civil.month < 3 ? civil.year - 1 : civil.year
        let fromSunday = marchYear + marchYear / 4 - marchYear / 100 + marchYear / 400 + shifts[civil.month - 1] + civil.day
        weekday = (fromSunday + 6) % 7 + 1
    }

    /// `2026-11-23`.
    public var dayText: String {
        "\(Self.padded(year, to: 4))-\(Self.padded(month, to: 2))-\(Self.padded(day, to: 2))"
    }

    func isSameDay(as other: LocalTime) -> Bool {
        day == other.day && month == other.month && year == other.year
    }

    /// RFC 3339, as in `2026-11-23T14:05:00+01:00`.
    public var machineReadable: String {
        // Every teaser has one: written byte by byte, it costs a third of what interpolation does.
        var text: [UInt8] = []
        text.reserveCapacity(25)
        text.append(digits: year, 4)
        text.append(digits: month, 2, after: "-")
        text.append(digits: day, 2, after: "-")
        text.append(digits: hour, 2, after: "T")
        text.append(digits: minute, 2, after: ":")
        text.append(digits: second, 2, after: ":")
        if offset == 0 {
            text.append(UInt8(ascii: "Z"))
        } else {
            text.append(digits: abs(offset) / 3600, 2, after: offset < 0 ? "-" : "+")
            text.append(digits: abs(offset) / 60 % 60, 2, after: ":")
        }
        return String(decoding: text, as: UTF8.self)
    }

    static func padded(_ number: Int, to width: Int) -> String {
        let digits = String(number)
        return digits.utf8.count < width ? String(repeating: "0", count: width - digits.utf8.count) + digits : digits
    }
}

extension [UInt8] {
    /// The last digits of a number, at least as many as the width.
    fileprivate mutating func append(digits number: Int, _ width: Int, after mark: Unicode.Scalar? = nil) {
        if let mark { append(UInt8(ascii: mark)) }
        var scale = 1
        for _ in 1..<width { scale *= 10 }
        while scale > 0 {
            append(UInt8(ascii: "0") + UInt8(number.magnitude / UInt(scale) % 10))
            scale /= 10
        }
    }
}

extension Int64 {
    func quotientRoundedDown(by divisor: Int64) -> Int64 {
        self % divisor < 0 ? self / divisor - 1 : self / divisor
    }
}
