import HTTPTypes
public import Hummingbird
import Logging
import NIOCore

/// Stands in front of every answer: gives the request its id, counts and times it, writes the access line, answers
/// `/metrics`, and tells load balancers at `/readyz` when the program is about to end.
///
/// The id comes back as `X-Request-Id`, and stands as `request` in every line that the request's logger writes. The
/// access line names method, path, status, bytes and time: no query (what somebody searches for is theirs), no address,
/// no browser.
public struct WatchingResponder<Inner: HTTPResponder>: HTTPResponder where Inner.Context: PeerContext {
    private let inner: Inner
    private let registry: Registry
    private let figures: RequestFigures
    private let watch: Watch
    private let kind: @Sendable (String) -> String

    /// - Parameters:
    ///   - watch: What may change while the program runs.
    ///   - kind: The kind of address that a path is, as one of a few words.
    public init(
        _ inner: Inner, registry: Registry, watch: Watch, kind: @escaping @Sendable (_ path: String) -> String
    ) {
        self.inner = inner
        self.registry = registry
        self.watch = watch
        self.kind = kind
        figures = RequestFigures(registry: registry)
    }

    public func respond(to request: Request, context: Inner.Context) async throws -> Response {
        let settings = watch.requests
        var context = context
        let isTrusted = settings.proxyIsTrusted || context.peer?.isLocal == true
        let id = RequestIdentity.choose(
            given: request.headers[WatchHeaders.requestID], isTrusted: isTrusted, made: context.id)
        context.logger[metadataKey: LineLogHandler.requestKey] = "\(id)"
        let path = String((request.head.path ?? "").prefix { $0 != "?" })
        let kind = kind(path)
        let start = ContinuousClock.now
        figures.underWay.increment(by: 1)
        defer { figures.underWay.decrement(by: 1) }
        do {
            var response = try await answer(request, path, settings, context)
            response.headers[WatchHeaders.requestID] = id
            // A connection that is kept would go on to a server that ends.
            if watch.isStopping { response.headers[.connection] = "close" }
            note(request, path, kind, response, since: start, settings, context)
            return response
        } catch {
            figures.count(kind: kind, status: 500, bytes: 0, duration: ContinuousClock.now - start)
            throw error
        }
    }

    private func answer(
        _ request: Request, _ path: String, _ settings: Watch.Requests, _ context: Inner.Context
    ) async throws -> Response {
        switch path {
        case "/metrics":
            let access = MetricsAccess(token: settings.metricsToken)
            let isAllowed = access.allows(
                request.headers, authority: request.head.authority, peerIsLocal: context.peer?.isLocal == true)
            // To everybody else there is nothing here, as at any address where nothing is.
            guard isAllowed, request.method == .get || request.method == .head else { break }
            return plain(.ok, await registry.text(), PrometheusText.mediaType, isHead: request.method == .head)
        case "/readyz" where watch.isStopping:
            return plain(
                .serviceUnavailable, "stopping\n", "text/plain; charset=utf-8", isHead: request.method == .head)
        default: break
        }
        return try await inner.respond(to: request, context: context)
    }

    private func note(
        _ request: Request, _ path: String, _ kind: String, _ response: Response, since start: ContinuousClock.Instant,
        _ settings: Watch.Requests, _ context: Inner.Context
    ) {
        let duration = ContinuousClock.now - start
        let bytes = response.body.contentLength ?? 0
        figures.count(kind: kind, status: response.status.code, bytes: bytes, duration: duration)
        let level: Logger.Level = settings.logsAccess ? .info : .debug
        guard context.logger.logLevel <= level else { return }
        let milliseconds = (Double(duration.components.attoseconds / 1_000_000_000_000) / 1000
            + Double(duration.components.seconds) * 1000)
        context.logger.log(
            level: level, "answered",
            metadata: [
                "method": "\(request.method.rawValue)", "path": "\(path.prefix(512))", "kind": "\(kind)",
                "status": .stringConvertible(response.status.code), "bytes": .stringConvertible(bytes),
                "ms": .stringConvertible(milliseconds),
            ])
    }

    private func plain(_ status: HTTPResponse.Status, _ text: String, _ mediaType: String, isHead: Bool) -> Response {
        let headers: HTTPFields = [
            .contentType: mediaType, .cacheControl: "no-store", .xContentTypeOptions: "nosniff",
            .contentLength: String(text.utf8.count),
        ]
        guard !isHead else { return Response(status: status, headers: headers) }
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}

/// The names of fields that the standards' list lacks.
enum WatchHeaders {
    static let requestID: HTTPField.Name = {
        guard let name = HTTPField.Name("X-Request-Id") else { preconditionFailure("X-Request-Id is a field name") }
        return name
    }()
}
