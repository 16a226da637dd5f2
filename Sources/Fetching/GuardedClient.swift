public import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// Asks other servers, and never one of a private network unless that is allowed.
///
/// TLS certificates are verified, which is the library's default. Redirects are not followed: each is another question, to be judged by itself.
public struct GuardedClient: Sendable {
    /// Whether an address may be connected to.
    private let allows: @Sendable (HostAddress) -> Bool
    /// For an answer, from the first look-up to its last byte.
    public let seconds: Int

    /// - Parameter allowsPrivateAddresses: Whether this machine and private networks may be asked too.
    public init(allowsPrivateAddresses: Bool = false, seconds: Int = 120) {
        self.init(seconds: seconds) { allowsPrivateAddresses || $0.isPublic }
    }

    init(seconds: Int, allows: @escaping @Sendable (HostAddress) -> Bool) {
        self.seconds = seconds
        self.allows = allows
    }

    /// Asks for what stands at an address (GET).
    /// - Parameters:
    ///   - fields: Header fields, in the order in which they are sent; `Host` is the client's to give.
    ///   - take: Reads the answer, while the connection is open. It is given the address that was connected to.
    /// - Throws: ``FetchFault``, what `take` throws, `CancellationError`.
    public func get<Answer: Sendable>(
        _ address: String, fields: [(name: String, value: String)],
        take: @escaping @Sendable (HTTPClientResponse, HostAddress) async throws -> Answer
    ) async throws -> Answer {
        guard let url = URL(string: address), let host = url.host(), !host.isEmpty,
            ["http", "https"].contains(url.scheme?.lowercased()), url.user() == nil
        else { throw FetchFault.notAWebAddress(address) }
        return try await withThrowingTaskGroup(of: Answer.self) { group in
            group.addTask {
                let found = try await HostAddress.resolve(host)
                if !found.allSatisfy(allows) {
                    throw FetchFault.privateAddress(host: host)
                }
                guard let first = found.first else { throw FetchFault.unknownHost(host) }
                return try await get(url, host: host, at: first, fields: fields, take: take)
            }
            group.addTask {
                try await Task.sleep(for: .seconds(seconds))
                throw FetchFault.tooSlow(seconds: seconds)
            }
            defer { group.cancelAll() }
            guard let answer = try await group.next() else { throw CancellationError() }
            return answer
        }
    }

    private func get<Answer: Sendable>(
        _ url: URL, host: String, at address: HostAddress, fields: [(name: String, value: String)],
        take: @Sendable (HTTPClientResponse, HostAddress) async throws -> Answer
    ) async throws -> Answer {
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration(url, host, address))
        let outcome: Result<Answer, any Error>
        do {
            let response = try await ask(client, url, host, fields)
            outcome = .success(try await take(response, address))
        } catch let error as HTTPClientError {
            outcome = .failure(error == .cancelled ? CancellationError() : FetchFault.failed(Self.words(error)))
        } catch {
            outcome = .failure(error)
        }
        try? await client.shutdown()
        return try outcome.get()
    }

    /// Whatever hinders the question is a fault of fetching: names, routes, certificates.
    private func ask(
        _ client: HTTPClient, _ url: URL, _ host: String, _ fields: [(name: String, value: String)]
    ) async throws -> HTTPClientResponse {
        var request = HTTPClientRequest(url: url.absoluteString)
        for (name, value) in fields { request.headers.add(name: name, value: value) }
        do {
            return try await client.execute(request, timeout: .seconds(Int64(seconds)))
        } catch let error where error is CancellationError || error is HTTPClientError {
            throw error
        } catch {
            throw FetchFault.failed("no connection to \(host) (\(error))")
        }
    }

    private func configuration(_ url: URL, _ host: String, _ address: HostAddress) -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        // The one that was judged. A name in letters beyond ASCII may be asked for in either of its spellings.
        configuration.dnsOverride = [host: address.description]
        if let plain = url.host(percentEncoded: false) { configuration.dnsOverride[plain] = address.description }
        configuration.timeout = .init(connect: .seconds(10), read: .seconds(30))
        configuration.httpVersion = .http1Only
        return configuration
    }

    private static func words(_ error: HTTPClientError) -> String {
        switch error {
        case .readTimeout, .deadlineExceeded, .connectTimeout: "the server took too long"
        case .remoteConnectionClosed: "the server ended the connection before all was sent"
        default: String(describing: error)
        }
    }
}
