/// Compares a quotation with a source word by word. It passes only what equals the source but for
/// what is folded and what is marked; it never guesses.
struct StrictMatcher {
    let printed: PrintedText
    let window: SourceWindow
    let policy: QuotationPolicy
    /// Steps left, so that no input takes more than linear time. Where they run out nothing passes.
    var budget: Int

    /// Items between omissions.
    private let segments: [Segment]

    init(printed: PrintedText, window: SourceWindow, policy: QuotationPolicy) {
        self.printed = printed
        self.window = window
        self.policy = policy
        segments = Segment.segments(of: printed, policy: policy)
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
        return standsForSomething(placement) ? placement : nil
    }

    /// Whether no ellipsis was printed for nothing: one beside the source's own must have left words out.
    private func standsForSomething(_ placement: Placement) -> Bool {
        if placement.edits.contains(where: { $0.kind == .omitted }) { return true }
        let printed = printed.items.count {
            if case .ellipsis = $0 { return true }
            return false
        }
        guard printed > 0 else { return true }
        // An insertion at an end may reach back beyond what was placed before it.
        let stretch = placement.start..<max(placement.start, placement.end)
        return printed <= window.tokens[stretch].count { $0.kind == .ellipsis }
    }

    private func holds(_ segment: Segment, _ token: Int) -> Bool {
        segment.core.contains { printed.tokens(of: printed.items[$0]).contains(token) }
    }

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
}
