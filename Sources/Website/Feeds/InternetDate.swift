import Storage

extension Timestamp {
    /// RFC 3339 in UTC, as in `2026-11-23T14:05:00Z`.
    var internetDate: String { ZoneOffsets.utc.localTime(at: self).machineReadable }

    /// RFC 5322 in UTC, as in `Mon, 23 Nov 2026 14:05:00 +0000`.
    var internetMessageDate: String { "\(messageDay) \(clock) +0000" }

    /// RFC 9110's date for HTTP fields, as in `Mon, 23 Nov 2026 14:05:00 GMT`.
    var httpDate: String { "\(messageDay) \(clock) GMT" }

    private var messageDay: String {
        let time = ZoneOffsets.utc.localTime(at: self)
        let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        return "\(weekdays[time.weekday - 1]), \(padded(time.day)) \(months[time.month - 1]) \(time.year)"
    }

    private var clock: String {
        let time = ZoneOffsets.utc.localTime(at: self)
        return [time.hour, time.minute, time.second].map(padded).joined(separator: ":")
    }

    private func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
