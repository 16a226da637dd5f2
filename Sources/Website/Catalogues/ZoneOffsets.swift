import Foundation
public import Storage

/// A time zone's differences from UTC, looked up without asking the system's tables each time.
public struct ZoneOffsets: Sendable, Hashable {
    /// When a difference begins, in seconds of POSIX time, in order; the first is before everything.
    private let starts: [Int64]
    private let seconds: [Int]

    /// - Parameter name: An IANA name, as in `Europe/London`; UTC where there is no such zone.
    public init(_ name: String) {
        let zone = TimeZone(identifier: name) ?? .gmt
        var starts: [Int64] = [.min]
        var seconds = [zone.secondsFromGMT(for: Date(timeIntervalSince1970: Self.firstSecond))]
        var moment = Date(timeIntervalSince1970: Self.firstSecond)
        while let next = zone.nextDaylightSavingTimeTransition(after: moment),
            next > moment, next.timeIntervalSince1970 < Self.lastSecond
        {
            starts.append(Int64(next.timeIntervalSince1970.rounded()))
            seconds.append(zone.secondsFromGMT(for: next))
            moment = next
        }
        self.starts = starts
        self.seconds = seconds
    }

    public static let utc = ZoneOffsets("UTC")

    // The years 1970 to 2070: changes before are history that newspapers' systems did not record to the minute, and
    // those after aren't decided.
    private static let firstSecond = 0.0
    private static let lastSecond = 3_155_760_000.0

    /// Seconds to add to UTC at a moment.
    public func offset(at moment: Timestamp) -> Int {
        let second = moment.milliseconds.quotientRoundedDown(by: 1000)
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= second { low = middle } else { high = middle }
        }
        return seconds[low]
    }

    /// What calendar and clock show at a moment.
    public func localTime(at moment: Timestamp) -> LocalTime {
        let offset = offset(at: moment)
        let second = moment.milliseconds.quotientRoundedDown(by: 1000)
        return LocalTime(clockSecond: second + Int64(offset), offset: offset)
    }
}
