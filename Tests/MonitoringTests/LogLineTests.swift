import Foundation
import Logging
import PropertyTesting
import Storage
import Testing

@testable import Monitoring

@Suite("A log line")
struct LogLineTests {
    private static let time = Timestamp(milliseconds: 1_796_029_950_123)

    private func text(_ message: String, _ metadata: Logger.Metadata = [:], _ format: LogFormat) -> String {
        String(decoding: LogLine(time: Self.time, level: .warning, message: message, metadata: metadata).bytes(format), as: UTF8.self)
    }

    @Test("says time, level, message and values, as a person reads them and as a program does")
    func formats() throws {
        let metadata: Logger.Metadata = [
            "status": .stringConvertible(404), "path": "/a b", "kind": "story", "list": ["x", .stringConvertible(true)],
        ]
        #expect(
            text("answered", metadata, .text)
                == "2026-11-30T09:12:30.123Z warning answered kind=story list=x,true path=\"/a b\" status=404\n")
        #expect(
            text("answered", metadata, .json)
                == #"{"time":"2026-11-30T09:12:30.123Z","level":"warning","message":"answered","kind":"story","list":["x",true],"path":"/a b","status":404}"#
                + "\n")
    }

    @Test("keeps its own names from being given again")
    func ownNames() {
        #expect(text("m", ["level": "error", "time": "x"], .json).hasSuffix(#""message":"m","level_":"error","time_":"x"}"# + "\n"))
    }

    @Test("is one line without anything that steers a terminal, whatever its values are", arguments: LogFormat.allCases)
    func noForgery(format: LogFormat) throws {
        var chance = SeededGenerator()
        let nasty: [Unicode.Scalar] = [
            "\n", "\r", "\t", "\0", "\"", "\\", "\u{1B}", "\u{85}", "\u{2028}", "\u{202E}", "\u{7F}", "=", " ", "é", "😀", "a",
        ]
        func string() -> String {
            String(String.UnicodeScalarView((0..<Int.random(in: 0...12, using: &chance)).map { _ in chance.pick(nasty) }))
        }
        for _ in 0..<500 {
            let message = string()
            let (name, value) = (string(), string())
            let line = text(message, [name: "\(value)"], format)
            #expect(line.hasSuffix("\n"))
            let forbidden = line.unicodeScalars.dropLast().filter {
                $0.value < 0x20 || (0x7F...0x9F).contains($0.value) || [0x2028, 0x2029, 0x202E].contains($0.value)
            }
            #expect(forbidden.isEmpty, "\(chance): \(line)")
            if format == .json {
                let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "\(chance)")
                #expect(object["message"] as? String == message, "\(chance)")
                #expect(object[["time", "level", "message"].contains(name) ? name + "_" : name] as? String == value, "\(chance)")
            }
        }
    }

    @Test("is cut where a value is too long")
    func length() {
        let line = text(String(repeating: "ä", count: 100_000), [:], .json)
        #expect(line.utf8.count < LogLine.longestValue + 200 && line.contains("…"))
    }

    @Test("writes moments before and after 1970, in leap years and at their ends", arguments: [
        (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"), (951_782_400_000, "2000-02-29T00:00:00.000Z"),
        (4_107_542_399_999, "2100-02-28T23:59:59.999Z"), (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
    ] as [(Int64, String)])
    func moments(milliseconds: Int64, expected: String) {
        #expect(InstantText.rfc3339(Timestamp(milliseconds: milliseconds)) == expected)
    }

    @Test("writes any moment as Foundation does")
    func anyMoment() throws {
        var chance = SeededGenerator()
        for _ in 0..<300 {
            let seconds = Int64.random(in: -12_000_000_000...200_000_000_000, using: &chance)
            let expected = Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601).replacing("Z", with: ".000Z")
            #expect(InstantText.rfc3339(Timestamp(seconds: seconds)) == expected, "\(chance)")
        }
    }
}

@Suite("The log")
struct LogOutputTests {
    /// Lines as a logger writes them into a file.
    private func lines(_ settings: LogOutput.Settings = .init(level: .info, format: .json), _ work: (LogOutput) -> Void) throws -> [[String: Any]] {
        let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        #expect(FileManager.default.createFile(atPath: path, contents: nil))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let file = try #require(FileHandle(forWritingAtPath: path))
        work(LogOutput(descriptor: file.fileDescriptor, settings: settings, time: .fixed(Timestamp(seconds: 1))))
        try file.close()
        return try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
    }

    @Test("takes a change of level while loggers made before it go on")
    func level() throws {
        let lines = try lines { output in
            let logger = output.logger("a")
            logger.debug("unheard")
            output.settings.level = .debug
            logger.debug("heard")
            output.settings.level = .error
            logger.warning("unheard again")
        }
        #expect(lines.map { $0["message"] as? String } == ["heard"])
    }

    @Test("names a request's id in every line of its logger")
    func requestID() throws {
        let lines = try lines { output in
            var logger = output.logger("a")
            logger[metadataKey: "hb.request.id"] = "abc"
            logger.info("one", metadata: ["x": "y"])
        }
        #expect(lines.first?["request"] as? String == "abc" && lines.first?["x"] as? String == "y")
    }

    @Test("counts its lines, and loses them where they can't be written without stopping")
    func losing() throws {
        let output = LogOutput(descriptor: -1, settings: .init(level: .info, format: .json), time: .fixed(Timestamp(seconds: 1)))
        output.logger("a").error("nobody hears this")
        #expect(output.count.lost == 1 && output.count.written.isEmpty)
    }
}
