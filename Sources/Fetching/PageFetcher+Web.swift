import AsyncHTTPClient
public import Editorial
import Foundation
import Markup
import NIOCore
import NIOHTTP1
public import Storage

extension PageFetcher {
    /// How much of the network the capture of a page may use.
    public struct Bounds: Sendable {
        /// Of one answer, as it is sent.
        public var bytes: Int
        /// Of one answer.
        public var seconds: Int
        public var redirects: Int

        public init(bytes: Int = 64 << 20, seconds: Int = 60, redirects: Int = 10) {
            self.bytes = bytes
            self.seconds = seconds
            self.redirects = redirects
        }
    }

    /// Fetches over HTTP and HTTPS, and follows redirects; at each of them the host is looked up and judged again.
    /// - Parameter allowsPrivateAddresses: Also fetches from this machine and from private networks.
    public static func web(
        allowsPrivateAddresses: Bool = false, bounds: Bounds = Bounds(), clock: TimeSource = .system
    ) -> PageFetcher {
        web(
            GuardedClient(allowsPrivateAddresses: allowsPrivateAddresses, seconds: bounds.seconds), bounds: bounds, clock: clock)
    }

    static func web(_ client: GuardedClient, bounds: Bounds = Bounds(), clock: TimeSource = .system) -> PageFetcher {
        PageFetcher { address in
            var exchanges: [WebExchange] = []
            var next = address
            for _ in 0...bounds.redirects {
                let exchange = try await exchange(next, client, bounds, clock)
                exchanges.append(exchange)
                guard let target = exchange.redirectTarget else { return exchanges }
                guard target.isWeb else { throw FetchFault.notAWebAddress(target.string) }
                next = target
            }
            throw FetchFault.tooManyRedirects(limit: bounds.redirects)
        }
    }

    private static func exchange(
        _ address: SafeURL, _ client: GuardedClient, _ bounds: Bounds, _ clock: TimeSource
    ) async throws -> WebExchange {
        // What is sent is what is recorded.
        let address = address.withoutFragment.withASCIIHost
        var fields = [WebExchange.Field(name: "Host", value: address.authorityField)]
        fields += [
            WebExchange.Field(name: "User-Agent", value: FetchingRoom.userAgent),
            WebExchange.Field(name: "Accept", value: "text/html,application/xhtml+xml,application/pdf,text/*;q=0.9,*/*;q=0.8"),
            WebExchange.Field(name: "Accept-Encoding", value: "gzip, br, deflate"),
        ]
        let (sent, began) = (fields, clock.now())
        return try await client.get(address.string, fields: sent.map { ($0.name, $0.value) }) { response, host in
            let body = try await body(of: response, upTo: bounds.bytes)
            return WebExchange(
                address: address, hostAddress: host.description, requestedAt: began, requestFields: sent,
                status: Int(response.status.code), reason: response.status.reasonPhrase,
                fields: response.headers.map { WebExchange.Field(name: $0.name, value: $0.value) }, body: body)
        }
    }
}

extension PageFetcher {
    private static func body(of response: HTTPClientResponse, upTo limit: Int) async throws -> [UInt8] {
        var body: [UInt8] = []
        do {
            for try await piece in response.body {
                guard body.count + piece.readableBytes <= limit else { throw FetchFault.tooLarge(limit: limit) }
                body += piece.readableBytesView
            }
            return body
        } catch let error where error is FetchFault || error is HTTPClientError || error is CancellationError {
            throw error
        } catch {
            throw FetchFault.failed("what the server sent is no HTTP (\(error))")
        }
    }
}

extension SafeURL {
    /// The host as names go over the network (RFC 5891), where it holds letters beyond ASCII.
    fileprivate var withASCIIHost: SafeURL {
        guard let host, !host.utf8.allSatisfy({ $0 < 0x80 }), let ascii = URL(string: string)?.host() else { return self }
        return SafeURL(parsing: string.replacing("//\(host)", with: "//\(ascii)", maxReplacements: 1)) ?? self
    }
}
