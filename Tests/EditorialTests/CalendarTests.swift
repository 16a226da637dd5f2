import Editorial
import Foundation
import PropertyTesting
import Storage
import Testing

@Suite("The publication's calendar")
struct CalendarTests {
    @Test("a moment falls on the day of the publication's clock")
    func days() throws {
        let moment = Timestamp(seconds: 1_767_222_000)  // 2025-12-31T23:00:00Z
        #expect(try PublicationCalendar(timeZone: "Europe/London").day(of: moment).description == "2025-12-31")
        #expect(try PublicationCalendar(timeZone: "Europe/Berlin").day(of: moment).description == "2026-01-01")
        #expect(try PublicationCalendar(timeZone: "Pacific/Kiritimati").month(of: moment).description == "2026-01")
    }

    @Test("a day begins at its first moment, also where the clocks skip or repeat midnight")
    func oddMidnights() throws {
        let beirut = try PublicationCalendar(timeZone: "Asia/Beirut")
        let skipped = try #require(CivilDay("2024-03-31"))
        #expect(beirut.start(of: skipped) == Timestamp(seconds: 1_711_836_000))
        let havana = try PublicationCalendar(timeZone: "America/Havana")
        let repeated = try #require(CivilDay("2024-11-03"))
        #expect(havana.start(of: repeated) == Timestamp(seconds: 1_730_606_400))
    }

    @Test("every day's first moment lies in it, and the moment before doesn't", arguments: [
        "Europe/London", "America/Sao_Paulo", "Asia/Beirut", "Pacific/Apia", "Asia/Kathmandu", "Africa/Cairo", "UTC",
    ])
    func firstMoments(zone: String) throws {
        let calendar = try PublicationCalendar(timeZone: zone)
        var generator = SeededGenerator()
        for _ in 0..<300 {
            let moment = Timestamp(seconds: .random(in: -2_000_000_000...4_000_000_000, using: &generator))
            let day = calendar.day(of: moment)
            let start = calendar.start(of: day)
            #expect(calendar.day(of: start) == day, "\(generator) \(day)")
            #expect(calendar.day(of: Timestamp(milliseconds: start.milliseconds - 1)) < day, "\(generator) \(day)")
            #expect(start <= moment, "\(generator) \(day)")
            #expect(calendar.moments(of: day.yearMonth).contains(moment), "\(generator) \(day)")
        }
    }

    @Test("days agree with Foundation's Gregorian calendar")
    func agreement() throws {
        var gregorian = Calendar(identifier: .gregorian)
        gregorian.timeZone = try #require(TimeZone(identifier: "America/New_York"))
        let calendar = try PublicationCalendar(timeZone: "America/New_York")
        var generator = SeededGenerator()
        for _ in 0..<300 {
            let seconds = Int64.random(in: -2_000_000_000...4_000_000_000, using: &generator)
            let parts = gregorian.dateComponents(
                [.year, .month, .day], from: Date(timeIntervalSince1970: Double(seconds)))
            let day = calendar.day(of: Timestamp(seconds: seconds))
            #expect([day.year, day.month, day.day] == [parts.year, parts.month, parts.day], "\(generator)")
        }
    }

    @Test("a text that is no day, month or time zone is refused")
    func refused() {
        for text in ["2026-02-29", "2026-13-01", "2026-1-01", "26-01-01", "2026-01-+1", ""] {
            #expect(CivilDay(text) == nil)
        }
        for text in ["2026-00", "2026-13", "2026", "x026-01", "2026-+1"] { #expect(YearMonth(text) == nil) }
        for zone in ["", "Europe/Nowhere", "EST", "GMT+2", "../../etc/passwd"] {
            #expect(throws: PublicationError.unknownTimeZone(zone)) { try PublicationCalendar(timeZone: zone) }
        }
    }
}
