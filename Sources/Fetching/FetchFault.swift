/// Why something can't be fetched.
public enum FetchFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// Neither `http` nor `https`, or no host.
    case notAWebAddress(String)
    case unknownHost(String)
    /// The host's address is of this machine, of a private network, or otherwise not of the public internet.
    case privateAddress(host: String)
    case tooManyRedirects(limit: Int)
    case tooLarge(limit: Int)
    case tooSlow(seconds: Int)
    case failed(String)

    public var description: String {
        switch self {
        case .notAWebAddress(let address): "“\(address)” is no web address: give one with http:// or https://."
        case .unknownHost(let host): "The host \(host) isn't known: check its spelling, or try later."
        case .privateAddress(let host):
            "\(host) is in a private network, which is not fetched from; say --allow-private-addresses if it is yours."
        case .tooManyRedirects(let limit): "The address redirects more than \(limit) times."
        case .tooLarge(let limit): "What stands there is larger than \(limit / 1_048_576) MB, which is too much for a source."
        case .tooSlow(let seconds): "It was not there whole after \(seconds) seconds: try later."
        case .failed(let why): "It could not be fetched: \(why)."
        }
    }
}
