import Storage

/// The front as readers see it: what editors placed, filled up with what is newest; no story stands twice.
public struct Front: Sendable, Hashable {
    public let lead: Teaser?
    public let secondaries: [Teaser]
    /// Opinion, letters and reviews.
    public let opinion: [Teaser]
    /// The newest of the rest.
    public let river: [Teaser]
    public let strips: [Strip]

    /// A section's newest stories.
    public struct Strip: Sendable, Hashable {
        public let section: SectionLink
        public let teasers: [Teaser]
    }

    /// The keys of everything that the front shows.
    public var cacheKeys: Set<CacheKey> {
        var keys: Set<CacheKey> = [.front, .site]
        for teaser in teasers { teaser.addCacheKeys(to: &keys) }
        for strip in strips { keys.insert(.section(strip.section.id)) }
        return keys
    }

    /// Every teaser once, from top to bottom.
    public var teasers: [Teaser] {
        (lead.map { [$0] } ?? []) + secondaries + opinion + river + strips.flatMap(\.teasers)
    }
}

/// How many stories each part of the front takes.
public struct FrontPlan: Sendable, Hashable {
    public var secondaries = 4
    public var opinion = 4
    public var river = 7
    public var strip = 4
    /// A section with fewer stories left gets no strip.
    public var fewestInStrip = 2

    public init() {}

    /// Fills the front.
    /// - Parameters:
    ///   - slots: What editors placed. A slot whose story readers can't see is filled as if it were empty.
    ///   - placed: The teasers of the slots' stories.
    ///   - newest: The newest stories, pinned ones first.
    ///   - opinion: The newest opinion pieces.
    ///   - strips: Each section's newest stories.
    public func fill(
        slots: [FrontSlot], placed: [Teaser], newest: [Teaser], opinion: [Teaser],
        strips: [(section: SectionLink, teasers: [Teaser])]
    ) -> Front {
        let byStory = Dictionary(placed.map { ($0.story, $0) }, uniquingKeysWith: { first, _ in first })
        func curated(_ weight: FrontSlot.Weight) -> [Teaser] {
            slots.filter { $0.weight == weight }.sorted { $0.position < $1.position }
                .compactMap { byStory[$0.story] }
        }
        var used = Set<Story.ID>()
        func take(_ count: Int, first: [Teaser], then rest: [Teaser]) -> [Teaser] {
            var taken: [Teaser] = []
            for teaser in first + rest where taken.count < count && used.insert(teaser.story).inserted {
                taken.append(teaser)
            }
            return taken
        }
        // What editors placed further down must not be taken for the places above it.
        let reserved = Set(byStory.keys)
        let free = newest.filter { !reserved.contains($0.story) }
        let news = free.filter { !$0.kind.isOpinion }
        let leads = news.filter(\.isPinned) + news.filter { $0.picture != nil } + news + free
        let lead = take(1, first: curated(.lead), then: leads).first
        let secondaries = take(self.secondaries, first: curated(.secondary), then: news + free)
        let opinions = take(self.opinion, first: curated(.opinion), then: opinion.filter { !reserved.contains($0.story) })
        let river = take(self.river, first: curated(.river), then: free)
        var filled: [Front.Strip] = []
        for strip in strips {
            let left = strip.teasers.filter { !used.contains($0.story) }
            guard left.count >= fewestInStrip else { continue }
            filled.append(Front.Strip(section: strip.section, teasers: take(self.strip, first: left, then: [])))
        }
        return Front(lead: lead, secondaries: secondaries, opinion: opinions, river: river, strips: filled)
    }
}

extension StoryKind {
    /// Whether it stands in the front's opinion column.
    public var isOpinion: Bool {
        switch self {
        case .opinion, .letter, .review: true
        case .news, .analysis, .explainer, .statement, .page: false
        }
    }
}
