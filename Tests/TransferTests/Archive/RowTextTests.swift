import PropertyTesting
import Storage
import Testing
@testable import Transfer

@Suite("Rows as lines of an archive")
struct RowTextTests {
    private static let table = TableShape(
        name: "thing",
        columns: [
            .init(name: "id", type: .bytes, isNullable: false), .init(name: "count", type: .integer, isNullable: true),
            .init(name: "weight", type: .real, isNullable: true), .init(name: "words", type: .text, isNullable: true),
        ], key: ["id"])

    private func line(_ values: [SQLValue]) throws -> String {
        var line: [UInt8] = []
        try RowText.append(values, of: Self.table, to: &line)
        return String(decoding: line, as: UTF8.self)
    }

    @Test("a row reads as JSON, with identifiers as UUIDs and other bytes as Base64")
    func examples() throws {
        let id = Array(0..<16 as Range<UInt8>)
        #expect(
            try line([.bytes(id), .integer(-7), .real(0.5), .text("A \"wall\"\n\u{1}é")])
                == #"{"id":"00010203-0405-0607-0809-0a0b0c0d0e0f","count":-7,"weight":0.5,"words":"A \"wall\"\n\u0001é"}"# + "\n")
        #expect(try line([.bytes([1, 2]), .null, .null, .null]) == #"{"id":"AQI=","count":null,"weight":null,"words":null}"# + "\n")
    }

    @Test("every row reads back as it was, whatever is in it")
    func roundTrip() throws {
        var generator = SeededGenerator()
        for _ in 0..<500 {
            let bytes = (0..<Int.random(in: 0...40, using: &generator)).map { _ in UInt8.random(in: 0...255, using: &generator) }
            let scalars = (0..<Int.random(in: 0...30, using: &generator)).compactMap { _ in
                Unicode.Scalar(UInt32.random(in: 1...(Bool.random(using: &generator) ? 0x7F : 0x10FFFF), using: &generator))
            }
            let real = Double(bitPattern: UInt64.random(in: 0...UInt64.max, using: &generator))
            let values: [SQLValue] = [
                .bytes(bytes), .integer(Int64.random(in: Int64.min...Int64.max, using: &generator)),
                real.isNaN ? .null : .real(real), .text(String(String.UnicodeScalarView(scalars))),
            ]
            let written = Array(try line(values).utf8)
            #expect(try RowTextReader.values(written.dropLast(), of: Self.table) == values, "\(generator)")
        }
    }

    @Test("another spelling of a row is refused", arguments: [
        #"{"id":"AQI=","count":null,"weight":null,"words":null} "#, #"{"id": "AQI=","count":null,"weight":null,"words":null}"#,
        #"{"count":null,"id":"AQI=","weight":null,"words":null}"#, #"{"id":null,"count":null,"weight":null,"words":null}"#,
        #"{"id":"AQI","count":null,"weight":null,"words":null}"#, #"{"id":"AQJ=","count":null,"weight":null,"words":null}"#,
        #"{"id":"AAECAwQFBgcICQoLDA0ODw==","count":null,"weight":null,"words":null}"#,
        #"{"id":"00010203-0405-0607-0809-0A0B0C0D0E0F","count":null,"weight":null,"words":null}"#,
        #"{"id":"AQI=","count":01,"weight":null,"words":null}"#, #"{"id":"AQI=","count":-0,"weight":null,"words":null}"#,
        #"{"id":"AQI=","count":1.0,"weight":null,"words":null}"#, #"{"id":"AQI=","count":9223372036854775808,"weight":null,"words":null}"#,
        #"{"id":"AQI=","count":null,"weight":1,"words":null}"#, #"{"id":"AQI=","count":null,"weight":nan,"words":null}"#,
        #"{"id":"AQI=","count":null,"weight":null,"words":"\u0000"}"#, #"{"id":"AQI=","count":null,"weight":null,"words":"\u000a"}"#,
        #"{"id":"AQI=","count":null,"weight":null,"words":"\u00e9"}"#, #"{"id":"AQI=","count":null,"weight":null,"words":"\/"}"#,
        #"{"id":"AQI=","count":null,"weight":null,"words":"x}"#, #"{"id":"AQI=","count":null,"weight":null}"#, "", "{}",
    ])
    func otherSpellings(line: String) {
        #expect(throws: RowTextReader.Fault.self) { try RowTextReader.values(Array(line.utf8)[...], of: Self.table) }
    }

    @Test("bytes that are no UTF-8 are refused, and whatever is let through is spelt as it would be written")
    func mutations() throws {
        var generator = SeededGenerator()
        let sample = Array(try line([.bytes(Array(0..<16)), .integer(12), .real(1.5), .text("wäll \" \u{1} 🌊")]).utf8.dropLast())
        #expect(throws: RowTextReader.Fault.self) {
            var bytes = sample
            bytes[bytes.count - 3] = 0xFF
            return try RowTextReader.values(bytes[...], of: Self.table)
        }
        for _ in 0..<3000 {
            var bytes = sample
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                bytes[place] = Bool.random(using: &generator)
                    ? UInt8.random(in: 0...255, using: &generator) : generator.pick(Array("\"\\u0123456789,:{}nE-.".utf8))
            }
            guard let values = try? RowTextReader.values(bytes[...], of: Self.table) else { continue }
            #expect(Array(try line(values).utf8.dropLast()) == bytes, "\(generator)")
        }
    }
}
