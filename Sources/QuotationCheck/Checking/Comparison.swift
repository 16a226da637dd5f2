/// The stretch of a source that a quotation is compared with, and what is reported of it.
extension Evaluation {
    /// The stretch of a source that the whole quotation would take about a candidate.
    func window(
        _ prepared: PreparedQuotation, _ place: Candidate, _ bytes: UnsafeRawBufferPointer, reach: Int
    ) -> SourceWindow {
        let printed = prepared.printed
        let before = printed.folded.tokens[prepared.tokens[place.word]].start
        let after = printed.utf8.count - before
        var slack = 160 + reach
        for case .bracket in printed.items { slack += 12 * policy.replacementCap }
        slack = min(slack, 200_000)
        return SourceWindow(
            bytes, from: place.anchor - before * 3 / 2 - slack,
            to: place.anchor + after * 3 / 2 + slack, isTranscript: isTranscript(place.source),
            lexicon: lexicon)
    }

    func edit(_ marked: MarkedEdit, _ printed: PrintedText, _ window: SourceWindow) -> Edit {
        var source = marked.source
        if marked.kind == .omitted {
            while let first = source.first, window.tokens[first].kind != .word { source = source.dropFirst() }
            while let last = source.last, window.tokens[last].kind != .word { source = source.dropLast() }
        }
        return Edit(
            kind: marked.kind, printed: printed.text(of: marked.printed), source: window.text(of: source))
    }

    /// Whether a marked edit within one sentence took a negation away or put one in.
    func turnsRound(
        _ edit: MarkedEdit, _ printed: PrintedText, _ window: SourceWindow
    ) -> Bool {
        guard !edit.source.contains(where: window.endsSentence) else { return false }
        let before = edit.source.map { window.folded.text(of: $0) }
        let after =
            edit.kind == .omitted ? [] : edit.printed.map { printed.folded.text(of: $0) }
        return differs(before, after, lexicon.isNegation)
    }
}
