/// How many jobs of one kind there are, by what they wait for.
public struct JobCounts: Sendable, Hashable {
    public let kind: String
    /// Due now, or begun already.
    public let due: Int
    /// Due at a later moment: scheduled, or to be tried again.
    public let later: Int
    /// Given up.
    public let dead: Int
}

extension JobQueue {
    /// The jobs there are, by kind; kinds without jobs are left out.
    public func counts(now: Timestamp, on connection: any Connection) throws(StorageError) -> [JobCounts] {
        let rows = try connection.rows(
            """
            SELECT kind,
                COUNT(CASE WHEN died_at IS NULL AND (due_at <= \(now) OR worker IS NOT NULL) THEN 1 END) AS due,
                COUNT(CASE WHEN died_at IS NULL AND due_at > \(now) AND worker IS NULL THEN 1 END) AS later,
                COUNT(CASE WHEN died_at IS NOT NULL THEN 1 END) AS dead
            FROM storage_job GROUP BY kind ORDER BY kind
            """)
        var counts: [JobCounts] = []
        for row in rows {
            counts.append(
                JobCounts(
                    kind: try row.get("kind"), due: try row.get("due"), later: try row.get("later"),
                    dead: try row.get("dead")))
        }
        return counts
    }
}
