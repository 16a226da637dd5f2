import Editorial
import Foundation
import Markup
import PropertyTesting
import Storage
import Testing

@testable import Website

@Suite("Language catalogues")
struct CatalogueTests {
    private let library: CatalogueLibrary

    init() throws { library = try CatalogueLibrary() }

    private func wording(_ language: String, _ zone: String = "UTC") throws -> Wording {
        library.wording(for: try #require(LanguageTag(parsing: language)), timeZone: zone)
    }

    @Test("each bundled catalogue has every phrase", arguments: CatalogueLibrary.bundledLanguages)
    func complete(language: String) throws {
        let words = try wording(language)
        #expect(words.catalogue.language == language)
        for phrase in Phrase.allCases where !phrase.counts {
            let values = Dictionary(uniqueKeysWithValues: phrase.valueNames.map { ($0, "‹\($0)›") })
            let sentence = words(phrase, values)
            #expect(!sentence.isEmpty, "\(phrase)")
            #expect(!sentence.contains("{"), "\(phrase)")
            for value in values.values { #expect(sentence.contains(value), "\(phrase) in \(language)") }
        }
    }

    @Test("a catalogue that lacks a phrase, has one too many, or lacks a plural form is refused with its name")
    func refused() throws {
        let file = WebsiteRoom.resources.appending(path: "catalogues/ar.json")
        let whole = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        let faults = [
            (whole.replacing("\"latest\": \"الأحدث\",", with: ""), "“latest” is missing"),
            (whole.replacing("\"latest\"", with: "\"lastest\""), "“latest” is missing"),
            (whole.replacing("\"phrases\": {", with: "\"phrases\": { \"motto\": \"x\","), "no phrase “motto”"),
            (whole.replacing("\"two\": \"تعليقان\",", with: ""), "“comments”: The plural form “two” is missing"),
            (whole.replacing("{names}", with: "{name}"), "“bylineOf” must hold {names}"),
            (whole.replacing("{names}", with: "{names"), "“bylineOf”: “بقلم {names” has a brace"),
            (whole.replacing("\"الأحد\"", with: "\"\",\"\""), "12 months and 7 weekdays"),
            ("{", "could not be read"),
        ]
        for (json, message) in faults {
            #expect(json != whole)
            let error = #expect(throws: CatalogueError.self) { try Catalogue(json: Data(json.utf8), file: "ar.json") }
            #expect(error?.description.contains(message) == true, "\(String(describing: error))")
        }
    }

    @Test("Arabic has its six plural forms", arguments: [
        (0, "لا تعليقات"), (1, "تعليق واحد"), (2, "تعليقان"), (3, "٣ تعليقات"), (10, "١٠ تعليقات"), (11, "١١ تعليقًا"),
        (99, "٩٩ تعليقًا"), (100, "١٠٠ تعليق"), (102, "١٠٢ تعليق"), (103, "١٠٣ تعليقات"), (111, "١١١ تعليقًا"),
    ])
    func arabicPlurals(count: Int, sentence: String) throws {
        #expect(try wording("ar")(.comments, count: count) == sentence)
    }

    @Test("English and German tell one from many", arguments: [(0, "0 comments"), (1, "1 comment"), (12_345, "12,345 comments")])
    func englishPlurals(count: Int, sentence: String) throws {
        #expect(try wording("en-GB")(.comments, count: count) == sentence)
    }

    @Test("a language without a catalogue gets English sentences and keeps its tag", arguments: [
        ("en-US", "en-GB"), ("de-AT", "de"), ("ar-EG", "ar"), ("cy", "en-GB"),
    ])
    func nearest(language: String, catalogue: String) throws {
        let words = try wording(language)
        #expect(words.catalogue.language == catalogue)
        #expect(words.language.string == language)
        #expect((words.foreignLanguage != nil) == (language == "cy"))
    }

    @Test("dates are written as each language writes them")
    func dates() throws {
        let moment = Timestamp(seconds: 1_795_440_300)
        let english = try wording("en-GB", "Europe/London")
        #expect(english.text(.full, at: moment) == "Monday 23 November 2026")
        #expect(english.text(.dateAndTime, at: moment) == "23 November 2026, 13:25")
        #expect(try wording("de", "Europe/Berlin").text(.dateAndTime, at: moment) == "23. November 2026, 14:25 Uhr")
        #expect(try wording("ar", "Africa/Cairo").text(.full, at: moment) == "الاثنين ٢٣ نوفمبر ٢٠٢٦")
        #expect(try wording("de", "Asia/Kolkata").time(.date, at: moment).string
            == "<time datetime=\"2026-11-23T18:55:00+05:30\">23. November 2026</time>")
    }

    @Test("offsets are the system's at any moment of a hundred years", arguments: [
        "Europe/London", "Europe/Moscow", "America/New_York", "Africa/Cairo", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC",
    ])
    func offsets(zone: String) throws {
        let offsets = ZoneOffsets(zone)
        let system = try #require(TimeZone(identifier: zone))
        var random = SeededGenerator(seed: 42)
        for _ in 0..<2000 {
            let second = Int64.random(in: 0..<3_000_000_000, using: &random)
            let expected = system.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second)))
            #expect(offsets.offset(at: Timestamp(seconds: second)) == expected, "seed 42, second \(second)")
        }
    }

    @Test("the calendar agrees with Foundation's on days and weekdays")
    func calendar() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        var random = SeededGenerator(seed: 3)
        for _ in 0..<2000 {
            let second = Int64.random(in: -2_000_000_000..<8_000_000_000, using: &random)
            let local = ZoneOffsets.utc.localTime(at: Timestamp(seconds: second))
            let parts = calendar.dateComponents([.year, .month, .day, .weekday, .hour], from: Date(timeIntervalSince1970: Double(second)))
            #expect(local.year == parts.year && local.month == parts.month && local.day == parts.day, "seed 3, \(second)")
            #expect(local.weekday % 7 + 1 == parts.weekday, "seed 3, \(second)")
            #expect(local.hour == parts.hour, "seed 3, \(second)")
            let civil = try #require(CivilDay(year: local.year, month: local.month, day: local.day))
            #expect(LocalTime(civil).weekday == local.weekday, "seed 3, \(civil)")
        }
    }
}
