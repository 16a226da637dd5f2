public import Foundation

/// Reads the times that an export holds.
public enum WordPressTime {
    /// When an item, or a comment, says that something happened.
    ///
    /// The time in GMT counts; where it is missing or all zeros, as for drafts, the site's local time in its time
    /// zone; and after that the date that RSS gives.
    public static func resolve(gmt: String, local: String, rss: String = "", in zone: TimeZone) -> Date? {
        if let parts = parts(of: gmt) { return date(parts, offset: 0) }
        if let parts = parts(of: local) {
            // The zone's offset at the local time: asked for once with that time taken for GMT, and again with the answer.
            let guess = date(parts, offset: 0)
            let first = zone.secondsFromGMT(for: guess.addingTimeInterval(-Double(zone.secondsFromGMT(for: guess))))
            return date(parts, offset: first)
        }
        return rssDate(rss)
    }

    private struct Parts {
        var year, month, day, hour, minute, second: Int
    }

    /// `2015-01-27 14:56:57`; `nil` for zeros and anything else.
    private static func parts(of text: String) -> Parts? {
        let bytes = Array(text.utf8)
        guard bytes.count >= 19, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":")
        else { return nil }
        func number(_ range: Range<Int>) -> Int {
            range.reduce(0) { bytes[$1].isASCIIDigit ? $0 * 10 + Int(bytes[$1] - 48) : -10_000 }
        }
        let parts = Parts(
            year: number(0..<4), month: number(5..<7), day: number(8..<10), hour: number(11..<13),
            minute: number(14..<16), second: number(17..<19))
        guard parts.year > 0, (1...12).contains(parts.month), (1...31).contains(parts.day),
            (0...23).contains(parts.hour), (0...59).contains(parts.minute), (0...60).contains(parts.second)
        else { return nil }
        return parts
    }

    private static func date(_ parts: Parts, offset: Int) -> Date {
        // Days since 1970-01-01 in the Gregorian calendar, the year taken to begin in March so that leap days come last.
        let year = parts.month <= 2 ? parts.year - 1 : parts.year
        let era = (year >= 0 ? year : year - 399) / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (parts.month + (parts.month > 2 ? -3 : 9)) + 2) / 5 + parts.day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        let days = era * 146_097 + dayOfEra - 719_468
        let seconds = days * 86_400 + parts.hour * 3_600 + parts.minute * 60 + parts.second - offset
        return Date(timeIntervalSince1970: Double(seconds))
    }

    /// `Tue, 27 Jan 2015 14:56:57 +0000`, as RFC 822 has it with a year of four digits.
    private static func rssDate(_ text: String) -> Date? {
        let words = text.split(separator: " ").map(String.init)
        guard words.count >= 5, let day = Int(words[1]), let year = Int(words[3]), year > 0,
            let month = months.firstIndex(of: words[2].lowercased())
        else { return nil }
        let clock = words[4].split(separator: ":").compactMap { Int($0) }
        guard clock.count >= 2, (1...31).contains(day) else { return nil }
        let zone = words.count > 5 ? words[5] : "+0000"
        var offset = 0
        if zone.utf8.count == 5, let number = Int(zone) { offset = (number / 100) * 3_600 + (number % 100) * 60 }
        return date(
            Parts(
                year: year, month: month + 1, day: day, hour: clock[0], minute: clock[1],
                second: clock.count > 2 ? clock[2] : 0),
            offset: offset)
    }

    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
}
