import Foundation
import QuotationCheck

/// A check as a person reads it: a line for each quotation, where it stands, and what was done to it.
struct CheckTable {
    private static let margin = 18

    let style: TerminalStyle
    private(set) var lines: [String] = []

    /// What is said of a quotation beside the check, by its identifier.
    private var notes: [String: String] = [:]

    init(_ report: CheckReport, notes: [String: String] = [:], style: TerminalStyle) {
        self.style = style
        self.notes = notes
        let passing = report.quotations.count(where: \.verdict.passesByItself)
        lines.append("\(Self.counted(report.quotations.count, "quotation")): \(passing) pass, \(report.quotations.count - passing) do not")
        for quotation in report.quotations where !quotation.isShort { add(quotation) }
        let short = report.quotations.filter(\.isShort)
        if !short.isEmpty {
            lines += ["", "Short: titles, nicknames or single words perhaps"]
            short.forEach { add($0) }
        }
        if !report.copied.isEmpty { lines += ["", "Copied, outside quotation marks"] }
        for passage in report.copied {
            add("copied", .doubtful, "\(Self.counted(passage.words, "word")) at \(Self.place(passage.range))")
            addDetail("\(passage.source) \(Self.place(passage.sourceRange))")
        }
        addUnread(report.unread)
    }

    /// The quotations of a story that were only found.
    init(_ found: QuotationFinder.Finding, style: TerminalStyle) {
        self.style = style
        lines.append(Self.counted(found.quotations.count, "quotation"))
        for quotation in found.quotations {
            add(Self.place(quotation.range), .plain, Self.headline(quotation.speaker, quotation.text))
        }
        addUnread(found.unread)
    }

    private mutating func addUnread(_ range: CodePointRange?) {
        guard let range else { return }
        lines.append("")
        add("not read", .bad, "\(Self.place(range)): no more than \(QuotationFinder.most) quotations are read at once; split the story")
    }

    private mutating func add(_ quotation: CheckedQuotation) {
        let tone: TerminalStyle.Tone =
            !quotation.verdict.passesByItself ? .bad : quotation.warnings.isEmpty ? .good : .doubtful
        add(quotation.verdict.rawValue, tone, Self.headline(quotation.speaker, quotation.text))
        var facts: [String] = []
        if let match = quotation.match { facts.append("\(match.source) \(Self.place(match.range))") }
        facts += quotation.warnings.map(\.rawValue)
        if !facts.isEmpty { addDetail(facts.joined(separator: " · ")) }
        if let note = notes[quotation.id] { addDetail(style.safe(note)) }
        addChanges(quotation)
    }

    /// Unmarked changes word by word against the source; marked ones by name.
    private mutating func addChanges(_ quotation: CheckedQuotation) {
        if quotation.edits.contains(where: \.kind.isUnmarked), let match = quotation.match,
            let difference = WordDifference(source: match.exact, printed: quotation.text), difference.showsChange
        {
            addDetail(difference.pieces.map(shown).joined(separator: " "))
            return
        }
        for edit in quotation.edits { addDetail(shown(edit)) }
    }

    private func shown(_ piece: WordDifference.Piece) -> String {
        switch piece {
        case .same(let text): style.safe(text)
        case .dropped(let text): style.coloured("[-\(style.safe(text))-]", .dropped)
        case .added(let text): style.coloured("{+\(style.safe(text))+}", .added)
        }
    }

    private func shown(_ edit: Edit) -> String {
        let printed = style.safe(edit.printed)
        let source = style.safe(edit.source)
        return switch edit.kind {
        case .replaced: "\(style.coloured("{+\(printed)+}", .added)) for \(style.coloured("[-\(source)-]", .dropped))"
        case .inserted: "not in the source: \(style.coloured("{+\(printed)+}", .added))"
        case .deleted: "not printed: \(style.coloured("[-\(source)-]", .dropped))"
        case .omitted: source.isEmpty ? "\(printed) leaves nothing out" : "\(printed) leaves out: \(source)"
        case .bracketed: source.isEmpty ? "\(printed) put in" : "\(printed) for: \(source)"
        }
    }

    // MARK: Lines

    private mutating func add(_ label: String, _ tone: TerminalStyle.Tone, _ text: String) {
        let padding = String(repeating: " ", count: max(1, Self.margin - label.count))
        lines.append(style.coloured(label, tone) + padding + style.safe(text))
    }

    private mutating func addDetail(_ text: String) {
        lines.append(String(repeating: " ", count: Self.margin) + text)
    }

    private static func headline(_ speaker: String?, _ text: String) -> String {
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return (speaker.map { "\($0): " } ?? "") + "“\(line)”"
    }

    private static func place(_ range: CodePointRange) -> String { "\(range.start)–\(range.end)" }

    private static func counted(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}

extension Edit.Kind {
    fileprivate var isUnmarked: Bool { self != .omitted && self != .bracketed }
}
