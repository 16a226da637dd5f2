import Editorial
import Foundation
import Storage
import StoragePostgreSQL
import StorageSQLite
import SystemPackage

/// The database: reached, whole, with rights, and of this program's schema.
extension Examination {
    var databaseCheck: Check {
        Check("database") {
            guard case .success(let store) = database else {
                guard case .failure(let error) = database else { return [] }
                return [.fault("database", "\(error)", "")]
            }
            switch store.dialect {
            case .sqlite: return try await sqliteFindings(store)
            case .postgreSQL: return try await PostgreSQLHealth.read(from: store).findings
            }
        }
    }

    private func sqliteFindings(_ store: any Store) async throws -> [Finding] {
        let isDeep = isDeep
        let (faults, orphans, version) = try await store.read { connection in
            let check: SQL = isDeep ? "PRAGMA integrity_check(5)" : "PRAGMA quick_check(5)"
            let faults = try connection.rows(check).compactMap { row -> String? in try row.optional(at: 0) }.filter { $0 != "ok" }
            let orphans = try connection.rows("PRAGMA foreign_key_check").count
            return (faults, orphans, try connection.value("SELECT sqlite_version()", as: String.self) ?? "")
        }
        var findings: [Finding] = faults.map {
            .fault("database", "the file is damaged: \($0)", "Stop the program and restore the newest backup.")
        }
        if orphans > 0 {
            findings.append(
                .fault("database", "\(orphans) rows refer to others that are not there", "Restore the newest backup, and report this."))
        }
        if findings.isEmpty { findings.append(.ok("database", "SQLite \(version), \(isDeep ? "whole" : "quickly checked")")) }
        return findings + logFindings
    }

    /// A log that is never taken into the file means that a reader never lets go.
    private var logFindings: [Finding] {
        let path = folder.appending("standfirst.sqlite-wal").string
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        guard let size = attributes?[.size] as? Int, size > 512 << 20 else { return [] }
        return [
            .warning(
                "database", "its write-ahead log has \(size >> 20) MB",
                "Restart the program; if it grows again, end the other programs that hold the file open.")
        ]
    }

    var schemaCheck: Check {
        Check("schema") {
            guard let store else { return [] }
            let known = Schema.migrations.count
            do {
                let pending = try await Migrator.pending(store, Schema.migrations)
                guard let first = pending.first else { return [.ok("schema", "number \(known), this program's")] }
                return [
                    .warning(
                        "schema", "number \(first.number - 1), this program's is \(known): what is in it is not examined",
                        "Back up, then start standfirst serve, which brings it up to date.")
                ]
            } catch let error as StorageError {
                return [.fault("schema", "\(error)", "")]
            }
        }
    }
}

/// What a PostgreSQL server says of itself and of this database.
struct PostgreSQLHealth: Sendable {
    var version = ""
    var encoding = "UTF8"
    var isReplica = false
    var isReadOnly = false
    var mayCreate = true
    /// Tables of ours that this role may not read and write.
    var forbiddenTables: [String] = []
    var collationVersions: (stored: String?, actual: String?) = (nil, nil)
    var isFlushed = true
    var connections = (used: 0, most: 100)
    /// In bytes.
    var size = 0

    static func read(from store: any Store) async throws -> PostgreSQLHealth {
        try await store.read { connection in
            var health = PostgreSQLHealth()
            func setting(_ name: String) throws(StorageError) -> String {
                try connection.value("SELECT current_setting(\(name))") ?? ""
            }
            health.version = try setting("server_version")
            health.encoding = try setting("server_encoding")
            health.isReplica = try connection.value("SELECT CAST(pg_is_in_recovery() AS INTEGER)") == 1
            health.isReadOnly = try setting("default_transaction_read_only") == "on"
            health.isFlushed = try setting("fsync") == "on" && setting("full_page_writes") == "on"
            health.mayCreate = try connection.value(
                "SELECT CAST(has_schema_privilege(current_schema(), 'CREATE') AS INTEGER)") == 1
            let forbidden = try connection.rows(
                """
                SELECT CAST(tablename AS TEXT) AS name FROM pg_tables
                WHERE schemaname = current_schema() AND NOT has_table_privilege(
                    quote_ident(schemaname) || '.' || quote_ident(tablename), 'SELECT, INSERT, UPDATE, DELETE')
                ORDER BY tablename
                """)
            health.forbiddenTables = try forbidden.map { row throws(StorageError) in try row.get("name") }
            let collation = try connection.row(
                """
                SELECT CAST(datcollversion AS TEXT) AS stored, CAST(pg_database_collation_actual_version(oid) AS TEXT) AS actual
                FROM pg_database WHERE datname = current_database()
                """)
            health.collationVersions = (try collation?.optional("stored"), try collation?.optional("actual"))
            health.connections = (
                try connection.value("SELECT count(*) FROM pg_stat_activity") ?? 0, Int(try setting("max_connections")) ?? 0
            )
            health.size = try connection.value("SELECT pg_database_size(current_database())") ?? 0
            return health
        }
    }

    var findings: [Finding] {
        var findings: [Finding] = []
        if encoding != "UTF8" {
            findings.append(
                .fault("database", "its encoding is \(encoding)", "Make one with ENCODING 'UTF8', and move the data there."))
        }
        if isReplica || isReadOnly {
            findings.append(
                .fault(
                    "database", isReplica ? "it is a replica that only reads" : "it lets nobody write",
                    isReplica ? "Name the primary server." : "Set default_transaction_read_only to off."))
        }
        if !mayCreate {
            findings.append(
                .fault("database", "its role may not make tables", "GRANT CREATE ON SCHEMA to the role, or make it the database's owner."))
        }
        if !forbiddenTables.isEmpty {
            findings.append(
                .fault(
                    "database", "its role may not read and write \(forbiddenTables.prefix(5).joined(separator: ", "))",
                    "Make the role the owner of the tables (REASSIGN OWNED, or ALTER TABLE … OWNER TO)."))
        }
        if let stored = collationVersions.stored, let actual = collationVersions.actual, stored != actual {
            findings.append(
                .warning(
                    "database", "it was made with collation \(stored), and the system has \(actual)",
                    "REINDEX DATABASE, then ALTER DATABASE … REFRESH COLLATION VERSION."))
        }
        if !isFlushed {
            findings.append(
                .warning(
                    "database", "the server does not flush to its disk: a power failure can destroy the database",
                    "Set fsync and full_page_writes to on."))
        }
        if connections.most > 0, connections.used * 10 > connections.most * 9 {
            findings.append(
                .warning(
                    "database", "\(connections.used) of \(connections.most) connections are used", "Raise max_connections."))
        }
        if findings.allSatisfy({ $0.health != .fault }) {
            findings.insert(.ok("database", "PostgreSQL \(version), \(size >> 20) MB"), at: 0)
        }
        return findings
    }
}
