import Editorial
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Markup
import NIOCore
import Newsroom
import Storage
import StorageTesting
import SystemPackage
import Testing

@Suite("The newsroom's API")
struct APITests {
    private static let now = APIRoom.now

    private func withAPI(
        _ engine: TestEngine, _ test: @escaping @Sendable (any TestClientProtocol, any Store, Story.ID, String) async throws -> Void
    ) async throws {
        try await APIRoom.open(engine) { room in try await test(room.client, room.store, room.story, room.reading) }
    }

    private func get(_ client: any TestClientProtocol, _ path: String, _ token: String?, method: HTTPRequest.Method = .get) async throws -> TestResponse {
        let headers: HTTPFields = token.map { [.authorization: "Bearer \($0)"] } ?? [:]
        return try await client.execute(uri: path, method: method, headers: headers) { $0 }
    }

    @Test("a program with a token gets the quotations with their word diff and decisions", arguments: TestEngine.available)
    func quotations(engine: TestEngine) async throws {
        try await withAPI(engine) { client, store, story, token in
            try await store.write { connection in
                try QuotationDesk(connection, by: "Bo", at: Self.now)
                    .decide(.attested(by: "Ama", reason: "Her notes."), on: "q1", of: story)
            }
            let answer = try await get(client, "/api/v1/stories/\(story)/quotations", token)
            #expect(answer.status == .ok)
            #expect(answer.headers[.contentType] == "application/json")
            #expect(answer.headers[.cacheControl] == "no-store")
            let object = try #require(try JSONSerialization.jsonObject(with: Data(answer.body.readableBytesView)) as? [String: Any])
            #expect(object["text"] as? String == "Plans\n\n“We have no plans,” said Dr Fell.")
            #expect(object["gate"] as? String == "pass")
            let quotation = try #require((object["quotations"] as? [[String: Any]])?.first)
            #expect(Set(quotation.keys).isSuperset(of: [
                "id", "text", "range", "speaker", "verdict", "warnings", "match", "edits", "parts", "standing", "decisions",
            ]))
            #expect(quotation["verdict"] as? String == "no-source")
            #expect(quotation["standing"] as? String == "ruled")
            let decision = try #require((quotation["decisions"] as? [[String: Any]])?.first)
            #expect(decision["kind"] as? String == "attested")
            #expect(decision["person"] as? String == "Ama" && decision["by"] as? String == "Bo")
        }
    }

    @Test("without a token in use nothing is told", arguments: TestEngine.available)
    func strangers(engine: TestEngine) async throws {
        try await withAPI(engine) { client, store, story, token in
            let address = "/api/v1/stories/\(story)/quotations"
            for stranger in [nil, "", "standfirst_0", token + "0", String(token.dropLast())] as [String?] {
                for path in [address, "/api/v1/stories/\(Story.ID(at: Self.now))/quotations", "/api", "/api/v1/nothing"] {
                    let answer = try await get(client, path, stranger)
                    #expect(answer.status == .unauthorized, "\(path)")
                    #expect(answer.headers[.wwwAuthenticate]?.hasPrefix("Bearer") == true)
                    #expect(answer.headers[.contentType] == "application/problem+json")
                    #expect(!String(buffer: answer.body).contains("plans"))
                }
            }
            try await store.write { try AccessToken.revoke("the editor", at: Self.now, in: $0) }
            #expect(try await get(client, address, token).status == .unauthorized)
        }
    }

    @Test("what is not there is 404, writing is 405, and everything else is the newspaper's", arguments: TestEngine.available)
    func others(engine: TestEngine) async throws {
        try await APIRoom.open(engine) { room in
            let (client, story, token) = (room.client, room.story, room.writing)
            let unknown = try await get(client, "/api/v1/stories/\(Story.ID(at: Self.now))/quotations", token)
            #expect(unknown.status == .notFound)
            #expect(try await get(client, "/api/v1/stories/nobody/quotations", token).status == .notFound)
            let writing = try await get(client, "/api/v1/stories/\(story)/quotations", token, method: .post)
            #expect(writing.status == .methodNotAllowed)
            #expect(writing.headers[.allow] == "GET, HEAD")
            #expect(try await get(client, "/api/v1/stories/\(story)/quotations", room.reading, method: .post).status == .forbidden)
            for path in ["/", "/apical", "/2026/03/plans"] {
                #expect(String(buffer: try await get(client, path, nil).body) == "the newspaper", "\(path)")
            }
        }
    }

    @Test("only the hash of a token is kept", arguments: TestEngine.available)
    func hashed(engine: TestEngine) async throws {
        try await withAPI(engine) { _, store, _, token in
            let stored: [UInt8]? = try await store.read { try $0.value("SELECT hash FROM access_token") }
            #expect(stored?.count == 32)
            #expect(stored != Array(token.utf8))
            let again = await #expect(throws: AccessTokenError.self) {
                try await store.write { connection in
                    var random = SystemRandomNumberGenerator()
                    return try AccessToken.add("the editor", at: Self.now, random: &random, in: connection)
                }
            }
            #expect(again == .nameTaken("the editor"))
        }
    }
}
