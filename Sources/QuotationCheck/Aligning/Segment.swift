/// The items of a quotation between two omissions.
struct Segment {
    var items: Range<Int>
    /// Editor's insertions before the first word of the source and after the last.
    var leading: Range<Int>
    var core: Range<Int>
    var trailing: Range<Int>
    /// The separator before it, by item.
    var separator: Int?
    var isLast = false

    static func segments(of printed: PrintedText, policy: QuotationPolicy) -> [Segment] {
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
}
