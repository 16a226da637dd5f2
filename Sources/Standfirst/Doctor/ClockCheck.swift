import Foundation
import Storage

/// The clock, against what was written and against the database server's.
extension Examination {
    var clockCheck: Check {
        Check("clock") {
            guard let store else { return [] }
            var facts = ClockFacts(now: clock.now())
            facts.newest = try await reading { connection in
                let rows = try connection.rows(
                    """
                    SELECT MAX(run_at) AS moment FROM storage_migration
                    UNION ALL SELECT MAX(happened_at) FROM story_event
                    UNION ALL SELECT MAX(created_at) FROM media
                    UNION ALL SELECT MAX(captured_at) FROM source_version
                    """)
                return try rows.compactMap { row -> Timestamp? in try row.optional("moment") }.max()
            } ?? nil
            if store.dialect == .postgreSQL {
                let before = clock.now()
                facts.server = try await store.read { connection in
                    try connection.value("SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)")
                }
                facts.now = Timestamp(milliseconds: (before.milliseconds + clock.now().milliseconds) / 2)
            }
            return facts.findings
        }
    }
}

struct ClockFacts {
    var now: Timestamp
    /// The newest moment that was written down.
    var newest: Timestamp?
    /// The database server's clock.
    var server: Timestamp?

    var findings: [Finding] {
        let remedy = "Set the clock, and keep it set (apt-get install systemd-timesyncd, or chrony)."
        var findings: [Finding] = []
        // An import brings moments of its own with it, so that a little is allowed.
        if let newest, newest.milliseconds - now.milliseconds > 300_000 {
            let minutes = (newest.milliseconds - now.milliseconds) / 60_000
            findings.append(
                .fault("clock", "it is \(minutes) minutes before the newest that was written down", remedy))
        }
        if let server {
            let difference = abs(server.milliseconds - now.milliseconds)
            let said = "it is \(difference / 1000) seconds from the database server's"
            if difference > 60_000 {
                findings.append(.fault("clock", said, remedy))
            } else if difference > 5_000 {
                findings.append(.warning("clock", said, remedy))
            }
        }
        if now.milliseconds < 1_735_689_600_000 {
            findings.append(.fault("clock", "it stands before the year 2025", remedy))
        }
        return findings.isEmpty ? [.ok("clock", Date(timeIntervalSince1970: Double(now.milliseconds) / 1000).formatted(.iso8601))] : findings
    }
}
