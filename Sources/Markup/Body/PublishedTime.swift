/// A date, or a date and time with its zone, as RFC 3339 and HTML's `datetime` write it: `2026-11-23`,
/// `2026-11-23T10:04:00Z`.
public struct PublishedTime: Sendable, Hashable {
    public let string: String

    /// - Returns: `nil` where the text has another form, or a month, day, hour, minute or second out of range. A space
    ///   is taken for the `T`, seconds may be missing, and a fraction of a second is dropped.
    public init?(parsing text: String) {
        var rest = Array(text.utf8)[...]
        guard let year = rest.takeDigits(4, in: 0...9999), rest.take("-"), let month = rest.takeDigits(2, in: 1...12),
            rest.take("-"), let day = rest.takeDigits(2, in: 1...31)
        else { return nil }
        let date = "\(year)-\(month)-\(day)"
        if rest.isEmpty {
            string = date
            return
        }
        guard rest.take("T") || rest.take(" "), let hour = rest.takeDigits(2, in: 0...23), rest.take(":"),
            let minute = rest.takeDigits(2, in: 0...59)
        else { return nil }
        var second = "00"
        if rest.take(":") {
            guard let digits = rest.takeDigits(2, in: 0...59) else { return nil }
            second = digits
            if rest.take(".") { rest = rest.drop(while: \.isASCIIDigit) }
        }
        guard let zone = rest.takeZone(), rest.isEmpty else { return nil }
        string = "\(date)T\(hour):\(minute):\(second)\(zone)"
    }
}

extension ArraySlice<UInt8> {
    fileprivate mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard first == UInt8(ascii: character) else { return false }
        removeFirst()
        return true
    }

    fileprivate mutating func takeDigits(_ number: Int, in range: ClosedRange<Int>) -> String? {
        let digits = prefix(number)
        guard digits.count == number, digits.allSatisfy(\.isASCIIDigit) else { return nil }
        let text = String(decoding: digits, as: UTF8.self)
        guard let value = Int(text), range.contains(value) else { return nil }
        removeFirst(number)
        return text
    }

    fileprivate mutating func takeZone() -> String? {
        if take("Z") { return "Z" }
        guard first == UInt8(ascii: "+") || first == UInt8(ascii: "-") else { return nil }
        let sign = first == UInt8(ascii: "+") ? "+" : "-"
        removeFirst()
        guard let hours = takeDigits(2, in: 0...23) else { return nil }
        _ = take(":")
        guard let minutes = takeDigits(2, in: 0...59) else { return nil }
        return "\(sign)\(hours):\(minutes)"
    }
}
