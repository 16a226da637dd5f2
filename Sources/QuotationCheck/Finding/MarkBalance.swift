/// Pairs opening with closing marks. What happens at each mark depends only on the marks that are
/// open, of which no more than `deepest` are kept, so no run of marks costs more than its length.
struct MarkBalance {
    private static let deepest = 6

    private struct Open {
        var mark: QuotationMark
        var closers: [UInt32]
        /// Where the part that is being read began.
        var partStart: Int
        var parts: [CodePointRange] = []
        var joints: [FoundQuotation.Joint] = []
        /// What was closed inside.
        var inside: [QuotedRun] = []
        var firstParagraph: CodePointRange
    }

    let scalars: [UInt32]
    private(set) var found: [QuotedRun] = []
    private var open: [Open] = []
    /// What was left open by the paragraph before; the next one may take it up.
    private var pending: Open?
    private var block: QuotedRun?
    /// Marks read and runs handed on, for tests of cost.
    private(set) var steps = 0
    /// Where reading stopped, because the story has more quotations than are kept.
    private(set) var stop: Int?
    private let most: Int
    private var closed = 0

    /// - Parameter most: How many quotations are read, inner ones counted.
    init(scalars: [UInt32], most: Int = .max) {
        self.scalars = scalars
        self.most = most
    }

    mutating func read(_ paragraph: CodePointRange) {
        guard stop == nil else { return }
        endBlock()
        var marks = QuotationMark.marks(in: scalars, paragraph)[...]
        takeUpPending(in: paragraph, &marks)
        for mark in marks {
            if closed >= most { return stopReading(at: mark.position, in: paragraph) }
            read(mark, in: paragraph)
        }
        endParagraph(paragraph)
    }

    /// What was closed before the stop is kept, also where it stands inside a mark that is still open.
    private mutating func stopReading(at position: Int, in paragraph: CodePointRange) {
        while !open.isEmpty { dropInnermost(in: paragraph, end: position) }
        stop = position
    }

    mutating func read(block range: CodePointRange, continues: Bool, speaker: String?) {
        guard stop == nil else { return }
        giveUpPending()
        guard closed < most else {
            stop = range.start
            return
        }
        closed += 1
        if !continues { endBlock() }
        if continues, isAttributionLine(range) { return }
        let part = withoutOuterMarks(range)
        guard !part.isEmpty else { return }
        if block == nil {
            block = QuotedRun(
                parts: [part], isBlock: true, speaker: speaker, firstParagraph: range, lastParagraph: range)
        } else {
            block?.parts.append(part)
            block?.joints.append(.paragraph)
            block?.lastParagraph = range
        }
    }

    mutating func finish() {
        giveUpPending()
        endBlock()
    }

    // MARK: Marks

    private mutating func read(_ mark: QuotationMark, in paragraph: CodePointRange) {
        steps += 1
        if mark.mayClose, let depth = open.lastIndex(where: { $0.closers.contains(mark.scalar) }),
            !prefersOpening(mark, over: depth)
        {
            close(to: depth, at: mark.position, in: paragraph)
        } else if mark.mayOpen, mark.scalar != 0x2019, open.count < Self.deepest {
            open.append(
                Open(
                    mark: mark, closers: QuotationMark.closers(of: mark.scalar),
                    partStart: mark.position + 1, firstParagraph: paragraph))
        }
    }

    /// A straight mark that touches only the word after it opens, even where one is open.
    private func prefersOpening(_ mark: QuotationMark, over depth: Int) -> Bool {
        mark.mayOpen && mark.scalar == 0x22 && isAfterSpace(mark.position)
            && !isBeforeSpace(mark.position)
    }

    private func isAfterSpace(_ position: Int) -> Bool {
        position == 0 || ScalarClass.of(scalars[position - 1]) == .space
    }

    private func isBeforeSpace(_ position: Int) -> Bool {
        position + 1 >= scalars.count || ScalarClass.of(scalars[position + 1]) == .space
    }

    private mutating func close(to depth: Int, at position: Int, in paragraph: CodePointRange) {
        while open.count > depth + 1 { dropInnermost(in: paragraph, end: position) }
        guard let closed = open.popLast() else { return }
        self.closed += 1
        var run = QuotedRun(
            parts: closed.parts + [CodePointRange(start: closed.partStart, end: position)],
            joints: closed.joints, firstParagraph: closed.firstParagraph, lastParagraph: paragraph)
        run.nested = closed.inside.flatMap { $0.parts + $0.nested }.prefix(64).map { $0 }
        add(run)
    }

    private mutating func add(_ run: QuotedRun) {
        steps += 1
        if open.isEmpty {
            if run.parts.contains(where: hasWords) { found.append(run) }
        } else {
            open[open.count - 1].inside.append(run)
        }
    }

    /// A mark that lost its partner. What was closed inside it stands by itself; a double mark that
    /// can only have opened a quotation is one, up to what is certain, so that a lost mark does not
    /// hide words from the check.
    private mutating func dropInnermost(in paragraph: CodePointRange, end: Int) {
        guard let lost = open.popLast() else { return }
        drop(lost, in: paragraph, end: end)
    }

    private mutating func drop(_ lost: Open, in paragraph: CodePointRange, end: Int) {
        if isCertainlyOpening(lost.mark), open.isEmpty {
            let until = lost.inside.first.map { max(lost.partStart, $0.parts[0].start - 1) } ?? end
            let last = CodePointRange(start: lost.partStart, end: max(lost.partStart, until))
            var run = QuotedRun(
                parts: lost.parts + (last.isEmpty ? [] : [last]), joints: lost.joints,
                firstParagraph: lost.firstParagraph, lastParagraph: paragraph)
            run.joints = Array(run.joints.prefix(max(0, run.parts.count - 1)))
            run.isUnbalanced = true
            if !run.parts.isEmpty { add(run) }
        }
        for run in lost.inside { add(run) }
    }

    /// Whether a mark cannot be anything but the beginning of a quotation. A single one may be an apostrophe, and a straight
    /// one inches or a closing mark, unless it touches the word after it and none before.
    private func isCertainlyOpening(_ mark: QuotationMark) -> Bool {
        if QuotationMark.isSingle(mark.scalar) { return false }
        guard mark.scalar == 0x22 else { return true }
        return mark.mayOpen && !isBeforeSpace(mark.position) && !isAfterWord(mark.position)
    }

    private func isAfterWord(_ position: Int) -> Bool {
        position > 0 && [.word, .ideograph].contains(ScalarClass.of(scalars[position - 1]))
    }

    // MARK: Paragraphs

    private mutating func endParagraph(_ paragraph: CodePointRange) {
        while open.count > 1 {
            let index = open.count - 1
            // Two open at once: the outer one goes on over the paragraph, or the inner one does where
            // the outer was lost before it.
            if open[index].inside.isEmpty, goesOn(open[index]), !goesOn(open[0]) { break }
            dropInnermost(in: paragraph, end: paragraph.end)
        }
        while open.count > 1 {
            let outer = open.removeFirst()
            let rest = open
            open = []
            drop(outer, in: paragraph, end: rest[0].mark.position)
            open = rest
        }
        guard var last = open.popLast() else { return }
        guard goesOn(last) else {
            drop(last, in: paragraph, end: paragraph.end)
            return
        }
        last.parts.append(CodePointRange(start: last.partStart, end: paragraph.end))
        pending = last
        pendingParagraph = paragraph
    }

    private var pendingParagraph = CodePointRange(start: 0, end: 0)

    /// Only a mark of the outermost kind, after which nothing of its kind was closed, can be meant to
    /// go on in the next paragraph.
    private mutating func goesOn(_ open: Open) -> Bool {
        steps += open.inside.count
        return !open.inside.contains { run in
            run.parts[0].start > 0 && scalars[run.parts[0].start - 1] == open.mark.scalar
        }
    }

    private mutating func takeUpPending(
        in paragraph: CodePointRange, _ marks: inout ArraySlice<QuotationMark>
    ) {
        guard var open = pending else { return }
        if let first = marks.first, isFirst(first.position, in: paragraph),
            first.scalar == open.mark.scalar || open.mark.scalar == 0xAB && first.scalar == 0xBB,
            !QuotationMark.isSingle(first.scalar) || first.mayOpen
        {
            pending = nil
            marks = marks.dropFirst()
            open.joints.append(.paragraph)
            open.partStart = first.position + 1
            self.open = [open]
        } else {
            giveUpPending()
        }
    }

    private mutating func giveUpPending() {
        guard var lost = pending else { return }
        pending = nil
        let last = lost.parts.removeLast()
        lost.partStart = last.start
        drop(lost, in: pendingParagraph, end: last.end)
    }

    private func isFirst(_ position: Int, in paragraph: CodePointRange) -> Bool {
        var index = paragraph.start
        while index < position {
            guard ScalarClass.of(scalars[index]) == .space else { return false }
            index += 1
        }
        return true
    }

    // MARK: Block quotations

    private mutating func endBlock() {
        guard let run = block else { return }
        block = nil
        if run.parts.contains(where: hasWords) { found.append(run) }
    }

    /// `— Jane Doe` under a block quotation says who spoke and is no part of it.
    private func isAttributionLine(_ range: CodePointRange) -> Bool {
        guard range.count > 2, range.count < 80 else { return false }
        if ScalarClass.of(scalars[range.start]) == .dash { return true }
        return scalars[range.start] == 0x2D && scalars[range.start + 1] == 0x2D
    }

    private func withoutOuterMarks(_ range: CodePointRange) -> CodePointRange {
        var range = range
        while !range.isEmpty, ScalarClass.of(scalars[range.start]) == .space { range.start += 1 }
        while !range.isEmpty, ScalarClass.of(scalars[range.end - 1]) == .space { range.end -= 1 }
        guard range.count > 1 else { return range }
        let closers = QuotationMark.closers(of: scalars[range.start])
        let opens = scalars[range.start] != 0x27 && scalars[range.start] != 0x2019
        guard opens, !closers.isEmpty, closers.contains(scalars[range.end - 1]) else { return range }
        let inner = CodePointRange(start: range.start + 1, end: range.end - 1)
        for index in inner.start..<inner.end
        where closers.contains(scalars[index]) && !QuotationMark.isSingle(scalars[index]) {
            return range
        }
        return inner
    }

    private func hasWords(_ range: CodePointRange) -> Bool {
        guard range.start < range.end else { return false }
        for index in range.start..<range.end {
            switch ScalarClass.of(scalars[index]) {
            case .word, .ideograph: return true
            default: continue
            }
        }
        return false
    }
}
