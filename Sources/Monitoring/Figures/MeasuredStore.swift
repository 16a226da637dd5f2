public import Storage

/// A store that counts and times what is asked of it, and passes it on.
public struct MeasuredStore: Store {
    private let store: any Store
    private let registry: Registry
    private let reads: HistogramCell
    private let writes: HistogramCell

    public init(_ store: any Store, registry: Registry) {
        self.store = store
        self.registry = registry
        reads = registry.histogram(Self.durations, ["operation": "read"])
        writes = registry.histogram(Self.durations, ["operation": "write"])
    }

    private static let durations = Family(
        "standfirst_database_duration_seconds", "How long reads and writes took, waiting for a connection included.",
        .histogram(Family.durations))
    private static let errors = Family(
        "standfirst_database_errors_total", "Reads and writes that the database failed, by what was wrong.", .counter)

    public var dialect: Dialect { store.dialect }

    public func read<Value: Sendable>(
        _ work: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value {
        try await measure(reads, "read") { try await store.read(work) }
    }

    public func read<Value: Sendable>(
        sideBySide count: Int, _ work: @escaping @Sendable (_ connection: any Connection, _ number: Int) throws -> Value
    ) async throws -> [Value] {
        try await measure(reads, "read") { try await store.read(sideBySide: count, work) }
    }

    @discardableResult
    public func write<Value: Sendable>(
        durability: Durability, _ work: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value {
        try await measure(writes, "write") { try await store.write(durability: durability, work) }
    }

    public func announcements() -> AsyncStream<Announcement> { store.announcements() }

    public func heedAnnouncements(_ heed: @escaping @Sendable (Announcement) -> Void) -> AnnouncementHeeding {
        store.heedAnnouncements(heed)
    }

    public func close() async { await store.close() }

    private func measure<Value: Sendable>(
        _ cell: HistogramCell, _ operation: String, _ work: () async throws -> Value
    ) async throws -> Value {
        let start = ContinuousClock.now
        defer { cell.record(ContinuousClock.now - start) }
        do {
            return try await work()
        } catch let error as StorageError {
            registry.counter(Self.errors, ["operation": operation, "error": error.kind]).increment()
            throw error
        }
    }
}

extension StorageError {
    /// Which of its cases it is, in one word.
    fileprivate var kind: String {
        switch self {
        case .unavailable: "unavailable"
        case .newerDatabase: "newer_database"
        case .history: "history"
        case .constraint: "constraint"
        case .contended: "contended"
        case .unstorable: "unstorable"
        case .column: "column"
        case .statement: "statement"
        case .noSpace: "no_space"
        case .damaged: "damaged"
        }
    }
}
