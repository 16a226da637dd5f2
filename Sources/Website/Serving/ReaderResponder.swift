import Crypto
import Editorial
import HTTPTypes
public import Hummingbird
import Logging
import NIOCore
import Storage

/// Answers readers' requests over HTTP: reads the address, asks the ``Newspaper`` for the answer, and sends it with what
/// browsers and caches need to know (RFC 9110, RFC 9111).
///
/// `GET` and `HEAD` alone; conditional requests by `If-None-Match`; single byte ranges of recordings and films. Every
/// answer carries the content security policy, which forbids script and anything from another origin.
public struct ReaderResponder<Context: RequestContext>: HTTPResponder {
    private let newspaper: Newspaper

    public init(_ newspaper: Newspaper) {
        self.newspaper = newspaper
    }

    public func respond(to request: Request, context: Context) async throws -> Response {
        guard request.method == .get || request.method == .head else {
            return plain(.methodNotAllowed, "This address is for reading.\n", [.allow: "GET, HEAD"])
        }
        guard let (path, query) = Self.target(of: request), let address = SiteAddress(path: path, query: query) else {
            return send(await newspaper.notFound(), to: request)
        }
        do {
            if let redirect = Self.redirect(to: address, from: path) { return send(.moved(to: redirect), to: request) }
            return send(try await newspaper.answer(address), to: request)
        } catch {
            return send(await fault(error, context), to: request)
        }
    }

    /// The path and the query of a request, where they are well-formed.
    private static func target(of request: Request) -> (path: String, query: String)? {
        guard let whole = request.head.path, whole.utf8.count <= 8192 else { return nil }
        let parts = whole.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
    }

    /// Another spelling of an address leads to the address: doubled and trailing slashes, `/page/1`.
    private static func redirect(to address: SiteAddress, from path: String) -> String? {
        let canonical = address.path.split(separator: "?", maxSplits: 1)[0]
        guard canonical != path, case let kind = address.kind, kind != .search else { return nil }
        // A story's address may be an old system's, in which a query or a slash has its meaning.
        if kind == .story, address.path.contains("?") { return nil }
        return address.path
    }

    private func fault(_ error: any Error, _ context: Context) async -> Answer {
        switch error {
        case StorageError.unavailable(let why):
            context.logger.error("the database is away", metadata: ["why": "\(why)"])
            return await newspaper.maintenance()
        case ObjectStoreError.unavailable(let why), ObjectStoreError.refused(let why):
            context.logger.error("the object store is away", metadata: ["why": "\(why)"])
            return await newspaper.maintenance()
        case PublicationError.notSetUp:
            return await newspaper.maintenance()
        default:
            context.logger.error("a request failed", metadata: ["error": "\(error)"])
            return await newspaper.broken()
        }
    }

    private func send(_ answer: Answer, to request: Request) -> Response {
        var headers = Self.standing
        headers[.cacheControl] = answer.keeping.rawValue
        headers[.contentType] = answer.mediaType
        headers[.location] = answer.location
        if !answer.keys.isEmpty {
            headers[Self.surrogateKey] = answer.keys.map(\.description).sorted().joined(separator: " ")
        }
        if answer.status == .serviceUnavailable { headers[.retryAfter] = "30" }
        switch answer.content {
        case .bytes(let bytes):
            return send(bytes, answer, headers, to: request)
        case .original(let media):
            return send(media, headers, to: request)
        }
    }

    private func send(_ bytes: [UInt8], _ answer: Answer, _ headers: HTTPFields, to request: Request) -> Response {
        var headers = headers
        if answer.status == .ok, answer.keeping != .never {
            let tag = EntityTag(of: bytes)
            headers[.eTag] = tag.description
            if let known = request.headers[.ifNoneMatch], tag.matches(known) {
                headers[.contentType] = nil
                return Response(status: .notModified, headers: headers)
            }
        }
        headers[.contentLength] = String(bytes.count)
        guard request.method == .get else { return Response(status: answer.status, headers: headers) }
        return Response(status: answer.status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    private func send(_ media: Media, _ headers: HTTPFields, to request: Request) -> Response {
        var headers = headers
        headers[.acceptRanges] = "bytes"
        if media.kind == .document { headers[.contentDisposition] = "inline" }
        let whole = 0..<media.byteCount
        let range: Range<Int>
        switch ByteRange.read(request.headers[.range], of: media.byteCount) {
        case .whole: range = whole
        case .part(let part): range = part
        case .unsatisfiable:
            headers[.contentRange] = "bytes */\(media.byteCount)"
            headers[.contentType] = nil
            return Response(status: .rangeNotSatisfiable, headers: headers)
        }
        if range != whole { headers[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(media.byteCount)" }
        headers[.contentLength] = String(range.count)
        let status: HTTPResponse.Status = range == whole ? .ok : .partialContent
        guard request.method == .get else { return Response(status: status, headers: headers) }
        let archive = newspaper.media
        let body = ResponseBody(contentLength: range.count) { writer in
            var position = range.lowerBound
            while position < range.upperBound {
                let piece = position..<min(position + 1 << 18, range.upperBound)
                let bytes = try await archive.bytes(ofOriginal: media, in: piece)
                if bytes.isEmpty { break }
                try await writer.write(ByteBuffer(bytes: bytes))
                position += bytes.count
            }
            try await writer.finish(nil)
        }
        return Response(status: status, headers: headers, body: body)
    }

    private func plain(_ status: HTTPResponse.Status, _ text: String, _ more: HTTPFields) -> Response {
        var headers = Self.standing
        headers[.contentType] = "text/plain; charset=utf-8"
        headers[.contentLength] = String(text.utf8.count)
        for field in more { headers[field.name] = field.value }
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    private static var surrogateKey: HTTPField.Name { ReaderHeaders.surrogateKey }
    private static var standing: HTTPFields { ReaderHeaders.standing }
}

/// What every answer to a reader carries.
enum ReaderHeaders {
    static let surrogateKey = name("Surrogate-Key")

    static let standing: HTTPFields = {
        var headers: HTTPFields = [
            .contentSecurityPolicy:
                "default-src 'none'; script-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; media-src 'self'; "
                + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            .xContentTypeOptions: "nosniff",
        ]
        headers[name("Referrer-Policy")] = "strict-origin-when-cross-origin"
        headers[name("Cross-Origin-Opener-Policy")] = "same-origin"
        headers[name("Permissions-Policy")] = "browsing-topics=(), camera=(), geolocation=(), microphone=()"
        return headers
    }()

    private static func name(_ text: StaticString) -> HTTPField.Name {
        guard let name = HTTPField.Name(text.description) else { preconditionFailure("\(text) is no field name") }
        return name
    }
}
