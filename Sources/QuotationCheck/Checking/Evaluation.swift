/// Decides on quotations, given where they may stand.
struct Evaluation {
    let sources: [Source]
    let sourceNumbers: [String: Int]
    let policy: QuotationPolicy
    let lexicon: SpeechLexicon
    /// Which sources read as transcripts; nil where that is not known yet.
    var transcripts: [Bool?]

    /// How many places are compared strictly once enough have passed.
    private static let enough = 4

    /// A place where the quotation passes the strict comparison.
    struct Passing {
        var source: Int
        var bytes: Range<Int>
        var edits: [Edit]
        var warnings: Set<Warning>
        /// Whether the turn is somebody else's.
        var isOthers: Bool
    }

    mutating func readWhetherTranscript(_ number: Int) {
        let source = sources[number]
        guard transcripts[number] == nil, source.turns == .labelled else { return }
        transcripts[number] = source.withBytes { TurnLabel.isTranscript($0, lexicon: lexicon) }
        source.release(around: 0..<source.count)
    }

    func isTranscript(_ number: Int) -> Bool { transcripts[number] ?? false }

    func outcome(of item: CheckItem, _ prepared: PreparedQuotation, candidates: CandidateList?) -> Outcome {
        if let bound = item.boundSource {
            guard let number = sourceNumbers[bound] else { return Outcome(verdict: .noSource) }
            guard sources[number].isIntact else { return Outcome(verdict: .sourceBroken, source: nil) }
        }
        guard sources.contains(where: \.isIntact) else { return Outcome(verdict: .noSource) }
        let places = candidates?.all.sorted { $0.precedes($1) } ?? []
        var passing = passing(item, prepared, places)
        var outcome: Outcome
        if passing.isEmpty {
            outcome = failure(item, prepared, places)
        } else {
            passing.sort { rank($0) < rank($1) }
            outcome = success(item, prepared, passing)
        }
        if item.isUnbalanced { outcome.warnings.insert(.unbalanced) }
        return outcome
    }

    private func rank(_ passing: Passing) -> (Int, Int, Int, Int) {
        (passing.isOthers ? 1 : 0, passing.edits.count, passing.source, passing.bytes.lowerBound)
    }

    // MARK: Passing

    private func passing(
        _ item: CheckItem, _ prepared: PreparedQuotation, _ places: [Candidate]
    ) -> [Passing] {
        guard prepared.printed.anchoredWords > 0 else { return [] }
        if let position = item.boundPosition, let source = item.boundSource.flatMap({ sourceNumbers[$0] }) {
            return bound(item, prepared, source: source, position: position)
        }
        var found: [Passing] = []
        for place in places {
            let isKnown = found.contains { $0.source == place.source && $0.bytes.contains(place.anchor) }
            if isKnown { continue }
            if let passing = passing(item, prepared, at: place) {
                if !found.contains(where: { $0.source == passing.source && $0.bytes == passing.bytes }) {
                    found.append(passing)
                }
                if found.count(where: { !$0.isOthers }) >= Self.enough { break }
            }
        }
        return found
    }

    func passing(
        _ item: CheckItem, _ prepared: PreparedQuotation, at place: Candidate
    ) -> Passing? {
        let hasOmission = prepared.printed.items.contains {
            if case .ellipsis = $0 { return true }
            if case .interruption = $0 { return !policy.requiresContiguousParts }
            return false
        }
        // An omission may reach far: look near first, then as far as a turn may be.
        for reach in hasOmission ? [2_000, 120_000] : [0] {
            let found: Passing? = sources[place.source].withBytes { bytes in
                let window = window(prepared, place, bytes, reach: reach)
                var matcher = StrictMatcher(printed: prepared.printed, window: window, policy: policy)
                guard
                    let placement = matcher.placement(
                        token: prepared.tokens[place.word], near: window.token(at: place.anchor))
                else { return nil }
                return passing(item, prepared, placement, matcher, place.source)
            }
            if let found { return found }
        }
        return nil
    }

    /// Where a person has said that it stands.
    private func bound(
        _ item: CheckItem, _ prepared: PreparedQuotation, source: Int, position: CodePointRange
    ) -> [Passing] {
        guard let first = prepared.tokens.indices.first(where: { prepared.hashes[$0] != PassageBook.gap })
        else { return [] }
        return sources[source].withBytes { bytes in
            let start = ScalarDecoding.position(in: bytes, from: 0, advancedBy: position.start)
            let end = ScalarDecoding.position(in: bytes, from: start, advancedBy: position.count)
            let window = SourceWindow(
                bytes, from: start - 400, to: end + 400, isTranscript: isTranscript(source), lexicon: lexicon)
            var matcher = StrictMatcher(printed: prepared.printed, window: window, policy: policy)
            var token = window.token(at: start)
            while token < window.tokens.count, window.tokens[token].start < max(end, start + 1) {
                if let placement = matcher.placement(token: prepared.tokens[first], near: token),
                    let passing = passing(item, prepared, placement, matcher, source),
                    passing.bytes.lowerBound < end, start < passing.bytes.upperBound
                {
                    return [passing]
                }
                token += 1
            }
            return []
        }
    }

    private func passing(
        _ item: CheckItem, _ prepared: PreparedQuotation, _ placement: Placement, _ matcher: StrictMatcher,
        _ source: Int
    ) -> Passing? {
        let window = matcher.window
        guard !QuantityEdge.isCut(window, placement.start..<placement.end) else { return nil }
        guard !placement.edits.contains(where: { $0.kind == .omitted && EdgeApostrophe.isCut(by: $0.source, window) })
        else { return nil }
        let bytes = window.byteRange(of: placement.start..<placement.end)
        let turn = SpeakerTurns(source: sources[source], isTranscript: isTranscript(source), lexicon: lexicon)
            .turn(over: bytes, in: window.bytes)
        var warnings: Set<Warning> = []
        if placement.isTruncated || item.endsSentence && matcher.goesOn(after: placement.end) {
            warnings.insert(.truncated)
        }
        if placement.longestOmission > policy.omissionCap { warnings.insert(.longOmission) }
        if placement.edits.contains(where: { turnsRound($0, prepared.printed, window) }) {
            warnings.insert(.negation)
        }
        let relation = relation(of: item.attribution, to: turn)
        if relation == .doubtful { warnings.insert(.unconfirmedSpeaker) }
        return Passing(
            source: source, bytes: bytes,
            edits: placement.edits.map { edit($0, prepared.printed, window) }, warnings: warnings,
            isOthers: relation == .others || turn == .several)
    }

    func success(
        _ item: CheckItem, _ prepared: PreparedQuotation, _ passing: [Passing]
    ) -> Outcome {
        let best = passing[0]
        var outcome = Outcome(
            verdict: best.edits.isEmpty ? .verbatim : .verbatimMarked, warnings: best.warnings,
            source: best.source, bytes: best.bytes, edits: best.edits)
        if best.isOthers { outcome.verdict = .misattributed }
        let isSure = item.boundPosition != nil
        if !isSure, prepared.printed.anchoredWords < 4 || passing.count(where: { !$0.isOthers }) > 1 {
            outcome.warnings.insert(.ambiguous)
        }
        return outcome
    }

    // MARK: Speakers

    private enum Relation { case same, others, doubtful }

    private func relation(of attribution: Attribution?, to turn: SpeakerTurns.Turn) -> Relation {
        guard let attribution, case .one(let speaker?) = turn,
            SpeakerName.isName(attribution.name, lexicon: lexicon)
        else { return .same }
        let claimed = SpeakerName(attribution.name, lexicon: lexicon)
        let actual = SpeakerName(speaker, lexicon: lexicon)
        guard !claimed.words.isEmpty, !actual.words.isEmpty, !claimed.mayBe(actual) else { return .same }
        return attribution.isFromPronoun ? .doubtful : .others
    }
}
