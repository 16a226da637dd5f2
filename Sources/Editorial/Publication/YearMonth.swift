/// A month of a year in the Gregorian calendar, as archives and addresses name it: `2026-03`.
public struct YearMonth: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
    public let year: Int
    /// 1 to 12.
    public let month: Int

    /// - Returns: `nil` unless the month is 1 to 12 and the year 1 to 9999.
    public init?(year: Int, month: Int) {
        guard (1...9999).contains(year), (1...12).contains(month) else { return nil }
        self.year = year
        self.month = month
    }

    /// Reads `2026-03`.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].utf8.count == 4, parts[1].utf8.count == 2,
            parts.allSatisfy({ part in part.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } }),
            let year = Int(parts[0]), let month = Int(parts[1])
        else { return nil }
        self.init(year: year, month: month)
    }

    /// A month that a calendar computed, kept within the years that addresses can carry.
    init(clampedYear year: Int, month: Int) {
        self.year = min(max(year, 1), 9999)
        self.month = month
    }

    public static func < (left: Self, right: Self) -> Bool {
        (left.year, left.month) < (right.year, right.month)
    }

    /// `2026-03`.
    public var description: String {
        Self.padded(year, to: 4) + "-" + Self.padded(month, to: 2)
    }

    /// `2026/03`, as it stands in addresses.
    public var path: String {
        Self.padded(year, to: 4) + "/" + Self.padded(month, to: 2)
    }

    private static func padded(_ number: Int, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
