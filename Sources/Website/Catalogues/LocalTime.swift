import Editorial

/// What calendar and clock show somewhere.
public struct LocalTime: Sendable, Hashable {
    private let date: CivilDay
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
        date = CivilDay(daysSinceEpoch: Int(dayCount))
    }

    /// The first moment of a day on a clock of UTC.
    init(_ civil: CivilDay) {
        date = civil
        hour = 0
        minute = 0
        second = 0
        offset = 0
    }

    public var year: Int { date.year }
    /// 1 to 12.
    public var month: Int { date.month }
    public var day: Int { date.day }
    /// Counts from 1, Monday.
    public var weekday: Int { date.weekday }

    /// `2026-11-23`.
    public var dayText: String { date.description }

    func isSameDay(as other: LocalTime) -> Bool { date == other.date }

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
