import Storage
import StorageTesting
import Synchronization
import Testing

@Suite("Announcements")
struct AnnouncementTests {
    static let migrations = [
        Migration(number: 1, name: "t", statements: ["CREATE TABLE t (id \(type: .integer) NOT NULL PRIMARY KEY) \(table: .strict)"])
    ]

    @Test("what a write announces is heeded before the write returns, and until nobody holds on", arguments: TestEngine.available)
    func heeded(engine: TestEngine) async throws {
        try await engine.withStore { store in
            let heard = Mutex<[Announcement]>([])
            var heeding: AnnouncementHeeding? = store.heedAnnouncements { announcement in
                heard.withLock { $0.append(announcement) }
            }
            for number in 0..<20 {
                try await store.write { try $0.announce(["\(number)"]) }
                #expect(heard.withLock { $0.last } == .changed(["\(number)"]))
            }
            withExtendedLifetime(heeding) {}
            heeding = nil
            try await store.write { try $0.announce(["unheard"]) }
            #expect(heard.withLock { $0.count } == 20)
        }
    }

    @Test("what another node announces is heeded too", .enabled(if: TestEngine.hasPostgreSQL))
    func heededElsewhere() async throws {
        try await TestEngine.postgreSQL.withDatabase { database in
            let (here, there) = (try await database.open(), try await database.open())
            let heard = AsyncStream<Announcement>.makeStream()
            let heeding = here.heedAnnouncements { heard.continuation.yield($0) }
            try await there.write { try $0.announce(["theirs"]) }
            for await announcement in heard.stream {
                #expect(announcement == .changed(["theirs"]))
                break
            }
            withExtendedLifetime(heeding) {}
            await here.close()
            await there.close()
        }
    }

    @Test("reach every stream of the store, in the order of the commits", arguments: TestEngine.available)
    func ownStore(engine: TestEngine) async throws {
        try await engine.withStore(Self.migrations) { store in
            let streams = [store.announcements(), store.announcements()]
            for number in 0..<20 {
                try await store.write { connection in
                    try connection.announce(["a:\(number)", "a:\(number)"])
                    try connection.announce(["b"])
                }
            }
            for stream in streams {
                var iterator = stream.makeAsyncIterator()
                for number in 0..<20 { #expect(await iterator.next() == .changed(["a:\(number)", "b"])) }
            }
        }
    }

    @Test("of another process are heard, or told of", arguments: TestEngine.available)
    func otherStore(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let here = try await database.open()
            try await Migrator.migrate(here, Self.migrations)
            let there = try await database.open()
            var heard = here.announcements().makeAsyncIterator()
            let keys = (0..<900).map { "story:\($0) with spaces: and é" }
            try await there.write { connection in
                try connection.run("INSERT INTO t (id) VALUES (1)")
                try connection.announce(keys)
            }
            switch engine {
            case .sqlite:
                #expect(await heard.next() == .missedSome)
            case .postgreSQL:
                var found: [String] = []
                while found.count < keys.count, case .changed(let more)? = await heard.next() { found += more }
                #expect(found == keys)
            }
            await there.close()
            await here.close()
        }
    }

    @Test("of this store's own writes are not told twice", arguments: TestEngine.available)
    func notTwice(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let here = try await database.open()
            try await Migrator.migrate(here, Self.migrations)
            let there = try await database.open()
            var heard = here.announcements().makeAsyncIterator()
            try await here.write { try $0.announce(["mine"]) }
            try await there.write { connection in
                try connection.run("INSERT INTO t (id) VALUES (1)")
                try connection.announce(["theirs"])
            }
            #expect(await heard.next() == .changed(["mine"]))
            #expect(await heard.next() == (engine == .sqlite ? .missedSome : .changed(["theirs"])))
            await there.close()
            await here.close()
        }
    }

    @Test("with a key that can't be carried are refused on both engines", arguments: TestEngine.available)
    func refused(engine: TestEngine) async throws {
        try await engine.withStore { store in
            for key in ["", "a\0b", String(repeating: "x", count: AnnouncedKeys.longestKey + 1)] {
                await #expect {
                    try await store.write { try $0.announce([key]) }
                } throws: { if case StorageError.unstorable = $0 { true } else { false } }
            }
        }
    }

    @Test("are bounded for a reader that has fallen behind, and end with the store")
    func slowReader() async {
        let hub = AnnouncementHub()
        let stream = hub.stream()
        for number in 0..<5000 { hub.send(.changed(["\(number)"])) }
        hub.finish()
        var heard: [Announcement] = []
        for await announcement in stream { heard.append(announcement) }
        #expect(heard.contains(.missedSome))
        #expect(heard.count <= 1024)
        #expect(heard.last == .changed(["4999"]))
        var late = hub.stream().makeAsyncIterator()
        #expect(await late.next() == nil)
    }

    @Test("end for a reader whose task is cancelled")
    func cancelled() async {
        let hub = AnnouncementHub()
        let stream = hub.stream()
        let reader = Task {
            var count = 0
            for await _ in stream { count += 1 }
            return count
        }
        hub.send(.missedSome)
        reader.cancel()
        #expect(await reader.value <= 1)
    }
}
