/// The queue of jobs, in the table `storage_job`.
///
/// `due_at` says when a job may next be begun; a lease moves it to the lease's end, so that a job whose worker
/// died is due again by itself. A job that is done has no row.
public struct JobQueue: Sendable {
    public let policy: JobPolicy

    /// What is announced when a job is enqueued that is due at once.
    public static let announcedKey = "storage_job"

    public init(policy: JobPolicy = JobPolicy()) {
        self.policy = policy
    }

    /// The statements that make the queue's table, for a migration.
    public static let schema: [SQL] = [
        """
        CREATE TABLE storage_job (
            id \(type: .bytes) NOT NULL PRIMARY KEY,
            kind \(type: .text) NOT NULL,
            payload \(type: .bytes) NOT NULL,
            unique_key \(type: .text),
            due_at \(type: .integer) NOT NULL,
            attempts \(type: .integer) NOT NULL DEFAULT 0,
            worker \(type: .text),
            error \(type: .text),
            died_at \(type: .integer)
        ) \(table: .strict)
        """,
        "CREATE INDEX storage_job_due ON storage_job (due_at, id) WHERE died_at IS NULL",
        """
        CREATE UNIQUE INDEX storage_job_waiting ON storage_job (kind, unique_key)
        WHERE worker IS NULL AND died_at IS NULL
        """,
    ]

    /// Puts a job into the queue, in the transaction that wants it.
    /// - Parameter uniqueKey: names the work. Where a job of the kind with this key waits that nobody has begun,
    ///   no second one is made: it takes the new payload, and the earlier of the two times.
    /// - Returns: the identifier of the job that waits now.
    @discardableResult
    public func enqueue(
        _ kind: String, payload: [UInt8], dueAt: Timestamp? = nil, uniqueKey: String? = nil, now: Timestamp,
        on connection: any Connection
    ) throws(StorageError) -> Job.ID {
        let due = dueAt ?? now
        let id: Job.ID? = try connection.value(
            """
            INSERT INTO storage_job (id, kind, payload, unique_key, due_at)
            VALUES (\(Job.ID(at: now)), \(kind), \(payload), \(uniqueKey), \(due))
            ON CONFLICT (kind, unique_key) WHERE worker IS NULL AND died_at IS NULL DO UPDATE SET
                payload = excluded.payload,
                due_at = CASE WHEN excluded.due_at < storage_job.due_at THEN excluded.due_at ELSE storage_job.due_at END
            RETURNING id
            """)
        guard let id else { throw .column("id", "was not given back") }
        if due <= now { try connection.announce([Self.announcedKey]) }
        return id
    }

    /// Whether a job of these kinds is due.
    public func isDue(kinds: [String], now: Timestamp, on connection: any Connection) throws(StorageError) -> Bool {
        try connection.row(
            """
            SELECT 1 AS due FROM storage_job
            WHERE died_at IS NULL AND due_at <= \(now) AND kind IN (\(list: kinds)) LIMIT 1
            """) != nil
    }

    /// Leases the jobs of these kinds that have been due longest. Those that were begun as often as allowed, and
    /// never answered for, die instead.
    public func lease(
        kinds: [String], worker: String, count: Int, now: Timestamp, on connection: any Connection
    ) throws(StorageError) -> [Job] {
        let rows = try connection.rows(
            """
            WITH due AS MATERIALIZED (
                SELECT id FROM storage_job
                WHERE died_at IS NULL AND due_at <= \(now) AND kind IN (\(list: kinds))
                ORDER BY due_at, id LIMIT \(count) \(Self.skipLocked)
            )
            UPDATE storage_job
            SET worker = \(worker), attempts = attempts + 1, due_at = \(policy.leaseEnd(now: now))
            WHERE id IN (SELECT id FROM due)
            RETURNING id, kind, payload, attempts
            """)
        var jobs: [Job] = []
        for row in rows {
            let job = Job(
                id: try row.get("id"), kind: try row.get("kind"), payload: try row.get("payload"),
                attempt: try row.get("attempts"), worker: worker)
            if policy.mayBegin(afterAttempts: job.attempt - 1) {
                jobs.append(job)
            } else {
                try bury(job, error: "its worker stopped \(job.attempt - 1) times without an answer", now, connection)
            }
        }
        return jobs.sorted { $0.id < $1.id }
    }

    /// Takes a job that is done out of the queue; in the transaction of its work, the two happen together.
    /// - Returns: whether the lease still held; where not, another worker has the job.
    @discardableResult
    public func complete(_ job: Job, on connection: any Connection) throws(StorageError) -> Bool {
        try connection.run("DELETE FROM storage_job WHERE \(Self.isHeld(job))") == 1
    }

    /// Keeps a lease for as long again.
    /// - Returns: whether it still held.
    public func renew(_ job: Job, now: Timestamp, on connection: any Connection) throws(StorageError) -> Bool {
        try connection.run(
            "UPDATE storage_job SET due_at = \(policy.leaseEnd(now: now)) WHERE \(Self.isHeld(job))") == 1
    }

    /// Puts a job that failed back for later, or lets it die, by the policy.
    /// - Returns: what became of it, or `nil` where the lease no longer held.
    @discardableResult
    public func fail(
        _ job: Job, error: String, canSucceed: Bool = true, now: Timestamp,
        jitter: Double = .random(in: 0...1), on connection: any Connection
    ) throws(StorageError) -> JobPolicy.Fate? {
        guard try connection.row("SELECT 1 AS held FROM storage_job WHERE \(Self.isHeld(job))") != nil else { return nil }
        let fate = policy.fate(attempt: job.attempt, canSucceed: canSucceed, now: now, jitter: jitter)
        switch fate {
        case .dead:
            try bury(job, error: error, now, connection)
        case .retry(let due):
            try connection.run("DELETE FROM storage_job WHERE \(Self.isHeld(job)) AND \(Self.isSuperseded)")
            try connection.run(
                """
                UPDATE storage_job SET worker = NULL, due_at = \(due), error = \(Self.storable(error))
                WHERE \(Self.isHeld(job))
                """)
        }
        return fate
    }

    /// Puts a job that was begun back as if it had not been.
    /// - Returns: whether the lease still held.
    @discardableResult
    public func release(_ job: Job, now: Timestamp, on connection: any Connection) throws(StorageError) -> Bool {
        let superseded = try connection.run(
            "DELETE FROM storage_job WHERE \(Self.isHeld(job)) AND \(Self.isSuperseded)")
        let released = try connection.run(
            """
            UPDATE storage_job SET worker = NULL, due_at = \(now), attempts = attempts - 1
            WHERE \(Self.isHeld(job))
            """)
        if released == 1 { try connection.announce([Self.announcedKey]) }
        return superseded + released == 1
    }

    /// The jobs that died, the newest first.
    public func dead(limit: Int = 100, on connection: any Connection) throws(StorageError) -> [DeadJob] {
        var jobs: [DeadJob] = []
        let rows = try connection.rows(
            """
            SELECT id, kind, payload, attempts, died_at, error FROM storage_job
            WHERE died_at IS NOT NULL ORDER BY died_at DESC, id DESC LIMIT \(limit)
            """)
        for row in rows {
            jobs.append(
                DeadJob(
                    id: try row.get("id"), kind: try row.get("kind"), payload: try row.get("payload"),
                    attempts: try row.get("attempts"), diedAt: try row.get("died_at"),
                    error: try row.optional("error") ?? ""))
        }
        return jobs
    }

    /// Puts a dead job back, to be tried as often as a new one; nothing where one with its key waits already.
    public func revive(_ id: Job.ID, now: Timestamp, on connection: any Connection) throws(StorageError) {
        try connection.run("DELETE FROM storage_job WHERE id = \(id) AND died_at IS NOT NULL AND \(Self.isSuperseded)")
        try connection.run(
            """
            UPDATE storage_job SET died_at = NULL, worker = NULL, attempts = 0, due_at = \(now)
            WHERE id = \(id) AND died_at IS NOT NULL
            """)
        try connection.announce([Self.announcedKey])
    }

    private func bury(
        _ job: Job, error: String, _ now: Timestamp, _ connection: any Connection
    ) throws(StorageError) {
        try connection.run(
            """
            UPDATE storage_job SET worker = NULL, died_at = \(now), error = \(Self.storable(error))
            WHERE \(Self.isHeld(job))
            """)
    }

    private static func isHeld(_ job: Job) -> SQL {
        "id = \(job.id) AND worker = \(job.worker) AND attempts = \(job.attempt) AND died_at IS NULL"
    }

    /// That another job with the same key waits, which will do the same work.
    private static let isSuperseded: SQL = """
        EXISTS (
            SELECT 1 FROM storage_job AS other
            WHERE other.kind = storage_job.kind AND other.unique_key = storage_job.unique_key
                AND other.worker IS NULL AND other.died_at IS NULL
        )
        """

    /// On PostgreSQL, two workers that lease at once take different jobs instead of waiting for one another.
    private static let skipLocked: SQL = .perDialect(sqlite: "", postgreSQL: "FOR UPDATE SKIP LOCKED")

    private static func storable(_ error: String) -> String {
        String(String.UnicodeScalarView(error.unicodeScalars.prefix(2000).map { $0 == "\0" ? "\u{FFFD}" : $0 }))
    }
}
