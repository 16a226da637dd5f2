import Foundation

/// The address that the program listens at.
enum Listener {
    #if canImport(Darwin)
        private static let stream = SOCK_STREAM
    #else
        private static let stream = Int32(SOCK_STREAM.rawValue)
    #endif

    /// Why the program can't listen there.
    struct Fault: Error, CustomStringConvertible {
        let address: String
        let why: String

        var description: String { "Can't listen at \(address): \(why)." }
    }

    /// Reads `HOST:PORT`; an IPv6 address stands in brackets.
    static func parse(_ address: String) throws -> (host: String, port: Int) {
        guard let colon = address.lastIndex(of: ":"), let port = Int(address[address.index(after: colon)...]),
            (0...65_535).contains(port), colon > address.startIndex
        else { throw Fault(address: address, why: "give it as HOST:PORT, as in 127.0.0.1:8080") }
        let host = address[..<colon].trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
        return (host, port)
    }

    /// The origin by which a reader on this machine gets there.
    static func origin(host: String, port: Int) -> String {
        let name =
            switch host {
            case "127.0.0.1", "0.0.0.0", "::1", "::": "localhost"
            case let address where address.contains(":"): "[\(address)]"
            default: host
            }
        return "http://\(name):\(port)"
    }

    /// Tries to bind, so that a port in use or forbidden is told in one line.
    static func check(host: String, port: Int) throws {
        var hints = addrinfo()
        hints.ai_socktype = Self.stream
        hints.ai_flags = AI_PASSIVE
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &found) == 0, let first = found else {
            throw Fault(address: "\(host):\(port)", why: "there is no such host here")
        }
        defer { freeaddrinfo(found) }
        let descriptor = socket(first.pointee.ai_family, first.pointee.ai_socktype, 0)
        guard descriptor >= 0 else { throw Fault(address: "\(host):\(port)", why: String(cString: strerror(errno))) }
        defer { close(descriptor) }
        var reuse: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &reuse, socklen_t(MemoryLayout<Int32>.size))
        guard bind(descriptor, first.pointee.ai_addr, first.pointee.ai_addrlen) == 0, listen(descriptor, 1) == 0 else {
            let why =
                switch errno {
                case EADDRINUSE: "port \(port) is in use by another program. Stop it, or choose another with --address"
                case EACCES: "port \(port) needs more rights. Choose one above 1023, and put a proxy in front"
                default: String(cString: strerror(errno))
                }
            throw Fault(address: "\(host):\(port)", why: why)
        }
    }
}
