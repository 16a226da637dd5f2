import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import SystemPackage

extension MediaFetcher {
    /// How much of the network a fetch may use.
    public struct Bounds: Sendable {
        public var bytes: Int
        public var seconds: Int64
        public var redirects: Int

        public init(bytes: Int = 512 * 1_048_576, seconds: Int64 = 120, redirects: Int = 5) {
            self.bytes = bytes
            self.seconds = seconds
            self.redirects = redirects
        }
    }

    /// Fetches over HTTP and HTTPS.
    ///
    /// Each host's name is resolved first, at every redirect, and the connection goes to the address that was checked.
    /// - Parameter allowsPrivateAddresses: Also fetches from this machine and from private networks.
    public static func web(allowsPrivateAddresses: Bool = false, bounds: Bounds = Bounds()) -> MediaFetcher {
        MediaFetcher { address, file in
            var next = address
            for _ in 0...bounds.redirects {
                guard let url = URL(string: next), let host = url.host(), ["http", "https"].contains(url.scheme?.lowercased())
                else { throw MediaFetchError.notAWebAddress }
                let resolved = try await HostAddress.resolve(host)
                if !allowsPrivateAddresses, resolved.contains(where: { !$0.isPublic }) {
                    throw MediaFetchError.privateAddress(host: host)
                }
                guard let first = resolved.first else { throw MediaFetchError.unknownHost(host) }
                guard let location = try await get(url, host: host, at: first, into: file, bounds) else { return }
                next = URL(string: location, relativeTo: url)?.absoluteString ?? location
            }
            throw MediaFetchError.tooManyRedirects(limit: bounds.redirects)
        }
    }

    /// - Returns: Where the answer redirects to, if it does.
    private static func get(
        _ url: URL, host: String, at address: HostAddress, into file: FilePath, _ bounds: Bounds
    ) async throws -> String? {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.dnsOverride = [host: address.description]
        configuration.timeout = .init(connect: .seconds(10), read: .seconds(30))
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        let outcome: Result<String?, any Error>
        do {
            var request = HTTPClientRequest(url: url.absoluteString)
            request.headers.add(name: "User-Agent", value: "standfirst-import")
            request.headers.add(name: "Accept", value: "*/*")
            let response = try await client.execute(request, timeout: .seconds(bounds.seconds))
            outcome = .success(try await keep(response, in: file, bounds))
        } catch {
            outcome = .failure(error)
        }
        try? await client.shutdown()
        do {
            return try outcome.get()
        } catch let error as MediaFetchError {
            throw error
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            throw MediaFetchError.failed(String(describing: error))
        }
    }

    private static func keep(_ response: HTTPClientResponse, in file: FilePath, _ bounds: Bounds) async throws -> String? {
        let status = Int(response.status.code)
        if (300..<400).contains(status), let location = response.headers.first(name: "Location") { return location }
        guard status == 200 else { throw MediaFetchError.status(status) }
        let output = try FileDescriptor.open(
            file, .writeOnly, options: [.create, .truncate], permissions: .ownerReadWrite)
        do {
            var count = 0
            for try await piece in response.body {
                count += piece.readableBytes
                guard count <= bounds.bytes else { throw MediaFetchError.tooLarge(limit: bounds.bytes) }
                _ = try piece.withUnsafeReadableBytes { try output.writeAll($0) }
            }
        } catch {
            try output.close()
            throw error
        }
        try output.close()
        return nil
    }
}
