import Foundation
import QuotationCheck

/// Whose words are whose in the text of a message: what is not quoted in it is its sender's, what is quoted at each level
/// is whoever's the line before it names (`On Monday, Jane Doe wrote:`), else an unnamed correspondent's. The marks of
/// quoting (`>`) are left out, since they would part the words.
struct EmailReplies {
    /// A run of text at one level, of one speaker.
    struct Run: Equatable {
        var text: String
        /// `nil` where the message's sender has written it.
        var speaker: String?
    }

    private(set) var runs: [Run] = []
    private var speakers: [Int: String] = [:]
    private var before: [(level: Int, text: String)] = []

    private static let deepest = 50

    /// Plain text, as it came.
    init(plain text: String) {
        let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }.map(Self.parted)
        for (index, line) in lines.enumerated() {
            if let name = Self.forwarded(at: index, in: lines) { speakers[line.level] = name }
            add(line.text, level: line.level)
        }
    }

    /// Paragraphs of mark-up, each with the number of block quotations that it stands in.
    init(paragraphs: [(level: Int, text: String)]) {
        for (index, paragraph) in paragraphs.enumerated() {
            if index > 0 { add("", level: min(paragraph.level, paragraphs[index - 1].level)) }
            for line in paragraph.text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
                add(String(line), level: paragraph.level)
            }
        }
    }

    private mutating func add(_ text: String, level: Int) {
        let isBlank = text.allSatisfy(\.isWhitespace)
        // An empty line in a quoted passage often has no mark.
        if !isBlank {
            let last = before.last?.level ?? 0
            let named = level > last ? Attribution.name(in: lines(at: last)) : nil
            if level > last {
                if named != nil { speakers = speakers.filter { $0.key <= last } }
                for inner in (last + 1)...level where named != nil || speakers[inner] == nil {
                    speakers[inner] = inner == last + 1 ? named ?? Self.unnamed(inner) : speakers[inner] ?? Self.unnamed(inner)
                }
            }
            before.append((level, text))
            if before.count > 3 { before.removeFirst() }
        }
        let speaker = isBlank ? runs.last?.speaker : speakers[level]
        if let last = runs.indices.last, runs[last].speaker == speaker {
            runs[last].text += "\n" + text
        } else {
            runs.append(Run(text: text, speaker: speaker))
        }
    }

    /// The last lines at a level, the nearest last.
    private func lines(at level: Int) -> [String] {
        before.reversed().prefix { $0.level == level }.reversed().map(\.text)
    }

    private static func unnamed(_ level: Int) -> String {
        level == 1 ? "unnamed correspondent" : "unnamed correspondent \(level)"
    }

    /// How many marks stand before a line, and the line without them.
    private static func parted(_ line: Substring) -> (level: Int, text: String) {
        var level = 0
        var rest = line
        while rest.first == ">" || level > 0 && rest.first == " " && rest.drop(while: { $0 == " " }).first == ">" {
            if rest.first == ">", level < deepest { level += 1 }
            rest = rest.dropFirst()
        }
        return (level, String(level > 0 ? rest.drop { $0 == " " } : rest))
    }

    /// Who wrote what follows a head such as some programs set above a message without marking its lines: `From:`, then
    /// `Sent:` or `Date:`.
    private static func forwarded(at index: Int, in lines: [(level: Int, text: String)]) -> String? {
        let fields = ["from:", "von:", "de :", "de:", "*from:*", "من:"]
        let line = lines[index].text.trimmingCharacters(in: .whitespaces)
        guard let field = fields.first(where: { line.lowercased().hasPrefix($0) }) else { return nil }
        let moments = ["sent:", "date:", "gesendet:", "datum:", "envoyé", "*sent:*", "*date:*", "تاريخ"]
        let next = lines[(index + 1)...].prefix(4).map { $0.text.trimmingCharacters(in: .whitespaces).lowercased() }
        guard next.contains(where: { line in moments.contains { line.hasPrefix($0) } }) else { return nil }
        return EmailSender.name(in: String(line.dropFirst(field.count)).trimmingCharacters(in: .whitespaces))
    }

    /// The line above a quoted passage.
    private enum Attribution {
        private static let closing = [" wrote", " writes", " schrieb", " a écrit", " escribió", " ha scritto", " كتب"]
        private static let opening = ["schrieb ", "كتب "]

        /// - Parameter lines: The nearest last; programs break the line where it is long.
        static func name(in lines: [String]) -> String? {
            for count in 1...max(1, min(3, lines.count)) where count <= lines.count {
                let line = lines.suffix(count).joined(separator: " ").trimmingCharacters(in: .whitespaces)
                guard line.hasSuffix(":") else { return nil }
                // An address at the head of a line is the rest of a name on the line before.
                if line.hasPrefix("<"), count < min(3, lines.count) { continue }
                if let name = name(in: line.dropLast().trimmingCharacters(in: .whitespaces)) { return name }
            }
            return nil
        }

        private static func name(in line: String) -> String? {
            for verb in closing where line.hasSuffix(verb) || line == verb.dropFirst() {
                return last(line.dropLast(verb.count))
            }
            for verb in opening {
                guard let range = line.range(of: verb) else { continue }
                return EmailSender.name(in: String(line[range.upperBound...]))
            }
            return nil
        }

        /// The name at the end of a line that begins with a moment.
        private static func last(_ line: Substring) -> String? {
            let address = line.last == ">" ? line.lastIndex(of: "<") : nil
            let head = address.map { line[..<$0] } ?? line
            var words: [Substring] = []
            for word in head.split(whereSeparator: \.isWhitespace).reversed() {
                let isName = word.contains(where: \.isLetter) && !word.contains(where: \.isNumber)
                guard isName, ![",", ":", ";", ")"].contains(word.last), !["am", "pm", "à", "at", "um", "on"].contains(word.lowercased())
                else { break }
                words.append(word)
            }
            let name = words.reversed().joined(separator: " ").filter { $0 != "\"" }
            if !name.isEmpty { return name }
            return address.map { String(line[line.index(after: $0)...].dropLast()) }
        }
    }
}
