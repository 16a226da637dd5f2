import Foundation
public import SystemPackage

/// Where files that are not at hand come from: the network, or in tests anything.
public struct MediaFetcher: Sendable {
    /// Gets the file at an address, writes it to a path and throws ``MediaFetchError`` where it can't be had.
    public var fetch: @Sendable (_ address: String, _ file: FilePath) async throws -> Void

    public init(fetch: @escaping @Sendable (_ address: String, _ file: FilePath) async throws -> Void) {
        self.fetch = fetch
    }
}

/// Why a file could not be fetched.
public enum MediaFetchError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Neither `http` nor `https`, or no host.
    case notAWebAddress
    case unknownHost(String)
    /// The host's address is of this machine, of a private network, or otherwise not of the public internet.
    case privateAddress(host: String)
    case status(Int)
    case tooManyRedirects(limit: Int)
    case tooLarge(limit: Int)
    case failed(String)

    public var description: String {
        switch self {
        case .notAWebAddress: "it has no web address to fetch it from; give its folder with --media"
        case .unknownHost(let host): "the host \(host) isn't known; give the uploads folder with --media, or try --retry later"
        case .privateAddress(let host):
            "\(host) is in a private network, which is not fetched from; say --allow-private-addresses if it is yours"
        case .status(let status): "the old site answered \(status); give the uploads folder with --media"
        case .tooManyRedirects(let limit): "the old site redirected more than \(limit) times"
        case .tooLarge(let limit): "it is larger than \(limit / 1_048_576) MB; give its folder with --media"
        case .failed(let why): "it could not be fetched (\(why)); try --retry"
        }
    }
}
