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
            return await answer(context, request) { .page(try await newspaper.missingPage()) }
        }
        if let redirect = Self.redirect(to: address, from: path) {
            return await send(PageCache.Served(FinishedPage(.moved(to: redirect), [])), to: request)
        }
        return await answer(context, request) { try await newspaper.page(at: address) }
    }

    private func answer(
        _ context: Context, _ request: Request, _ served: () async throws -> Newspaper.Served
    ) async -> Response {
        do {
            switch try await served() {
            case .page(let page): return await send(page, to: request)
            case .original(let answer, let media): return send(media, ResponseFields.fields(of: answer), to: request)
            }
        } catch {
            return await send(await fault(error, context), to: request)
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

    private func fault(_ error: any Error, _ context: Context) async -> PageCache.Served {
        switch error {
        case StorageError.unavailable(let why):
            context.logger.error("the database is away", metadata: ["why": "\(why)"])
            return await newspaper.maintenancePage()
        case ObjectStoreError.unavailable(let why), ObjectStoreError.refused(let why):
            context.logger.error("the object store is away", metadata: ["why": "\(why)"])
            return await newspaper.maintenancePage()
        case PublicationError.notSetUp:
            return await newspaper.maintenancePage()
        default:
            context.logger.error("a request failed", metadata: ["error": "\(error)"])
            return await newspaper.brokenPage()
        }
    }

    private func send(_ served: PageCache.Served, to request: Request) async -> Response {
        let accepted = AcceptedCodings(request.headers[values: .acceptEncoding].joined(separator: ","))
        let variant = await newspaper.cache.variant(of: served, accepted)
        var isKnown = false
        if let tag = variant.tag, let known = request.headers[.ifNoneMatch] { isKnown = tag.matches(known) }
        var headers = isKnown ? variant.notModifiedFields : variant.fields
        if served.isOutdated {
            headers[.cacheControl] = Answer.Keeping.moment.rawValue
            headers[ResponseFields.cacheStatus] = "Standfirst; hit; detail=outdated"
        }
        if isKnown { return Response(status: .notModified, headers: headers) }
        guard request.method == .get else { return Response(status: served.page.status, headers: headers) }
        return Response(status: served.page.status, headers: headers, body: ResponseBody(byteBuffer: variant.body))
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
        var headers = ResponseFields.standing
        headers[.contentType] = "text/plain; charset=utf-8"
        headers[.contentLength] = String(text.utf8.count)
        for field in more { headers[field.name] = field.value }
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
