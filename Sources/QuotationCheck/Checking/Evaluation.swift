/// What was decided of one quotation, in bytes of the source: positions are counted afterwards.
struct Outcome {
  var verdict: Verdict
  var warnings: Set<Warning> = []
  var source: Int?
  var bytes: Range<Int> = 0..<0
  var edits: [Edit] = []
}

/// Decides on quotations, given where they may stand.
struct Evaluation {
  let sources: [Source]
  let sourceNumbers: [String: Int]
  let policy: QuotationPolicy
  let lexicon: SpeechLexicon
  /// Which sources read as transcripts.
  var transcripts: [Bool]

  /// How many places are compared strictly once enough have passed.
  private static let enough = 4
  private static let mostDifferences = 3
  /// About one changed word: no other place need be looked at.
  private static let isCloseEnough = 7

  /// A quotation ready to be compared.
  struct Prepared {
    var printed: PrintedText
    /// Its seed words, with a gap where the editor's marks stand.
    var hashes: [UInt64]
    var shortWords: [Bool]
    /// The printed token of each seed word.
    var tokens: [Int]

    init(_ item: CheckItem) {
      printed = PrintedText(parts: item.partTexts, joints: item.joints)
      hashes = []
      shortWords = []
      tokens = []
      for piece in printed.items {
        switch piece {
        case .token(let index): append(index)
        case .bracket, .partial, .ellipsis: appendGap()
        case .sic, .interruption: break
        }
      }
    }

    private mutating func append(_ index: Int) {
      let token = printed.folded.tokens[index]
      guard token.kind == .word else { return }
      let utf8 = printed.utf8
      utf8.withUnsafeBytes { bytes in
        var scanner = SeedScanner(bytes: bytes, from: token.start, to: token.end)
        while scanner.next() {
          hashes.append(scanner.hash)
          shortWords.append(token.foldedCount <= 3)
          tokens.append(index)
        }
      }
    }

    private mutating func appendGap() {
      hashes.append(PassageBook.gap)
      shortWords.append(true)
      tokens.append(0)
    }
  }

  /// A place where the quotation passes the strict comparison.
  struct Passing {
    var source: Int
    var bytes: Range<Int>
    var edits: [Edit]
    var warnings: Set<Warning>
    /// Whether the turn is somebody else's.
    var isOthers: Bool
  }

  func outcome(of item: CheckItem, _ prepared: Prepared, candidates: CandidateList?) -> Outcome {
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
    _ item: CheckItem, _ prepared: Prepared, _ places: [Candidate]
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

  private func passing(
    _ item: CheckItem, _ prepared: Prepared, at place: Candidate
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
    _ item: CheckItem, _ prepared: Prepared, source: Int, position: CodePointRange
  ) -> [Passing] {
    guard let first = prepared.tokens.indices.first(where: { prepared.hashes[$0] != PassageBook.gap })
    else { return [] }
    return sources[source].withBytes { bytes in
      let start = ScalarDecoding.position(in: bytes, from: 0, advancedBy: position.start)
      let end = ScalarDecoding.position(in: bytes, from: start, advancedBy: position.count)
      let window = SourceWindow(
        bytes, from: start - 400, to: end + 400, isTranscript: transcripts[source], lexicon: lexicon)
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
    _ item: CheckItem, _ prepared: Prepared, _ placement: Placement, _ matcher: StrictMatcher,
    _ source: Int
  ) -> Passing? {
    let window = matcher.window
    guard !QuantityEdge.isCut(window, placement.start..<placement.end) else { return nil }
    let bytes = window.byteRange(of: placement.start..<placement.end)
    let turn = SpeakerTurns(source: sources[source], isTranscript: transcripts[source], lexicon: lexicon)
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

  private func success(
    _ item: CheckItem, _ prepared: Prepared, _ passing: [Passing]
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

  // MARK: Not passing

  private func failure(
    _ item: CheckItem, _ prepared: Prepared, _ places: [Candidate]
  ) -> Outcome {
    if let spliced = splice(prepared, places) { return spliced }
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
    return nearest?.outcome ?? Outcome(verdict: .notFound)
  }

  private func describe(
    _ difference: Difference, _ prepared: Prepared, _ window: SourceWindow, _ source: Int
  ) -> Outcome {
    let printed = prepared.printed
    let span = difference.start..<difference.end
    var outcome = Outcome(
      verdict: .altered, source: source, bytes: window.byteRange(of: span),
      edits: difference.edits.map { edit($0, printed, window) })
    let unmarked = difference.edits.filter { $0.kind != .omitted && $0.kind != .bracketed }
    let isOnlyGaps = !unmarked.isEmpty && unmarked.allSatisfy {
      $0.kind == .deleted || !hasWords($0.printed, printed) && Splice.isDistant($0.source, window)
    }
    if isOnlyGaps, unmarked.contains(where: { Splice.isDistant($0.source, window) }) {
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
      outcome.warnings.insert(.number)
    }
    return outcome
  }

  private func hasWords(_ range: Range<Int>, _ printed: PrintedText) -> Bool {
    range.contains { printed.folded.tokens[$0].kind == .word }
  }

  private func differs(
    _ before: [String], _ after: [String], _ matters: (String) -> Bool
  ) -> Bool {
    before.filter(matters) != after.filter(matters)
  }

  private func splice(_ prepared: Prepared, _ places: [Candidate]) -> Outcome? {
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

  // MARK: Windows and edits

  /// The stretch of a source that the whole quotation would take about a candidate.
  private func window(
    _ prepared: Prepared, _ place: Candidate, _ bytes: UnsafeRawBufferPointer, reach: Int
  ) -> SourceWindow {
    let printed = prepared.printed
    let before = printed.folded.tokens[prepared.tokens[place.word]].start
    let after = printed.utf8.count - before
    var slack = 160 + reach
    for case .bracket in printed.items { slack += 12 * policy.replacementCap }
    slack = min(slack, 200_000)
    return SourceWindow(
      bytes, from: place.anchor - before * 3 / 2 - slack,
      to: place.anchor + after * 3 / 2 + slack, isTranscript: transcripts[place.source],
      lexicon: lexicon)
  }

  private func edit(_ marked: MarkedEdit, _ printed: PrintedText, _ window: SourceWindow) -> Edit {
    var source = marked.source
    if marked.kind == .omitted {
      while let first = source.first, window.tokens[first].kind != .word { source = source.dropFirst() }
      while let last = source.last, window.tokens[last].kind != .word { source = source.dropLast() }
    }
    return Edit(
      kind: marked.kind, printed: printed.text(of: marked.printed), source: window.text(of: source))
  }

  /// Whether a marked edit within one sentence took a negation away or put one in.
  private func turnsRound(
    _ edit: MarkedEdit, _ printed: PrintedText, _ window: SourceWindow
  ) -> Bool {
    guard !edit.source.contains(where: window.endsSentence) else { return false }
    let before = edit.source.map { window.folded.text(of: $0) }
    let after =
      edit.kind == .omitted ? [] : edit.printed.map { printed.folded.text(of: $0) }
    return differs(before, after, lexicon.isNegation)
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
