import Editorial
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Storage
import StorageTesting
import Testing

@testable import Website

@Suite("How requests are answered")
struct RequestTests {
    @Test("a browser that has a page is told so by its tag, and gets the page when it changed", arguments: TestEngine.available)
    func conditional(engine: TestEngine) async throws {
        try await ServedPaper.open(engine) { paper in
            for path in ["/", "/2026/03/sea-wall", "/feed.xml", "/atom.xml", "/feed.json", "/sitemap.xml", "/robots.txt"] {
                let first = try await paper.get(path)
                let tag = try #require(first.headers[.eTag], "\(path)")
                #expect(tag.hasPrefix("\"") && tag.hasSuffix("\""), "a strong validator: \(tag)")
                for field in [tag, "W/\(tag)", "\"other\", \(tag)", "*"] {
                    let again = try await paper.get(path, [.ifNoneMatch: field])
                    #expect(again.status == .notModified, "\(path) \(field)")
                    #expect(again.body.readableBytes == 0, "\(path) \(field)")
                    #expect(again.headers[.eTag] == tag, "\(path) \(field)")
                    #expect(again.headers[.cacheControl] == first.headers[.cacheControl], "\(path) \(field)")
                }
                for field in ["\"other\"", "", "\(tag.dropLast())x\""] {
                    #expect(try await paper.get(path, [.ifNoneMatch: field]).status == .ok, "\(path) \(field)")
                }
            }
            let before = try #require(try await paper.get("/2026/03/sea-wall").headers[.eTag])
            try await paper.store.write { connection in
                let desk = try StoryDesk(connection, by: "Ama Derricott", at: ServedPaper.morning.advanced(bySeconds: 60))
                var content = try #require(try Revision.find(paper.story.currentRevision, from: connection)).content
                content.headline = "The sea wall gave way"
                try desk.revise(paper.story.id, content)
                try desk.publish(paper.story.id)
            }
            let after = try await paper.get("/2026/03/sea-wall", [.ifNoneMatch: before])
            #expect(after.status == .ok)
            #expect(String(buffer: after.body).contains("The sea wall gave way"))
        }
    }

    @Test("a date alone is no reason to send less: pages are told apart by tag, to the byte")
    func conditionalByDate() async throws {
        try await ServedPaper.open(.sqlite) { paper in
            for date in ["Tue, 10 Mar 2026 09:00:00 GMT", "Fri, 31 Dec 2099 23:59:59 GMT", "nonsense"] {
                let answer = try await paper.get("/", [.ifModifiedSince: date])
                #expect(answer.status == .ok && answer.body.readableBytes > 0, "\(date)")
                #expect(answer.headers[.lastModified] == nil)
            }
        }
    }

    @Test("a fault is never kept, and no tag makes it less of one")
    func conditionalFaults() async throws {
        try await ServedPaper.open(.sqlite) { paper in
            for (path, status) in [("/nothing", HTTPResponse.Status.notFound), ("/2026/03/rumour", .gone)] {
                let answer = try await paper.get(path, [.ifNoneMatch: "*"])
                #expect(answer.status == status)
                #expect(answer.headers[.eTag] == nil)
                #expect(answer.headers[.cacheControl] == "no-store")
            }
        }
    }

    @Test("HEAD tells what GET would, without the body")
    func head() async throws {
        try await ServedPaper.open(.sqlite) { paper in
            let recording = try #require(paper.recording.original)
            let paths = [
                "/", "/2026/03/sea-wall", "/nothing", "/2026/03/rumour", "/feed.xml", "/2026/03/sea-wall-first",
                "/media/\(recording)/original/tide.mp3",
            ]
            for path in paths {
                let get = try await paper.get(path)
                let head = try await paper.client.execute(uri: path, method: .head)
                #expect(head.status == get.status, "\(path)")
                #expect(head.headers == get.headers, "\(path)")
                #expect(head.body.readableBytes == 0, "\(path)")
            }
        }
    }

    @Test("readers' addresses are for reading")
    func methods() async throws {
        try await ServedPaper.open(.sqlite) { paper in
            for method in [.post, .put, .delete, .patch, .options, .trace] as [HTTPRequest.Method] {
                for path in ["/", "/2026/03/sea-wall", "/nothing", "/%00"] {
                    let answer = try await paper.client.execute(uri: path, method: method)
                    #expect(answer.status == .methodNotAllowed, "\(method) \(path)")
                    #expect(answer.headers[.allow] == "GET, HEAD", "\(method) \(path)")
                    #expect(answer.headers[.contentSecurityPolicy] != nil, "\(method) \(path)")
                }
            }
        }
    }

    private static let hostile = [
        "%00", "a%00b", "%ff%fe", "%c3%28", "%F0%90%80", "%ED%A0%80", "%", "%z", "%zz", "%0d%0aX-Injected:%201", "%C2%85", "'", "\"",
        "%22%3E%3Cscript%3Ealert(1)%3C/script%3E", "-1", "0", "99999999999999999999", "2026-99-99", "%E2%80%AE", "+", "&&==", "%26%23",
    ]

    private static let names = [
        "q", "section", "author", "from", "to", "page", "p", "page_id", "attachment_id", "cat", "tag", "unknown", "%00", "%ff",
    ]

    @Test("any value of any parameter gives a page and nothing of it runs", arguments: TestEngine.available)
    func parameters(engine: TestEngine) async throws {
        try await ServedPaper.open(engine) { paper in
            for field in Self.names.flatMap({ name in Self.hostile.map { "\(name)=\($0)" } }) {
                for path in ["/search", "/", "/feed.xml"] {
                    let answer = try await paper.get("\(path)?\(field)")
                    let expected: [HTTPResponse.Status] = path == "/" ? [.ok, .notFound] : [.ok]
                    #expect(expected.contains(answer.status), "\(path)?\(field): \(answer.status)")
                    #expect(!String(buffer: answer.body).contains("<script>alert"), "\(path)?\(field)")
                }
            }
        }
    }

    @Test("any segment of any path gives a page", arguments: TestEngine.available)
    func segments(engine: TestEngine) async throws {
        try await ServedPaper.open(engine) { paper in
            let values = Self.hostile.filter { !$0.contains("+") } + ["..", ".", "..%2f..", "%2e%2e", "a/../../b", "\\..\\.."]
            for value in values {
                for path in ["/\(value)", "/section/\(value)", "/topic/\(value)/feed.xml", "/author/\(value)/page/2", "/archive/\(value)/01", "/archive/2026/\(value)", "/media/\(value)/320.webp", "/fonts/\(value)/\(value)", "/card/\(value).png", "/sitemap/\(value).xml", "/look-\(value).css", "/2026/03/\(value)"] {
                    let status = try await paper.get(path).status
                    #expect([.ok, .movedPermanently, .notFound].contains(status), "\(path): \(status)")
                }
            }
        }
    }

    @Test("a path that is longer than any address is refused, not read")
    func long() async throws {
        try await ServedPaper.open(.sqlite) { paper in
            let path = try await paper.get("/" + String(repeating: "a", count: 9000))
            #expect(path.status == .notFound)
            let query = try await paper.get("/search?q=" + String(repeating: "a", count: 5000))
            #expect(query.status == .ok)
        }
    }
}
