public import Storage

/// A source from elsewhere, with the identifier that it gets here whenever it is imported.
public struct ImportedSource: Sendable {
    public var id: Source.ID
    public var kind: SourceKind
    public var visibility: SourceVisibility
    public var capture: SourceCapture
    /// To which it is attached.
    public var stories: [Story.ID]

    public init(
        id: Source.ID, kind: SourceKind, visibility: SourceVisibility, capture: SourceCapture, stories: [Story.ID] = []
    ) {
        self.id = id
        self.kind = kind
        self.visibility = visibility
        self.capture = capture
        self.stories = stories
    }
}

extension SourceArchive {
    /// Archives many sources in one write; those that are there already stay as they are, with what they are attached to.
    /// - Returns: How many were new.
    /// - Throws: As ``add(_:kind:visibility:by:attachedTo:note:)``; nothing was archived then.
    @discardableResult
    public func add(_ imported: [ImportedSource], by actor: String) async throws -> Int {
        let now = clock.now()
        let known = try await store.read { connection in
            Set(try Source.read(imported.map(\.id), from: connection).map(\.id))
        }
        let fresh = imported.filter { !known.contains($0.id) }
        let kept = try await withThrowingTaskGroup(of: (Int, KeptCapture).self) { group in
            var kept: [Int: KeptCapture] = [:]
            var next = 0
            func start() {
                guard next < fresh.count else { return }
                let (place, item) = (next, fresh[next])
                next += 1
                group.addTask { (place, try await keep(item.capture, sealing: item.visibility == .confidential, at: now)) }
            }
            // Each waits for the disk most of its time.
            for _ in 0..<8 { start() }
            for try await (place, capture) in group {
                kept[place] = capture
                start()
            }
            return kept
        }
        try await store.write(durability: .relaxed) { connection in
            let desk = SourceDesk(connection, by: actor, at: now)
            for (place, item) in fresh.enumerated() {
                guard let kept = kept[place] else { continue }
                let source = Source(
                    id: item.id, kind: item.kind, visibility: item.visibility, createdAt: now, createdBy: actor)
                let version = kept.version(of: item.id, number: 1, by: actor)
                try desk.insert(version, of: source, turns: kept.turns, sealed: kept.sealed, note: nil)
                for story in item.stories { try desk.attach(item.id, to: story) }
            }
        }
        return fresh.count
    }
}

extension SourceArchive {
    /// Whether confidential sources can be archived and read.
    public var hasKey: Bool { key != nil }

    /// Those of the stories that exist.
    public func storiesThere(_ stories: [Story.ID]) async throws -> Set<Story.ID> {
        guard !stories.isEmpty else { return [] }
        return try await store.read { connection in
            let rows = try connection.rows("SELECT id FROM story WHERE id IN (\(list: stories))")
            return Set(try rows.map { try $0.get("id") })
        }
    }
}
