import Foundation

/// An IP address of a host.
public struct HostAddress: Sendable, Hashable, CustomStringConvertible {
    /// 4 or 16, most significant first.
    public let bytes: [UInt8]

    /// As a URL writes it, without brackets.
    public let description: String

    /// Whether it is an address of the public internet (IANA's special-purpose registries, RFC 6890).
    public var isPublic: Bool {
        if bytes.count == 4 { return Self.isPublic(bytes[...]) }
        // Addresses that stand for IPv4 ones: mapped, and translated (RFC 6052).
        if bytes[..<10].allSatisfy({ $0 == 0 }), bytes[10] == 0xFF, bytes[11] == 0xFF { return Self.isPublic(bytes[12...]) }
        if bytes[..<12] == [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0] { return Self.isPublic(bytes[12...]) }
        // Global unicast alone, without documentation, 6to4 and Teredo.
        guard bytes[0] & 0xE0 == 0x20 else { return false }
        if bytes[0] == 0x20, bytes[1] == 0x01 { return bytes[2] >= 0x02 && !(bytes[2] == 0x0D && bytes[3] == 0xB8) }
        if bytes[0] == 0x3F, bytes[1] == 0xFF, bytes[2] < 0x10 { return false }
        return !(bytes[0] == 0x20 && bytes[1] == 0x02)
    }

    private static func isPublic(_ bytes: ArraySlice<UInt8>) -> Bool {
        let (first, second, third) = (bytes[bytes.startIndex], bytes[bytes.startIndex + 1], bytes[bytes.startIndex + 2])
        switch first {
        case 0, 10, 127, 224...255: return false
        case 100: return !(64...127).contains(second)
        case 169: return second != 254
        case 172: return !(16...31).contains(second)
        case 192: return !(second == 168 || (second == 0 && (third == 0 || third == 2)) || (second == 88 && third == 99))
        case 198: return !(second == 18 || second == 19 || (second == 51 && third == 100))
        case 203: return !(second == 0 && third == 113)
        default: return true
        }
    }

    /// The addresses of a host, which may be one itself.
    /// - Throws: ``FetchFault/unknownHost(_:)``
    public static func resolve(_ host: String) async throws -> [HostAddress] {
        // The call blocks, which the threads of tasks must not.
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(with: Result { try lookUp(host) }) }
        }
    }

    private static func lookUp(_ host: String) throws -> [HostAddress] {
        let bare = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        #if os(Linux)
            hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        #else
            hints.ai_socktype = SOCK_STREAM
        #endif
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(bare, nil, &hints, &list) == 0 else { throw FetchFault.unknownHost(host) }
        defer { freeaddrinfo(list) }
        var addresses: [HostAddress] = []
        var next = list
        while let entry = next?.pointee {
            if let socket = entry.ai_addr, let address = HostAddress(socket, family: entry.ai_family) { addresses.append(address) }
            next = entry.ai_next
        }
        guard !addresses.isEmpty else { throw FetchFault.unknownHost(host) }
        return addresses
    }

    private init?(_ socket: UnsafeMutablePointer<sockaddr>, family: Int32) {
        switch family {
        case AF_INET:
            self.init(
                bytes: UnsafeRawPointer(socket).loadUnaligned(as: sockaddr_in.self).sin_addr, family: family)
        case AF_INET6:
            self.init(
                bytes: UnsafeRawPointer(socket).loadUnaligned(as: sockaddr_in6.self).sin6_addr, family: family)
        default: return nil
        }
    }

    /// - Parameter address: An `in_addr` or `in6_addr`, which hold nothing but the address in network order.
    private init?<Address>(bytes address: Address, family: Int32) {
        bytes = withUnsafeBytes(of: address) { Array($0) }
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let isWritten = withUnsafeBytes(of: address) { source in
            inet_ntop(family, source.baseAddress, &text, socklen_t(INET6_ADDRSTRLEN)) != nil
        }
        guard isWritten else { return nil }
        description = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
