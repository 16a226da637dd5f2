import Foundation
import QuotationCheck

// Measures the check as a newsroom would meet it: `QuotationCheckBenchmark [MEGABYTES]`.
// The archive is written to the temporary folder and removed at the end; quotations are cut from it,
// and one word of each is changed for the second measurement.

func seconds(since start: ContinuousClock.Instant) -> Double {
    let elapsed = start.duration(to: .now).components
    return Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
}

func memory() -> String {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    return status.split(separator: "\n")
        .filter { line in ["VmHWM", "RssAnon", "RssFile"].contains { line.hasPrefix($0) } }
        .map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
        .joined(separator: ", ")
}

/// Seconds of processor time, which do not count what else the machine is doing.
func processorTime() -> Double {
    Double(clock()) / Double(CLOCKS_PER_SEC)
}

let megabytes = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 1_000
let folder = FileManager.default.temporaryDirectory.appending(path: "quotation-archive")
try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
var corpus = Corpus(seed: 20_260)
var sources: [Source] = []
var exact: [QuotationRequest] = []
var changed: [QuotationRequest] = []
let files = max(1, megabytes / 20)
// A megabyte at a time, so that the memory that is measured is the check's.
let piece = 1_000_000
let quotations = 10_000
var written = 0
for number in 0..<files {
    let path = folder.appending(path: "\(number).txt").path(percentEncoded: false)
    FileManager.default.createFile(atPath: path, contents: nil)
    let file = try FileHandle(forWritingTo: URL(filePath: path))
    for _ in 0..<megabytes / files {
        let bytes = corpus.prose(bytes: piece)
        try file.write(contentsOf: bytes)
        written += 1
        while exact.count * megabytes < quotations * written, exact.count < quotations {
            var words = corpus.run(of: bytes, words: 8...40)
            exact.append(QuotationRequest(id: "\(exact.count)", text: words.joined(separator: " ")))
            words[corpus.number(in: 0...words.count - 1)] = "xylophonist"
            changed.append(QuotationRequest(id: "\(changed.count)", text: words.joined(separator: " ")))
        }
    }
    try file.close()
    sources.append(Source(id: "\(number)", file: try MappedFile(path: path), turns: .none))
}
let checker = QuotationChecker()
print("memory before the checks: \(memory())")
for (name, requests) in [("exact", exact), ("one word changed", changed)] {
    let start = ContinuousClock.now
    let used = processorTime()
    let results = await checker.check(requests, against: sources, workers: 2)
    let time = seconds(since: start)
    let located = results.count { $0.match != nil }
    let passing = results.count { $0.verdict.passesByItself }
    print(
        "\(requests.count) quotations, \(megabytes) MB, \(name): \(time) s (\(processorTime() - used) s of processor time), located \(located), passing \(passing); \(memory())"
    )
}

let quoted = corpus.prose(bytes: 20_000)
let attached = (0..<50).map { number in
    Source(id: "\(number)", utf8: number == 7 ? quoted : corpus.prose(bytes: 20_000))
}
let words = String(decoding: quoted, as: UTF8.self).split(separator: " ")
var text = ""
for paragraph in 0..<40 {
    let quotation = words[paragraph * 40..<paragraph * 40 + 15].joined(separator: " ")
    let own = (0..<22).map { _ in corpus.word() }.joined(separator: " ")
    text += "“\(quotation),” said Jane Doe. \(own).\n\n"
}
for _ in 0..<3 {
    let start = ContinuousClock.now
    let report = checker.check(Story(plainText: text), against: attached)
    print("a story of 40 quotations, 50 sources: \(seconds(since: start) * 1000) ms, \(report.summary)")
}
let bound = QuotationRequest(
    id: "1", text: words[100..<120].joined(separator: " "), source: "7")
let start = ContinuousClock.now
for _ in 0..<100 { _ = checker.check([bound], against: [attached[7]]) }
print("a bound quotation: \(seconds(since: start) * 10) ms")
try FileManager.default.removeItem(at: folder)
