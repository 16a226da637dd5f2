import Dispatch
public import Storage
import Synchronization

extension SQLiteStore {
    public func read<Value: Sendable>(
        sideBySide count: Int, _ work: @escaping @Sendable (_ connection: any Connection, _ number: Int) throws -> Value
    ) async throws -> [Value] {
        let count = max(1, min(count, Self.mostReaders))
        let start = SharedStart(count)
        return try await withThrowingTaskGroup(of: (number: Int, value: Value)?.self) { group in
            // Nobody commits while this holds the write lock, so that every read that begins meanwhile sees one state.
            group.addTask {
                defer { start.open() }
                try await self.write(durability: .relaxed) { _ in
                    start.open()
                    start.waitForAll()
                }
                return nil
            }
            await start.wait()
            for number in 0..<count {
                group.addTask {
                    // Also where it could not begin, or the lock would be held for ever.
                    defer { start.began(number) }
                    return try await self.read { connection in
                        // A transaction's state is that of its first look into the file.
                        _ = try connection.rows("SELECT COUNT(*) FROM sqlite_schema")
                        start.began(number)
                        return (number, try work(connection, number))
                    }
                }
            }
            var values: [Int: Value] = [:]
            for try await done in group {
                if let done { values[done.number] = done.value }
            }
            return (0..<count).compactMap { values[$0] }
        }
    }
}

/// Lets reads begin once the write lock is held, and the lock go once all have begun.
private final class SharedStart: Sendable {
    private struct State {
        var isOpen = false
        var waiting: CheckedContinuation<Void, Never>?
        var begun: Set<Int> = []
    }

    private let count: Int
    private let state = Mutex(State())
    private let beginnings = DispatchSemaphore(value: 0)

    init(_ count: Int) { self.count = count }

    func open() {
        let waiting = state.withLock { state in
            state.isOpen = true
            defer { state.waiting = nil }
            return state.waiting
        }
        waiting?.resume()
    }

    func wait() async {
        await withCheckedContinuation { continuation in
            let isOpen = state.withLock { state in
                if !state.isOpen { state.waiting = continuation }
                return state.isOpen
            }
            if isOpen { continuation.resume() }
        }
    }

    func began(_ number: Int) {
        if state.withLock({ $0.begun.insert(number).inserted }) { beginnings.signal() }
    }

    /// Blocks; on the writer's own thread.
    func waitForAll() {
        for _ in 0..<count { beginnings.wait() }
    }
}
