/// Does the work of one kind of job. It may be called more than once for one job.
public typealias JobHandler = @Sendable (Job) async throws -> Void

/// What a worker tells of its jobs, for the log.
public enum JobEvent: Sendable {
    case completed(Job)
    case failed(Job, error: String, JobPolicy.Fate)
    /// Another worker has it, because this one's lease ran out; this one's answer is not wanted any more.
    case leaseLost(Job)
    /// The queue can't be reached now; the worker goes on trying.
    case queueUnreachable(String)
}

/// Runs jobs with the handlers of their kinds, several at once.
public actor JobWorker {
    private let store: any Store
    private let queue: JobQueue
    private let handlers: [String: JobHandler]
    private let name: String
    private let concurrency: Int
    private let interval: Duration
    private let time: TimeSource
    private let report: @Sendable (JobEvent) -> Void

    private var running = 0
    private var isStopping = false
    private var isAwake = false
    private var sleeper: CheckedContinuation<Void, Never>?

    /// - Parameters:
    ///   - handlers: by the kinds of jobs; jobs of other kinds are left to other workers.
    ///   - name: tells this worker from every other one.
    ///   - interval: how often the queue is looked at without an announcement, for jobs that become due.
    public init(
        store: any Store, queue: JobQueue = JobQueue(), handlers: [String: JobHandler],
        name: String = String(UInt64.random(in: .min ... .max), radix: 36), concurrency: Int = 4,
        interval: Duration = .seconds(5), time: TimeSource = .system,
        report: @escaping @Sendable (JobEvent) -> Void = { _ in }
    ) {
        self.store = store
        self.queue = queue
        self.handlers = handlers
        self.name = name
        self.concurrency = max(1, concurrency)
        self.interval = interval
        self.time = time
        self.report = report
    }

    /// Runs jobs until ``stop()`` is called or the task is cancelled, and returns when those begun have ended.
    public func run() async {
        let announcements = store.announcements()
        let listener = Task {
            for await announcement in announcements where announcement.mayBringJobs { wake() }
        }
        let clock = Task { [interval] in
            while (try? await Task.sleep(for: interval)) != nil { wake() }
        }
        await withTaskCancellationHandler {
            await work()
        } onCancel: {
            Task { await stop() }
        }
        listener.cancel()
        clock.cancel()
    }

    /// Begins no more jobs; ``run()`` returns when those begun have ended.
    public func stop() {
        isStopping = true
        wake()
    }

    private func work() async {
        while !isStopping || running > 0 {
            isAwake = false
            let free = isStopping ? 0 : concurrency - running
            let jobs = free > 0 ? await lease(free) : []
            for job in jobs {
                running += 1
                // Not a child of this task: when that is cancelled, the work that was begun is finished.
                Task { await perform(job) }
            }
            if jobs.isEmpty || jobs.count < free { await sleepUntilWoken() }
        }
    }

    private func lease(_ count: Int) async -> [Job] {
        let kinds = handlers.keys.sorted()
        do {
            // Detached from this task, whose cancellation would end a write half way and lose the leased jobs.
            return try await Task { [store, queue, name, time] in
                guard try await store.read({ try queue.isDue(kinds: kinds, now: time.now(), on: $0) }) else { return [] }
                return try await store.write(durability: .relaxed) { connection in
                    try queue.lease(kinds: kinds, worker: name, count: count, now: time.now(), on: connection)
                }
            }.value
        } catch {
            report(.queueUnreachable("\(error)"))
            return []
        }
    }

    private func perform(_ job: Job) async {
        let work = Task { [handlers] in
            guard let handler = handlers[job.kind] else { throw JobCannotSucceed("no handler for \(job.kind)") }
            try await handler(job)
        }
        let lease = Task { await keepLease(of: job, while: work) }
        let outcome = await work.result
        lease.cancel()
        await lease.value
        do {
            try await settle(job, outcome)
        } catch {
            report(.queueUnreachable("\(error)"))
        }
        running -= 1
        wake()
    }

    private func settle(_ job: Job, _ outcome: Result<Void, any Error>) async throws {
        switch outcome {
        case .success:
            try await store.write(durability: .relaxed) { [queue] in try queue.complete(job, on: $0) }
            report(.completed(job))
        case .failure(let error):
            let message = "\(error)"
            let canSucceed = !(error is JobCannotSucceed)
            let fate = try await store.write(durability: .relaxed) { [queue, time] connection in
                try queue.fail(job, error: message, canSucceed: canSucceed, now: time.now(), on: connection)
            }
            if let fate { report(.failed(job, error: message, fate)) } else { report(.leaseLost(job)) }
        }
    }

    /// Renews a lease three times in its length, and calls the work off when it was lost all the same.
    private func keepLease(of job: Job, while work: Task<Void, any Error>) async {
        while (try? await Task.sleep(for: .milliseconds(queue.policy.lease / 3))) != nil {
            let isHeld = try? await store.write(durability: .relaxed) { [queue, time] connection in
                try queue.renew(job, now: time.now(), on: connection)
            }
            if isHeld == false, !Task.isCancelled { work.cancel() }
        }
    }

    private func wake() {
        isAwake = true
        sleeper?.resume()
        sleeper = nil
    }

    private func sleepUntilWoken() async {
        guard !isAwake else { return }
        await withCheckedContinuation { sleeper = $0 }
    }
}

extension Announcement {
    fileprivate var mayBringJobs: Bool {
        switch self {
        case .changed(let keys): keys.contains(JobQueue.announcedKey)
        case .missedSome: true
        case .interrupted: false
        }
    }
}
