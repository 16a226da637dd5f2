import PropertyTesting
import StorageTesting
import Synchronization
import Testing

@testable import Storage
@testable import StoragePostgreSQL

@Suite("A fault of PostgreSQL", .enabled(if: TestEngine.hasPostgreSQL))
struct PostgreSQLFaultTests {
    private func withStore(connections: Int = 3, _ test: (any Store, TestDatabase) async throws -> Void) async throws {
        try await TestEngine.postgreSQL.withDatabase { database in
            let store = try await database.open(connections: connections)
            try await store.write { try $0.run("CREATE TABLE t (id \(type: .integer) NOT NULL PRIMARY KEY) \(table: .strict)") }
            try await test(store, database)
            await store.close()
        }
    }

    /// Ends every other connection to the database, as a restart of the server does.
    private static func cutOthers(_ connection: any Connection) throws {
        _ = try connection.rows(
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()
            """)
    }

    @Test("a connection that was lost between two uses is not noticed")
    func lostWhileIdle() async throws {
        try await withStore { store, database in
            let other = try await database.open(connections: 1)
            for number in 0..<5 {
                try await other.read(Self.cutOthers)
                let one: Int? = try await store.read { try $0.value("SELECT 1") }
                #expect(one == 1)
                try await other.read(Self.cutOthers)
                try await store.write { try $0.run("INSERT INTO t (id) VALUES (\(number))") }
            }
            let count: Int? = try await store.read { try $0.value("SELECT COUNT(*) FROM t") }
            #expect(count == 5)
            await other.close()
        }
    }

    @Test("a connection that is lost in a read or before a commit has the work run again")
    func lostInUse() async throws {
        try await withStore(connections: 1) { store, database in
            let runs = Mutex(0)
            @Sendable func cutOnce(_ connection: any Connection) throws {
                guard runs.withLock({ $0 += 1; return $0 }) == 1 else { return }
                _ = try connection.rows("SELECT pg_terminate_backend(pg_backend_pid())")
            }
            let one: Int? = try await store.read { connection in
                try cutOnce(connection)
                return try connection.value("SELECT 1")
            }
            #expect(one == 1)
            runs.withLock { $0 = 0 }
            try await store.write { connection in
                try connection.run("INSERT INTO t (id) VALUES (1)")
                try cutOnce(connection)
            }
            let ids = try await store.read { try $0.rows("SELECT id FROM t").map { try $0.get("id", as: Int.self) } }
            #expect(ids == [1])
        }
    }

    @Test("a connection that is lost again and again is told of")
    func lostForGood() async throws {
        try await withStore(connections: 1) { store, _ in
            await #expect {
                try await store.write { connection in
                    _ = try connection.rows("SELECT pg_terminate_backend(pg_backend_pid())")
                }
            } throws: { if case StorageError.unavailable = $0 { true } else { false } }
            let one: Int? = try await store.read { try $0.value("SELECT 1") }
            #expect(one == 1)
        }
    }

    @Test("a listener that was cut off comes back and says that it missed some")
    func lostListener() async throws {
        try await withStore { store, database in
            let other = try await database.open(connections: 1)
            var heard = store.announcements().makeAsyncIterator()
            try await other.read(Self.cutOthers)
            #expect(await heard.next() == .interrupted)
            #expect(await heard.next() == .missedSome)
            try await other.write { try $0.announce(["after"]) }
            #expect(await heard.next() == .changed(["after"]))
            await other.close()
        }
    }

    @Test("a column that the seam does not read says what to write")
    func unreadColumns() async throws {
        try await withStore { store, _ in
            for (query, hint) in [("SELECT SUM(id) AS total FROM (VALUES (CAST(1 AS BIGINT))) AS v (id)", "CAST"), ("SELECT now() AS time", "CAST")] {
                await #expect {
                    _ = try await store.read { try $0.rows(SQL(fragments: [.text(query)])) }
                } throws: { "\($0)".contains(hint) }
            }
            let row = try await store.read { connection in
                try connection.row(
                    """
                    SELECT CAST(1 AS SMALLINT) AS a, CAST(-2 AS INTEGER) AS b, TRUE AS c, CAST(0.5 AS REAL) AS d,
                        CAST('x' AS VARCHAR(5)) AS e, CAST('y' AS NAME) AS f, CAST(7 AS OID) AS g, 'z' AS h, NULL AS i
                    """)
            }
            #expect(row?.values == [.integer(1), .integer(-2), .integer(1), .real(0.5), .text("x"), .text("y"), .integer(7), .text("z"), .null])
        }
    }

    @Test("a statement that takes too long is ended")
    func timeout() async throws {
        try await TestEngine.postgreSQL.withDatabase { database in
            let store = try await PostgreSQLStore(url: database.location, connections: 1, statementTimeout: 50)
            await #expect {
                _ = try await store.read { try $0.rows("SELECT pg_sleep(30)") }
            } throws: { "\($0)".contains("took longer") }
            await store.close()
        }
    }

    @Test("more statements than a connection keeps prepared still run")
    func manyStatements() async throws {
        try await withStore(connections: 1) { store, _ in
            let sum = try await store.read { connection -> Int in
                var sum = 0
                for number in 0..<700 {
                    let text = "SELECT CAST(\(number % 350) AS BIGINT) AS n"
                    sum += try connection.value(SQL(fragments: [.text(text)])) ?? 0
                }
                return sum
            }
            #expect(sum == 2 * (0..<350).reduce(0, +))
        }
    }
}

@Suite("PostgreSQL's settings")
struct PostgreSQLSettingsTests {
    @Test("a URL's fault is told without its password", arguments: [
        "postgres://ada:se@cret@localhost/x", "postgres://ada:se/cret@localhost/x", "postgres://ada:se?cret@localhost/x",
        "postgres://ada:se#cret@localhost/x", "postgres://ada:secret@localhost/x?secret", "mysql://ada:secret@localhost/x",
        "postgres://ada:secret@localhost:port/x", "postgres://ada:sec%ret@localhost/x", "ada:secret@localhost",
        "postgres://ada:secret@localhost/x?nonsense=secret",
    ])
    func faults(url: String) async {
        await #expect {
            _ = try await PostgreSQLStore(url: url)
        } throws: { error in
            guard case StorageError.unavailable(let what) = error else { return false }
            return !what.contains("secret") && !what.contains("cret")
        }
    }

    @Test("a server that can't be reached is told of without the password")
    func unreachable() async {
        await #expect {
            _ = try await PostgreSQLStore(url: "postgresql://ada:secret@127.0.0.1:1/paper?connect_timeout=2")
        } throws: { error in
            guard case StorageError.unavailable(let what) = error else { return false }
            return what.contains("127.0.0.1:1/paper") && !what.contains("secret")
        }
    }

    @Test("a message that repeats the password is cleaned")
    func redaction() throws {
        let settings = try ConnectionSettings(url: "postgres://ada:s%40cret@localhost:5433/paper")
        #expect(settings.redacted("no s@cret here") == "no ••• here")
        #expect(settings.summary == "localhost:5433/paper")
        #expect(settings.options["password"] == "s@cret")
        #expect(settings.options["client_encoding"] == "UTF8")
    }

    @Test("a server older than 15 is refused, by its version")
    func oldServer() {
        #expect {
            try Session.checkServer(version: 140_011, at: "db/paper")
        } throws: { "\($0)".contains("version 14; 15 or newer is needed") }
        #expect(throws: Never.self) { try Session.checkServer(version: 150_000, at: "db/paper") }
    }

    @Test("the longest unused statement is let go of")
    func preparedStatements() {
        var statements = PreparedStatements(capacity: 2)
        let keys = (0..<3).map { PreparedStatements.Key(text: .made("\($0)"), types: []) }
        let first = statements.name(for: keys[0])
        _ = statements.name(for: keys[1])
        #expect(statements.name(for: keys[0]).name == first.name)
        #expect(statements.name(for: keys[2]).evicted != first.name)
        #expect(!statements.name(for: keys[0]).isNew)
        #expect(statements.name(for: keys[1]).isNew)
    }

    @Test("notifications come back as the keys that went in")
    func payloads() {
        var generator = SeededGenerator()
        let seed = generator.description
        let channel = AnnouncementChannel(hub: AnnouncementHub())
        for _ in 0..<200 {
            let keys = (0..<Int.random(in: 0...60, using: &generator)).map { _ in
                String((0..<Int.random(in: 1...900, using: &generator)).map { _ in "a: 1é字".randomElement(using: &generator) ?? "a" })
            }
            let payloads = channel.payloads(keys)
            #expect(payloads.allSatisfy { $0.utf8.count < 8000 }, "\(seed)")
            #expect(payloads.flatMap { AnnouncementChannel.parse($0)?.keys ?? [] } == keys, "\(seed)")
        }
        for junk in ["", " ", "x", "x ", "x 3:ab", "x :", "x a:b", "x -1:a", "x 99999999999999999999:a"] {
            #expect(AnnouncementChannel.parse(junk) == nil)
        }
    }

    @Test("batches of small rows grow, of large ones stay single")
    func batches() {
        var small = FetchBatch()
        for _ in 0..<10 { small.adapt(toBytes: small.rows * 100) }
        #expect(small.rows == 256)
        var large = FetchBatch()
        for _ in 0..<10 { large.adapt(toBytes: large.rows * 1_000_000) }
        #expect(large.rows == 1)
    }

    @Test("a write waits longer after each attempt, within a quarter of a second")
    func backOff() {
        let waits = (1...30).map { BackOff.longest(after: $0) }
        #expect(waits == waits.sorted() && waits.first == 2000 && waits.last == 250_000)
    }
}
