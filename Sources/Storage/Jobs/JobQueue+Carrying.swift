extension JobQueue {
    /// The queue's table, which is carried from one database to another with ``carried`` rows alone, and without
    /// ``notCarried``.
    public static let table = "storage_job"

    /// Who holds a lease is nobody in another database: there the job waits to be begun again.
    public static let notCarried: Set<String> = ["worker"]

    /// The jobs that can wait in another database: all but those with whose key another job waits, or waits by being
    /// carried.
    public static let carried: SQL = """
        worker IS NULL OR NOT EXISTS (
            SELECT 1 FROM storage_job AS other
            WHERE other.kind = storage_job.kind AND other.unique_key = storage_job.unique_key
                AND other.died_at IS NULL AND (other.worker IS NULL OR other.id < storage_job.id)
        )
        """
}
