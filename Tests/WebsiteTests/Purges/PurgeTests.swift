import Editorial
import Storage
import StorageTesting
import Synchronization
import Testing

@testable import Website

@Suite("Purges of shared caches")
struct PurgeTests {
    @Test("what is sent to Varnish names the keys, and the pattern of a field that has one of them")
    func varnish() throws {
        let calls = PurgeTarget.varnish(url: "http://127.0.0.1:6081/").calls(for: ["front", "story:abc"])
        let call = try #require(calls.first)
        #expect(calls.count == 1 && call.method == "BAN" && call.url == "http://127.0.0.1:6081/")
        #expect(call.headers["Surrogate-Key"] == "front story:abc")
        let pattern = try Regex(try #require(call.headers["Surrogate-Key-Pattern"]))
        for field in ["front", "site story:abc", "a front b"] { #expect(field.firstMatch(of: pattern) != nil, "\(field)") }
        for field in ["fronts", "story:abcd", "xfront", ""] { #expect(field.firstMatch(of: pattern) == nil, "\(field)") }
    }

    @Test("a purge by HTTP names its keys in a field or in the address, some at a time")
    func http() {
        let names = (0..<120).map { "story:\($0)" }
        let byField = PurgeTarget.http(
            .init(url: "https://cdn.example/purge", header: "Cache-Tag", secret: "Authorization: Bearer abc"))
        let calls = byField.calls(for: names)
        #expect(calls.count == 3 && calls.allSatisfy { $0.headers["Authorization"] == "Bearer abc" && $0.method == "POST" })
        let named: [String] = calls.flatMap { ($0.headers["Cache-Tag"] ?? "").split(separator: " ").map(String.init) }
        #expect(named == names)
        let byAddress = PurgeTarget.http(.init(url: "https://cdn.example/purge/{key}", method: "PURGE"))
        #expect(byAddress.calls(for: ["a:b", "c"]).map(\.url) == ["https://cdn.example/purge/a%3Ab", "https://cdn.example/purge/c"])
    }

    /// Takes the jobs that are due and does them.
    private static func work(_ store: any Store, _ purger: Purger, at now: Timestamp = TimeSource.system.now()) async throws -> Int {
        let queue = JobQueue()
        let jobs = try await store.write { connection in
            try queue.lease(kinds: [Purging.jobKind], worker: "test", count: 100, now: now, on: connection)
        }
        for job in jobs {
            do {
                try await purger.handler(job)
                try await store.write { connection in _ = try queue.complete(job, on: connection) }
            } catch {
                try await store.write { connection in
                    _ = try queue.fail(job, error: "\(error)", now: now, jitter: 0, on: connection)
                }
            }
        }
        return jobs.count
    }

    @Test("a publication is purged by the keys of what it changed, and is not forgotten while the cache is down", arguments: TestEngine.available)
    func publication(engine: TestEngine) async throws {
        try await ServedPaper.open(engine) { paper in
            let sent = Mutex<[PurgeTarget.Call]>([])
            let isDown = Atomic(true)
            let purger = Purger(targets: [.varnish(url: "http://one/"), .varnish(url: "http://two/")]) { call in
                if call.url == "http://one/", isDown.load(ordering: .relaxed) { return 503 }
                sent.withLock { $0.append(call) }
                return 200
            }
            let pin = { (isPinned: Bool) in
                try await paper.store.write { connection in
                    try StoryDesk(connection, by: "Ama Derricott", at: ServedPaper.morning).pin(paper.story.id, isPinned)
                }
            }
            try await pin(true)
            #expect(try await Self.work(paper.store, purger) == 0, "nobody is to be told")
            try await Purging.set(isOn: true, in: paper.store)
            try await pin(false)
            #expect(try await Self.work(paper.store, purger) == 1)
            #expect(sent.withLock { $0.map(\.url) } == ["http://two/"], "the one that answers is told at once")
            let field: String = sent.withLock { $0[0].headers["Surrogate-Key"] } ?? ""
            let names = Set(field.split(separator: " ").map(String.init))
            #expect(names.isSuperset(of: [CacheKey.story(paper.story.id).surrogate, "stories", "front"]))
            isDown.store(false, ordering: .relaxed)
            #expect(try await Self.work(paper.store, purger) == 0, "it is tried again later")
            #expect(try await Self.work(paper.store, purger, at: TimeSource.system.now().advanced(bySeconds: 60)) == 1)
            #expect(sent.withLock { $0.map(\.url) } == ["http://two/", "http://one/", "http://two/"])
        }
    }

    @Test("a write that is undone purges nothing")
    func undone() async throws {
        try await ServedPaper.open(.sqlite) { paper in
            try await Purging.set(isOn: true, in: paper.store)
            struct Undone: Error {}
            await #expect(throws: Undone.self) {
                try await paper.store.write { connection in
                    try StoryDesk(connection, by: "Ama Derricott", at: ServedPaper.morning).pin(paper.story.id)
                    throw Undone()
                }
            }
            #expect(try await Self.work(paper.store, Purger(targets: []) { _ in 200 }) == 0)
        }
    }
}
