import PropertyTesting
import StorageTesting
import Testing

@testable import Storage
@testable import StorageSQLite

@Suite("A statement")
struct StatementTests {
    @Test("a list of any length finds what it names, and few texts serve all lengths", arguments: TestEngine.available)
    func lists(engine: TestEngine) async throws {
        try await engine.withStore([]) { store in
            try await store.read { connection in
                for length in 0...70 {
                    let wanted = (0..<length).map { $0 * 3 }
                    let found = try connection.rows(
                        """
                        SELECT n FROM (
                            SELECT CAST(0 AS BIGINT) AS n UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 207
                        ) AS numbers WHERE n IN (\(list: wanted)) ORDER BY n
                        """
                    ).map { try $0.get("n", as: Int.self) }
                    #expect(found == [0, 3, 4, 207].filter(wanted.contains), "\(length)")
                }
            }
        }
        let shapes = Set((1...64).compactMap { length in Self.listed(length).shaped(for: .sqlite)?.shape })
        #expect(shapes.count == 7)
    }

    private static func listed(_ length: Int) -> SQL { "SELECT 1 WHERE 1 IN (\(list: 0..<length))" }

    @Test("statements of one shape have one text, whatever their values", arguments: Dialect.allCases)
    func shapes(dialect: Dialect) throws {
        var generator = SeededGenerator()
        let seed = generator.description
        let pieces: [SQL] = ["a", "b", " AND ", "(a", ")", "\(1)", "\("text")", "\(SQLValue.null)"]
        var texts: [SQLShape: String] = [:]
        for _ in 0..<500 {
            let count = Int.random(in: 1...6, using: &generator)
            let statement = SQL.joined((0..<count).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &generator)] }, separator: " ")
            let (shape, values) = try #require(statement.shaped(for: dialect))
            let rendered = try statement.rendered(for: dialect)
            #expect(texts[shape, default: rendered.text] == rendered.text, "\(seed)")
            #expect(values == rendered.values, "\(seed)")
            texts[shape] = rendered.text
        }
        #expect(texts.count > 100, "\(seed)")
    }

    @Test("text that was made has no shape, and still runs", arguments: TestEngine.available)
    func made(engine: TestEngine) async throws {
        let statement = SQL(fragments: [.text("SELECT CAST(7 AS BIGINT) AS n")])
        #expect(statement.shaped(for: .sqlite) == nil)
        let number = try await engine.withStore([]) { store in try await store.read { try $0.value(statement, as: Int.self) } }
        #expect(number == 7)
    }

    @Test("more texts than SQLite keeps run, within one another too, and few are kept")
    func bound() async throws {
        let store = try SQLiteStore.temporary()
        let sums = try await store.read { connection -> [Int] in
            try (1...(2 * StatementCaches.capacity)).map { count in
                let sum = SQL.joined(Array(repeating: "1", count: count), separator: " + ")
                var found = 0
                try connection.forEachRow("SELECT \(sum) AS n") { row in
                    found = try row.get("n")
                    // The same text again while the outer one is being read.
                    let inner: Int? = try connection.value("SELECT \(sum) AS n")
                    #expect(inner == found)
                }
                return found
            }
        }
        #expect(sums == Array(1...(2 * StatementCaches.capacity)))
        #expect(store.mostStatementsKept <= StatementCaches.capacity)
        #expect(store.mostStatementsKept > 0)
        await store.close()
        #expect(store.mostStatementsKept == 0)
    }

    @Test("a schema that changes under a kept statement changes its columns")
    func changingSchema() async throws {
        let store = try SQLiteStore.temporary()
        let names = try await store.write { connection -> [[String]] in
            try connection.run("CREATE TABLE t (a \(type: .integer)) \(table: .strict)")
            try connection.run("INSERT INTO t (a) VALUES (\(1))")
            var names: [[String]] = []
            for round in 0..<2 {
                if round == 1 { try connection.run("ALTER TABLE t ADD b \(type: .text)") }
                names += try connection.rows("SELECT * FROM t").map(\.columns.names)
            }
            return names
        }
        #expect(names == [["a"], ["a", "b"]])
        await store.close()
    }
}

@Suite("A row")
struct RowTests {
    @Test("columns are found in any order, the first of two with one name")
    func names() throws {
        var generator = SeededGenerator()
        let seed = generator.description
        let names = ["a", "b", "a", "c", "d", "b"]
        let row = Row(columns: Row.Columns(names), values: (0..<6).map { .integer(Int64($0)) })
        for _ in 0..<1000 {
            let name = names[Int.random(in: 0..<names.count, using: &generator)]
            #expect(try row.get(name, as: Int.self) == names.firstIndex(of: name), "\(seed)")
        }
        #expect(throws: StorageError.self) { try row.get("e", as: Int.self) }
    }
}

@Suite("An identifier")
struct IdentifierTests {
    private enum Thing {}

    @Test("bytes, text and column give the same one back, in the same order")
    func roundTrip() throws {
        var generator = SeededGenerator()
        let seed = generator.description
        var all: [Identifier<Thing>] = []
        for _ in 0..<500 {
            let moment = Timestamp(milliseconds: Int64.random(in: 0..<(1 << 48), using: &generator))
            let identifier = Identifier<Thing>(at: moment, using: &generator)
            all.append(identifier)
            #expect(identifier.bytes.count == 16)
            #expect(Identifier<Thing>(bytes: identifier.bytes) == identifier, "\(seed)")
            #expect(Identifier<Thing>(sqlValue: identifier.sqlValue) == identifier, "\(seed)")
            #expect(Identifier<Thing>(identifier.description) == identifier, "\(seed)")
            #expect(Identifier<Thing>(identifier.description.uppercased().filter { $0 != "-" }) == identifier, "\(seed)")
            #expect(identifier.description.split(separator: "-").map(\.count) == [8, 4, 4, 4, 12], "\(seed)")
        }
        let sorted = all.sorted()
        #expect(sorted.map(\.description) == all.map(\.description).sorted(), "\(seed)")
        for (left, right) in zip(sorted, sorted.dropFirst()) {
            #expect(left.bytes.lexicographicallyPrecedes(right.bytes), "\(seed)")
        }
        for text in ["", "018f6f1e", String(repeating: "g", count: 32), String(repeating: "0", count: 33), "é" + String(repeating: "0", count: 30)] {
            #expect(Identifier<Thing>(text) == nil)
        }
        #expect(Identifier<Thing>(bytes: Array(repeating: 0, count: 15)) == nil)
    }
}
