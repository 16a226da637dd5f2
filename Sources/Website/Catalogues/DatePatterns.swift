/// How a language writes days and times.
public struct DatePatterns: Sendable, Hashable {
    private let months: [String]
    /// From Monday on.
    private let weekdays: [String]
    /// By the place of their style among all.
    private let patterns: [[Message.Part]]

    /// A way to write a day or a month.
    public enum Style: Int, Sendable, Hashable, CaseIterable {
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

        /// Its name in the catalogues.
        var key: String { String(describing: self) }
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
        var patterns: [[Message.Part]] = []
        for style in Style.allCases {
            guard let text = source.patterns[style.key], let message = try? Message(text),
                message.valueNames.isSubset(of: Self.valueNames)
            else {
                throw CatalogueError(
                    file: file,
                    fault: "“dates.patterns.\(style.key)” must be a pattern of "
                        + Self.valueNames.sorted().map { "{\($0)}" }.joined(separator: ", ") + ".")
            }
            patterns.append(message.parts(for: .other))
        }
        self.patterns = patterns
    }

    private static let valueNames: Set<String> = ["weekday", "day", "month", "year", "hour", "minute"]

    /// The name of a month, counted from 1.
    public func name(ofMonth month: Int) -> String { months[(month - 1 + 12) % 12] }

    func text(_ style: Style, of moment: LocalTime, numerals: Numerals) -> String {
        var text = ""
        text.reserveCapacity(32)
        for part in patterns[style.rawValue] {
            switch part {
            case .text(let words): text += words.string
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
