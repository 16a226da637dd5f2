import Storage
import StorageTesting
import Testing

@Suite("Reads side by side")
struct SideBySideTests {
    @Test("see one and the same state, whatever is written meanwhile", arguments: TestEngine.available)
    func oneState(engine: TestEngine) async throws {
        try await engine.withStore(StoreTests.migrations) { store in
            let writing = Task {
                var number = 0
                while !Task.isCancelled {
                    number += 1
                    let id = number
                    try await store.write(durability: .relaxed) { try $0.run("INSERT INTO thing (id, whole) VALUES (\(id), \(id))") }
                }
            }
            for _ in 0..<20 {
                let counts = try await store.read(sideBySide: 4) { connection, number -> [Int] in
                    let first: Int = try connection.value("SELECT COUNT(*) FROM thing") ?? -1
                    let second: Int = try connection.value("SELECT COALESCE(MAX(whole), 0) FROM thing") ?? -1
                    return [number, first, second]
                }
                #expect(counts.map { $0[0] } == [0, 1, 2, 3])
                #expect(Set(counts.map { Array($0.dropFirst()) }).count == 1)
            }
            writing.cancel()
            _ = try? await writing.value
        }
    }

    @Test("leave the store as it was where one fails", arguments: TestEngine.available)
    func failing(engine: TestEngine) async throws {
        struct Fault: Error {}
        try await engine.withStore(StoreTests.migrations) { store in
            for failing in 0..<3 {
                await #expect(throws: Fault.self) {
                    _ = try await store.read(sideBySide: 3) { _, number in if number == failing { throw Fault() } }
                }
            }
            try await store.write { try $0.run("INSERT INTO thing (id) VALUES (1)") }
            let counts = try await store.read(sideBySide: 100) { connection, _ in
                try connection.value("SELECT COUNT(*) FROM thing", as: Int.self) ?? 0
            }
            #expect(!counts.isEmpty && Set(counts) == [1])
            #expect(try await store.read(sideBySide: 0) { _, number in number } == [0])
        }
    }
}
