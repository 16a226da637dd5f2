public import Editorial
import Foundation
import HTTPTypes
public import Hummingbird
import Logging
public import Storage

/// Answers the newsroom's programs under `/api/v1/`, and hands every other request on. `docs/api.md` describes it.
///
/// Every answer is JSON, but for a source's text; faults are problem details (RFC 9457); none may be kept by a cache.
/// Without a token in use (`Authorization: Bearer …`) nothing is told, not even whether an address exists; to change
/// anything the token must be one that may. What a confidential source says, and what it is, is never told.
public struct APIResponder<Context: RequestContext, Reader: HTTPResponder<Context>>: HTTPResponder {
    private let store: any Store
    private let routes: APIRoutes
    private let reader: Reader

    /// - Parameter fetcher: Gets the pages that are to be archived.
    public init(store: any Store, archive: SourceArchive, fetcher: PageFetcher, reader: Reader) {
        self.store = store
        routes = APIRoutes(store: store, archive: archive, fetcher: fetcher)
        self.reader = reader
    }

    public func respond(to request: Request, context: Context) async throws -> Response {
        let path = request.uri.path
        guard path == "/api" || path.hasPrefix("/api/") else {
            return try await reader.respond(to: request, context: context)
        }
        do {
            return try await answer(request, path)
        } catch {
            let problem = Problem(error)
            if problem.status.kind == .serverError, problem.status != .badGateway {
                context.logger.error("a request of the API failed", metadata: ["error": "\(type(of: error))"])
            }
            return problem.response
        }
    }

    private func answer(_ request: Request, _ path: String) async throws -> Response {
        let token = try await token(of: request)
        let isReading = request.method == .get || request.method == .head
        guard isReading || token.mayWrite else { throw Problem.mayNotWrite }
        let segments = path.split(separator: "/").dropFirst().map { String($0).removingPercentEncoding ?? String($0) }
        guard segments.first == "v1" else { throw Problem.notFound }
        return try await routes.answer(APIRequest(request, path: Array(segments.dropFirst()), token: token))
    }

    private func token(of request: Request) async throws -> AccessToken {
        guard let field = request.headers[.authorization], let space = field.firstIndex(of: " "),
            field[..<space].lowercased() == "bearer"
        else { throw Problem.unauthorized }
        let secret = field[space...].trimmingCharacters(in: .whitespaces)
        guard let token = try await store.read({ try AccessToken.find(secret: secret, from: $0) }) else {
            throw Problem.unauthorized
        }
        return token
    }
}

/// What the addresses of the API do.
struct APIRoutes: Sendable {
    let store: any Store
    let archive: SourceArchive
    let fetcher: PageFetcher

    func answer(_ request: APIRequest) async throws -> Response {
        switch request.path.first {
        case "stories": return try await storyAnswer(request)
        case "sources": return try await sourceAnswer(request)
        case "subjects": return try await subjectAnswer(request)
        default: throw Problem.notFound
        }
    }
}
