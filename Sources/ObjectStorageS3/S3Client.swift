import AsyncHTTPClient
import Editorial
import Foundation
import NIOCore
import NIOHTTP1
import Storage

/// Sends requests to a bucket: signed, in bounded time, and again where a fault may pass.
struct S3Client: Sendable {
    let location: S3Location
    /// Asked for each request, so that credentials in a file can be changed while the program runs.
    let credentials: @Sendable () throws -> S3Credentials
    var clock = TimeSource.system
    var retry = S3RetryPolicy()
    /// For an answer to begin; what is sent gets time by its length besides.
    var timeout = Duration.seconds(30)

    /// One for the process, as its connections are for any bucket; like AsyncHTTPClient's own shared one it is never ended.
    private static let http: HTTPClient = {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.httpVersion = .http1Only
        configuration.timeout = .init(connect: .seconds(5), read: .seconds(30), write: .seconds(30))
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 16
        // Trying again is this client's own decision.
        configuration.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    /// An answer that was read to its end.
    struct Reply {
        let status: Int
        let headers: HTTPHeaders
        let body: [UInt8]
    }

    /// Sends a request whose answer is small.
    /// - Parameter accepted: The statuses that are answers to it and no faults.
    /// - Throws: `ObjectStoreError`
    func send(_ request: S3Request, accepting accepted: Set<Int> = [200]) async throws -> Reply {
        try await send(request, accepting: accepted) { response in
            Reply(
                status: Int(response.status.code), headers: response.headers,
                body: [UInt8](buffer: try await response.body.collect(upTo: 8 << 20)))
        }
    }

    /// Sends a request, and reads its answer; again from the beginning where it breaks off.
    /// - Parameter read: Throws ``S3Failure`` for what was not read well.
    /// - Throws: `ObjectStoreError`, `CancellationError`, and what `read` throws besides.
    func send<Value: Sendable>(
        _ request: S3Request, accepting accepted: Set<Int>, read: (HTTPClientResponse) async throws -> Value
    ) async throws -> Value {
        let begun = ContinuousClock.now
        var attempt = 1
        while true {
            let failure: S3Failure
            do {
                return try await once(request, accepting: accepted, read: read)
            } catch let error as S3Failure {
                failure = error
            } catch let error where error is CancellationError || error is S3CredentialsError || error is ObjectStoreError {
                throw error
            } catch let error as HTTPClientError where error == .cancelled {
                throw CancellationError()
            } catch {
                failure = .transport(Self.reason(error))
            }
            let decision = retry.decision(
                after: failure, attempt: attempt, elapsed: begun.duration(to: .now), jitter: .random(in: 0...1))
            guard case .again(let pause) = decision else { throw failure.fault(at: location, now: clock.now()) }
            try await Task.sleep(for: pause)
            attempt += 1
        }
    }

    private func once<Value: Sendable>(
        _ request: S3Request, accepting accepted: Set<Int>, read: (HTTPClientResponse) async throws -> Value
    ) async throws -> Value {
        let seconds = timeout.components.seconds + Int64(request.body.readableBytes >> 15)
        let response = try await Self.http.execute(try signed(request), timeout: .seconds(seconds))
        let status = Int(response.status.code)
        if accepted.contains(status) { return try await read(response) }
        let body = try await response.body.collect(upTo: 1 << 20)
        throw S3Failure.answered(
            S3Refusal(
                status: status, body: [UInt8](buffer: body), date: response.headers.first(name: "Date"),
                region: response.headers.first(name: "x-amz-bucket-region")))
    }

    private func signed(_ request: S3Request) throws -> HTTPClientRequest {
        let credentials = try credentials()
        let scope = RequestSignature.Scope(time: clock.now(), region: location.region)
        let payloadHash = request.payloadHash
        var headers = request.headers
        headers += [("Host", location.host), ("x-amz-date", scope.moment), ("x-amz-content-sha256", payloadHash)]
        if let token = credentials.sessionToken { headers.append(("x-amz-security-token", token)) }
        let signature = RequestSignature(
            method: request.method.rawValue, path: location.path(of: request.key), query: request.query, headers: headers,
            payloadHash: payloadHash)
        let query = signature.canonicalQuery
        var signed = HTTPClientRequest(
            url: "\(location.scheme)://\(location.host)\(signature.path)" + (query.isEmpty ? "" : "?\(query)"))
        signed.method = HTTPMethod(rawValue: request.method.rawValue)
        for header in headers { signed.headers.add(name: header.name, value: header.value) }
        signed.headers.add(name: "Authorization", value: signature.authorization(scope, credentials))
        if request.method == .put || request.method == .post { signed.body = .bytes(request.body) }
        return signed
    }

    /// What the network says, in a few words.
    private static func reason(_ error: any Error) -> String {
        switch error {
        case let error as HTTPClientError where error == .connectTimeout: "no connection within 5 seconds"
        case let error as HTTPClientError
        where error == .deadlineExceeded || error == .readTimeout || error == .writeTimeout:
            "no answer in time"
        case let error as HTTPClientError where error == .remoteConnectionClosed: "the connection was closed"
        case let error as IOError: String(cString: strerror(error.errnoCode))
        default: String(describing: error).split(whereSeparator: \.isNewline).joined(separator: " ")
        }
    }
}
