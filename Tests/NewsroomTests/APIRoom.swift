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

/// A newsroom with one story, an archive, the API, and two tokens for it.
struct APIRoom: Sendable {
    static let now = Timestamp(seconds: 1_773_133_200)
    static let page = "<!DOCTYPE html><title>Statement</title><main><p>FELL: We have no plans. We never had.</p></main>"

    let client: any TestClientProtocol
    let store: any Store
    let archive: SourceArchive
    let story: Story.ID
    /// A token that may only look.
    let reading: String
    /// One that may write.
    let writing: String

    private static let migrations: [Migration] = {
        let seam = Migration(number: 0, name: "the seam", statements: SearchIndex.schema + JobQueue.schema)
        let all =
            [seam] + EditorialSchema.migrations + SourceSchema.migrations + QuotationSchema.migrations
            + AccessToken.migrations + QuotationSpeaker.migrations + AccessToken.laterMigrations
            + EditorialSchema.additions
        return all.enumerated().map { index, migration in
            Migration(number: index + 1, name: migration.name, statements: migration.statements)
        }
    }()

    /// Stands for the newspaper.
    private struct Reader: HTTPResponder {
        func respond(to request: Request, context: BasicRequestContext) async throws -> Response {
            Response(status: .ok, body: ResponseBody(byteBuffer: ByteBuffer(string: "the newspaper")))
        }
    }

    /// Stands for the web, on which one address has a page.
    private static let fetcher = PageFetcher { address in
        guard address.host == "trust.example" else { throw CaptureFault.notFetched("The host isn't known.") }
        return [
            WebExchange(
                address: address, hostAddress: "203.0.113.7", requestedAt: now, requestFields: [],
                status: address.path == "/gone" ? 410 : 200, reason: "OK",
                fields: [.init(name: "Content-Type", value: "text/html")], body: Array(page.utf8))
        ]
    }

    static func open(_ engine: TestEngine, _ test: @escaping @Sendable (APIRoom) async throws -> Void) async throws {
        try await engine.withStore(migrations) { store in
            let (story, reading, writing) = try await store.write { connection in
                try Publication(
                    name: "The Lantern", language: .english, timeZone: "UTC", baseURL: "https://lantern.example"
                ).save(in: connection)
                let desk = try StoryDesk(connection, by: "Ama", at: now)
                let body = Body(blocks: [.paragraph([.text("“We have no plans,” said Dr Fell.")])])
                let story = try desk.create(.news, slug: Slug(of: "plans"), StoryContent(headline: "Plans", body: body))
                var random = SystemRandomNumberGenerator()
                let reading = try AccessToken.add("the editor", at: now, random: &random, in: connection)
                let writing = try AccessToken.add("the desk", mayWrite: true, at: now, random: &random, in: connection)
                return (story.id, reading, writing)
            }
            let folder = FileManager.default.temporaryDirectory.appending(path: "api-\(UUID().uuidString)")
            defer { try? FileManager.default.removeItem(at: folder) }
            let key = try SourceKey(parsing: SourceKey.make())
            let archive = SourceArchive(store: store, objects: FolderObjectStore(root: FilePath(folder.path)), key: key)
            try await QuotationChecking(store: store, archive: archive).check(story: story)
            let application = Application(
                responder: APIResponder(store: store, archive: archive, fetcher: fetcher, reader: Reader()))
            try await application.test(.router) { client in
                try await test(
                    APIRoom(
                        client: client, store: store, archive: archive, story: story, reading: reading, writing: writing))
            }
        }
    }

    /// Sends a request with the writing token, and reads the answer's JSON.
    func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: String? = nil, type: String = "application/json",
        token: String? = nil
    ) async throws -> (status: HTTPResponse.Status, json: [String: Any], headers: HTTPFields) {
        var headers: HTTPFields = [.authorization: "Bearer \(token ?? writing)"]
        if body != nil { headers[.contentType] = type }
        let answer = try await client.execute(
            uri: "/api/v1" + path, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) }) { $0 }
        let object = try? JSONSerialization.jsonObject(with: Data(answer.body.readableBytesView))
        return (answer.status, object as? [String: Any] ?? [:], answer.headers)
    }
}
