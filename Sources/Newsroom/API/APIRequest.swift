import Editorial
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// A request of a program that has proved itself.
struct APIRequest: Sendable {
    let request: Request
    /// Behind `/api/v1/`, decoded.
    let path: [String]
    let token: AccessToken

    /// The most that a request's JSON may hold. A source typed out whole fits.
    private static let mostJSON = 8 << 20

    init(_ request: Request, path: [String], token: AccessToken) {
        self.request = request
        self.path = path
        self.token = token
    }

    var method: HTTPRequest.Method { request.method }
    var isHead: Bool { request.method == .head }

    func query(_ name: String) -> String? { request.uri.queryParameters[Substring(name)].map(String.init) }

    func queries(_ name: String) -> [String] { request.uri.queryParameters.getAll(name) }

    /// The media type of the body, without parameters.
    var mediaType: String {
        (request.headers[.contentType] ?? "").prefix { $0 != ";" }.filter { !$0.isWhitespace }.lowercased()
    }

    /// Who acts: the member of staff that the program acts for, or else the token's name.
    func actor(_ by: String?) -> String {
        guard let by, by.contains(where: { !$0.isWhitespace }) else { return token.name }
        return by
    }

    /// - Throws: ``Problem/tooLarge(_:)``
    func body(upTo limit: Int) async throws -> [UInt8] {
        if let length = request.headers[.contentLength].flatMap(Int.init), length > limit { throw Problem.tooLarge(limit) }
        var bytes: [UInt8] = []
        for try await piece in request.body {
            guard bytes.count + piece.readableBytes <= limit else { throw Problem.tooLarge(limit) }
            bytes += piece.readableBytesView
        }
        return bytes
    }

    /// - Throws: ``Problem``
    func json<Value: Decodable>(as type: Value.Type = Value.self) async throws -> Value {
        guard mediaType == "application/json" else { throw Problem.unsupported("application/json") }
        let bytes = try await body(upTo: Self.mostJSON)
        do {
            return try JSONDecoder().decode(type, from: Data(bytes))
        } catch DecodingError.keyNotFound(let key, _) {
            throw Problem.malformed("“\(key.stringValue)” is missing.")
        } catch DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context) {
            let place = context.codingPath.map(\.stringValue).joined(separator: ".")
            throw Problem.malformed("“\(place)” is not of the type that it must be.")
        } catch {
            throw Problem.malformed("The body is no JSON object.")
        }
    }

    /// - Throws: ``Problem/malformed(_:)`` for what is none of the value's names.
    static func value<Value: RawRepresentable & CaseIterable>(
        _ text: String?, _ name: String, as type: Value.Type = Value.self
    ) throws -> Value? where Value.RawValue == String {
        guard let text else { return nil }
        guard let value = Value(rawValue: text) else {
            throw Problem.malformed("“\(name)” must be one of \(Value.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        return value
    }
}

/// Answers of the API.
enum APIAnswer {
    /// What every answer carries.
    static let headers: HTTPFields = [
        .cacheControl: "no-store", .xContentTypeOptions: "nosniff",
        .contentSecurityPolicy: "default-src 'none'; frame-ancestors 'none'",
    ]

    static func json(
        _ value: some Encodable, for request: APIRequest, status: HTTPResponse.Status = .ok, location: String? = nil
    ) throws -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var response = bytes([UInt8](try encoder.encode(value)), "application/json", status, isHead: request.isHead)
        if let location { response.headers[.location] = location }
        return response
    }

    static func text(_ text: String, for request: APIRequest) -> Response {
        bytes(Array(text.utf8), "text/plain; charset=utf-8", .ok, isHead: request.isHead)
    }

    static var nothing: Response { Response(status: .noContent, headers: headers) }

    static func bytes(_ bytes: [UInt8], _ type: String, _ status: HTTPResponse.Status, isHead: Bool = false) -> Response {
        var headers = headers
        headers[.contentType] = type
        headers[.contentLength] = String(bytes.count)
        guard !isHead else { return Response(status: status, headers: headers) }
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
