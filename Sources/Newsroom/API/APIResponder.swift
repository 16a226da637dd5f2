import Editorial
import Foundation
import HTTPTypes
public import Hummingbird
import Logging
import NIOCore
public import Storage

/// Answers the newsroom's programs under `/api/v1/`, and hands every other request on.
///
/// `GET /api/v1/stories/ID/quotations` gives a story's ``QuotationReport``. Every answer is JSON, faults as problem
/// details (RFC 9457), and none may be kept by a cache. Without a token in use (`Authorization: Bearer …`) nothing is
/// told, not even whether an address exists.
public struct APIResponder<Context: RequestContext, Reader: HTTPResponder<Context>>: HTTPResponder {
    private let store: any Store
    private let reader: Reader

    public init(store: any Store, reader: Reader) {
        self.store = store
        self.reader = reader
    }

    public func respond(to request: Request, context: Context) async throws -> Response {
        let path = request.uri.path
        guard path == "/api" || path.hasPrefix("/api/") else {
            return try await reader.respond(to: request, context: context)
        }
        do {
            return try await answer(request, path)
        } catch let problem as Problem {
            return problem.response
        } catch StorageError.unavailable {
            return Problem.unavailable.response
        } catch {
            context.logger.error("a request of the API failed", metadata: ["error": "\(error)"])
            return Problem.failure.response
        }
    }

    private func answer(_ request: Request, _ path: String) async throws -> Response {
        try await checkToken(of: request)
        guard request.method == .get || request.method == .head else { throw Problem.methodNotAllowed }
        let segments = path.split(separator: "/").map(String.init)
        guard segments.count == 5, segments[1] == "v1", segments[2] == "stories", segments[4] == "quotations",
            let story = Story.ID(segments[3])
        else { throw Problem.notFound }
        do {
            let report = try await store.read { try QuotationReport.read(story, from: $0) }
            return try Self.json(report, isHead: request.method == .head)
        } catch StoryError.notFound {
            throw Problem.notFound
        }
    }

    private func checkToken(of request: Request) async throws {
        guard let field = request.headers[.authorization], let space = field.firstIndex(of: " "),
            field[..<space].lowercased() == "bearer"
        else { throw Problem.unauthorized }
        let secret = field[space...].trimmingCharacters(in: .whitespaces)
        guard try await store.read({ try AccessToken.find(secret: secret, from: $0) }) != nil else {
            throw Problem.unauthorized
        }
    }

    private static func json(_ value: some Encodable, isHead: Bool) throws -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let bytes = [UInt8](try encoder.encode(value))
        var headers = APIHeaders.standing
        headers[.contentType] = "application/json"
        headers[.contentLength] = String(bytes.count)
        guard !isHead else { return Response(status: .ok, headers: headers) }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}

/// What every answer of the API carries.
private enum APIHeaders {
    static let standing: HTTPFields = [
        .cacheControl: "no-store", .xContentTypeOptions: "nosniff",
        .contentSecurityPolicy: "default-src 'none'; frame-ancestors 'none'",
    ]
}

/// Why a request of the API has no answer.
private enum Problem: Error {
    case unauthorized, notFound, methodNotAllowed, unavailable, failure

    private var status: HTTPResponse.Status {
        switch self {
        case .unauthorized: .unauthorized
        case .notFound: .notFound
        case .methodNotAllowed: .methodNotAllowed
        case .unavailable: .serviceUnavailable
        case .failure: .internalServerError
        }
    }

    private var detail: String {
        switch self {
        case .unauthorized: "Send a token in use as “Authorization: Bearer …”; `standfirst token add NAME` makes one."
        case .notFound: "There is nothing at this address."
        case .methodNotAllowed: "This address is for reading."
        case .unavailable: "The database is away. Try again in a minute."
        case .failure: "The fault is the server's and has been recorded."
        }
    }

    var response: Response {
        var headers = APIHeaders.standing
        headers[.contentType] = "application/problem+json"
        if case .unauthorized = self { headers[.wwwAuthenticate] = "Bearer realm=\"standfirst\"" }
        if case .methodNotAllowed = self { headers[.allow] = "GET, HEAD" }
        let body = Body(title: status.reasonPhrase, status: status.code, detail: detail)
        let bytes = (try? JSONEncoder().encode(body)).map { [UInt8]($0) } ?? []
        headers[.contentLength] = String(bytes.count)
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    private struct Body: Encodable {
        let title: String
        let status: Int
        let detail: String
    }
}
