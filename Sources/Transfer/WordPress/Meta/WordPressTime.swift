public import Foundation

/// Reads the times that an export holds.
public enum WordPressTime {
    /// When an item, or a comment, says that something happened.
    ///
    /// The time in GMT counts; where it is missing or all zeros, as for drafts, the site's local time in its time
    /// zone; and after that the date that RSS gives.
    public static func resolve(gmt: String, local: String, rss: String = "", in zone: TimeZone) -> Date? {
        if let time = time(in: gmt) { return time.date(secondsAheadOfUTC: 0) }
        if let time = time(in: local) { return time.date(in: zone) }
        return rssDate(rss)
    }

    /// `2015-01-27 14:56:57`; `nil` for zeros and anything else.
    private static func time(in text: String) -> CivilTime? {
        let bytes = Array(text.utf8)
        guard bytes.count >= 19, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":")
        else { return nil }
        func number(_ range: Range<Int>) -> Int {
            range.reduce(0) { bytes[$1].isASCIIDigit ? $0 * 10 + Int(bytes[$1] - 48) : -10_000 }
        }
        let time = CivilTime(
            year: number(0..<4), month: number(5..<7), day: number(8..<10), hour: number(11..<13),
            minute: number(14..<16), second: number(17..<19))
        return time.isValid ? time : nil
    }

    /// `Tue, 27 Jan 2015 14:56:57 +0000`, as RFC 822 has it with a year of four digits.
    static func rssDate(_ text: String) -> Date? {
        let words = text.split(separator: " ").map(String.init)
        guard words.count >= 5, let day = Int(words[1]), let year = Int(words[3]), year > 0,
            let month = months.firstIndex(of: words[2].lowercased())
        else { return nil }
        let clock = words[4].split(separator: ":").compactMap { Int($0) }
        guard clock.count >= 2 else { return nil }
        let zone = words.count > 5 ? words[5] : "+0000"
        var offset = (zones[zone] ?? 0) * 3_600
        if zone.utf8.count == 5, let number = Int(zone) { offset = (number / 100) * 3_600 + (number % 100) * 60 }
        let time = CivilTime(
            year: year, month: month + 1, day: day, hour: clock[0], minute: clock[1],
            second: clock.count > 2 ? clock[2] : 0)
        return time.isValid ? time.date(secondsAheadOfUTC: offset) : nil
    }

    /// The names of zones that RFC 822 knows, in hours ahead of GMT.
    static let zones = ["UT": 0, "GMT": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7]

    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
}
