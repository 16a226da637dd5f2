import Storage
import StorageTesting
import Synchronization
import Testing

@Suite("The job queue")
struct JobQueueTests {
    static let migrations = [Migration(number: 1, name: "jobs", statements: JobQueue.schema)]
    let queue = JobQueue(policy: JobPolicy(lease: 60_000, mostAttempts: 3, firstDelay: 1000, longestDelay: 8000))
    let start = Timestamp(seconds: 1_000_000)

    private func lease(_ store: any Store, at time: Timestamp, worker: String = "w", count: Int = 10) async throws -> [Job] {
        try await store.write { [queue] in
            try queue.lease(kinds: ["mail", "purge"], worker: worker, count: count, now: time, on: $0)
        }
    }

    @Test("leases what is due, oldest first, of the kinds asked for, once", arguments: TestEngine.available)
    func leasing(engine: TestEngine) async throws {
        try await engine.withStore(Self.migrations) { store in
            try await store.write { [queue, start] connection in
                for (kind, delay) in [("mail", 5), ("other", 0), ("purge", 2), ("mail", 100)] as [(String, Int64)] {
                    try queue.enqueue(
                        kind, payload: [UInt8(delay)], dueAt: start.advanced(bySeconds: delay), now: start, on: connection)
                }
            }
            #expect(try await lease(store, at: start).isEmpty)
            #expect(try await lease(store, at: start.advanced(bySeconds: 10), count: 1).map(\.payload) == [[2]])
            #expect(try await lease(store, at: start.advanced(bySeconds: 10)).map(\.payload) == [[5]])
            #expect(try await lease(store, at: start.advanced(bySeconds: 10)).isEmpty)
        }
    }

    @Test("gives a job whose worker died to another, whose answer alone then counts", arguments: TestEngine.available)
    func leaseExpiry(engine: TestEngine) async throws {
        try await engine.withStore(Self.migrations) { store in
            try await store.write { [queue, start] in
                try queue.enqueue("mail", payload: [], now: start, on: $0)
            }
            let first = try #require(try await lease(store, at: start, worker: "a").first)
            #expect(try await lease(store, at: start.advanced(bySeconds: 59), worker: "b").isEmpty)
            let second = try #require(try await lease(store, at: start.advanced(bySeconds: 60), worker: "b").first)
            #expect(second.id == first.id && second.attempt == 2)
            try await store.write { [queue, start] connection in
                let isCompleted = try queue.complete(first, on: connection)
                let isRenewed = try queue.renew(first, now: start, on: connection)
                let fate = try queue.fail(first, error: "late", now: start, on: connection)
                #expect(!isCompleted && !isRenewed && fate == nil)
                #expect(try queue.renew(second, now: start.advanced(bySeconds: 100), on: connection))
            }
            #expect(try await lease(store, at: start.advanced(bySeconds: 159), worker: "c").isEmpty)
            let isDone = try await store.write { [queue] in try queue.complete(second, on: $0) }
            #expect(isDone)
            #expect(try await lease(store, at: start.advanced(bySeconds: 1000), worker: "c").isEmpty)
        }
    }

    @Test("puts a job that was begun back as if it had not been, once", arguments: TestEngine.available)
    func releasing(engine: TestEngine) async throws {
        try await engine.withStore(Self.migrations) { store in
            try await store.write { [queue, start] in
                try queue.enqueue("mail", payload: [7], uniqueKey: "k", now: start, on: $0)
            }
            let first = try #require(try await lease(store, at: start).first)
            let outcomes = try await store.write { [queue, start] connection in
                [try queue.release(first, now: start, on: connection), try queue.release(first, now: start, on: connection)]
            }
            #expect(outcomes == [true, false])
            let again = try #require(try await lease(store, at: start, worker: "other").first)
            #expect(again.id == first.id && again.attempt == 1)
            // Where one that does the same work waits by now, that one is enough.
            try await store.write { [queue, start] connection in
                try queue.enqueue("mail", payload: [8], uniqueKey: "k", now: start, on: connection)
                try queue.release(again, now: start, on: connection)
            }
            #expect(try await lease(store, at: start).map(\.payload) == [[8]])
        }
    }

    @Test("counts its jobs by kind and by what they wait for", arguments: TestEngine.available)
    func counting(engine: TestEngine) async throws {
        try await engine.withStore(Self.migrations) { store in
            try await store.write { [queue, start] connection in
                for delay in [0, 0, 0, 50] as [Int64] {
                    try queue.enqueue("mail", payload: [], dueAt: start.advanced(bySeconds: delay), now: start, on: connection)
                }
                try queue.enqueue("purge", payload: [], dueAt: start, now: start, on: connection)
            }
            let jobs = try await lease(store, at: start, count: 2)
            let dead = try #require(jobs.first { $0.kind == "mail" })
            let counts = try await store.write { [queue, start] connection in
                _ = try queue.fail(dead, error: "no", canSucceed: false, now: start, on: connection)
                return try queue.counts(now: start, on: connection)
            }
            #expect(counts.map(\.kind) == ["mail", "purge"])
            #expect(counts.first.map { [$0.due, $0.later, $0.dead] } == [2, 1, 1])
            #expect(counts.last.map { [$0.due, $0.later, $0.dead] } == [1, 0, 0])
        }
    }

    @Test("tries a failed job later and later, then keeps it dead with its error", arguments: TestEngine.available)
    func failing(engine: TestEngine) async throws {
        try await engine.withStore(Self.migrations) { store in
            try await store.write { [queue, start] in
                try queue.enqueue("mail", payload: [1], now: start, on: $0)
            }
            var now = start
            for delay in [1, 2] as [Int64] {
                let job = try #require(try await lease(store, at: now).first)
                let moment = now
                try await store.write { [queue] connection in
                    let fate = try queue.fail(job, error: "no\0answer", now: moment, jitter: 0, on: connection)
                    #expect(fate == .retry(at: moment.advanced(bySeconds: delay)))
                }
                #expect(try await lease(store, at: Timestamp(milliseconds: now.milliseconds + delay * 1000 - 1)).isEmpty)
                now = now.advanced(bySeconds: delay)
            }
            let last = try #require(try await lease(store, at: now).first)
            let moment = now
            let dead = try await store.write { [queue] connection in
                #expect(try queue.fail(last, error: "gone", now: moment, on: connection) == .dead)
                return try queue.dead(on: connection)
            }
            #expect(dead.map(\.id) == [last.id])
            #expect(dead.first?.attempts == 3 && dead.first?.error == "gone" && dead.first?.diedAt == now)
            #expect(try await lease(store, at: now.advanced(bySeconds: 10_000)).isEmpty)
            try await store.write { [queue] in try queue.revive(last.id, now: moment, on: $0) }
            #expect(try await lease(store, at: now).map(\.attempt) == [1])
        }
    }

    @Test("buries a job that takes every worker with it", arguments: TestEngine.available)
    func crashing(engine: TestEngine) async throws {
        try await engine.withStore(Self.migrations) { store in
            try await store.write { [queue, start] in
                try queue.enqueue("mail", payload: [1], now: start, on: $0)
            }
            for minute in 0..<3 as Range<Int64> {
                #expect(try await lease(store, at: start.advanced(bySeconds: minute * 60)).count == 1)
            }
            #expect(try await lease(store, at: start.advanced(bySeconds: 180)).isEmpty)
            let dead = try await store.read { [queue] in try queue.dead(on: $0) }
            #expect(dead.count == 1)
        }
    }

    @Test("makes no second job of a key that waits", arguments: TestEngine.available)
    func uniqueness(engine: TestEngine) async throws {
        try await engine.withStore(Self.migrations) { store in
            func enqueue(_ payload: UInt8, after seconds: Int64) async throws -> Job.ID {
                try await store.write { [queue, start] in
                    try queue.enqueue(
                        "purge", payload: [payload], dueAt: start.advanced(bySeconds: seconds), uniqueKey: "front",
                        now: start, on: $0)
                }
            }
            let first = try await enqueue(1, after: 10)
            #expect(try await enqueue(2, after: 5) == first)
            #expect(try await enqueue(3, after: 20) == first)
            let leased = try #require(try await lease(store, at: start.advanced(bySeconds: 5)).first)
            #expect(leased.id == first && leased.payload == [3])
            // What is asked for once the work has begun must be done again.
            let second = try await enqueue(4, after: 6)
            #expect(second != first)
            let moment = start.advanced(bySeconds: 6)
            try await store.write { [queue] in try queue.fail(leased, error: "x", now: moment, on: $0) }
            #expect(try await lease(store, at: start.advanced(bySeconds: 60)).map(\.id) == [second])
        }
    }

    @Test("is not there when the write that enqueued it was rolled back", arguments: TestEngine.available)
    func rollback(engine: TestEngine) async throws {
        try await engine.withStore(Self.migrations) { store in
            await #expect(throws: CancellationError.self) {
                try await store.write { [queue, start] connection in
                    try queue.enqueue("mail", payload: [], now: start, on: connection)
                    throw CancellationError()
                }
            }
            let left = try await lease(store, at: start)
            #expect(left.isEmpty)
        }
    }

    @Test("workers that lease at once get different jobs, and each job once", arguments: TestEngine.available)
    func contention(engine: TestEngine) async throws {
        try await engine.withStore(Self.migrations) { store in
            try await store.write { [queue, start] connection in
                for number in 0..<60 as Range<UInt8> {
                    try queue.enqueue("mail", payload: [number], now: start, on: connection)
                }
            }
            let leased = try await withThrowingTaskGroup(of: [Job].self) { group in
                for worker in 0..<4 {
                    group.addTask {
                        var mine: [Job] = []
                        while case let jobs = try await lease(store, at: start, worker: "w\(worker)", count: 4), !jobs.isEmpty {
                            mine += jobs
                        }
                        return mine
                    }
                }
                return try await group.reduce(into: [Job]()) { $0 += $1 }
            }
            #expect(leased.count == 60 && Set(leased.map(\.id)).count == 60)
        }
    }

    @Test("the policy waits longer each time, within its bounds, and gives up")
    func policy() {
        let policy = JobPolicy(lease: 1, mostAttempts: 100, firstDelay: 1000, longestDelay: 8000)
        var last: Int64 = 0
        for attempt in 1..<100 {
            for jitter in [-1, 0, 0.5, 1, 2] {
                guard case .retry(let at) = policy.fate(attempt: attempt, canSucceed: true, now: start, jitter: jitter) else {
                    Issue.record("attempt \(attempt) is not tried again")
                    return
                }
                let delay = at.milliseconds - start.milliseconds
                #expect((750...8000).contains(delay))
                if jitter == 0 {
                    #expect(delay >= last)
                    last = delay
                }
            }
        }
        #expect(last == 8000)
        #expect(policy.fate(attempt: 100, canSucceed: true, now: start, jitter: 0) == .dead)
        #expect(policy.fate(attempt: 1, canSucceed: false, now: start, jitter: 0) == .dead)
    }
}

@Suite("A job worker")
struct JobWorkerTests {
    struct Letter: Codable, Equatable {
        let to: String
    }

    @Test("runs jobs, tries failed ones again, gives up hopeless ones, and stops", arguments: TestEngine.available)
    func running(engine: TestEngine) async throws {
        struct Busy: Error {}
        try await engine.withStore(JobQueueTests.migrations) { store in
            let queue = JobQueue(policy: JobPolicy(firstDelay: 1, longestDelay: 1))
            let events = AsyncStream<JobEvent>.makeStream()
            let worker = JobWorker(
                store: store, queue: queue,
                handlers: [
                    "letter": { job in
                        let letter: Letter = try job.value()
                        if letter.to == "busy", job.attempt < 3 { throw Busy() }
                        if letter.to == "nobody" { throw JobCannotSucceed("no such address") }
                    }
                ],
                concurrency: 2, interval: .milliseconds(20), report: { events.continuation.yield($0) })
            let run = Task { await worker.run() }
            try await store.write { connection in
                for to in ["ada", "busy", "nobody"] {
                    try queue.enqueue("letter", Letter(to: to), now: TimeSource.system.now(), on: connection)
                }
                try queue.enqueue("letter", payload: [1, 2, 3], now: TimeSource.system.now(), on: connection)
                try queue.enqueue("unknown", payload: [], now: TimeSource.system.now(), on: connection)
            }
            var completed: [Letter] = []
            var retries = 0
            var dead = 0
            for await event in events.stream {
                switch event {
                case .completed(let job): completed.append(try job.value())
                case .failed(_, _, .retry): retries += 1
                case .failed(_, _, .dead): dead += 1
                case .leaseLost, .handedBack, .queueUnreachable: Issue.record("\(event)")
                }
                if completed.count == 2, dead == 2 { break }
            }
            #expect(Set(completed.map(\.to)) == ["ada", "busy"])
            #expect(retries == 2)
            await worker.stop()
            await run.value
            let left: Int? = try await store.read { try $0.value("SELECT COUNT(*) FROM storage_job WHERE died_at IS NULL") }
            #expect(left == 1)
        }
    }

    @Test("finishes what it has begun when its task is cancelled, and begins no more", arguments: TestEngine.available)
    func stopping(engine: TestEngine) async throws {
        try await engine.withStore(JobQueueTests.migrations) { store in
            let queue = JobQueue()
            let begun = AsyncStream<Void>.makeStream()
            let goOn = AsyncStream<Void>.makeStream()
            let finished = Mutex(0)
            await withTaskGroup(of: Void.self) { group in
                let worker = JobWorker(
                    store: store, queue: queue,
                    handlers: [
                        "slow": { _ in
                            begun.continuation.yield()
                            for await _ in goOn.stream { break }
                            try Task.checkCancellation()
                            finished.withLock { $0 += 1 }
                        }
                    ],
                    concurrency: 1)
                let run = Task { await worker.run() }
                group.addTask {
                    try? await store.write { connection in
                        for _ in 0..<2 {
                            try queue.enqueue("slow", payload: [], now: TimeSource.system.now(), on: connection)
                        }
                    }
                    for await _ in begun.stream { break }
                    run.cancel()
                    goOn.continuation.yield()
                    await run.value
                }
            }
            #expect(finished.withLock { $0 } == 1)
            let left: Int? = try await store.read { try $0.value("SELECT COUNT(*) FROM storage_job") }
            #expect(left == 1)
        }
    }

    @Test("puts back what it has begun when it must end, without counting the try", arguments: TestEngine.available)
    func handingBack(engine: TestEngine) async throws {
        try await engine.withStore(JobQueueTests.migrations) { store in
            let queue = JobQueue()
            let begun = AsyncStream<Void>.makeStream()
            let goOn = AsyncStream<Void>.makeStream()
            let events = Mutex<[String]>([])
            let worker = JobWorker(
                store: store, queue: queue,
                handlers: [
                    "endless": { _ in
                        begun.continuation.yield()
                        // Deaf to being called off, as a handler may be.
                        await Task.detached { for await _ in goOn.stream { break } }.value
                        try Task.checkCancellation()
                    }
                ],
                concurrency: 1,
                report: { event in
                    events.withLock { events in
                        if case .handedBack = event { events.append("handed back") } else { events.append("\(event)") }
                    }
                })
            let run = Task { await worker.run() }
            try await store.write { connection in
                try queue.enqueue("endless", payload: [], now: TimeSource.system.now(), on: connection)
            }
            for await _ in begun.stream { break }
            await worker.handBack()
            await run.value
            goOn.continuation.yield()
            #expect(events.withLock { $0 } == ["handed back"])
            let later = TimeSource.system.now()
            let again = try await store.write { try queue.lease(kinds: ["endless"], worker: "x", count: 1, now: later, on: $0) }
            #expect(again.map(\.attempt) == [1])
        }
    }
}
