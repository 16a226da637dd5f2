/// Looks again, at every place, for quotations that fail although more places read like them than are kept: a hundred
/// sources may have the words in another case, or from another speaker, before the one that has them as printed.
///
/// Few quotations need it, so the archive is streamed once more only for those.
struct SecondLook {
    /// Places that are compared strictly, in all: what keeps a story of nothing but “the” from taking hours.
    static let most = 4_000
    private static let mostItems = 2_000

    let items: [CheckItem]
    private var evaluation: Evaluation
    /// The items in doubt by number, each ready to be compared.
    private let doubtful: [(number: Int, prepared: PreparedQuotation)]
    private let hasAll: Bool

    struct Finding {
        /// The outcome of each item that passes after all.
        var outcomes: [Int: Outcome] = [:]
        /// Whether every place was compared.
        var isComplete = true
    }

    /// - Parameter doubtful: The numbers of the items in doubt.
    init(items: [CheckItem], evaluation: Evaluation, doubtful: [Int]) {
        self.items = items
        self.evaluation = evaluation
        self.doubtful = doubtful.prefix(Self.mostItems).map { ($0, PreparedQuotation(items[$0])) }
        hasAll = doubtful.count <= Self.mostItems
    }

    mutating func find(in sources: [Source]) -> Finding {
        var book = PassageBook()
        for (number, prepared) in doubtful {
            let bound = items[number].boundSource.flatMap { evaluation.sourceNumbers[$0] }
            book.addQuotation(prepared.hashes, shortWords: prepared.shortWords, source: bound)
        }
        var scan = ArchiveScan(book: book, table: SeedTable(book), wantsAll: true)
        var finding = Finding(isComplete: hasAll)
        var left = Self.most
        let intact = Set(sources.indices.filter { sources[$0].isIntact })
        for shard in Shard.shards(of: sources, only: intact) {
            guard finding.outcomes.count < doubtful.count else { break }
            scan.read(shard, of: sources[shard.source])
            let places = scan.takePlaces()
            if !places.isEmpty { evaluation.readWhetherTranscript(shard.source) }
            for place in places {
                let (number, prepared) = doubtful[place.passage]
                guard finding.outcomes[number] == nil else { continue }
                guard left > 0 else {
                    finding.isComplete = false
                    return finding
                }
                left -= 1
                guard let passing = evaluation.passing(items[number], prepared, at: place.candidate), !passing.isOthers
                else { continue }
                var outcome = evaluation.success(items[number], prepared, [passing])
                if items[number].isUnbalanced { outcome.warnings.insert(.unbalanced) }
                finding.outcomes[number] = outcome
            }
            sources[shard.source].release(around: shard.start..<shard.end)
        }
        return finding
    }
}
