import HTTPTypes
import NIOCore

/// Who may read `/metrics`: the numbers of a newsroom are not for strangers.
///
/// With a token, whoever sends it. Without one, only a program on the same machine that asks the server itself: a proxy
/// on this machine asks for others, which its headers or the name that it asks for give away.
struct MetricsAccess {
    let token: String?

    func allows(_ fields: HTTPFields, authority: String?, peerIsLocal: Bool) -> Bool {
        if let token {
            guard let field = fields[.authorization], let space = field.firstIndex(of: " "),
                field[..<space].lowercased() == "bearer"
            else { return false }
            return Self.areEqual(Array(field[field.index(after: space)...].utf8), Array(token.utf8))
        }
        let isForwarded = fields.contains { Self.forwarding.contains($0.name.canonicalName) }
        return peerIsLocal && !isForwarded && Self.isThisMachine(authority)
    }

    private static let forwarding: Set<String> = [
        "forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "cf-connecting-ip",
        "true-client-ip", "fastly-client-ip",
    ]

    private static func isThisMachine(_ authority: String?) -> Bool {
        guard let authority else { return false }
        let host = authority.hasPrefix("[") ? authority.prefix { $0 != "]" }.dropFirst() : authority.prefix { $0 != ":" }
        if host == "localhost" || host == "::1" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }

    /// Takes as long whichever byte is the wrong one.
    private static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
