import PropertyTesting
import Storage
import StorageTesting
import Testing

@Suite("A store")
struct StoreTests {
    static let migrations = [
        Migration(
            number: 1, name: "values",
            statements: [
                """
                CREATE TABLE thing (
                    id \(type: .integer) NOT NULL PRIMARY KEY,
                    whole \(type: .integer),
                    part \(type: .real),
                    name \(type: .text),
                    data \(type: .bytes)
                ) \(table: .strict)
                """,
                """
                CREATE TABLE part (
                    id \(type: .bytes) NOT NULL PRIMARY KEY,
                    thing \(type: .integer) NOT NULL REFERENCES thing (id),
                    name \(type: .text) NOT NULL UNIQUE,
                    count \(type: .integer) NOT NULL CHECK (count >= 0)
                ) \(table: .strictKeyed)
                """,
            ])
    ]

    @Test("values come back as they went in", arguments: TestEngine.available)
    func roundTrip(engine: TestEngine) async throws {
        let seeded = SeededGenerator()
        try await engine.withStore(Self.migrations) { store in
            let things = try await store.write(durability: .relaxed) { connection in
                var generator = seeded
                let things = (1...200).map { Thing(id: $0, using: &generator) }
                for thing in things {
                    let count = try connection.run(
                        """
                        INSERT INTO thing (id, whole, part, name, data)
                        VALUES (\(thing.id), \(thing.whole), \(thing.part), \(thing.name), \(thing.data))
                        """)
                    #expect(count == 1)
                }
                return things
            }
            let read = try await store.read { connection in
                try connection.rows("SELECT id, whole, part, name, data FROM thing ORDER BY id").map(Thing.init)
            }
            #expect(read == things, "\(seeded)")
            for thing in things {
                let found = try await store.read { connection -> [Int] in
                    guard let name = thing.name, let whole = thing.whole, let data = thing.data else { return [thing.id] }
                    return try connection.rows(
                        "SELECT id FROM thing WHERE name = \(name) AND whole = \(whole) AND data = \(data)"
                    ).map { try $0.get("id") }
                }
                #expect(found.contains(thing.id), "\(seeded)")
            }
        }
    }

    struct Thing: Equatable, Sendable {
        let id: Int
        let whole: Int64?
        let part: Double?
        let name: String?
        let data: [UInt8]?

        init(id: Int, using generator: inout SeededGenerator) {
            self.id = id
            let edges: [Int64] = [.min, .max, 0, -1, 1, 1 << 31, -(1 << 31), 1 << 53]
            whole = Int.random(in: 0..<5, using: &generator) == 0
                ? nil : edges.randomElement(using: &generator).map { $0 &+ Int64.random(in: -1...1, using: &generator) }
            part = [nil, 0, -1.5, .greatestFiniteMagnitude, .leastNonzeroMagnitude, .infinity, 1e300, 0.1]
                .randomElement(using: &generator) ?? nil
            let scalars: [Unicode.Scalar] = ["a", "Z", "'", "\"", "\\", "%", "_", "é", "\u{301}", "ﷺ", "字", "👩🏽", "\u{1}", "\n", "$", "?"]
                .flatMap { (text: String) in Array(text.unicodeScalars) }
            name = Int.random(in: 0..<5, using: &generator) == 0
                ? nil
                : String(String.UnicodeScalarView((0..<Int.random(in: 0...30, using: &generator)).map { _ in
                    scalars.randomElement(using: &generator) ?? "x"
                }))
            data = Int.random(in: 0..<5, using: &generator) == 0
                ? nil : (0..<Int.random(in: 0...40, using: &generator)).map { _ in .random(in: 0...255, using: &generator) }
        }

        init(_ row: Row) throws {
            id = try row.get("id")
            whole = try row.optional("whole")
            part = try row.optional("part")
            name = try row.optional("name")
            data = try row.optional("data")
        }

        static func == (left: Thing, right: Thing) -> Bool {
            // Swift holds canonically equivalent texts to be equal; a store must not change their scalars.
            left.id == right.id && left.whole == right.whole && left.part == right.part && left.data == right.data
                && left.name.map { Array($0.utf8) } == right.name.map { Array($0.utf8) }
        }
    }

    @Test("sixteen megabytes come back", arguments: TestEngine.available)
    func largeValue(engine: TestEngine) async throws {
        try await engine.withStore(Self.migrations) { store in
            let data = [UInt8](repeating: 0xA5, count: 16 << 20)
            try await store.write { try $0.run("INSERT INTO thing (id, data) VALUES (1, \(data))") }
            let read: [UInt8]? = try await store.read { try $0.value("SELECT data FROM thing") }
            #expect(read == data)
        }
    }

    @Test("a text with a NUL and a number that is none are refused", arguments: TestEngine.available)
    func unstorable(engine: TestEngine) async throws {
        try await engine.withStore(Self.migrations) { store in
            for value in [SQLValue.text("a\0b"), .text("\0"), .real(.nan)] {
                await #expect {
                    try await store.write { try $0.run("INSERT INTO thing (id, name) VALUES (1, \(value))") }
                } throws: { if case StorageError.unstorable = $0 { true } else { false } }
            }
        }
    }

    @Test("text is compared by its bytes, and LIKE minds case", arguments: TestEngine.available)
    func comparison(engine: TestEngine) async throws {
        try await engine.withStore(Self.migrations) { store in
            let names = ["b", "B", "a", "é", "e\u{301}", "Z", "-", "_", "aa", "a-b", "ab", "字"]
            let read = try await store.write { connection -> [String] in
                for (id, name) in names.enumerated() {
                    try connection.run("INSERT INTO thing (id, name) VALUES (\(id), \(name))")
                }
                return try connection.rows("SELECT name FROM thing ORDER BY name").map { try $0.get("name") }
            }
            #expect(read.map { Array($0.utf8) } == names.map { Array($0.utf8) }.sorted { $0.lexicographicallyPrecedes($1) })
            let like = try await store.read { connection -> Int? in
                try connection.value("SELECT COUNT(*) FROM thing WHERE name LIKE \("b%")")
            }
            #expect(like == 1)
        }
    }

    @Test("a refused row is a constraint error, and ends the write", arguments: TestEngine.available)
    func constraints(engine: TestEngine) async throws {
        try await engine.withStore(Self.migrations) { store in
            let id = Identifier<StoreTests>(at: Timestamp(seconds: 1))
            try await store.write { connection in
                try connection.run("INSERT INTO thing (id) VALUES (1)")
                try connection.run("INSERT INTO part (id, thing, name, count) VALUES (\(id), 1, \("a"), 0)")
            }
            let other = Identifier<StoreTests>(at: Timestamp(seconds: 2))
            let refused: [SQL] = [
                "INSERT INTO part (id, thing, name, count) VALUES (\(id), 1, \("b"), 0)",
                "INSERT INTO part (id, thing, name, count) VALUES (\(other), 1, \("a"), 0)",
                "INSERT INTO part (id, thing, name, count) VALUES (\(other), 2, \("b"), 0)",
                "INSERT INTO part (id, thing, name, count) VALUES (\(other), 1, \("b"), -1)",
                "INSERT INTO part (id, thing, name, count) VALUES (\(other), 1, \(String?.none), 0)",
                "DELETE FROM thing",
            ]
            for statement in refused {
                await #expect {
                    try await store.write { connection in
                        try connection.run("UPDATE thing SET whole = 7")
                        // The error is caught, and still nothing of the write is kept.
                        _ = try? connection.run(statement)
                        _ = try? connection.run("UPDATE thing SET whole = 8")
                    }
                } throws: { if case StorageError.constraint = $0 { true } else { false } }
            }
            let whole = try await store.read { try $0.row("SELECT whole FROM thing")?.optional("whole", as: Int.self) }
            #expect(whole == .some(nil))
        }
    }

    @Test("a write whose closure throws leaves nothing", arguments: TestEngine.available)
    func rollback(engine: TestEngine) async throws {
        struct Refusal: Error {}
        try await engine.withStore(Self.migrations) { store in
            let heard = store.announcements()
            await #expect(throws: Refusal.self) {
                try await store.write { connection in
                    try connection.run("INSERT INTO thing (id) VALUES (1)")
                    try connection.announce(["never"])
                    throw Refusal()
                }
            }
            try await store.write { connection in
                try connection.run("INSERT INTO thing (id) VALUES (2)")
                try connection.announce(["thing:2"])
            }
            let ids = try await store.read { try $0.rows("SELECT id FROM thing").map { try $0.get("id", as: Int.self) } }
            #expect(ids == [2])
            var iterator = heard.makeAsyncIterator()
            #expect(await iterator.next() == .changed(["thing:2"]))
        }
    }

    @Test("a read can't write or announce", arguments: TestEngine.available)
    func reading(engine: TestEngine) async throws {
        try await engine.withStore(Self.migrations) { store in
            await #expect(throws: StorageError.self) {
                try await store.read { try $0.run("INSERT INTO thing (id) VALUES (1)") }
            }
            await #expect(throws: StorageError.self) { try await store.read { try $0.announce(["a"]) } }
        }
    }

    @Test("rows are walked one by one, with other queries among them", arguments: TestEngine.available)
    func walking(engine: TestEngine) async throws {
        struct Enough: Error {}
        try await engine.withStore(Self.migrations) { store in
            try await store.write(durability: .relaxed) { connection in
                for id in 0..<3000 { try connection.run("INSERT INTO thing (id, whole) VALUES (\(id), \(id * 2))") }
            }
            let sum = try await store.read { connection -> Int in
                var sum = 0
                try connection.forEachRow("SELECT id FROM thing WHERE id >= \(1000) ORDER BY id") { row in
                    let id: Int = try row.get("id")
                    if id % 500 == 0 {
                        sum += try connection.value("SELECT whole FROM thing WHERE id = \(id)") ?? 0
                    }
                    sum += id
                }
                return sum
            }
            #expect(sum == (1000..<3000).reduce(0, +) + 2 * (1000 + 1500 + 2000 + 2500))
            let seen = try await store.write { connection -> [Int] in
                var seen: [Int] = []
                do {
                    try connection.forEachRow("SELECT id FROM thing ORDER BY id") { row in
                        seen.append(try row.get("id"))
                        if seen.count == 5 { throw Enough() }
                    }
                } catch is Enough {}
                try connection.run("DELETE FROM thing WHERE id > 10")
                return seen
            }
            #expect(seen == [0, 1, 2, 3, 4])
        }
    }

    @Test("counts are of changed rows, and of nothing else", arguments: TestEngine.available)
    func counts(engine: TestEngine) async throws {
        try await engine.withStore(Self.migrations) { store in
            try await store.write { connection in
                #expect(try connection.run("INSERT INTO thing (id) VALUES (1), (2), (3)") == 3)
                #expect(try connection.run("SELECT id FROM thing") == 0)
                #expect(try connection.run("CREATE INDEX thing_whole ON thing (whole)") == 0)
                #expect(try connection.run("UPDATE thing SET whole = 1 WHERE id > 1") == 2)
                #expect(try connection.run("INSERT INTO thing (id) VALUES (3) ON CONFLICT DO NOTHING") == 0)
                let ids = try connection.rows("DELETE FROM thing WHERE id > 2 RETURNING id")
                #expect(try ids.map { try $0.get("id", as: Int.self) } == [3])
            }
        }
    }

    @Test("a column that is missing, NULL or of another type says so", arguments: TestEngine.available)
    func columns(engine: TestEngine) async throws {
        try await engine.withStore(Self.migrations) { store in
            try await store.write { connection in
                try connection.run("INSERT INTO thing (id, name) VALUES (1, \("a"))")
                let row = try #require(try connection.row("SELECT id, name, whole FROM thing"))
                #expect(throws: StorageError.self) { try row.get("other", as: Int.self) }
                #expect(throws: StorageError.self) { try row.get("whole", as: Int.self) }
                #expect(throws: StorageError.self) { try row.get("name", as: Int.self) }
                #expect(try row.optional("whole", as: Int.self) == nil)
            }
        }
    }

    @Test("concurrent increments are all counted", arguments: TestEngine.available)
    func serialisation(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let first = try await database.open()
            let second = try await database.open()
            try await Migrator.migrate(first, Self.migrations)
            try await first.write { try $0.run("INSERT INTO thing (id, whole) VALUES (1, 0)") }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for store in [first, second] {
                    for _ in 0..<20 {
                        group.addTask {
                            try await store.write(durability: .relaxed) { connection in
                                let whole: Int = try connection.value("SELECT whole FROM thing WHERE id = 1") ?? 0
                                try connection.run("UPDATE thing SET whole = \(whole + 1) WHERE id = 1")
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            let whole: Int? = try await first.read { try $0.value("SELECT whole FROM thing") }
            #expect(whole == 40)
            await first.close()
            await second.close()
        }
    }

    @Test("a closed store refuses work", arguments: TestEngine.available)
    func closing(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let store = try await database.open()
            await store.close()
            await store.close()
            await #expect(throws: StorageError.self) { try await store.read { try $0.value("SELECT 1", as: Int.self) } }
            await #expect(throws: StorageError.self) { try await store.write { try $0.run("SELECT 1") } }
        }
    }
}
