public import Storage

extension FrontSlot {
    static let tables: [SQL] = [
        """
        CREATE TABLE front_slot (
            weight \(type: .text) NOT NULL,
            position \(type: .integer) NOT NULL,
            story \(type: .bytes) NOT NULL UNIQUE REFERENCES story (id),
            PRIMARY KEY (weight, position)
        ) \(table: .strictKeyed)
        """,
    ]

    /// The slots that editors filled.
    public static func read(from connection: any Connection) throws(StorageError) -> [FrontSlot] {
        let rows = try connection.rows("SELECT weight, position, story FROM front_slot ORDER BY weight, position")
        return try rows.map { row throws(StorageError) in
            FrontSlot(weight: try row.get("weight"), position: try row.get("position"), story: try row.get("story"))
        }
    }

    /// Replaces the whole curation of the front.
    /// - Throws: ``FrontError``.
    public static func curate(_ slots: [FrontSlot], in connection: any Connection) throws {
        var stories = Set<Story.ID>()
        var places = Set<String>()
        for slot in slots {
            guard slot.position >= 0, slot.weight != .lead || slot.position == 0 else {
                throw FrontError.noSuchPlace(slot.weight, slot.position)
            }
            guard places.insert("\(slot.weight.rawValue) \(slot.position)").inserted else {
                throw FrontError.placeTwice(slot.weight, slot.position)
            }
            guard stories.insert(slot.story).inserted else { throw FrontError.storyTwice(slot.story) }
        }
        let visible = Set(try Teaser.read(slots.map(\.story), from: connection).map(\.story))
        if let hidden = slots.first(where: { !visible.contains($0.story) }) {
            throw FrontError.notPublished(hidden.story)
        }
        try connection.run("DELETE FROM front_slot")
        for slot in slots {
            try connection.run(
                "INSERT INTO front_slot (weight, position, story) VALUES (\(slot.weight), \(slot.position), \(slot.story))")
        }
        try connection.announce([CacheKey.front])
    }
}

extension Front {
    /// The front as it is now.
    /// - Parameter sections: The sections as they are now, where they were read before.
    public static func read(
        _ plan: FrontPlan = FrontPlan(), sections known: SectionTree? = nil, from connection: any Connection
    ) throws -> Front {
        let sections = if let known { known } else { try SectionTree.read(from: connection) }
        var names = TeaserNames(sections)
        let slots = try FrontSlot.read(from: connection)
        // Everything above a strip may have come from its section, and it must still find stories.
        let above = 1 + plan.secondaries + plan.opinion + plan.river + slots.count
        let newest = try Listing.all.stories(limit: above + plan.opinion, from: connection)
        let opinion = try Listing.stories(
            of: [.kind(.opinion), .kind(.letter), .kind(.review)], limit: plan.opinion + slots.count, from: connection
        ).flatMap { $0 }
        let wanted = Set(slots.map(\.story) + newest + opinion)
        let teasers = try Teaser.byStory(wanted, &names, from: connection)
        func fill(_ strips: [(section: SectionLink, teasers: [Teaser])]) -> Front {
            plan.fill(
                slots: slots, placed: slots.compactMap { teasers[$0.story] }, newest: newest.compactMap { teasers[$0] },
                opinion: opinion.compactMap { teasers[$0] }
                    .sorted { ($0.publishedAt, $0.story) > ($1.publishedAt, $1.story) },
                strips: strips)
        }

        // Most of what stands in the sections' lists is on the front already: only the rest is read whole.
        var used = Set(fill([]).teasers.map(\.story))
        var strips: [(section: SectionLink, stories: [Story.ID])] = []
        // A section's newest are on the front only where they are the paper's newest too: few, mostly.
        let few = plan.strip + 4
        let heads = try Listing.stories(
            of: sections.navigation.map { .section($0.id) }, limit: few, from: connection)
        for (section, head) in zip(sections.navigation, heads) {
            var left = head.filter { !used.contains($0) }
            if left.count < plan.strip, head.count == few {
                left = try Listing.section(section.id).stories(limit: plan.strip + above + used.count, from: connection)
                    .filter { !used.contains($0) }
            }
            guard left.count >= plan.fewestInStrip else { continue }
            strips.append((SectionLink(section), Array(left.prefix(max(plan.strip, plan.fewestInStrip)))))
            used.formUnion(left.prefix(plan.strip))
        }
        let others = try Teaser.byStory(Set(strips.flatMap(\.stories)), &names, from: connection)
        return fill(strips.map { ($0.section, $0.stories.compactMap { others[$0] }) })
    }
}

/// Why the front can't be curated so.
public enum FrontError: Error, Sendable, Hashable, CustomStringConvertible {
    case notPublished(Story.ID)
    case storyTwice(Story.ID)
    case placeTwice(FrontSlot.Weight, Int)
    case noSuchPlace(FrontSlot.Weight, Int)

    public var description: String {
        switch self {
        case .notPublished(let id): "The story \(id) is not published: publish it before it is placed on the front."
        case .storyTwice(let id): "The story \(id) stands in two places: leave it in one."
        case .placeTwice(let weight, let position): "Two stories stand in \(weight.rawValue) \(position): leave one."
        case .noSuchPlace(let weight, let position): "The front has no place \(weight.rawValue) \(position)."
        }
    }
}
