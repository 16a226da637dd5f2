import Foundation
import PropertyTesting
import Testing

@testable import Website

@Suite("Looks")
struct LookTests {
    private func bundled(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: WebsiteRoom.resources.appending(path: "looks/\(name).json")), as: UTF8.self)
    }

    private func faults(_ json: String) -> [LookFault] {
        guard case .faults(let faults) = Look.read(Array(json.utf8), file: "look.json") else { return [] }
        return faults
    }

    @Test("the bundled looks are whole and readable", arguments: LookLoader.bundledLooks)
    func bundledLooks(name: String) throws {
        #expect(faults(try bundled(name)) == [])
    }

    @Test("a fault names its line and what to do")
    func faultLines() throws {
        let whole = try bundled("harbour")
        func line(_ needle: String, _ text: String) -> Int? {
            text.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains(needle) }.map { $0 + 1 }
        }
        let cases: [(from: String, to: String, at: String, message: String)] = [
            ("\"density\": \"regular\"", "\"density\": \"roomy\"", "roomy", "“density” must be one of “compact”, “regular”, “airy”."),
            ("\"density\": \"regular\"", "\"density\": 3", "\"density\": 3", "“density” must be one of"),
            ("\"density\": \"regular\",", "\"density\": \"regular\", \"fonts\": 1,", "fonts", "There is no “fonts” here"),
            ("\"density\": \"regular\",", "", "{", "A look lacks “density”."),
            ("\"density\": \"regular\",", "\"density\": \"regular\"", "frontLayout", "A comma or a closing brace is missing"),
            ("\"density\": \"regular\"", "\"density\": regular", "density", "“regular” should be in quotation marks."),
            ("\"name\": \"Harbour\"", "\"name\": \"\"", "\"name\"", "isn’t empty"),
            ("\"name\": \"Harbour\"", "\"name\": \"Harbour", "\"name\"", "isn’t closed on its line"),
            ("\"name\": \"Harbour\"", "\"name\": \"Harbour\", \"name\": \"x\"", "\"name\"", "there twice"),
        ]
        for fault in cases {
            let json = whole.replacing(fault.from, with: fault.to)
            try #require(json != whole, "\(fault.from) is not in the look")
            let found = faults(json)
            #expect(found.contains { $0.message.contains(fault.message) && $0.line == line(fault.at, json) }, "\(fault.to): \(found)")
        }
    }

    @Test("colours that can't be read are faults, in the scheme where they stand")
    func contrast() throws {
        let whole = try bundled("harbour")
        let dark = try #require(whole.range(of: "\"dark\""))
        let muted = try #require(whole[dark.lowerBound...].firstMatch(of: /"muted": "#[0-9a-f]{6}"/))
        let paper = try #require(whole[dark.lowerBound...].firstMatch(of: /"paper": "(#[0-9a-f]{6})"/))
        let json = whole.replacingCharacters(in: muted.range, with: "\"muted\": \"\(paper.1)\"")
        let found = faults(json)
        #expect(found.count == 2)
        #expect(found.first?.line == json[..<muted.range.lowerBound].split(separator: "\n", omittingEmptySubsequences: false).count)
        #expect(found.contains { $0.message.contains("In dark, “muted” \(paper.1) on “paper”") && $0.message.contains("of 1 : 1 and needs 4.50 : 1") })
        #expect(faults(whole.replacing(paper.1, with: "#12345")).contains { $0.message.contains("must be a colour like") })
    }

    @Test("contrast is what WCAG's formula gives")
    func ratios() throws {
        let black = try #require(Colour("#000000")), white = try #require(Colour("#ffffff"))
        let grey = try #require(Colour("#777777"))
        #expect(black.contrast(with: white) == 21)
        #expect(abs(grey.contrast(with: white) - 4.478) < 0.001)
        for text in ["", "#fff", "#+12345", "red", "#12345g", "#1234567"] { #expect(Colour(text) == nil) }
    }

    @Test("any bytes give a look or faults with lines that exist")
    func fuzz() throws {
        let whole = Array(try bundled("bulletin").utf8)
        for seed in 0..<400 as Range<UInt64> {
            var random = SeededGenerator(seed: seed)
            var bytes = Array(whole.prefix(Int.random(in: 0...whole.count, using: &random)))
            for _ in 0..<3 where !bytes.isEmpty {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = .random(in: 0...255, using: &random)
            }
            if case .faults(let found) = Look.read(bytes, file: "look.json") {
                let lines = bytes.count { $0 == 0x0A } + 1
                #expect(!found.isEmpty && found.allSatisfy { (1...lines).contains($0.line) }, "seed \(seed): \(found)")
            }
        }
    }
}
