/// How a language writes days and times.
public struct DatePatterns: Sendable, Hashable {
    private let months: [String]
    /// From Monday on.
    private let weekdays: [String]
    private let patterns: [Style: Message]

    /// A way to write a day or a month.
    public enum Style: String, Sendable, Hashable, CaseIterable {
        /// Monday 23 November 2026
        case full
        /// 23 November 2026
        case date
        /// Monday 23
        case dayOfMonth
        /// November 2026
        case month
        /// 14:05
        case time
        /// 23 November 2026, 14:05
        case dateAndTime
    }

    struct Source: Decodable {
        var months: [String]
        var weekdays: [String]
        var patterns: [String: String]
    }

    init(_ source: Source, file: String) throws(CatalogueError) {
        guard source.months.count == 12, source.weekdays.count == 7 else {
            throw CatalogueError(file: file, fault: "“dates” must name 12 months and 7 weekdays, from Monday on.")
        }
        months = source.months
        weekdays = source.weekdays
        var patterns: [Style: Message] = [:]
        for style in Style.allCases {
            guard let text = source.patterns[style.rawValue], let message = try? Message(text),
                message.valueNames.isSubset(of: Self.valueNames)
            else {
                throw CatalogueError(
                    file: file,
                    fault: "“dates.patterns.\(style.rawValue)” must be a pattern of "
                        + Self.valueNames.sorted().map { "{\($0)}" }.joined(separator: ", ") + ".")
            }
            patterns[style] = message
        }
        self.patterns = patterns
    }

    private static let valueNames: Set<String> = ["weekday", "day", "month", "year", "hour", "minute"]

    /// The name of a month, counted from 1.
    public func name(ofMonth month: Int) -> String { months[(month - 1 + 12) % 12] }

    func text(_ style: Style, of moment: LocalTime, numerals: Numerals) -> String {
        guard let pattern = patterns[style] else { return moment.dayText }
        var text = ""
        for part in pattern.parts(for: .other) {
            switch part {
            case .text(let words): text += words
            case .value("weekday"): text += weekdays[moment.weekday - 1]
            case .value("day"): text += numerals.plain(moment.day)
            case .value("month"): text += name(ofMonth: moment.month)
            case .value("year"): text += numerals.plain(moment.year)
            case .value("hour"): text += numerals.twoDigits(moment.hour)
            case .value: text += numerals.twoDigits(moment.minute)
            }
        }
        return text
    }
}
