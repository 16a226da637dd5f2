import NIOCore

/// The head of a request that has no body, read from the bytes at the beginning of a connection's buffer.
///
/// It reads less than HTTP allows (RFC 9112), on purpose: what it takes must mean the same to the codec behind it, to the
/// byte, or somebody could slip a request past one of the two. Anything else is foreign and for the codec alone.
struct LaneRequest: Sendable, Hashable {
    enum Reading: Sendable, Hashable {
        /// The head doesn't end in these bytes, and so far nothing is foreign in it.
        case incomplete
        case request(LaneRequest)
        case foreign
    }

    /// How many bytes it takes.
    let length: Int
    let target: String
    /// Whether it is a `GET` in which nothing but its target, ``accepted`` and ``known`` has a say in the response.
    let isPlain: Bool
    let accepted: AcceptedCodings
    /// The value of `If-None-Match`.
    let known: String?

    /// The longest head that is read.
    static let mostBytes = 8192
    private static let mostFields = 64

    static func read(_ bytes: UnsafeRawBufferPointer) -> Reading {
        var reader = LaneReader(bytes: bytes)
        guard let isGet = reader.method() else { return reader.verdict }
        guard let target = reader.target(), reader.take("HTTP/1.1\r\n") else { return reader.verdict }
        var hosts = 0
        var isPlain = isGet
        var codings: Range<Int>?
        var known: Range<Int>?
        for _ in 0..<mostFields {
            if reader.peek == UInt8(ascii: "\r") {
                guard reader.take("\r\n") else { return reader.verdict }
                guard reader.position <= mostBytes else { return .foreign }
                return .request(
                    LaneRequest(
                        length: reader.position, target: reader.text(target), isPlain: isPlain && hosts == 1,
                        accepted: codings.map { AcceptedCodings(bytes[$0]) } ?? .identity, known: known.map(reader.text)))
            }
            guard let field = reader.field() else { return reader.verdict }
            switch reader.meaning(of: field.name) {
            case .other: continue
            case .host: hosts += 1
            case .acceptEncoding:
                if codings != nil { isPlain = false }
                codings = field.value
            case .ifNoneMatch:
                if known != nil { isPlain = false }
                known = field.value
            case .condition: isPlain = false
            case .connection: guard reader.isKeepAlive(field.value) else { return .foreign }
            case .framing: return .foreign
            }
        }
        return .foreign
    }
}

/// What the name of a field makes of a request.
private enum FieldMeaning {
    /// Nothing in the response depends on it.
    case other
    case host
    case acceptEncoding
    case ifNoneMatch
    /// The response depends on it in ways that are not the lane's.
    case condition
    case connection
    /// It may say that the request is longer than its head, or that what follows is no HTTP.
    case framing
}

/// Walks the bytes of a head.
private struct LaneReader {
    let bytes: UnsafeRawBufferPointer
    var position = 0

    /// What stopping here means: where the bytes have ended there may be more to come.
    var verdict: LaneRequest.Reading {
        position >= bytes.count && bytes.count < LaneRequest.mostBytes ? .incomplete : .foreign
    }

    var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    /// - Returns: Whether it is `GET`; `nil` where it is neither that nor `HEAD`.
    mutating func method() -> Bool? {
        switch peek {
        case UInt8(ascii: "G"): take("GET ") ? true : nil
        case UInt8(ascii: "H"): take("HEAD ") ? false : nil
        default: nil
        }
    }

    /// Takes exactly these bytes, or as many of them as there are.
    mutating func take(_ expected: StaticString) -> Bool {
        for index in 0..<expected.utf8CodeUnitCount {
            guard position < bytes.count, bytes[position] == expected.utf8Start[index] else { return false }
            position += 1
        }
        return true
    }

    /// An origin-form target and the space after it.
    mutating func target() -> Range<Int>? {
        let start = position
        guard peek == UInt8(ascii: "/") else { return nil }
        while let byte = peek, Self.isTargetByte(byte) { position += 1 }
        let target = start..<position
        return take(" ") ? target : nil
    }

    /// A field line with its end.
    mutating func field() -> (name: Range<Int>, value: Range<Int>)? {
        let start = position
        while let byte = peek, Self.isTokenByte(byte) { position += 1 }
        let name = start..<position
        guard !name.isEmpty, take(":") else { return nil }
        while let byte = peek, byte == 0x20 || byte == 0x09 { position += 1 }
        let valueStart = position
        while let byte = peek, (0x20...0x7E).contains(byte) || byte == 0x09 { position += 1 }
        var end = position
        while end > valueStart, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
        return take("\r\n") ? (name, valueStart..<end) : nil
    }

    func meaning(of name: Range<Int>) -> FieldMeaning {
        // By length first: most names of most requests are told apart by it.
        switch name.count {
        case 4: equals(name, "host") ? .host : .other
        case 5: equals(name, "range") ? .condition : .other
        case 6: equals(name, "expect") ? .framing : .other
        case 7: equals(name, "upgrade") || equals(name, "trailer") ? .framing : .other
        case 8: equals(name, "if-match") || equals(name, "if-range") ? .condition : .other
        case 10: equals(name, "connection") ? .connection : .other
        case 13: equals(name, "if-none-match") ? .ifNoneMatch : .other
        case 14: equals(name, "content-length") ? .framing : .other
        case 15: equals(name, "accept-encoding") ? .acceptEncoding : .other
        case 16: equals(name, "proxy-connection") ? .framing : .other
        case 17: equals(name, "transfer-encoding") ? .framing : .other
        case 19: equals(name, "if-unmodified-since") ? .condition : .other
        default: .other
        }
    }

    func isKeepAlive(_ value: Range<Int>) -> Bool { equals(value, "keep-alive") }

    /// Whether bytes are these, of which none is a capital, in capitals or not.
    private func equals(_ range: Range<Int>, _ expected: StaticString) -> Bool {
        guard range.count == expected.utf8CodeUnitCount else { return false }
        for (index, byte) in bytes[range].enumerated() {
            let lowered = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
            guard lowered == expected.utf8Start[index] else { return false }
        }
        return true
    }

    /// What paths and queries are made of (RFC 3986, 3.3 and 3.4).
    private static func isTargetByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "@")...UInt8(ascii: "Z"), UInt8(ascii: "-")...UInt8(ascii: ";"),
            UInt8(ascii: "$")...UInt8(ascii: ","), UInt8(ascii: "!"), UInt8(ascii: "="), UInt8(ascii: "?"), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }

    /// RFC 9110, 5.6.2.
    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "!"), UInt8(ascii: "#")...UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-"),
            UInt8(ascii: "."), UInt8(ascii: "^"), UInt8(ascii: "_"), UInt8(ascii: "`"), UInt8(ascii: "|"), UInt8(ascii: "~"):
            true
        default: false
        }
    }
}
