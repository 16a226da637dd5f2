import Compression
import Foundation
import Markup
import PropertyTesting
import QuotationCheck
import Storage
import StorageTesting
import Testing

@testable import Editorial

@Suite("Capturing from the web")
struct CaptureTests {
    private static let address = "https://council.example/minutes?year=2026"

    static func exchange(
        at address: String = Self.address, status: Int = 200, with fields: [String: String] = ["Content-Type": "text/html"],
        _ body: [UInt8]
    ) throws -> WebExchange {
        WebExchange(
            address: try #require(SafeURL(parsing: address)), hostAddress: "203.0.113.7", requestedAt: Newsroom.morning,
            requestFields: [.init(name: "Host", value: "council.example"), .init(name: "User-Agent", value: "standfirst")],
            status: status, reason: status == 200 ? "OK" : "Found",
            fields: fields.sorted { $0.key < $1.key }.map { .init(name: $0.key, value: $0.value) }, body: body)
    }

    private static func page(_ words: String) -> [UInt8] {
        Array(
            """
            <!DOCTYPE html><html lang="en-GB"><head><title>Minutes – Council</title>
            <meta property="og:site_name" content="Town council"><meta name="author" content="Verity Crome">
            <meta property="article:published_time" content="2026-03-11T10:00:00Z"></head>
            <body><nav><a href="/">Home</a></nav><main><h1>Minutes of 11 March</h1><p>\(words)</p></main></body></html>
            """.utf8)
    }

    private func capture(
        _ desk: ArchiveDesk, _ exchanges: [WebExchange], _ intake: SourceIntake = SourceIntake(by: "Ama Derricott")
    ) async throws -> SourceIntakeResult {
        let address = try #require(SafeURL(parsing: exchanges[0].address.string))
        return try await desk.archive.capture(address, by: PageFetcher { _ in exchanges }, intake)
    }

    @Test("a page is kept as a WARC file with its text and what it says of itself", arguments: TestEngine.available)
    func captured(engine: TestEngine) async throws {
        try await ArchiveDesk.open(engine) { desk in
            let redirect = try Self.exchange(status: 302, with: ["Location": "/minutes/11"], [])
            let body = Self.page("We will not close the slipway.")
            let last = try Self.exchange(at: "https://council.example/minutes/11", body)
            let result = try await capture(desk, [redirect, last])
            #expect(result.outcome == .new)
            let reading = try await desk.archive.read(result.version.id)
            #expect(reading.text == "Minutes of 11 March\n\nWe will not close the slipway.")
            #expect(reading.source.kind == .page && reading.source.visibility == .public)
            let details = reading.version.details
            #expect(details.title == "Minutes of 11 March")
            #expect(details.author == "Verity Crome" && details.publisher == "Town council")
            #expect(details.published == "2026-03-11T10:00:00Z")
            #expect(details.address == Self.address && details.finalAddress == "https://council.example/minutes/11")
            #expect(reading.version.method == .web && reading.version.format == "application/warc")
            #expect(reading.version.language?.string == "en-GB")
            let file = try WARCFile(reading: try await desk.archive.original(of: reading.version))
            #expect(file.records.map { $0.field("WARC-Type") } == ["warcinfo", "response", "request", "response", "request"])
            #expect(file.payloadDigest == WARCRecord.digest(body))
            #expect(file.records[3].block.suffix(body.count) == body[...])
            #expect(file.records[3].field("WARC-IP-Address") == "203.0.113.7")
            #expect(try await desk.archive.verify().faults.isEmpty)
        }
    }

    @Test("capturing again adds a version, and what has not changed is noted and not kept", arguments: TestEngine.available)
    func again(engine: TestEngine) async throws {
        try await ArchiveDesk.open(engine) { desk in
            let first = try await capture(desk, [try Self.exchange(Self.page("We will not."))])
            let same = try await capture(desk, [try Self.exchange(Self.page("We will not."))])
            #expect(same.outcome == .unchanged && same.version.id == first.version.id)
            let changed = try await capture(desk, [try Self.exchange(Self.page("We will."))])
            #expect(changed.outcome == .version && changed.version.number == 2 && !changed.hasSameText)
            #expect(changed.version.source == first.version.source)
            let redressed = try await capture(desk, [try Self.exchange(Self.page("We will.") + Array("<!-- 1 -->".utf8))])
            #expect(redressed.outcome == .version && redressed.version.number == 3 && redressed.hasSameText)
            let verbs = try await desk.store.read { try SourceEvent.history(of: first.version.source, from: $0).map(\.verb) }
            #expect(verbs == [.capture, .foundUnchanged, .capture, .capture])
            #expect(try await desk.archive.read(first.version.id).text.hasSuffix("We will not."))
        }
    }

    @Test("what is no page is refused, and nothing is archived")
    func refusals() async throws {
        try await ArchiveDesk.open(.sqlite) { desk in
            for status in [404, 410, 500, 204, 206, 302] {
                await #expect(throws: CaptureFault.status(status, address: Self.address)) {
                    try await capture(desk, [try Self.exchange(status: status, Self.page("Gone"))])
                }
            }
            await #expect(throws: CaptureFault.unknownType("image/png")) {
                try await capture(desk, [try Self.exchange(with: ["Content-Type": "image/png"], [0x89, 0x50])])
            }
            await #expect(throws: SourceError.emptyText) {
                try await capture(desk, [try Self.exchange(Array("<!DOCTYPE html><title>Nothing</title>".utf8))])
            }
            let fetcher = PageFetcher { _ in throw CancellationError() }
            let address = try #require(SafeURL(parsing: Self.address))
            await #expect(throws: CancellationError.self) {
                try await desk.archive.capture(address, by: fetcher, SourceIntake(by: "Ama"))
            }
            #expect(try await desk.store.read { try Source.list(from: $0) }.isEmpty)
        }
    }

    @Test("compressed pages are read in every coding, and bombs are refused", arguments: ["gzip", "br", "gzip, br", "identity"])
    func codings(coding: String) async throws {
        try await ArchiveDesk.open(.sqlite) { desk in
            func coded(_ bytes: [UInt8]) -> [UInt8] {
                switch coding {
                case "gzip": GzipCompressor().compress(bytes)
                case "br": BrotliCompressor().compress(bytes)
                case "gzip, br": BrotliCompressor().compress(GzipCompressor().compress(bytes))
                default: bytes
                }
            }
            let fields = ["Content-Type": "text/html", "Content-Encoding": coding]
            let result = try await capture(desk, [try Self.exchange(with: fields, coded(Self.page("We will not.")))])
            #expect(try await desk.archive.read(result.version.id).text.hasSuffix("We will not."))
            guard coding != "identity" else { return }
            let bomb = coded([UInt8](repeating: 0x20, count: 65 << 20))
            #expect(bomb.count < 1 << 20)
            let fault = await #expect(throws: CaptureFault.self) {
                try await capture(desk, [try Self.exchange(at: "https://council.example/bomb", with: fields, bomb)])
            }
            guard case .compressed(.tooLarge) = fault else { return #expect(Bool(false), "\(String(describing: fault))") }
        }
    }

    @Test("types and encodings are those of the answer")
    func types() async throws {
        try await ArchiveDesk.open(.sqlite) { desk in
            let answers: [(path: String, type: String, body: [UInt8], kind: SourceKind, text: String)] = [
                ("a", "text/plain; charset=iso-8859-1", [0x4A, 0xF6, 0x72, 0x67], .document, "Jörg"),
                ("b", "text/plain; charset=\"koi8-r\"", [0xC4, 0xC1], .document, "да"),
                ("c", "text/html; charset=gb2312", [0x3C, 0x70, 0x3E, 0xC4, 0xE3, 0xBA, 0xC3], .page, "你好"),
                ("d.vtt", "text/plain", Array("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Roe>We do.".utf8), .transcript, "We do."),
                ("e", "application/activity+json", Array(#"{"content":"<p>We agree.</p>","id":"x"}"#.utf8), .post, "We agree."),
                ("f", "", Array("<!DOCTYPE html><p>Old server.</p>".utf8), .page, "Old server."),
                ("g.txt", "application/octet-stream", Array("Plain.".utf8), .document, "Plain."),
            ]
            for answer in answers {
                let fields = answer.type.isEmpty ? [:] : ["Content-Type": answer.type]
                let exchange = try Self.exchange(at: "https://council.example/\(answer.path)", with: fields, answer.body)
                let reading = try await desk.archive.read(try await capture(desk, [exchange]).version.id)
                #expect(reading.text == answer.text, "\(answer.path)")
                #expect(reading.source.kind == answer.kind, "\(answer.path)")
            }
        }
    }

    @Test("a confidential capture joins nothing that others know of, and needs the key", arguments: TestEngine.available)
    func confidential(engine: TestEngine) async throws {
        try await ArchiveDesk.open(engine) { desk in
            let open = try await capture(desk, [try Self.exchange(Self.page("We will not."))])
            let secret = SourceIntake(by: "Ama", visibility: .confidential)
            let sealed = try await capture(desk, [try Self.exchange(Self.page("We will not."))], secret)
            #expect(sealed.version.isSealed && sealed.version.source != open.version.source)
            #expect(try await desk.archive.read(sealed.version.id).version.details.address == Self.address)
            let again = try await capture(
                desk, [try Self.exchange(Self.page("We will not."))], SourceIntake(by: "Ama", source: sealed.version.source))
            #expect(again.outcome == .unchanged)
            let address = try #require(SafeURL(parsing: Self.address))
            // Without the key nothing is asked for, which a server's log would keep.
            await #expect(throws: SourceKeyError.missing) {
                try await desk.archive(key: nil).capture(
                    address, by: PageFetcher { _ in Issue.record("it was fetched"); return [] }, secret)
            }
            let report = try await desk.archive.report(sealed.version.source, opening: false)
            let json = String(decoding: try JSONEncoder().encode(report), as: UTF8.self)
            #expect(!json.contains("council.example") && !json.contains("Minutes"))
        }
    }

    @Test("the same file is archived once, and under a source that is named as its next version", arguments: TestEngine.available)
    func uploads(engine: TestEngine) async throws {
        try await ArchiveDesk.open(engine) { desk in
            let intake = SourceIntake(by: "Ama", description: SourceDescription(title: "Meeting", publisher: "Harbour"))
            let bytes = Array(ArchiveDesk.meeting.utf8)
            let first = try await desk.archive.upload(bytes, named: "meeting.txt", intake)
            #expect(first.outcome == .new && first.version.details.fileName == "meeting.txt")
            #expect(first.version.details.title == "Meeting" && first.version.details.publisher == "Harbour")
            #expect(try await desk.archive.upload(bytes, named: "other.txt", intake).outcome == .unchanged)
            var next = intake
            next.source = first.version.source
            let second = try await desk.archive.upload(bytes + Array("\n\nÅSA BRUUN: We do.".utf8), named: "meeting.txt", next)
            #expect(second.outcome == .version && second.version.number == 2)
            next.visibility = .onRequest
            await #expect(throws: CaptureFault.otherVisibility(first.version.source, .public)) {
                try await desk.archive.upload(bytes, named: "meeting.txt", next)
            }
            await #expect(throws: CaptureFault.unknownType("boat.png")) {
                try await desk.archive.upload([1, 2, 3], named: "boat.png", intake)
            }
            let typed = try await desk.archive.type("ROE: No comment.", intake)
            #expect(typed.version.method == .typed)
            #expect(try await desk.archive.read(typed.version.id).source.kind == .notes)
        }
    }
}

@Suite("WARC")
struct WARCTests {
    @Test("what is written is read again, whatever was sent")
    func roundTrip() throws {
        var random = SeededGenerator()
        let seed = random.description
        for _ in 0..<200 {
            let exchanges = try (0..<Int.random(in: 1...4, using: &random)).map { _ in
                let body = (0..<Int.random(in: 0...400, using: &random)).map { _ in
                    // Line ends and colons are what could mislead a reader.
                    random.pick([0x0D, 0x0A, 0x3A, 0x20, UInt8.random(in: 0...255, using: &random)])
                }
                let name = random.pick(["Content-Type", "Transfer-Encoding", "X-Note", "Set-Cookie"])
                let value = random.pick(["text/html", "chunked", "a: b; c", "", "WARC/1.1", "é", "a\r\nWARC-Type: x"])
                return try CaptureTests.exchange(at: "https://council.example/\(Int.random(in: 0...9, using: &random))", with: [name: value], body)
            }
            let file = WARCFile(exchanges, software: "standfirst", at: Newsroom.morning)
            let read = try WARCFile(reading: file.bytes)
            #expect(read == file, "\(seed)")
            #expect(read.payloadDigest == WARCRecord.digest(exchanges[exchanges.count - 1].body), "\(seed)")
            for record in read.records {
                #expect(record.field("WARC-Block-Digest") == WARCRecord.digest(record.block), "\(seed)")
            }
        }
    }

    @Test("a changed file is never read as if it were whole, and none ends the program")
    func damage() throws {
        var random = SeededGenerator()
        let seed = random.description
        let file = WARCFile(
            [try CaptureTests.exchange(Array("<p>We will not.</p>".utf8))], software: "standfirst", at: Newsroom.morning)
        let bytes = file.bytes
        for length in 0..<bytes.count {
            guard let read = try? WARCFile(reading: Array(bytes.prefix(length))) else { continue }
            #expect(read.records.count < file.records.count, "cut to \(length)")
        }
        for _ in 0..<2_000 {
            var damaged = bytes
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                damaged[Int.random(in: 0..<damaged.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            guard damaged != bytes, let read = try? WARCFile(reading: damaged), read != file else { continue }
            #expect(read.records.count <= file.records.count, "\(seed)")
        }
    }

    @Test("digests are those of RFC 4648 and FIPS 180-4")
    func digests() {
        // Vectors of RFC 4648, section 10.
        let vectors = [("", ""), ("f", "MY======"), ("fo", "MZXQ===="), ("foo", "MZXW6==="), ("foob", "MZXW6YQ="), ("fooba", "MZXW6YTB"), ("foobar", "MZXW6YTBOI======")]
        for (plain, coded) in vectors { #expect(WARCRecord.base32(Array(plain.utf8)) == coded) }
        #expect(WARCRecord.digest([]) == "sha256:4OYMIQUY7QOBJGX36TEJS35ZEQT24QPEMSNZGTFESWMRW6CSXBKQ====")
    }
}
