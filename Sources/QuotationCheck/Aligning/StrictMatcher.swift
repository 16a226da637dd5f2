/// A place where a quotation stands in a source, word by word. Numbers are of the window's tokens.
struct Placement {
  var start: Int
  var end: Int
  var edits: [MarkedEdit] = []
  var isTruncated = false
  var longestOmission = 0
}

/// An edit that is marked as one, by tokens of either side.
struct MarkedEdit {
  var kind: Edit.Kind
  var printed: Range<Int>
  var source: Range<Int>
}

/// Compares a quotation with a source word by word. It passes only what equals the source but for
/// what is folded and what is marked; it never guesses.
struct StrictMatcher {
  let printed: PrintedText
  let window: SourceWindow
  let policy: QuotationPolicy
  /// Steps left, so that no input takes more than linear time. Where they run out nothing passes.
  private(set) var budget: Int

  /// Items between omissions.
  private let segments: [Segment]

  struct Segment {
    var items: Range<Int>
    /// Editor's insertions before the first word of the source and after the last.
    var leading: Range<Int>
    var core: Range<Int>
    var trailing: Range<Int>
    /// The separator before it, by item.
    var separator: Int?
    var isLast = false
  }

  init(printed: PrintedText, window: SourceWindow, policy: QuotationPolicy) {
    self.printed = printed
    self.window = window
    self.policy = policy
    segments = Self.segments(of: printed, policy: policy)
    budget = 400_000 + 64 * (printed.items.count + window.tokens.count)
  }

  /// The placement in which the printed token `token` stands at or about the window's `sourceToken`.
  mutating func placement(token: Int, near sourceToken: Int) -> Placement? {
    guard let index = segments.firstIndex(where: { holds($0, token) }) else { return nil }
    guard let middle = anchored(segments[index], token: token, near: sourceToken) else { return nil }
    var placement = middle
    for next in segments[(index + 1)...] {
      guard let extended = extend(placement, with: next) else { return nil }
      placement = extended
    }
    for previous in segments[..<index].reversed() {
      guard let extended = extendBack(placement, with: previous, next: segments) else { return nil }
      placement = extended
    }
    return placement
  }

  // MARK: Segments

  private static func segments(of printed: PrintedText, policy: QuotationPolicy) -> [Segment] {
    var segments: [Segment] = []
    var first = 0
    var separator: Int?
    for (index, item) in printed.items.enumerated() {
      switch item {
      case .ellipsis: break
      case .interruption where !policy.requiresContiguousParts: break
      default: continue
      }
      segments.append(segment(printed, first..<index, separator))
      separator = index
      first = index + 1
    }
    segments.append(segment(printed, first..<printed.items.count, separator))
    segments[segments.count - 1].isLast = true
    return segments
  }

  private static func segment(
    _ printed: PrintedText, _ items: Range<Int>, _ separator: Int?
  ) -> Segment {
    var start = items.lowerBound
    while start < items.upperBound, case .bracket = printed.items[start] { start += 1 }
    var end = items.upperBound
    var trailing = end
    // A full stop or comma after a last insertion belongs to it: “will close [the ward].”
    if trailing > start, case .token(let token) = printed.items[trailing - 1],
      printed.folded.tokens[token].kind == .stop || printed.folded.tokens[token].kind == .comma
    {
      trailing -= 1
    }
    if trailing > start, case .bracket = printed.items[trailing - 1] {
      while trailing > start, case .bracket = printed.items[trailing - 1] { trailing -= 1 }
      end = trailing
    }
    return Segment(
      items: items, leading: items.lowerBound..<start, core: start..<max(start, end),
      trailing: max(start, end)..<items.upperBound, separator: separator)
  }

  private func holds(_ segment: Segment, _ token: Int) -> Bool {
    segment.core.contains { printed.tokens(of: printed.items[$0]).contains(token) }
  }

  // MARK: Placing

  private mutating func anchored(
    _ segment: Segment, token: Int, near sourceToken: Int
  ) -> Placement? {
    var before = 0
    var slack = 4
    for index in segment.core {
      let tokens = printed.tokens(of: printed.items[index])
      if tokens.contains(token) { break }
      switch printed.items[index] {
      case .bracket: slack += 2 * policy.replacementCap
      case .sic: break
      case .interruption: slack += 4
      default: before += 1
      }
    }
    let guess = sourceToken - before
    if let found = place(segment, at: guess, floor: 0) { return found }
    for offset in 1...slack {
      if let found = place(segment, at: guess - offset, floor: 0) { return found }
      if let found = place(segment, at: guess + offset, floor: 0) { return found }
    }
    return nil
  }

  /// Places what follows an omission: the source's own ellipsis first, else forward in the turn.
  private mutating func extend(_ placement: Placement, with segment: Segment) -> Placement? {
    guard let separator = segment.separator else { return nil }
    let mark = printed.tokens(of: printed.items[separator])
    var joined = placement
    if segment.items.isEmpty {
      if let own = ownEllipsis(separator, at: placement.end) {
        joined.end = own
      } else if segment.isLast {
        joined.edits.append(
          MarkedEdit(kind: .omitted, printed: mark, source: restOfSentence(from: placement.end)))
        joined.end = placement.end
      }
      return joined
    }
    guard !segment.core.isEmpty else { return nil }
    if let own = ownEllipsis(separator, at: placement.end) {
      for start in own...own + 2 * policy.replacementCap * segment.leading.count {
        if let next = place(segment, at: start, floor: own) {
          return append(next, to: joined)
        }
      }
    }
    if case .interruption = printed.items[separator] {
      var start = placement.end
      while true {
        if let next = place(segment, at: start, floor: placement.end) {
          return append(next, to: joined)
        }
        guard start < window.tokens.count, isPause(start) else { break }
        start += 1
      }
    }
    var start = placement.end
    var skipped = 0
    while start < window.tokens.count, budget > 0 {
      let token = window.tokens[start]
      // Another speaker's words are never taken for the end of a sentence of this one's.
      if token.kind == .label { return nil }
      if skipped > 0, let next = place(segment, at: start, floor: placement.end) {
        let from = placement.end
        let omitted = from..<max(from, next.start)
        guard window.words(in: omitted) > 0 else {
          start += 1
          continue
        }
        joined.edits.append(MarkedEdit(kind: .omitted, printed: mark, source: omitted))
        joined.longestOmission = max(joined.longestOmission, window.words(in: omitted))
        return append(next, to: joined)
      }
      if token.kind == .word { skipped += 1 }
      start += 1
      budget -= 1
    }
    return nil
  }

  /// Places what precedes an omission whose far side is placed: backward in the turn.
  private mutating func extendBack(
    _ placement: Placement, with segment: Segment, next segments: [Segment]
  ) -> Placement? {
    guard
      let following = segments.first(where: {
        $0.separator.map { segment.items.upperBound == $0 } ?? false
      }), let separator = following.separator
    else { return nil }
    let mark = printed.tokens(of: printed.items[separator])
    var joined = placement
    if segment.items.isEmpty {
      guard segment.separator == nil else { return joined }
      if placement.start > 0, window.tokens[placement.start - 1].kind == .ellipsis,
        !isBracketed(separator)
      {
        joined.start -= 1
      } else {
        let rest = sentenceStart(before: placement.start)..<placement.start
        joined.edits.insert(MarkedEdit(kind: .omitted, printed: mark, source: rest), at: 0)
      }
      return joined
    }
    guard !segment.core.isEmpty else { return nil }
    var start = placement.start - 1
    while start >= 0, budget > 0 {
      budget -= 1
      if window.tokens[start].kind == .label { return nil }
      if let previous = place(segment, at: start, floor: 0), previous.end <= placement.start {
        let gap = previous.end..<placement.start
        let isOwn = ownEllipsis(separator, at: previous.end) == placement.start
        joined.start = previous.start
        joined.isTruncated = joined.isTruncated || previous.isTruncated
        if !isOwn {
          if window.words(in: gap) == 0, !isInterruption(separator) {
            start -= 1
            joined = placement
            continue
          }
          if window.words(in: gap) > 0 {
            joined.edits.insert(MarkedEdit(kind: .omitted, printed: mark, source: gap), at: 0)
            joined.longestOmission = max(joined.longestOmission, window.words(in: gap))
          }
        }
        joined.edits.insert(contentsOf: previous.edits, at: 0)
        return joined
      }
      start -= 1
    }
    return nil
  }

  private func append(_ next: Placement, to placement: Placement) -> Placement {
    var joined = placement
    joined.end = next.end
    joined.edits.append(contentsOf: next.edits)
    joined.isTruncated = joined.isTruncated || next.isTruncated
    return joined
  }

  private func isInterruption(_ item: Int) -> Bool {
    if case .interruption = printed.items[item] { return true }
    return false
  }

  private func isBracketed(_ item: Int) -> Bool {
    if case .ellipsis(_, let isBracketed) = printed.items[item] { return isBracketed }
    return false
  }

  /// Where the source goes on after an ellipsis of its own, if it has one here.
  private func ownEllipsis(_ item: Int, at index: Int) -> Int? {
    guard case .ellipsis(let tokens, let isBracketed) = printed.items[item] else { return nil }
    if isBracketed { return sameTokens(tokens, at: index) }
    return index < window.tokens.count && window.tokens[index].kind == .ellipsis ? index + 1 : nil
  }

  /// The end of the source's tokens from `index` if they equal the printed ones.
  private func sameTokens(_ tokens: Range<Int>, at index: Int) -> Int? {
    guard index >= 0, index + tokens.count <= window.tokens.count else { return nil }
    for (offset, token) in tokens.enumerated()
    where !FoldedText.equal(printed.folded, token, window.folded, index + offset) {
      return nil
    }
    return index + tokens.count
  }

  // MARK: One segment

  /// Places a segment whose core begins exactly at `start`. Insertions before it may not reach back
  /// beyond `floor`.
  private mutating func place(_ segment: Segment, at start: Int, floor: Int) -> Placement? {
    guard start >= floor, start < window.tokens.count, !segment.core.isEmpty,
      let core = matchCore(segment, from: start)
    else { return nil }
    var placement = Placement(start: start, end: core.end, edits: core.edits)
    placement.isTruncated = core.skipsStop
    for index in segment.leading.reversed() {
      let tokens = printed.tokens(of: printed.items[index])
      if sameTokens(tokens, at: placement.start - tokens.count) != nil {
        placement.start -= tokens.count
        continue
      }
      let replaced = wordsBack(
        from: placement.start, count: contentWords(tokens), floor: floor)
      placement.edits.insert(
        MarkedEdit(kind: .bracketed, printed: tokens, source: replaced..<placement.start), at: 0)
      placement.start = replaced
    }
    for index in segment.trailing {
      let tokens = printed.tokens(of: printed.items[index])
      guard case .bracket = printed.items[index] else {
        if let end = sameTokens(tokens, at: placement.end) { placement.end = end }
        continue
      }
      if let end = sameTokens(tokens, at: placement.end) {
        placement.end = end
        continue
      }
      let replaced = wordsForward(from: placement.end, count: contentWords(tokens))
      placement.edits.append(
        MarkedEdit(kind: .bracketed, printed: tokens, source: placement.end..<replaced))
      placement.end = replaced
    }
    return placement
  }

  private struct State {
    var position: Int
    var node: Int
  }

  private mutating func matchCore(
    _ segment: Segment, from start: Int
  ) -> (end: Int, edits: [MarkedEdit], skipsStop: Bool)? {
    var states = [State(position: start, node: -1)]
    var nodes: [(parent: Int, edit: MarkedEdit)] = []
    var skipsStop = false
    for index in segment.core {
      budget -= states.count
      guard budget > 0 else { return nil }
      switch printed.items[index] {
      case .token(let token):
        var kept = 0
        for slot in states.indices where equals(token, states[slot].position) {
          states[kept] = State(position: states[slot].position + 1, node: states[slot].node)
          kept += 1
        }
        if kept > 0 {
          states.removeLast(states.count - kept)
        } else if mayBeSkipped(index, token, segment) {
          if printed.folded.tokens[token].kind == .stop, index == segment.core.upperBound - 1 {
            skipsStop = true
          }
        } else {
          return nil
        }
      case .bracket(let tokens): branch(&states, &nodes, over: tokens)
      case .partial(let prefix, let content, let suffix, let all):
        var next: [State] = []
        for state in states where isPartOf(prefix, content, suffix, at: state.position) {
          let source = state.position..<state.position + 1
          nodes.append((state.node, MarkedEdit(kind: .bracketed, printed: all, source: source)))
          next.append(State(position: state.position + 1, node: nodes.count - 1))
        }
        states = next
      case .sic(let tokens):
        guard followsSourceWord(index, segment) else { return nil }
        for slot in states.indices {
          let here = states[slot].position..<states[slot].position
          nodes.append(
            (states[slot].node, MarkedEdit(kind: .bracketed, printed: tokens, source: here)))
          states[slot].node = nodes.count - 1
        }
      case .interruption: skipPauses(&states)
      case .ellipsis: return nil
      }
      if states.isEmpty { return nil }
    }
    guard let state = states.first else { return nil }
    var edits: [MarkedEdit] = []
    var node = state.node
    while node >= 0 {
      edits.append(nodes[node].edit)
      node = nodes[node].parent
    }
    return (state.position, edits.reversed(), skipsStop)
  }

  private func equals(_ token: Int, _ index: Int) -> Bool {
    guard index < window.tokens.count else { return false }
    if FoldedText.equal(printed.folded, token, window.folded, index) { return true }
    return policy.allowsInitialCaseChange && token == printed.firstWord
      && FoldedText.equalButForInitialCase(printed.folded, token, window.folded, index)
  }

  /// A full stop or comma at a closing mark need not be the source's.
  private func mayBeSkipped(_ index: Int, _ token: Int, _ segment: Segment) -> Bool {
    let kind = printed.folded.tokens[token].kind
    guard kind == .stop || kind == .comma, index > segment.core.lowerBound else { return false }
    if case .token(let before) = printed.items[index - 1] {
      let kindBefore = printed.folded.tokens[before].kind
      if kindBefore == .stop || kindBefore == .comma { return false }
    }
    let next = index + 1
    if next == printed.items.count { return true }
    if case .interruption = printed.items[next] { return true }
    if case .ellipsis = printed.items[next] { return kind == .stop }
    return false
  }

  /// `[sic]` vouches for the word before it, which must be the source's and not the editor's.
  private func followsSourceWord(_ index: Int, _ segment: Segment) -> Bool {
    var before = index - 1
    while before >= segment.core.lowerBound {
      guard case .token(let token) = printed.items[before] else { return false }
      if printed.folded.tokens[token].kind == .word { return true }
      before -= 1
    }
    return false
  }

  /// What may be lost where a quotation is interrupted: a pause, and nothing that carries meaning.
  private func isPause(_ index: Int) -> Bool {
    let token = window.tokens[index]
    switch token.kind {
    case .stop, .comma, .dash, .ellipsis, .mark: return true
    case .symbol:
      let byte = window.folded.folded[Int(token.foldedStart)]
      return token.foldedCount == 1 && (byte == 0x3A || byte == 0x3B)
    default: return false
    }
  }

  private mutating func skipPauses(_ states: inout [State]) {
    var positions = Set(states.map(\.position))
    for state in states {
      var position = state.position
      var skipped = 0
      while position < window.tokens.count, isPause(position), skipped < 6 {
        position += 1
        skipped += 1
        if positions.insert(position).inserted {
          states.append(State(position: position, node: state.node))
        }
      }
    }
  }

  /// An insertion may stand in place of some of the source's words: as few as will do.
  private mutating func branch(
    _ states: inout [State], _ nodes: inout [(parent: Int, edit: MarkedEdit)],
    over tokens: Range<Int>
  ) {
    var next: [State] = []
    var positions = Set<Int>()
    for state in states.prefix(64) {
      if let end = sameTokens(tokens, at: state.position) {
        if positions.insert(end).inserted { next.append(State(position: end, node: state.node)) }
        continue
      }
      var position = state.position
      var words = 0
      while true {
        if positions.insert(position).inserted {
          let edit = MarkedEdit(
            kind: .bracketed, printed: tokens, source: state.position..<position)
          nodes.append((state.node, edit))
          next.append(State(position: position, node: nodes.count - 1))
        }
        guard position < window.tokens.count, window.tokens[position].kind != .label else { break }
        if window.tokens[position].kind == .word {
          words += 1
          if words > policy.replacementCap { break }
        }
        position += 1
        if position - state.position > 3 * policy.replacementCap { break }
      }
    }
    budget -= next.count
    states = next
  }

  /// Whether the source's word is the printed one with the bracketed piece put back: another case of
  /// one letter, or an ending or a beginning of the editor's on the source's own letters.
  private func isPartOf(_ prefix: Int?, _ content: Int, _ suffix: Int?, at index: Int) -> Bool {
    guard index < window.tokens.count, window.tokens[index].kind == .word else { return false }
    let word = window.folded.text(of: index)
    let before = prefix.map { printed.folded.text(of: $0) } ?? ""
    let inside = printed.folded.text(of: content)
    let after = suffix.map { printed.folded.text(of: $0) } ?? ""
    if before + inside + after == word { return true }
    if inside.count == 1 {
      guard word.count == before.count + 1 + after.count, word.hasPrefix(before),
        word.hasSuffix(after)
      else { return before.count > 1 && after.isEmpty && word == before }
      let letter = word[word.index(word.startIndex, offsetBy: before.count)]
      return inside.first.map { FoldedText.isCasePair($0, letter) } ?? false
    }
    guard before.count + after.count >= 2, word.count >= before.count + after.count else {
      return false
    }
    return word.hasPrefix(before) && word.hasSuffix(after)
      && word.count - before.count - after.count <= inside.count + 3
  }

  // MARK: Sentences

  private func contentWords(_ tokens: Range<Int>) -> Int {
    max(1, tokens.count { printed.folded.tokens[$0].kind == .word })
  }

  /// Back over at most `count` words, within the sentence.
  private func wordsBack(from start: Int, count: Int, floor: Int) -> Int {
    var position = start
    var words = 0
    while position > floor, words < min(count, policy.replacementCap) {
      let token = window.tokens[position - 1]
      guard token.kind == .word else { break }
      if window.followsBlankLine(position) { break }
      position -= 1
      words += 1
    }
    return position
  }

  private func wordsForward(from start: Int, count: Int) -> Int {
    var position = start
    var words = 0
    while position < window.tokens.count, words < min(count, policy.replacementCap) {
      guard window.tokens[position].kind == .word, !window.followsBlankLine(position) else { break }
      position += 1
      words += 1
    }
    return position
  }

  private func sentenceStart(before start: Int) -> Int {
    var position = start
    while position > 0, start - position < 80 {
      if window.tokens[position - 1].kind == .label || window.endsSentence(position - 1)
        || window.followsBlankLine(position)
      {
        break
      }
      position -= 1
    }
    return position
  }

  private func restOfSentence(from end: Int) -> Range<Int> {
    var position = end
    while position < window.tokens.count, position - end < 80 {
      if window.tokens[position].kind == .label || window.endsSentence(position)
        || window.followsBlankLine(position)
      {
        break
      }
      position += 1
    }
    return end..<position
  }

  /// Whether the source goes on where the print says that the sentence ends.
  func goesOn(after end: Int) -> Bool {
    var position = end
    // The full stop itself was printed and matched.
    if position > 0, window.tokens[position - 1].kind == .stop { return false }
    while position < window.tokens.count,
      window.tokens[position].kind == .mark || window.tokens[position].kind == .closeBracket
    {
      position += 1
    }
    guard position < window.tokens.count else { return false }
    let token = window.tokens[position]
    if token.kind == .label || token.kind == .stop || window.followsBlankLine(position) {
      return false
    }
    // A question or an exclamation that was printed as such has ended too.
    if position > 0, position == end, window.endsSentence(end - 1) { return false }
    return true
  }
}
