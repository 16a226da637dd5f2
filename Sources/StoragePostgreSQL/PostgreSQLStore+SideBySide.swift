import Dispatch
public import Storage
import Synchronization

extension PostgreSQLStore {
    public func read<Value: Sendable>(
        sideBySide count: Int, _ work: @escaping @Sendable (_ connection: any Connection, _ number: Int) throws -> Value
    ) async throws -> [Value] {
        let count = max(1, min(count, threads.size))
        let transaction = transaction
        let sharing = SnapshotSharing(others: count - 1)
        return try await withThrowingTaskGroup(of: (number: Int, value: Value).self) { group in
            group.addTask {
                // Also where it never got so far: the others wait for nothing then.
                defer { sharing.offer(nil) }
                return try await self.onThread { session in
                    try transaction.read(&session) { connection in
                        let name: String? = try connection.value("SELECT pg_export_snapshot()")
                        guard let snapshot = ExportedSnapshot(name), sharing.offer(snapshot) else {
                            throw StorageError.unavailable("the connection was lost in a long read; try again")
                        }
                        defer { sharing.waitForOthers() }
                        return (0, try work(connection, 0))
                    }
                }
            }
            if let snapshot = await sharing.snapshot() {
                for number in 1..<max(1, count) {
                    group.addTask {
                        defer { sharing.took(number) }
                        return try await self.onThread { session in
                            try transaction.read(&session, of: snapshot) { connection in
                                sharing.took(number)
                                return (number, try work(connection, number))
                            }
                        }
                    }
                }
            }
            var values: [Int: Value] = [:]
            for try await done in group { values[done.number] = done.value }
            return (0..<count).compactMap { values[$0] }
        }
    }
}

/// The state that a transaction reads, for others to read of too (PostgreSQL's `pg_export_snapshot`).
struct ExportedSnapshot: Sendable {
    /// Digits, letters and hyphens, so that it can stand in a statement that takes no parameters.
    let name: String

    init?(_ name: String?) {
        guard let name, !name.isEmpty, name.utf8.allSatisfy({ byte in
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "A")...UInt8(ascii: "F")).contains(byte)
                || byte == UInt8(ascii: "-")
        }) else { return nil }
        self.name = name
    }
}

/// Hands a snapshot over, and keeps the transaction that exported it until all others have taken it up.
private final class SnapshotSharing: Sendable {
    private struct State {
        /// Set once; then whether there is one.
        var offered: ExportedSnapshot??
        var waiting: CheckedContinuation<ExportedSnapshot?, Never>?
        var taken: Set<Int> = []
    }

    private let others: Int
    private let state = Mutex(State())
    private let takings = DispatchSemaphore(value: 0)

    init(others: Int) { self.others = others }

    /// - Returns: Whether it is the first.
    @discardableResult
    func offer(_ snapshot: ExportedSnapshot?) -> Bool {
        let (isFirst, waiting) = state.withLock { state in
            guard case .none = state.offered else { return (false, CheckedContinuation<ExportedSnapshot?, Never>?.none) }
            state.offered = .some(snapshot)
            defer { state.waiting = nil }
            return (true, state.waiting)
        }
        waiting?.resume(returning: snapshot)
        return isFirst
    }

    func snapshot() async -> ExportedSnapshot? {
        await withCheckedContinuation { continuation in
            let offered = state.withLock { state in
                if case .none = state.offered { state.waiting = continuation }
                return state.offered
            }
            if case .some(let snapshot) = offered { continuation.resume(returning: snapshot) }
        }
    }

    func took(_ number: Int) {
        if state.withLock({ $0.taken.insert(number).inserted }) { takings.signal() }
    }

    /// Blocks; on the first one's own thread.
    func waitForOthers() {
        for _ in 0..<others { takings.wait() }
    }
}
