import Editorial
import Foundation
import HTTPTypes
import HummingbirdTesting
import Logging
import Markup
import NIOCore
import Storage
import StorageTesting
import Synchronization
import Testing

@testable import Website

@Suite("The page cache")
struct PageCacheTests {
    private static func page(_ text: String, _ keys: Set<CacheKey> = [.front]) -> FinishedPage {
        let bytes = Array(text.utf8)
        return FinishedPage(Answer(mediaType: "text/html", content: .bytes(bytes), keeping: .page, keys: keys), bytes)
    }

    private static func text(_ served: PageCache.Served?) -> String? {
        served.map { String(buffer: $0.page.identity.body) }
    }

    @Test("a thousand readers at once cost one render")
    func oneRender() async throws {
        let cache = PageCache(bytes: 1 << 20)
        let renders = Shared(0)
        let gate = AsyncStream<Void>.makeStream()
        try await withThrowingTaskGroup(of: String?.self) { group in
            for _ in 0..<1000 {
                group.addTask {
                    Self.text(
                        try await cache.page(at: "/") {
                            renders.value.withLock { $0 += 1 }
                            for await _ in gate.stream { break }
                            return Self.page("front")
                        })
                }
            }
            while cache.statistics.counts.misses < 1000 { await Task.yield() }
            gate.continuation.yield()
            for try await text in group { #expect(text == "front") }
        }
        #expect(renders.value.withLock { $0 } == 1)
    }

    @Test("a reader who goes away takes the page from nobody")
    func cancelled() async throws {
        let cache = PageCache(bytes: 1 << 20)
        let gate = AsyncStream<Void>.makeStream()
        let leaving = Task {
            try await cache.page(at: "/") {
                for await _ in gate.stream { break }
                return Self.page("front")
            }
        }
        while cache.statistics.counts.misses < 1 { await Task.yield() }
        leaving.cancel()
        let staying = Task { try await cache.page(at: "/") { Self.page("another") } }
        while cache.statistics.counts.misses < 2 { await Task.yield() }
        gate.continuation.yield()
        #expect(Self.text(try await staying.value) == "front")
    }

    @Test("with no memory nothing is kept")
    func off() async throws {
        let cache = PageCache(bytes: 0)
        for _ in 0..<3 { _ = try await cache.page(at: "/") { Self.page("front") } }
        #expect(cache.statistics.entries == 0 && cache.statistics.counts.renders == 3)
    }

    @Test("while the database is away a kept page is given out as out of date, and then the error", arguments: [true, false])
    func away(wasKept: Bool) async throws {
        let cache = PageCache(bytes: 1 << 20)
        if wasKept { _ = try await cache.page(at: "/") { Self.page("front") } }
        cache.heed(.changed([CacheKey.front.description]))
        let ask = {
            try await cache.page(at: "/") { throw StorageError.unavailable("it is away") }
        }
        if wasKept {
            let served = try await ask()
            #expect(Self.text(served) == "front" && served?.isOutdated == true)
            #expect(cache.statistics.counts.stale == 1 && cache.statistics.outdated == 1)
        } else {
            await #expect(throws: StorageError.self) { _ = try await ask() }
        }
    }

    @Test("a story that was taken from readers does not come back while the database is away")
    func gone() async throws {
        let cache = PageCache(bytes: 1 << 20)
        let id = Story.ID(at: Timestamp(seconds: 1))
        _ = try await cache.page(at: "/story") { Self.page("story", [.story(id)]) }
        cache.heed(.changed([CacheKey.gone(.story(id)).description]))
        await #expect(throws: StorageError.self) {
            _ = try await cache.page(at: "/story") { throw StorageError.unavailable("it is away") }
        }
    }

    @Test("no reader gets a page older than the write that the request follows", arguments: TestEngine.available)
    func races(engine: TestEngine) async throws {
        try await ServedPaper.open(engine) { paper in
            let isOver = Shared(false)
            try await withThrowingTaskGroup(of: Void.self) { group in
                // Readers who ask all the time, so that renders are under way whenever something is written.
                for _ in 0..<4 {
                    group.addTask {
                        while !isOver.value.withLock({ $0 }) { _ = try await paper.get("/2026/03/sea-wall") }
                    }
                }
                group.addTask {
                    for number in 0..<25 {
                        let name = "The Lantern \(number)"
                        try await paper.store.write { connection in
                            var content = try #require(try Revision.find(
                                try Story.find(paper.story.id, from: connection).currentRevision, from: connection)).content
                            content.headline = "Headline \(number)."
                            let desk = try StoryDesk(connection, by: "Ama Derricott", at: ServedPaper.morning)
                            try desk.revise(paper.story.id, content)
                            try desk.publish(paper.story.id)
                            if number % 5 == 0 {
                                var publication = try Publication.read(from: connection)
                                publication.name = name
                                try publication.save(in: connection)
                            }
                        }
                        let page = try await paper.text("/2026/03/sea-wall")
                        #expect(page.contains("Headline \(number).") && page.contains("The Lantern \(number / 5 * 5)"))
                        let front = try await paper.text("/")
                        #expect(front.contains("Headline \(number)."))
                    }
                    isOver.value.withLock { $0 = true }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test("what isn't there takes no memory, however often and however differently it is asked for")
    func missing() async throws {
        try await ServedPaper.open(.sqlite) { paper in
            _ = try await paper.get("/nothing")
            let before = paper.cache.statistics
            for number in 0..<500 {
                #expect(try await paper.get("/nothing-\(number)?\(number)").status == .notFound)
                #expect(try await paper.get("/search?q=\(number)").status == .ok)
                #expect(try await paper.get("/%ff\(number)").status == .notFound)
            }
            #expect(paper.cache.statistics.bytes == before.bytes && paper.cache.statistics.entries == before.entries)
        }
    }

    @Test("what readers are sent says how it may be kept, and is the same from the lane", arguments: TestEngine.available)
    func served(engine: TestEngine) async throws {
        try await ServedPaper.open(engine, .live) { paper in
            for path in ["/", "/2026/03/sea-wall", "/feed.xml"] {
                for coding in [nil, "gzip", "br"] as [String?] {
                    let fields: HTTPFields = coding.map { [.acceptEncoding: $0] } ?? [:]
                    let first = try await paper.get(path, fields)
                    let before = paper.cache.statistics.counts.laneAnswers
                    let second = try await paper.get(path, fields)
                    #expect(paper.cache.statistics.counts.laneAnswers == before + 1, "\(path) \(coding ?? "")")
                    var (one, other) = (first.headers, second.headers)
                    one[.date] = nil
                    other[.date] = nil
                    #expect(first.status == second.status && one == other && first.body == second.body, "\(path) \(coding ?? "")")
                    #expect(second.headers[.contentEncoding] == coding && second.headers[.date] != nil)
                    #expect(second.headers[.vary] == "Accept-Encoding")
                    #expect(
                        second.headers[.cacheControl]
                            == "public, max-age=0, s-maxage=60, stale-while-revalidate=600, stale-if-error=86400")
                    let tag = try #require(second.headers[.eTag])
                    let again = try await paper.get(path, fields.adding(.ifNoneMatch, tag))
                    #expect(again.status == .notModified && again.headers[.eTag] == tag && again.headers[.vary] != nil)
                    #expect(again.body.readableBytes == 0)
                }
            }
            // Another spelling of an address is not the lane's.
            let before = paper.cache.statistics.counts.laneAnswers
            #expect(try await paper.get("/?utm_source=elsewhere").status == .ok)
            #expect(try await paper.get("/2026/03/rumour").status == .gone)
            #expect(paper.cache.statistics.counts.laneAnswers == before)
        }
    }

    @Test("a story's own key goes out with its page, and a write drops exactly what shows it")
    func surrogateKeys() async throws {
        try await ServedPaper.open(.sqlite) { paper in
            let keys = try await paper.get("/2026/03/sea-wall").headers[ResponseFields.surrogateKey]?.split(separator: " ").map(String.init)
            #expect(Set(keys ?? []).isSuperset(of: [
                CacheKey.story(paper.story.id).surrogate, CacheKey.section(paper.section.id).surrogate, "site",
            ]))
            _ = try await paper.get("/robots.txt")
            _ = try await paper.get("/standards/quotations")
            try await paper.store.write { connection in
                try StoryDesk(connection, by: "Ama Derricott", at: ServedPaper.morning).pin(paper.story.id)
            }
            let before = paper.cache.statistics.counts.renders
            _ = try await paper.get("/robots.txt")
            #expect(paper.cache.statistics.counts.renders == before)
            _ = try await paper.get("/2026/03/sea-wall")
            #expect(paper.cache.statistics.counts.renders == before + 1)
        }
    }
}

/// A value that several tasks share.
private final class Shared<Value: Sendable>: Sendable {
    let value: Mutex<Value>

    init(_ value: Value) {
        self.value = Mutex(value)
    }
}

extension HTTPFields {
    fileprivate func adding(_ name: HTTPField.Name, _ value: String) -> HTTPFields {
        var fields = self
        fields[name] = value
        return fields
    }
}
