public import Logging
public import Storage

/// What becomes of jobs, for the log and the metrics.
public struct JobFigures: Sendable {
    private let registry: Registry
    private let logger: Logger

    private static let jobs = Family("standfirst_jobs_total", "Jobs run, by kind and outcome.", .counter)
    private static let unreachable = Family(
        "standfirst_jobs_queue_unreachable_total", "Times that the queue of jobs could not be reached.", .counter)

    /// - Parameter store: Where the queue is; it is looked at each time that the metrics are asked for.
    public init(registry: Registry, store: any Store, queue: JobQueue, logger: Logger, time: TimeSource = .system) {
        self.registry = registry
        self.logger = logger
        _ = registry.counter(Self.unreachable)
        registry.read(Family("standfirst_jobs_waiting", "Jobs in the queue, by kind and state.", .gauge)) {
            let counts = try? await store.read { try queue.counts(now: time.now(), on: $0) }
            return (counts ?? []).prefix(100).flatMap { count in
                [("due", count.due), ("later", count.later), ("dead", count.dead)].map { state, number in
                    Registry.Reading(["kind": count.kind, "state": state], Double(number))
                }
            }
        }
    }

    public func report(_ event: JobEvent) {
        switch event {
        case .completed(let job):
            count(job, "completed")
            logger.debug("a job is done", metadata: describe(job))
        case .failed(let job, let error, .retry):
            count(job, "retried")
            logger.warning("a job failed and will be tried again", metadata: describe(job, error))
        case .failed(let job, let error, .dead):
            count(job, "dead")
            logger.error("a job was given up", metadata: describe(job, error))
        case .leaseLost(let job):
            count(job, "lease_lost")
            logger.warning("another worker has a job now, because this one took too long", metadata: describe(job))
        case .handedBack(let job):
            count(job, "handed_back")
            logger.notice("a job was put back, because the program ends", metadata: describe(job))
        case .queueUnreachable(let why):
            registry.counter(Self.unreachable).increment()
            logger.error("the queue of jobs can't be reached", metadata: ["why": "\(why)"])
        }
    }

    private func count(_ job: Job, _ outcome: String) {
        registry.counter(Self.jobs, ["kind": job.kind, "outcome": outcome]).increment()
    }

    private func describe(_ job: Job, _ error: String? = nil) -> Logger.Metadata {
        var metadata: Logger.Metadata = [
            "job": "\(job.id)", "kind": "\(job.kind)", "attempt": .stringConvertible(job.attempt),
        ]
        if let error { metadata["why"] = "\(error)" }
        return metadata
    }
}
