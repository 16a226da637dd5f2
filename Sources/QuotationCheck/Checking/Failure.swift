/// What is said of a quotation that stands nowhere as printed.
extension Evaluation {
    private static let mostDifferences = 3
    /// About one changed word: no other place need be looked at.
    private static let isCloseEnough = 7

    func failure(
        _ item: CheckItem, _ prepared: PreparedQuotation, _ places: [Candidate]
    ) -> Outcome {
        let spliced = splice(prepared, places)
        let nearest = nearest(prepared, places)
        // Common words stand in many sources: a quotation with a word or two changed is no splice because its tail could
        // be had elsewhere, or the verdict would hang on what else is in the archive.
        if let nearest, nearest.outcome.verdict == .altered, nearest.distance <= Self.isCloseEnough {
            return nearest.outcome
        }
        return spliced ?? nearest?.outcome ?? Outcome(verdict: .notFound)
    }

    /// The place that it is nearest to, and how it differs there.
    private func nearest(
        _ prepared: PreparedQuotation, _ places: [Candidate]
    ) -> (outcome: Outcome, distance: Int)? {
        var nearest: (outcome: Outcome, distance: Int)?
        for place in places.prefix(Self.mostDifferences) {
            if let nearest, nearest.distance <= Self.isCloseEnough { break }
            sources[place.source].withBytes { bytes in
                let window = window(prepared, place, bytes, reach: 300)
                let floor = max(0, window.token(at: place.start) - prepared.printed.items.count - 12)
                let difference = Difference(printed: prepared.printed, window: window, floor: floor)
                guard difference.isNear, difference.start < difference.end else { return }
                if let nearest, nearest.distance <= difference.distance { return }
                nearest = (describe(difference, prepared, window, place.source), difference.distance)
            }
        }
        return nearest
    }

    private func describe(
        _ difference: Difference, _ prepared: PreparedQuotation, _ window: SourceWindow, _ source: Int
    ) -> Outcome {
        let printed = prepared.printed
        let span = difference.start..<difference.end
        var outcome = Outcome(
            verdict: .altered, source: source, bytes: window.byteRange(of: span),
            edits: difference.edits.map { edit($0, printed, window) })
        let unmarked = difference.edits.filter { $0.kind != .omitted && $0.kind != .bracketed }
        let isOnlyGaps =
            !unmarked.isEmpty
            && unmarked.allSatisfy {
                $0.kind == .deleted || !hasWords($0.printed, printed) && Splice.isDistant($0.source, window)
            }
        if isOnlyGaps, unmarked.contains(where: { Splice.isDistant($0.source, window) }) {
            outcome.verdict = .spliced
        }
        if unmarked.allSatisfy({ isFirstLetter($0, printed, window) }),
            span.dropFirst().contains(where: window.beginsUnendedParagraph)
        {
            outcome.verdict = .spliced
        }
        for change in unmarked {
            let before = window.folded.tokens[change.source].indices.map { window.folded.text(of: $0) }
            let after = change.printed.map { printed.folded.text(of: $0) }
            if differs(before, after, lexicon.isNegation) { outcome.warnings.insert(.negation) }
            if differs(before, after, lexicon.isNumber) { outcome.warnings.insert(.number) }
        }
        if let symbol = QuantityEdge.cutSymbol(window, span) {
            outcome.edits.append(Edit(kind: .deleted, printed: "", source: window.text(of: symbol..<symbol + 1)))
            if QuantityEdge.isOfNumber(window, symbol) { outcome.warnings.insert(.number) }
        }
        return outcome
    }

    /// Whether nothing was changed but the case of the first letter, where that may be.
    private func isFirstLetter(_ edit: MarkedEdit, _ printed: PrintedText, _ window: SourceWindow) -> Bool {
        guard policy.allowsInitialCaseChange, edit.printed.count == 1, edit.source.count == 1,
            let token = edit.printed.first, let word = edit.source.first
        else { return false }
        return token == printed.firstWord
            && FoldedText.equalButForInitialCase(printed.folded, token, window.folded, word)
    }

    private func hasWords(_ range: Range<Int>, _ printed: PrintedText) -> Bool {
        range.contains { printed.folded.tokens[$0].kind == .word }
    }

    func differs(
        _ before: [String], _ after: [String], _ matters: (String) -> Bool
    ) -> Bool {
        before.filter(matters) != after.filter(matters)
    }

    private func splice(_ prepared: PreparedQuotation, _ places: [Candidate]) -> Outcome? {
        let splice = Splice(printed: prepared.printed, tokens: prepared.tokens)
        let pieces = places.compactMap { place in
            sources[place.source].withBytes { bytes in
                splice.piece(window(prepared, place, bytes, reach: 100), place)
            }
        }
        guard let cover = splice.cover(pieces) else { return nil }
        let standApart = zip(cover, cover.dropFirst()).contains { first, second in
            splice.isInterrupted(first, second) || isDistant(first, second)
        }
        guard standApart, let first = cover.first else { return nil }
        return Outcome(verdict: .spliced, source: first.source, bytes: first.bytes, edits: gaps(cover))
    }

    private func isDistant(_ first: Splice.Piece, _ second: Splice.Piece) -> Bool {
        if first.source != second.source { return true }
        let gap = first.bytes.upperBound..<max(first.bytes.upperBound, second.bytes.lowerBound)
        if second.bytes.lowerBound < first.bytes.upperBound {
            return first.words >= 4 && second.words >= 4
        }
        if gap.count > 2_000 { return true }
        return sources[first.source].withBytes { bytes in
            let window = SourceWindow(
                bytes, from: gap.lowerBound, to: gap.upperBound, isTranscript: false, lexicon: lexicon)
            let inside = window.token(at: gap.lowerBound)..<window.token(at: gap.upperBound)
            return Splice.isDistant(inside, window)
        }
    }

    /// What stands between the pieces, where they follow one another nearby.
    private func gaps(_ cover: [Splice.Piece]) -> [Edit] {
        zip(cover, cover.dropFirst()).compactMap { first, second in
            guard first.source == second.source, first.bytes.upperBound < second.bytes.lowerBound,
                second.bytes.lowerBound - first.bytes.upperBound < 4_000
            else { return nil }
            let text = sources[first.source].withBytes {
                ScalarDecoding.text($0, from: first.bytes.upperBound, to: second.bytes.lowerBound)
            }
            return Edit(kind: .deleted, printed: "", source: text.trimmed)
        }
    }
}

extension String {
    fileprivate var trimmed: String {
        var slice = self[...]
        while let first = slice.first, !first.isLetter, !first.isNumber { slice.removeFirst() }
        while let last = slice.last, last.isWhitespace { slice.removeLast() }
        return String(slice)
    }
}
