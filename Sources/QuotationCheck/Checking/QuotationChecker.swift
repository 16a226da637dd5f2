/// Checks quotations against sources, by a publication's policy.
///
/// The same check runs in two ways: at once on the caller's thread, for a story against the sources
/// that are attached to it, and on several threads for a whole archive. Both give the same answers.
public struct QuotationChecker: Sendable {
    public var policy: QuotationPolicy
    public var lexicon: SpeechLexicon

    public init(policy: QuotationPolicy = .standard, lexicon: SpeechLexicon = .english) {
        self.policy = policy
        self.lexicon = lexicon
    }

    /// Finds the quotations of a story and checks them, and finds what it copied.
    ///
    /// - Parameter bindings: what a person has tied to a source, by the quotation's range.
    public func check(
        _ story: Story, against sources: [Source], bindings: [QuotationBinding] = []
    ) -> CheckReport {
        let work = StoryWork(story, checker: self, bindings: bindings)
        var run = CheckRun(checker: self, items: work.items, story: story, prose: work.prose, sources: sources)
        run.scan()
        return work.report(run.results(), copied: run.copied())
    }

    /// The same on `workers` threads, for sources of any size.
    public func check(
        _ story: Story, against sources: [Source], bindings: [QuotationBinding] = [], workers: Int
    ) async -> CheckReport {
        let work = StoryWork(story, checker: self, bindings: bindings)
        var run = CheckRun(checker: self, items: work.items, story: story, prose: work.prose, sources: sources)
        await run.scan(workers: workers)
        return work.report(await run.results(workers: workers), copied: run.copied())
    }

    /// Checks quotations without a story, in the order given.
    public func check(
        _ requests: [QuotationRequest], against sources: [Source]
    ) -> [CheckedQuotation] {
        var run = CheckRun(
            checker: self, items: requests.map(CheckItem.init), story: nil, prose: [], sources: sources)
        run.scan()
        return run.results()
    }

    /// The same on `workers` threads, for an archive of any size.
    public func check(
        _ requests: [QuotationRequest], against sources: [Source], workers: Int
    ) async -> [CheckedQuotation] {
        var run = CheckRun(
            checker: self, items: requests.map(CheckItem.init), story: nil, prose: [], sources: sources)
        await run.scan(workers: workers)
        return await run.results(workers: workers)
    }
}

/// What a story asks of a check, and how its results go back into the story's order.
struct StoryWork {
    private(set) var items: [CheckItem] = []
    /// The story's own words: code points outside quotation marks.
    private(set) var prose: [CodePointRange] = []
    private let outermost: Int
    private let unread: CodePointRange?

    private static let shortestNested = 4

    init(_ story: Story, checker: QuotationChecker, bindings: [QuotationBinding]) {
        let finding = QuotationFinder(lexicon: checker.lexicon).find(in: story)
        let found = finding.quotations
        unread = finding.unread
        let bound = Dictionary(bindings.map { ($0.quotation, $0) }) { first, _ in first }
        items = found.map { CheckItem($0, in: story, binding: bound[$0.range]) }
        outermost = items.count
        for (index, quotation) in found.enumerated() {
            for (number, range) in quotation.nested.enumerated() {
                let words = ProseWord.words(
                    in: story.scalars, .init(start: range.start, end: min(range.end, range.start + 100)))
                guard words.count >= Self.shortestNested else { continue }
                items.append(
                    CheckItem(nested: range, number: number + 1, in: quotation, outer: index, story: story))
            }
        }
        let end = finding.unread?.start ?? .max
        prose = Self.prose(of: story, without: found.flatMap(\.parts).map(\.range)).filter { $0.end <= end }
    }

    /// An inner quotation is listed by itself where a source has it and the outer one does not pass there.
    func report(_ results: [CheckedQuotation], copied: [CopiedPassage]) -> CheckReport {
        var inner: [Int: [CheckedQuotation]] = [:]
        for index in outermost..<max(outermost, results.count) {
            guard let outer = items[index].outer, results[index].verdict.passesByItself,
                let match = results[index].match
            else { continue }
            if results[outer].verdict.passesByItself, let around = results[outer].match, around.source == match.source,
                around.range.overlaps(match.range)
            {
                continue
            }
            inner[outer, default: []].append(results[index])
        }
        let quotations = results.prefix(outermost).enumerated().flatMap { [$1] + (inner[$0] ?? []) }
        return CheckReport(quotations: quotations, copied: copied, unread: unread)
    }

    private static func prose(of story: Story, without quoted: [CodePointRange]) -> [CodePointRange] {
        var prose: [CodePointRange] = []
        var next = 0
        for paragraph in story.paragraphs where paragraph.kind == .prose {
            var start = paragraph.range.start
            while next < quoted.count, quoted[next].end <= start { next += 1 }
            while next < quoted.count, quoted[next].start < paragraph.range.end {
                if quoted[next].start > start {
                    prose.append(CodePointRange(start: start, end: quoted[next].start))
                }
                start = max(start, quoted[next].end)
                next += 1
            }
            if start < paragraph.range.end {
                prose.append(CodePointRange(start: start, end: paragraph.range.end))
            }
        }
        return prose
    }
}
