import Foundation
import PropertyTesting

@testable import QuotationCheck

/// Sixty speeches in the public domain, which stand beside the checkout.
enum Speeches {
    static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "../shared/fixtures/speeches").standardizedFileURL

    /// A speech with its words, cut at white space.
    struct Speech: Sendable {
        var name: String
        var text: String
        var words: [String]
        var source: Source
        /// Its text as the oracle reads it.
        var folded: String
    }

    static let all: [Speech] = {
        let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        return files.filter { $0.pathExtension == "txt" }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
            .compactMap { file in
                guard let text = try? String(contentsOf: file, encoding: .utf8) else { return nil }
                return Speech(
                    name: file.lastPathComponent, text: text,
                    words: text.split(whereSeparator: \.isWhitespace).map(String.init),
                    source: Source(id: file.lastPathComponent, text: text, turns: .none),
                    folded: PlainFold.folded(text))
            }
    }()

    static let isThere = !all.isEmpty
    static let absent = "../shared/fixtures/speeches is not beside the checkout"
}

/// A run of words of a speech, cut at white space: it may cross the ends of sentences and hold marks.
struct Sample {
    var speech: Speeches.Speech
    var words: [String]

    var text: String { words.joined(separator: " ") }
    var source: Source { speech.source }

    /// Without square brackets, which are the editor's, and not wholly between marks, which are left out.
    static func random(
        length: ClosedRange<Int>, using generator: inout SeededGenerator
    ) -> Sample {
        while true {
            let speech = Speeches.all[Int.random(in: 0..<Speeches.all.count, using: &generator)]
            let count = Int.random(in: length, using: &generator)
            guard speech.words.count > count else { continue }
            let start = Int.random(in: 0...(speech.words.count - count), using: &generator)
            let run = Array(speech.words[start..<start + count])
            let marks = "“”‘’\"'«»"
            guard !run.contains(where: { $0.contains { "[]\u{FFFD}".contains($0) } }),
                !(run[0].first.map(marks.contains) ?? true), run[0].contains(where: \.isLetter),
                run[count - 1].contains(where: \.isLetter)
            else { continue }
            return Sample(speech: speech, words: run)
        }
    }
}
