import Editorial
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Storage
import StorageTesting
import Testing

@Suite("The newsroom's API: sources and decisions")
struct SourceAPITests {
    private func first(_ json: [String: Any], _ list: String) -> [String: Any] {
        (json[list] as? [[String: Any]])?.first ?? [:]
    }

    @Test("a page is archived, attached and quoted", arguments: TestEngine.available)
    func capture(engine: TestEngine) async throws {
        try await APIRoom.open(engine) { room in
            let made = try await room.send(
                .post, "/sources", #"{"url":"https://trust.example/statement","by":"Bo","stories":["\#(room.story)"]}"#)
            #expect(made.status == .created)
            #expect(made.json["outcome"] as? String == "new")
            let id = try #require(made.json["source"] as? String)
            #expect(made.headers[.location] == "/api/v1/sources/\(id)")
            let again = try await room.send(.post, "/sources", #"{"url":"https://trust.example/statement"}"#)
            #expect(again.status == .ok && again.json["outcome"] as? String == "unchanged")
            let report = try await room.send(.get, "/sources/\(id)", token: room.reading)
            #expect(report.json["kind"] as? String == "page")
            #expect(first(report.json, "versions")["capturedBy"] as? String == "Bo")
            let history = report.json["history"] as? [[String: Any]]
            #expect(history?.last?["by"] as? String == "the desk")
            let attached = try await room.send(.get, "/stories/\(room.story)/sources", token: room.reading)
            #expect(first(attached.json, "sources")["source"] as? String == id)
            let list = try await room.send(.get, "/sources?limit=1", token: room.reading)
            #expect(first(list.json, "sources")["id"] as? String == id && list.json["next"] as? String == id)
            let end = try await room.send(.get, "/sources?limit=1&before=\(id)", token: room.reading)
            #expect((end.json["sources"] as? [Any])?.isEmpty == true && end.json["next"] is NSNull == false)
            let bound = try await room.send(
                .post, "/stories/\(room.story)/quotations/q1/decisions", #"{"decision":"bind","source":"\#(id)","by":"Bo"}"#)
            #expect(bound.status == .ok)
            #expect(first(bound.json, "quotations")["verdict"] as? String == "verbatim")
            #expect(bound.json["gate"] as? String == "pass")
        }
    }

    @Test("files and typed text are archived, and read again", arguments: TestEngine.available)
    func uploads(engine: TestEngine) async throws {
        try await APIRoom.open(engine) { room in
            let file = try await room.send(
                .post, "/sources?name=notes.vtt&title=Meeting&by=Bo&kind=transcript",
                "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Roe>We do.\n", type: "text/vtt")
            #expect(file.status == .created)
            let id = try #require(file.json["source"] as? String)
            let text = try await room.client.execute(
                uri: "/api/v1/sources/\(id)/text", method: .get, headers: [.authorization: "Bearer \(room.reading)"]) { $0 }
            #expect(String(buffer: text.body) == "We do.")
            #expect(text.headers[.contentType] == "text/plain; charset=utf-8")
            let typed = try await room.send(.post, "/sources", #"{"text":"ROE: No comment.","title":"A call"}"#)
            #expect(typed.status == .created)
            let shown = try await room.send(.patch, "/sources/\(id)", #"{"visibility":"on-request","by":"Bo"}"#)
            #expect(shown.json["visibility"] as? String == "on-request")
            let whole = try await room.send(.patch, "/sources/\(id)", #"{"visibility":"public","showing":"passages"}"#)
            #expect(whole.json["isShownWhole"] as? Bool == false)
        }
    }

    @Test("nothing of a confidential source is told, although the server has the key", arguments: TestEngine.available)
    func confidential(engine: TestEngine) async throws {
        try await APIRoom.open(engine) { room in
            // Notes stand in the history, which is not sealed.
            let noted = try await room.send(
                .post, "/sources",
                #"{"text":"PELLOW: They told me to lose the book.","title":"Pellow","visibility":"confidential","note":"meets at nine"}"#)
            #expect(noted.status == .unprocessableContent && !"\(noted.json)".contains("meets"))
            let made = try await room.send(
                .post, "/sources",
                #"{"text":"PELLOW: They told me to lose the book.","title":"Pellow","visibility":"confidential"}"#)
            #expect(made.status == .created)
            let id = try #require(made.json["source"] as? String)
            _ = try await room.send(.put, "/stories/\(room.story)/sources/\(id)", "{}")
            for path in ["/sources", "/sources/\(id)", "/sources/\(id)/text", "/stories/\(room.story)/sources", "/stories/\(room.story)/quotations"] {
                let answer = try await room.client.execute(
                    uri: "/api/v1" + path, method: .get, headers: [.authorization: "Bearer \(room.writing)"]) { $0 }
                let body = String(buffer: answer.body)
                for word in ["Pellow", "PELLOW", "book", "meets"] { #expect(!body.contains(word), "\(path)") }
                #expect(answer.status == (path.hasSuffix("/text") ? .forbidden : .ok), "\(path)")
            }
            #expect(!"\(made.json)".contains("Pellow"))
            let opened = try await room.send(.patch, "/sources/\(id)", #"{"visibility":"public"}"#)
            #expect(opened.status == .conflict)
        }
    }

    @Test("an editor's program decides on quotations, and says who speaks", arguments: TestEngine.available)
    func decisions(engine: TestEngine) async throws {
        try await APIRoom.open(engine) { room in
            let address = "/stories/\(room.story)/quotations/q1/decisions"
            let noReason = try await room.send(.post, address, #"{"decision":"override","by":"Bo"}"#)
            #expect(noReason.status == .conflict)
            let made = try await room.send(
                .post, address, #"{"decision":"attested","by":"Bo","person":"Ama","reason":"Her notes."}"#)
            #expect(made.status == .ok && first(made.json, "quotations")["standing"] as? String == "ruled")
            let reopened = try await room.send(.post, address, #"{"decision":"reopen","by":"Bo","reason":"A slip."}"#)
            #expect(first(reopened.json, "quotations")["standing"] as? String == "open")
            let subject = try await room.store.write { connection in
                try SourceDesk(connection, by: "Bo", at: APIRoom.now).add(.person, named: "Adrian Fell")
            }
            let found = try await room.send(.get, "/subjects?name=Fell", token: room.reading)
            #expect(first(found.json, "subjects")["id"] as? String == subject.id.description)
            let tied = try await room.send(
                .put, "/stories/\(room.story)/quotations/q1/speaker", #"{"subject":"\#(subject.id)","by":"Bo"}"#)
            #expect((first(tied.json, "quotations")["subject"] as? [String: Any])?["name"] as? String == "Adrian Fell")
            #expect(first(tied.json, "quotations")["speaker"] as? String == "Adrian Fell")
        }
    }

    @Test("what is asked wrongly is told apart, and changes nothing", arguments: TestEngine.available)
    func faults(engine: TestEngine) async throws {
        try await APIRoom.open(engine) { room in
            let nobody = Source.ID(at: APIRoom.now)
            let cases: [(HTTPRequest.Method, String, String?, String, HTTPResponse.Status)] = [
                (.post, "/sources", "{", "application/json", .badRequest),
                (.post, "/sources", "{}", "application/json", .badRequest),
                (.post, "/sources", #"{"url":"ftp://x.example/"}"#, "application/json", .badRequest),
                (.post, "/sources", #"{"url":"https://nowhere.example/"}"#, "application/json", .badGateway),
                (.post, "/sources", #"{"url":"https://trust.example/gone"}"#, "application/json", .unprocessableContent),
                (.post, "/sources", #"{"text":" ","title":"x"}"#, "application/json", .unprocessableContent),
                (.post, "/sources", #"{"text":"x","title":"x","kind":"rumour"}"#, "application/json", .badRequest),
                (.post, "/sources", #"{"text":"x","title":"x","source":"\#(nobody)"}"#, "application/json", .notFound),
                (.post, "/sources", "x", "image/png", .unsupportedMediaType),
                (.post, "/sources", "no vtt", "text/vtt", .unprocessableContent),
                (.get, "/sources/\(nobody)", nil, "", .notFound),
                (.get, "/sources/\(nobody)/text", nil, "", .notFound),
                (.get, "/sources?limit=0", nil, "", .badRequest),
                (.delete, "/sources", nil, "", .methodNotAllowed),
                (.delete, "/stories/\(room.story)/sources/\(nobody)", nil, "", .notFound),
                (.put, "/stories/\(room.story)/sources/\(nobody)", "{}", "application/json", .notFound),
                (.post, "/stories/\(room.story)/quotations/q9/decisions", #"{"decision":"override","reason":"x"}"#, "application/json", .notFound),
                (.post, "/stories/\(room.story)/quotations/q1/decisions", #"{"decision":"shrug"}"#, "application/json", .badRequest),
                (.post, "/stories/\(room.story)/quotations/q1/decisions", "{}", "application/json", .badRequest),
                (.get, "/stories/\(room.story)", nil, "", .notFound),
                (.get, "/nothing", nil, "", .notFound),
            ]
            for (method, path, body, type, status) in cases {
                let answer = try await room.send(method, path, body, type: type)
                #expect(answer.status == status, "\(method) \(path) \(body ?? "")")
                #expect(answer.headers[.contentType] == "application/problem+json", "\(path)")
                #expect((answer.json["detail"] as? String)?.isEmpty == false, "\(path)")
            }
            #expect(try await room.store.read { try Source.list(from: $0) }.isEmpty)
        }
    }

    @Test("a body larger than is taken is refused", arguments: [TestEngine.sqlite])
    func bounds(engine: TestEngine) async throws {
        try await APIRoom.open(engine) { room in
            let text = String(repeating: "a", count: 9 << 20)
            let answer = try await room.send(.post, "/sources", #"{"title":"x","text":"\#(text)"}"#)
            #expect(answer.status == .contentTooLarge)
        }
    }

    @Test("a token that may only look changes nothing", arguments: TestEngine.available)
    func looking(engine: TestEngine) async throws {
        try await APIRoom.open(engine) { room in
            for (method, path) in [(HTTPRequest.Method.post, "/sources"), (.put, "/stories/\(room.story)/sources/x"), (.patch, "/sources/x")] {
                let answer = try await room.send(method, path, #"{"text":"x","title":"x"}"#, token: room.reading)
                #expect(answer.status == .forbidden, "\(path)")
            }
            #expect(try await room.store.read { try Source.list(from: $0) }.isEmpty)
        }
    }
}
