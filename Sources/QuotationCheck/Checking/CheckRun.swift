/// One run of the check: prepare, stream the archive once, decide, count positions.
struct CheckRun {
    private let items: [CheckItem]
    private let sources: [Source]
    private let checker: QuotationChecker
    /// Quotations ready to be compared; empty where there are too many to keep, so that the memory for
    /// a story of nothing but tiny quotations stays small.
    private var prepared: [PreparedQuotation] = []
    /// The passage of each item; items that print the same share one.
    private var passages: [Int?] = []
    private let book: PassageBook
    private let table: SeedTable
    private let copying: CopyingSearch?
    private var candidates: [CandidateList] = []
    private var index = CodePointIndex([], sources: 0)
    private var evaluation: Evaluation

    private static let mostKept = 20_000

    private struct PassageKey: Hashable {
        var parts: [String]
        var joints: [FoundQuotation.Joint]
        var source: String?
    }

    init(
        checker: QuotationChecker, items: [CheckItem], story: Story?, prose: [CodePointRange],
        sources: [Source]
    ) {
        self.checker = checker
        self.items = items
        self.sources = sources
        var numbers: [String: Int] = [:]
        for (index, source) in sources.enumerated() where numbers[source.id] == nil {
            numbers[source.id] = index
        }
        evaluation = Evaluation(
            sources: sources, sourceNumbers: numbers, policy: checker.policy, lexicon: checker.lexicon,
            transcripts: [])
        var known: [PassageKey: Int] = [:]
        var book = PassageBook()
        for item in items {
            let ready = PreparedQuotation(item)
            if items.count <= Self.mostKept { prepared.append(ready) }
            let bound = item.boundSource.flatMap { numbers[$0] }
            let key = PassageKey(parts: item.partTexts, joints: item.joints, source: item.boundSource)
            if item.boundPosition != nil || (item.boundSource != nil && bound == nil) {
                passages.append(nil)
            } else if let same = known[key] {
                passages.append(same)
            } else {
                let passage = book.passages.count
                book.addQuotation(ready.hashes, shortWords: ready.shortWords, source: bound)
                known[key] = passage
                passages.append(passage)
            }
        }
        if let story {
            let search = CopyingSearch(
                story: story, prose: prose, words: checker.policy.copiedWords, book: &book)
            copying = search
        } else {
            copying = nil
        }
        table = SeedTable(book)
        self.book = book
    }

    // MARK: Streaming

    /// The sources that need reading: those bound to, if every passage is bound.
    private var shards: [Shard] {
        let intact = Set(sources.indices.filter { sources[$0].isIntact })
        guard !book.seeds.isEmpty else { return [] }
        let bound = book.passages.map(\.source)
        let wanted = bound.contains(nil) ? intact : intact.intersection(bound.compactMap { $0 })
        return Shard.shards(of: sources, only: wanted)
    }

    mutating func scan() {
        var scan = ArchiveScan(book: book, table: table, lexicon: checker.lexicon)
        for shard in shards { scan.read(shard, of: sources[shard.source]) }
        take([scan])
    }

    /// Each worker reads every so many shards, in order, so that the earliest places are kept however
    /// many workers there are.
    mutating func scan(workers: Int) async {
        let shards = shards
        let workers = max(1, min(workers, shards.count))
        let empty = ArchiveScan(book: book, table: table, lexicon: checker.lexicon)
        let sources = sources
        let scans = await withTaskGroup(of: (Int, ArchiveScan).self) { group in
            for worker in 0..<workers {
                group.addTask {
                    var scan = empty
                    for index in stride(from: worker, to: shards.count, by: workers) {
                        scan.read(shards[index], of: sources[shards[index].source])
                    }
                    return (worker, scan)
                }
            }
            var scans: [(Int, ArchiveScan)] = []
            for await scan in group { scans.append(scan) }
            return scans.sorted { $0.0 < $1.0 }.map(\.1)
        }
        take(scans)
    }

    private mutating func take(_ scans: [ArchiveScan]) {
        candidates = scans.first?.candidates ?? []
        for scan in scans.dropFirst() {
            for passage in candidates.indices {
                candidates[passage].merge(
                    scan.candidates[passage], passageCount: book.passages[passage].count)
            }
        }
        index = CodePointIndex(scans.flatMap(\.blocks), sources: sources.count)
        var used = Set(items.compactMap { $0.boundSource.flatMap { evaluation.sourceNumbers[$0] } })
        for list in candidates { for candidate in list.all { used.insert(candidate.source) } }
        evaluation.transcripts = transcripts(by: scans)
        for number in used { evaluation.readWhetherTranscript(number) }
    }

    /// Whether each source that was read is a transcript; nil of the others.
    private func transcripts(by scans: [ArchiveScan]) -> [Bool?] {
        var signs: [Int: TranscriptSigns] = [:]
        for scan in scans { signs.merge(scan.signs) { $0.adding($1) } }
        return sources.indices.map { signs[$0]?.areEnough }
    }

    // MARK: Deciding

    func results() -> [CheckedQuotation] { lookedAgain(items.indices.map(result)) }

    func results(workers: Int) async -> [CheckedQuotation] {
        let workers = max(1, workers)
        let order = readingOrder
        let size = max(1, (items.count + workers * 4 - 1) / (workers * 4))
        return await withTaskGroup(of: [(Int, CheckedQuotation)].self) { group in
            for start in stride(from: 0, to: order.count, by: size) {
                group.addTask { results(of: order[start..<min(start + size, order.count)]) }
            }
            var inOrder = [CheckedQuotation?](repeating: nil, count: items.count)
            for await piece in group { for (number, result) in piece { inOrder[number] = result } }
            return lookedAgain(inOrder.compactMap(\.self))
        }
    }

    /// The items in the order in which they seem to stand in the archive, by shards: read so, the pages of a shard are
    /// mapped once and let go once, which the processors must all be told of.
    private var readingOrder: [Int] {
        let places = passages.map { $0.flatMap { candidates[$0].best.first } }
        let keys = places.map { ($0?.source ?? -1, ($0?.start ?? 0) / Shard.bytes) }
        return items.indices.sorted { (keys[$0].0, keys[$0].1, $0) < (keys[$1].0, keys[$1].1, $1) }
    }

    private func results(of order: ArraySlice<Int>) -> [(Int, CheckedQuotation)] {
        var results: [(Int, CheckedQuotation)] = []
        results.reserveCapacity(order.count)
        var here = Shard(source: -1, start: 0, end: 0)
        for number in order {
            let list = passages[number].map { candidates[$0] }
            if let place = list?.best.first, !here.holds(place) {
                letGo(of: here)
                here = Shard(holding: place)
            }
            results.append((number, result(number)))
            // Other places are here and there.
            for place in list?.all ?? [] where !here.holds(place) {
                sources[place.source].release(around: place.start..<place.end)
            }
        }
        letGo(of: here)
        return results
    }

    private func letGo(of shard: Shard) {
        guard shard.source >= 0 else { return }
        sources[shard.source].release(around: shard.start..<shard.end)
    }

    func copied() -> [CopiedPassage] {
        copying?.passages(candidates, sources: sources, index: index) ?? []
    }

    private func result(_ number: Int) -> CheckedQuotation {
        let ready = prepared.isEmpty ? PreparedQuotation(items[number]) : prepared[number]
        let list = passages[number].map { candidates[$0] }
        return checked(number, evaluation.outcome(of: items[number], ready, candidates: list))
    }

    private func checked(_ number: Int, _ outcome: Outcome) -> CheckedQuotation {
        let item = items[number]
        return CheckedQuotation(
            id: item.id, text: item.text, range: item.range, parts: item.parts,
            speaker: item.attribution?.name, verdict: outcome.verdict,
            warnings: Warning.allCases.filter(outcome.warnings.contains),
            match: outcome.source.map { match($0, outcome.bytes) }, edits: outcome.edits,
            isShort: item.isShort)
    }

    /// What fails while places were left out that might pass is looked for at every one of them.
    private func lookedAgain(_ results: [CheckedQuotation]) -> [CheckedQuotation] {
        let doubtful = items.indices.filter { number in
            guard !results[number].verdict.passesByItself, let passage = passages[number] else { return false }
            return candidates[passage].hasMore
        }
        guard !doubtful.isEmpty else { return results }
        var look = SecondLook(items: items, evaluation: evaluation, doubtful: doubtful)
        let finding = look.find(in: sources)
        var results = results
        for number in doubtful {
            if let outcome = finding.outcomes[number] {
                results[number] = checked(number, outcome)
            } else if !finding.isComplete {
                let warnings = results[number].warnings + [.ambiguous]
                results[number].warnings = Warning.allCases.filter(warnings.contains)
            }
        }
        return results
    }

    private func match(_ source: Int, _ range: Range<Int>) -> SourceMatch {
        sources[source].withBytes { bytes in
            SourceMatch(
                source: sources[source].id, bytes: bytes, range: range,
                start: index.position(of: range.lowerBound, source: source, in: bytes))
        }
    }
}

extension SourceMatch {
    /// The selectors for bytes of a source whose first scalar is number `start`.
    init(source: String, bytes: UnsafeRawBufferPointer, range: Range<Int>, start: Int) {
        let count = ScalarDecoding.count(in: bytes, from: range.lowerBound, to: range.upperBound)
        let before = ScalarDecoding.position(
            in: bytes, before: range.lowerBound, retreatedBy: Self.contextLength)
        let after = ScalarDecoding.position(
            in: bytes, from: range.upperBound, advancedBy: Self.contextLength)
        self.init(
            source: source, range: CodePointRange(start: start, end: start + count),
            exact: ScalarDecoding.text(bytes, from: range.lowerBound, to: range.upperBound),
            prefix: ScalarDecoding.text(bytes, from: before, to: range.lowerBound),
            suffix: ScalarDecoding.text(bytes, from: range.upperBound, to: after))
    }
}
