public import Markup
public import Storage

/// A request for a page and its answer, as they went over the wire, transfer coding apart.
public struct WebExchange: Sendable, Hashable {
    public struct Field: Sendable, Hashable {
        public var name: String
        public var value: String

        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// What was asked for, without a fragment.
    public var address: SafeURL
    /// The IP address that answered.
    public var hostAddress: String
    public var requestedAt: Timestamp
    public var requestFields: [Field]
    public var status: Int
    public var reason: String
    /// The answer's, in their order.
    public var fields: [Field]
    /// Still in its content coding.
    public var body: [UInt8]

    public init(
        address: SafeURL, hostAddress: String, requestedAt: Timestamp, requestFields: [Field], status: Int, reason: String,
        fields: [Field], body: [UInt8]
    ) {
        self.address = address
        self.hostAddress = hostAddress
        self.requestedAt = requestedAt
        self.requestFields = requestFields
        self.status = status
        self.reason = reason
        self.fields = fields
        self.body = body
    }

    /// The values of a field of the answer, joined as one (RFC 9110, section 5.3).
    public func field(_ name: String) -> String? {
        let values = fields.filter { $0.name.lowercased() == name }.map(\.value)
        return values.isEmpty ? nil : values.joined(separator: ", ")
    }

    /// Where the answer sends whoever asked, if it does (RFC 9110, section 15.4).
    public var redirectTarget: SafeURL? {
        guard [301, 302, 303, 307, 308].contains(status), let location = field("location") else { return nil }
        return SafeURL(parsing: location)?.resolved(against: address).withoutFragment
    }
}

extension SafeURL {
    /// Without `#…`, which no server is told.
    public var withoutFragment: SafeURL {
        guard let hash = string.firstIndex(of: "#") else { return self }
        return SafeURL(parsing: String(string[..<hash])) ?? self
    }

    /// The host with its port, as the `Host` field has it.
    public var authorityField: String {
        let rest = string.drop { $0 != "/" }.drop { $0 == "/" }
        return String(rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" })
    }
}

/// Where the pages of captures come from: the network, or in tests anything.
public struct PageFetcher: Sendable {
    /// Asks for an address and follows redirects: every exchange in order, the last of them the page's.
    public var fetch: @Sendable (_ address: SafeURL) async throws -> [WebExchange]

    public init(fetch: @escaping @Sendable (_ address: SafeURL) async throws -> [WebExchange]) {
        self.fetch = fetch
    }
}
