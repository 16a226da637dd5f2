/// A shared cache that is told what to let go of: what is sent to it, as values.
public enum PurgeTarget: Sendable, Hashable {
    /// Varnish: a `BAN` of everything whose `Surrogate-Key` has one of the names. docs/operations.md has the VCL for it.
    case varnish(url: String)
    /// Whatever takes keys by HTTP, as most CDNs do.
    case http(HTTPPurge)

    /// A purge by HTTP.
    public struct HTTPPurge: Sendable, Hashable {
        /// `{key}` in it stands for one key, percent-encoded: a request is then sent for each. Without it, the keys go in
        /// the field ``header``.
        public var url: String
        public var method: String
        public var header: String
        /// A field with a secret, as in `Authorization: Bearer …`.
        public var secret: (name: String, value: String)? {
            guard let line = secretLine, let colon = line.firstIndex(of: ":") else { return nil }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            return (String(line[..<colon]), String(value))
        }
        private var secretLine: String?

        /// - Parameter secret: A whole field line, `NAME: VALUE`.
        public init(url: String, method: String = "POST", header: String = "Surrogate-Key", secret: String? = nil) {
            self.url = url
            self.method = method
            self.header = header
            secretLine = secret
        }
    }

    /// One request of a purge.
    public struct Call: Sendable, Hashable {
        public let method: String
        public let url: String
        public let headers: [String: String]
    }

    /// How many names one request carries: heads over 8 KB are refused by many.
    static let mostNames = 50

    /// The requests that purge some names.
    func calls(for names: [String]) -> [Call] {
        let portions = stride(from: 0, to: names.count, by: Self.mostNames).map {
            Array(names[$0..<min($0 + Self.mostNames, names.count)])
        }
        switch self {
        case .varnish(let url):
            return portions.map { names in
                Call(
                    method: "BAN", url: url,
                    headers: [
                        "Surrogate-Key": names.joined(separator: " "),
                        // Without a space, which would end the argument of a ban.
                        "Surrogate-Key-Pattern": "(^|\\s)(\(names.joined(separator: "|")))(\\s|$)",
                    ])
            }
        case .http(let purge):
            var fields: [String: String] = [:]
            if let (name, value) = purge.secret { fields[name] = value }
            if purge.url.contains("{key}") {
                return names.map { name in
                    Call(
                        method: purge.method, url: purge.url.replacing("{key}", with: Self.encoded(name)), headers: fields)
                }
            }
            return portions.map { names in
                var fields = fields
                fields[purge.header] = names.joined(separator: " ")
                return Call(method: purge.method, url: purge.url, headers: fields)
            }
        }
    }

    /// Keys hold letters, digits, `-` and `:`.
    private static func encoded(_ name: String) -> String { name.replacing(":", with: "%3A") }
}
