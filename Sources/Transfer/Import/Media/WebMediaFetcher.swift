import AsyncHTTPClient
import Fetching
import Foundation
import NIOCore
import NIOHTTP1
import SystemPackage

extension MediaFetcher {
    /// How much of the network a fetch may use.
    public struct Bounds: Sendable {
        public var bytes: Int
        public var seconds: Int
        public var redirects: Int

        public init(bytes: Int = 512 * 1_048_576, seconds: Int = 120, redirects: Int = 5) {
            self.bytes = bytes
            self.seconds = seconds
            self.redirects = redirects
        }
    }

    /// Fetches over HTTP and HTTPS.
    /// - Parameter allowsPrivateAddresses: Also fetches from this machine and from private networks.
    public static func web(allowsPrivateAddresses: Bool = false, bounds: Bounds = Bounds()) -> MediaFetcher {
        let client = GuardedClient(allowsPrivateAddresses: allowsPrivateAddresses, seconds: bounds.seconds)
        return MediaFetcher { address, file in
            var next = address
            for _ in 0...bounds.redirects {
                let location: String?
                do {
                    location = try await client.get(next, fields: [("User-Agent", "standfirst-import"), ("Accept", "*/*")]) {
                        response, _ in try await keep(response, in: file, bounds)
                    }
                } catch let error where error is MediaFetchError || error is CancellationError {
                    throw error
                } catch let fault as FetchFault {
                    throw MediaFetchError(fault)
                } catch {
                    throw MediaFetchError.failed(String(describing: error))
                }
                guard let location else { return }
                next = URL(string: location, relativeTo: URL(string: next))?.absoluteString ?? location
            }
            throw MediaFetchError.tooManyRedirects(limit: bounds.redirects)
        }
    }

    /// - Returns: Where the answer redirects to, if it does.
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

extension MediaFetchError {
    /// The same in an import's words.
    fileprivate init(_ fault: FetchFault) {
        self =
            switch fault {
            case .notAWebAddress: .notAWebAddress
            case .unknownHost(let host): .unknownHost(host)
            case .privateAddress(let host): .privateAddress(host: host)
            case .tooManyRedirects(let limit): .tooManyRedirects(limit: limit)
            case .tooLarge(let limit): .tooLarge(limit: limit)
            case .tooSlow(let seconds): .failed("it took longer than \(seconds) seconds")
            case .failed(let why): .failed(why)
            }
    }
}
