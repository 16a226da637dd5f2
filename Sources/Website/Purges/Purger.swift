import AsyncHTTPClient
import Editorial
import Foundation
import NIOCore
import NIOHTTP1
public import Storage

/// Does the jobs that ``Purging`` writes: tells every shared cache to let go of what changed.
///
/// A job is done when all of them have answered; until then it is tried again with all, since purging twice does no harm.
public struct Purger: Sendable {
    private let targets: [PurgeTarget]
    private let send: @Sendable (PurgeTarget.Call) async throws -> Int

    public init(targets: [PurgeTarget]) {
        self.init(targets: targets, send: Self.send)
    }

    /// - Parameter send: Sends a request and gives the status of its response.
    init(targets: [PurgeTarget], send: @escaping @Sendable (PurgeTarget.Call) async throws -> Int) {
        self.targets = targets
        self.send = send
    }

    /// The handler of ``Purging/jobKind``.
    public var handler: JobHandler {
        { job in
            let names = Purging.names(in: job)
            var failure: (any Error)?
            for target in targets {
                do {
                    for call in target.calls(for: names) { try await purge(call) }
                } catch {
                    // The others are told all the same.
                    failure = error
                }
            }
            if let failure { throw failure }
        }
    }

    private func purge(_ call: PurgeTarget.Call) async throws {
        let status = try await send(call)
        guard (200..<300).contains(status) else { throw PurgeError(host: URL(string: call.url)?.host() ?? "A shared cache", status: status) }
    }

    private static func send(_ call: PurgeTarget.Call) async throws -> Int {
        var request = HTTPClientRequest(url: call.url)
        request.method = HTTPMethod(rawValue: call.method)
        for (name, value) in call.headers { request.headers.add(name: name, value: value) }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(15))
        // To its end, so that the connection can be used again.
        for try await _ in response.body {}
        return Int(response.status.code)
    }
}

/// A shared cache refused a purge.
struct PurgeError: Error, CustomStringConvertible {
    /// Without path and query, which may hold a secret: this ends in the log and in the database.
    let host: String
    let status: Int

    var description: String { "\(host) answered a purge with \(status): look whether it allows purges from here." }
}
